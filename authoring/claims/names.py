"""Named things: visas, degrees, agencies and tools, each bound to the cited fact, quote or rule that names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from authoring.claims.evidence import Evidence, fact_binding
from authoring.claims.finding import Found, Judged
from authoring.claims.statements import sentence_span
from schemas.claims import ClaimKind
from schemas.facts import Fact, FactSheet

_VISA: Final = re.compile(
    r"\b(?:H-1B1?|H-2[AB]|O-1|L-1[AB]?|E-3|TN visa|F-1|J-1|EB-[1-5]|PERM|STEM OPT|OPT|Schedule A"
    r"|National Interest Waiver|NIW)\b(?![-\w])|(?<![\w-])(?:H-1B1?|EB-[1-5]|O-1|L-1|F-1|PERM|OPT)(?=[\u3400-\u9fff])"
)
_SAME_ROUTE: Final = {"PERM": r"\bPERM\b|labor certification", "NIW": "NIW|national interest", "OPT": r"\bOPT\b"}
_LEVELS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in (
        ("doctoral", r"\b(?:doctora(?:l|te)|Ph\.?D|doctoral or professional)\b(?: degrees?)?|博士"),
        ("master's", r"\bmaster['’]s(?: degrees?)?\b|\bmaster of [A-Z]\w+(?: and [A-Z]\w+)?|\bM(?:LIS|BA|SW|PH)\b|碩士"),
        ("bachelor's", r"\bbachelor['’]s(?: degrees?)?\b|\bbachelor of [A-Z]\w+|學士"),
        ("associate's", r"\bassociate['’]s(?: degrees?)?\b|\bassociate degree\b|副學士"),
        ("high school", r"\bhigh school (?:diploma|degree|graduation)\b|高中(?:文憑|學歷|畢業)"),
        ("postsecondary award", r"\bpostsecondary non-?degree award\b"),
    )
}  # fmt: skip
_DEGREE_FACTS: Final = ("entry-education", "usual-education")
_NOT: Final = re.compile(
    r"\b(?:without|not?|nor|never|instead of|rather than|below|above|beyond|no longer)\b[^.,;]{0,40}$"
    r"|(?:無需|不需|沒有)[^。，]{0,12}$",
    re.IGNORECASE,
)
_AGENCIES: Final[tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = tuple(
    (re.compile(name), re.compile(datasets))
    for name, datasets in (
        (r"\bBLS\b|\bBureau of Labor Statistics\b|勞工統計局", r"^(?:oews|ep|ooh|soc)\."),
        (r"\bO\*NET\b", r"^onet\."),
        (
            r"\b(?:U\.S\. )?Department of Labor\b|\bDOL\b|\bOFLC\b|美國勞工部|(?<!美國)勞工部",
            r"^(?:oflc|lca|onet|oews|ep|ooh)\.",
        ),
        (r"\b(?:Department of Homeland Security|DHS)\b|國土安全部", r"^stem\."),
        (r"\bUSCIS\b|移民局", r"^uscis\."),
        (r"\b(?:Microsoft Research)\b", r"^microsoft"),
        (r"\bAnthropic\b", r"^anthropic"),
    )
)
_OTHER_AGENCY: Final = re.compile(
    r"\b(?:the )?(?:[A-Z][\w&.'-]+ ){1,4}(?:Association|Bureau|Commission|Council|Board|Institute|Administration|Agency"
    r"|Federation|Foundation|Academy)\b(?: (?:of|for) (?:[A-Z][\w-]+ ?(?:and )?){1,4})?"
)
_TOOLS: Final = re.compile(
    r"\b(?:ChatGPT|GPT-[345][\w.]*|Copilot|Claude(?:\.ai)?|Gemini|Llama|Midjourney|DALL-E|Whisper|Perplexity|NotebookLM|Grammarly"
    r"|Alma|WorldShare(?: Management Services)?|Rosetta|Primo|Watson|Siri|Alexa|Excel|Microsoft Word|PowerPoint"
    r"|(?<!Occupational )Outlook(?! Handbook)|Photoshop|AutoCAD"
    r"|Salesforce|SAP|Tableau|Power BI|Python|SQL|RFID|TensorFlow|PyTorch)\b"
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
    pattern = re.compile(_SAME_ROUTE.get(name.key, rf"(?<![\w-]){re.escape(name.key)}(?![\w-])"), re.IGNORECASE)
    return _in_words(pattern, evidence) or _silent(evidence, "no cited fact or rule of this page speaks of it")


def _degree(name: Name, text: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    pattern = _LEVELS[name.key]
    said = _in_words(pattern, evidence)
    if said:
        return said
    other = next((fact for fact in evidence.facts if fact.measure in _DEGREE_FACTS), None)
    if other is None:
        known = next((f for f in sheet.facts if f.measure in _DEGREE_FACTS and pattern.search(str(f.value))), None)
        note = "no cited fact or quote names this degree"
        return (
            Judged("undecided", note=note)
            if evidence.quotes
            else Judged("unsupported", note=note, elsewhere=known.id if known else None)
        )
    start, _ = sentence_span(text, name.start)
    if _NOT.search(text, start, name.start):
        return Judged("undecided", note="the sentence says what is not asked for")
    if _VISA.search(text):
        return Judged("undecided", note="the sentence speaks of what a route asks for, not of what is usual")
    return Judged("contradicted", (fact_binding(other),), f"{other.label} is “{other.value}”")


def _agency(name: Name, text: str, evidence: Evidence, _: FactSheet) -> Judged:
    if name.key == "":
        pattern = re.compile(re.escape(text[name.start : name.end].removeprefix("the ")), re.IGNORECASE)
        return _in_words(pattern, evidence) or _silent(evidence, "no cited quote names it")
    spelled, datasets = _AGENCIES[int(name.key)]
    own = next((fact for fact in evidence.facts if datasets.search(fact.dataset)), None)
    if own:
        return Judged("exact", (fact_binding(own),))
    passage = next((each for each in evidence.quotes if datasets.search(each.binding.id)), None)
    if passage:
        return Judged("exact", (passage.binding,))
    return _in_words(spelled, evidence) or _silent(evidence, "nothing that is cited comes from it")


def _tool(name: Name, text: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    return _named(text[name.start : name.end], evidence, sheet)


def _named(spelled: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    pattern = re.compile(rf"(?<!\w){re.escape(spelled)}(?!\w)", re.IGNORECASE)
    said = _in_words(pattern, evidence)
    if said:
        return said
    measured = next((fact for fact in evidence.facts if _is_study_of(spelled, fact)), None)
    if measured:
        return Judged("exact", (fact_binding(measured),))
    known = next((fact for fact in sheet.each("onet", "software/") if pattern.search(str(fact.value))), None)
    if known:
        return Judged("unsupported", note="on the fact sheet, but not cited here", elsewhere=known.id)
    return _silent(evidence, "no cited fact or quote names it")


def _is_study_of(spelled: str, fact: Fact) -> bool:
    """Whether the fact comes from the study of that name, or from the study of that tool's use."""
    family, said = fact.dataset.partition(".")[0], spelled.casefold()
    return family.replace("-", " ") in said or any(
        said.startswith(tool) and family.startswith(maker) for tool, maker in _MADE_BY
    )


def _in_words(pattern: re.Pattern[str], evidence: Evidence) -> Judged | None:
    words = next(evidence.saying(pattern), None)
    return Judged("exact", (words.binding,)) if words else None


def _silent(evidence: Evidence, note: str) -> Judged:
    """Where nothing is cited it is unsupported; where something is, a reader may see more than a rule."""
    return Judged("undecided" if evidence.facts or evidence.quotes else "unsupported", note=note)


_JUDGES: Final = {"visa": _visa, "degree": _degree, "agency": _agency, "tool": _tool}
