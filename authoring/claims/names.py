"""Named things: visas, degrees, agencies and tools, each bound to the cited fact, quote or rule that names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from authoring.claims import notes
from authoring.claims.evidence import Evidence, as_a_word, fact_binding
from authoring.claims.finding import Found, Judged
from authoring.claims.statements import sentence_span
from authoring.gating import Gated, gated
from schemas.claims import ClaimKind
from schemas.facts import Fact, FactSheet
from schemas.saying import said

_VISA: Final = gated(
    r"\b(?:H-1B1?|H-2[AB]|O-1|L-1[AB]?|E-3|TN visa|F-1|J-1|EB-[1-5]|PERM|STEM OPT|OPT|Schedule A"
    r"|National Interest Waiver|NIW)\b(?![-\w])|(?<![\w-])(?:H-1B1?|EB-[1-5]|O-1|L-1|F-1|PERM|OPT)(?=[\u3400-\u9fff])",
    "h-1b h-2 o-1 l-1 e-3 tn_visa f-1 j-1 eb- perm opt schedule_a national_interest_waiver niw",
)
_SAME_ROUTE: Final = {
    "PERM": gated(r"\bPERM\b|labor certification", "perm labor_certification", re.IGNORECASE),
    "OPT": gated(r"\bOPT\b", "opt", re.IGNORECASE),
    "NIW": gated("NIW|national interest", "niw national_interest", re.IGNORECASE),
}
_LEVELS: Final[dict[str, Gated]] = {
    name: gated(pattern, words, re.IGNORECASE)
    for name, pattern, words in (
        ("doctoral", r"\b(?:doctora(?:l|te)|Ph\.?D|doctoral or professional)\b(?: degrees?)?|博士", "doctora phd ph.d 博士"),
        (
            "master's",
            r"\bmaster['’]s(?: degrees?)?\b|\bmaster of [A-Z]\w+(?: and [A-Z]\w+)?|\bM(?:LIS|BA|SW|PH)\b|碩士",
            "master mlis mba msw mph 碩士",
        ),
        ("bachelor's", r"\bbachelor['’]s(?: degrees?)?\b|\bbachelor of [A-Z]\w+|學士", "bachelor 學士"),
        ("associate's", r"\bassociate['’]s(?: degrees?)?\b|\bassociate degree\b|副學士", "associate 副學士"),
        ("high school", r"\bhigh school (?:diploma|degree|graduation)\b|高中(?:文憑|學歷|畢業)", "high_school 高中"),
        ("postsecondary award", r"\bpostsecondary non-?degree award\b", "postsecondary"),
    )
}  # fmt: skip
_DEGREE_FACTS: Final = ("entry-education", "usual-education")
_NOT: Final = re.compile(
    r"\b(?:without|not?|nor|never|instead of|rather than|below|above|beyond|no longer)\b[^.,;]{0,40}$"
    r"|(?:無需|不需|沒有)[^。，]{0,12}$",
    re.IGNORECASE,
)
_AGENCIES: Final[tuple[tuple[Gated, re.Pattern[str]], ...]] = tuple(
    (gated(name, words), re.compile(datasets))
    for name, words, datasets in (
        (
            r"\bBLS\b|\bBureau of Labor Statistics\b|勞工統計局",
            "bls bureau_of_labor_statistics 勞工統計局",
            r"^(?:oews|ep|ooh|soc)\.",
        ),
        (r"\bO\*NET\b", "o*net", r"^onet\."),
        (
            r"\b(?:U\.S\. )?Department of Labor\b|\bDOL\b|\bOFLC\b|美國勞工部|(?<!美國)勞工部",
            "department_of_labor dol oflc 勞工部",
            r"^(?:oflc|lca|onet|oews|ep|ooh)\.",
        ),
        (
            r"\b(?:Department of Homeland Security|DHS)\b|國土安全部",
            "department_of_homeland_security dhs 國土安全部",
            r"^stem\.",
        ),
        (r"\bUSCIS\b|移民局", "uscis 移民局", r"^uscis\."),
        (r"\b(?:Microsoft Research)\b", "microsoft_research", r"^microsoft"),
        (r"\bAnthropic\b", "anthropic", r"^anthropic"),
    )
)
_OTHER_AGENCY: Final = gated(
    r"\b(?:the )?(?:[A-Z][\w&.'-]+ ){1,4}(?:Association|Bureau|Commission|Council|Board|Institute|Administration|Agency"
    r"|Federation|Foundation|Academy)\b(?: (?:of|for) (?:[A-Z][\w-]+ ?(?:and )?){1,4})?",
    "association bureau commission council board institute administration agency federation foundation academy",
)
_TOOLS: Final = gated(
    r"\b(?:ChatGPT|GPT-[345][\w.]*|Copilot|Claude(?:\.ai)?|Gemini|Llama|Midjourney|DALL-E|Whisper|Perplexity|NotebookLM|Grammarly"
    r"|Alma|WorldShare(?: Management Services)?|Rosetta|Primo|Watson|Siri|Alexa|Excel|Microsoft Word|PowerPoint"
    r"|(?<!Occupational )Outlook(?! Handbook)|Photoshop|AutoCAD"
    r"|Salesforce|SAP|Tableau|Power BI|Python|SQL|RFID|TensorFlow|PyTorch)\b",
    "chatgpt gpt- copilot claude gemini llama midjourney dall-e whisper perplexity notebooklm grammarly alma worldshare rosetta "
    "primo watson siri alexa excel microsoft_word powerpoint outlook photoshop autocad salesforce sap tableau power_bi python "
    "sql rfid tensorflow pytorch",
)
_MADE_BY: Final = (("copilot", "microsoft-"), ("claude", "anthropic-"), ("gpt-4", "gpts-are-gpts"))
"""Studies that measured the use of one tool, by how their datasets are called."""
_PROPER_NOUN_FIELDS: Final = frozenset({"name", "issuer"})


@dataclass(frozen=True)
class Name:
    """A named thing in a text."""

    start: int
    end: int
    kind: ClaimKind
    key: str


def names(text: str, field: str, evidence: Evidence, sheet: FactSheet) -> Iterator[Found]:
    """Every named thing of a text with its verdict."""
    for name in _names_in(text):
        yield Found(name.start, name.end, name.kind, _JUDGES[name.kind](name, text, evidence, sheet))
    if (
        field in _PROPER_NOUN_FIELDS
        and not any(each.kind in ("agency", "tool") for each in _names_in(text))
        and text.strip()
    ):
        yield Found(0, len(text), "agency" if field == "issuer" else "tool", _named(text.strip(), evidence, sheet))


@lru_cache(maxsize=8192)
def _names_in(text: str) -> tuple[Name, ...]:
    found = [Name(*each.span(), "visa", each[0]) for each in _VISA.finditer(text)]
    found += [
        Name(*each.span(), "degree", level) for level, pattern in _LEVELS.items() for each in pattern.finditer(text)
    ]
    found += [
        Name(*each.span(), "agency", str(n))
        for n, (pattern, _) in enumerate(_AGENCIES)
        for each in pattern.finditer(text)
    ]
    found += [Name(*each.span(), "agency", "") for each in _OTHER_AGENCY.finditer(text)]
    found += [Name(*each.span(), "tool", each[0]) for each in _TOOLS.finditer(text)]
    return tuple(sorted(_longest(found), key=lambda name: name.start))


def _longest(found: list[Name]) -> list[Name]:
    """Of names that overlap, the known one, and then the longest."""
    kept: list[Name] = []
    for name in sorted(found, key=lambda name: (name.key == "", name.start - name.end)):
        if not any(name.start < other.end and other.start < name.end for other in kept):
            kept.append(name)
    return kept


def _visa(name: Name, _: str, evidence: Evidence, __: FactSheet) -> Judged:
    pattern = _SAME_ROUTE.get(name.key) or as_a_word(name.key, or_hyphen=True)
    return _in_words(pattern, evidence) or _silent(evidence, said("no cited fact or rule of this page speaks of it"))


def _degree(name: Name, text: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    pattern = _LEVELS[name.key]
    carried = _in_words(pattern, evidence)
    if carried:
        return carried
    other = next((fact for fact in evidence.facts if fact.measure in _DEGREE_FACTS), None)
    if other is None:
        known = next((f for f in sheet.facts if f.measure in _DEGREE_FACTS and pattern.search(str(f.value))), None)
        note = said("no cited fact or quote names this degree")
        return (
            Judged("undecided", note=note)
            if evidence.quotes
            else Judged("unsupported", note=note, elsewhere=known.id if known else None)
        )
    start, _ = sentence_span(text, name.start)
    if _NOT.search(text, start, name.start):
        return Judged("undecided", note=said("the sentence says what is not asked for"))
    if _VISA.search(text):
        return Judged("undecided", note=said("the sentence speaks of what a route asks for, not of what is usual"))
    return Judged("contradicted", (fact_binding(other),), notes.is_said_to_be(other))


def _agency(name: Name, text: str, evidence: Evidence, _: FactSheet) -> Judged:
    if name.key == "":
        pattern = as_a_word(text[name.start : name.end].removeprefix("the ").strip())
        return _in_words(pattern, evidence) or _silent(evidence, said("no cited quote names it"))
    spelled, datasets = _AGENCIES[int(name.key)]
    own = next((fact for fact in evidence.facts if datasets.search(fact.dataset)), None)
    if own:
        return Judged("exact", (fact_binding(own),))
    passage = next((each for each in evidence.quotes if datasets.search(each.binding.id)), None)
    if passage:
        return Judged("exact", (passage.binding,))
    return _in_words(spelled, evidence) or _silent(evidence, said("nothing that is cited comes from it"))


def _tool(name: Name, text: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    return _named(text[name.start : name.end], evidence, sheet)


def _named(spelled: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    pattern = as_a_word(spelled)
    carried = _in_words(pattern, evidence)
    if carried:
        return carried
    measured = next((fact for fact in evidence.facts if _is_study_of(spelled, fact)), None)
    if measured:
        return Judged("exact", (fact_binding(measured),))
    known = next((fact for fact in sheet.each("onet", "software/") if pattern.search(str(fact.value))), None)
    if known:
        return Judged("unsupported", note=said("on the fact sheet, but not cited here"), elsewhere=known.id)
    return _silent(evidence, said("no cited fact or quote names it"))


def _is_study_of(spelled: str, fact: Fact) -> bool:
    """Whether the fact comes from the study of that name, or from the study of that tool's use."""
    family, said = fact.dataset.partition(".")[0], spelled.casefold()
    return family.replace("-", " ") in said or any(
        said.startswith(tool) and family.startswith(maker) for tool, maker in _MADE_BY
    )


def _in_words(pattern: Gated, evidence: Evidence) -> Judged | None:
    words = next(evidence.saying(pattern), None)
    return Judged("exact", (words.binding,)) if words else None


def _silent(evidence: Evidence, note: str) -> Judged:
    """Where nothing is cited it is unsupported; where something is, a reader may see more than a rule."""
    return Judged("undecided" if evidence.facts or evidence.quotes else "unsupported", note=note)


_JUDGES: Final = {"visa": _visa, "degree": _degree, "agency": _agency, "tool": _tool}
