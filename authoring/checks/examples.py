"""An example right and an example wrong of every rule, in a small made-up section. Shown by `author check --explain`.

A test runs them all: on the wrong one the rule fires, on the right one it does not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from authoring.checks.registry import CheckedSection, SourceText
from authoring.glossary import Glossary, Term
from schemas.citations import Citation, CitedFact, FactCitation, PassageCitation, Source, SourceCitation
from schemas.claims import Reading
from schemas.facts import Fact, FactSheet, Locator, Passage
from schemas.items import Point, Sentence
from schemas.sections.ai_impact import AiImpact, Evidence, EvidenceKind
from schemas.sections.identity import Identity
from schemas.sections.moat import Moat
from schemas.sections.sources import DatasetUse, Sources
from schemas.sections.summary import Summary

Verdict: TypeAlias = Literal["carried", "not_carried", "cannot_tell"]


@dataclass(frozen=True)
class Example:
    """What a rule says yes and no to; `said` are the words that differ, right and wrong."""

    right: CheckedSection
    wrong: CheckedSection
    said: tuple[str, str]


@dataclass(frozen=True)
class _Title:
    title: str
    reviewed: bool


def _fact(dataset: str, measure: str, value: int | float | str, unit: str, period: str, label: str) -> Fact:
    return Fact(
        id=f"{dataset}/25-4022/{measure}", measure=measure, label=label, value=value, unit=unit, period=period,
        dataset=dataset, locator=Locator(file="example", table=None, row="25-4022", column=measure), basis="direct",
        basis_note=None, at_least=False, derivation=None,
    )  # fmt: skip


_MEDIAN: Final = _fact("oews.2025", "annual-median", 68270, "USD/year", "May 2025", "Annual wage, median")
_WORDING: Final = _fact("ooh.2025", "growth-wording", "Slower than average", "text", "2024-34", "Projected growth")
_ENTRY: Final = _fact("ep.2024-34", "entry-education", "Master's degree", "text", "2024", "Typical education for entry")
_FILINGS: Final = _fact("lca.2022-25", "certified-lcas", 150, "cases", "fiscal years 2022 to 2025", "Certified LCAs")
_EXPOSURE: Final = _fact(
    "ep.2025-35", "ai-exposure-category", "High", "text", "2025-35", "Relative AI exposure (not a forecast of job loss)"
)
_OBSERVED: Final = _fact(
    "anthropic-exposure.2026-03", "observed-exposure", 0, "share", "2026", "Observed exposure to AI use"
)
_UNLICENSED: Final = _fact("aioe.2023", "exposure", 1.04, "index", "2023", "AI Occupational Exposure")
_PASSAGE: Final = Passage(
    id="ooh.2025/librarians/what-they-do/1", dataset="ooh.2025", page="librarians", page_title="Librarians",
    section="What they do", text="Librarians help people find information. Each program teaches people to find it.",
    start=0, end=80, url="https://www.bls.gov/ooh/",
)  # fmt: skip
_SOURCE: Final = Source(
    id="s1-20260101", url="https://example.org/ai", title="AI at the reference desk", publisher="Example Library",
    published="2025-06-01", retrieved="2026-01-01", snapshot="0" * 64,
)  # fmt: skip
_QUOTE: Final = "The library introduced an AI chatbot in 2024."
_SHEET: Final = FactSheet(
    soc="25-4022", title="Librarians", base_version="2026-08-27.example", hash="0" * 64,
    facts=(_MEDIAN, _WORDING, _ENTRY, _FILINGS, _EXPOSURE, _OBSERVED, _UNLICENSED), passages=(_PASSAGE,),
)  # fmt: skip
_BY_FACT: Final = FactCitation(kind="fact", fact=_MEDIAN.id)
_BY_PASSAGE: Final = PassageCitation(
    kind="passage", passage=_PASSAGE.id, quote="Librarians help people find information."
)
_BACK: Final = PassageCitation(kind="passage", passage=_PASSAGE.id, quote="Each program teaches people to find it.")
_BY_SOURCE: Final = SourceCitation(kind="source", source=_SOURCE.id, quote=_QUOTE)
_KNOWN: Final = (SourceText(_SOURCE, f"News. {_QUOTE} It answers questions.", f"News. {_QUOTE}"),)


_TERMS: Final = Glossary(
    (Term(term="software", locale="zh-TW", part_of_speech="noun", translation="軟體", forbidden=("軟件",)),)
)


def _cite(*facts: Fact) -> tuple[Citation, ...]:
    return tuple(FactCitation(kind="fact", fact=fact.id) for fact in facts)


def _seen(*sentences: Sentence, locale: str = "en") -> CheckedSection:
    return CheckedSection(Summary.model_construct(section="summary", sentences=sentences), locale, _SHEET)


def _said(text: str, *citations: Citation, locale: str = "en", item: str = "s1") -> CheckedSection:
    return _seen(Sentence(id=item, text=text, citations=citations or (_BY_FACT,)), locale=locale)


def _words(right: str, wrong: str, *facts: Fact, locale: str = "en") -> Example:
    """Two wordings of one sentence, citing the same."""
    cited = _cite(*facts)
    return Example(_said(right, *cited, locale=locale), _said(wrong, *cited, locale=locale), (right, wrong))


def _citing(right: Citation, wrong: Citation, said: tuple[str, str], text: str = "They help people.") -> Example:
    seen = (replace(_said(text, citation), source_texts=_KNOWN) for citation in (right, wrong))
    first, second = seen
    return Example(first, second, said)


@dataclass(frozen=True)
class _Shown:
    """A piece of evidence as an example needs it."""

    name: str = "AI chatbot at the reference desk"
    kind: EvidenceKind = "tool"
    since: int | None = 2024
    finding: str = "Answers questions about opening hours."
    citations: tuple[Citation, ...] = field(default=(_BY_SOURCE,))


def _evidence(right: _Shown, wrong: _Shown, said: tuple[str, str]) -> Example:
    return Example(_impact(right), _impact(wrong), said)


def _impact(shown: _Shown) -> CheckedSection:
    evidence = Evidence(
        id="e1", citations=shown.citations, name=shown.name, kind=shown.kind, coverage="partial", since=shown.since,
        finding=shown.finding,
    )  # fmt: skip
    about_ai = "AI" in shown.name
    content = AiImpact(
        section="ai_impact", verdict="mixed", narrative=(), tools_researched=True, evidence=(evidence,), takes_over=(),
        augments=(), entry_level=(), level_up=(),
    )  # fmt: skip
    return CheckedSection(content, "en", _SHEET, source_texts=_KNOWN if about_ai else ())


def _moat(*points: Point) -> CheckedSection:
    return CheckedSection(Moat(section="moat", points=points), "en", _SHEET)


def _point(item: str, title: str, *citations: Citation) -> Point:
    return Point(id=item, title=title, detail="It takes a person.", citations=citations)


def _credited(attribution: str) -> CheckedSection:
    use = DatasetUse(
        dataset="onet.30.3", title="O*NET", publisher="USDOL/ETA", vintage="30.3", licence="CC BY 4.0",
        url="https://www.onetcenter.org", attribution=attribution, facts_cited=3,
    )  # fmt: skip
    return CheckedSection(Sources(section="sources", datasets=(use,), documents=()), "en", _SHEET)


def _remembering(value: int) -> CheckedSection:
    was = CitedFact(
        fact=_MEDIAN.id, value=value, unit="USD/year", period="May 2025", at_least=False, newest=True
    )  # fmt: skip
    return replace(_said("The median wage is $68,270 a year."), cited=(was,))


def _source_state(**changes: object) -> Example:
    """The same quote from a document in order, and from one that is not."""
    seen = _said("A chatbot answers questions.", _BY_SOURCE)
    broken = tuple(replace(each, **changes) for each in _KNOWN)  # type: ignore[arg-type]
    state = ", ".join(f"{name} is {value!r}"[:60] for name, value in changes.items())
    return Example(
        replace(seen, source_texts=_KNOWN), replace(seen, source_texts=broken), ("a document in order", state)
    )


def _as_read(right: Verdict, wrong: Verdict) -> Example:
    """The same sentence as two second readers read it."""
    seen = _said("Librarians answer every question.", _BY_PASSAGE)
    (text,) = seen.to_read

    def read_as(verdict: Verdict) -> CheckedSection:
        quote = "" if verdict == "cannot_tell" else "help people find information"
        reading = Reading(text=text.fingerprint, verdict=verdict, quote=quote, why="Not every question.", by="a model")
        return replace(seen, read=lambda: {text.fingerprint: reading})

    return Example(
        read_as(right), read_as(wrong), (f"read as {right}".replace("_", " "), f"read as {wrong}".replace("_", " "))
    )


def _waiting() -> Example:
    right = _said("圖書館員協助民眾尋找資料。", locale="zh-TW")
    return Example(right, replace(right, to_translate=("s1",)), ("translated", "still to be translated"))


_LONG_SENTENCE: Final = " ".join(["They find it and keep it and lend it"] * 6) + "."
_HARD: Final = (
    "Interdisciplinary bibliographical instrumentation necessitates extraordinarily comprehensive organizational "
    "familiarity characterizing institutional administrative responsibilities internationally."
)
_OFFICIAL: Final = tuple(
    _point(f"p{n}", title, _BY_FACT) for n, title in enumerate(("Judging", "Listening", "Teaching"))
)
_UNOFFICIAL: Final = tuple(_point(p.id, p.title, _BY_SOURCE) for p in _OFFICIAL)


def _all() -> dict[str, Example]:
    unknown = FactCitation(kind="fact", fact="oews.2025/15-1252/annual-median")
    misquoted = PassageCitation(kind="passage", passage=_PASSAGE.id, quote="Librarians help folks find information.")
    other_words = _BY_SOURCE.model_copy(update={"quote": "The library bought an AI robot in 2024."})
    long_quote = _BY_SOURCE.model_copy(update={"quote": " ".join(["word"] * 61)})
    beside = replace(_seen_moat("p1"), original=_moat_of("p1"))
    same = (_point("p1", "Judging what people need", _BY_FACT), _point("p2", "Judging what people need", _BY_FACT))
    return {
        "numbers.unsupported": _words("The median wage is $68,270 a year.", "They work 37 hours a week."),
        "numbers.contradicted": _words("The median wage is $68,270 a year.", "The mean wage is $68,270 a year."),
        "numbers.none-observed": _words(
            "AI was seen here too seldom to be counted.", "The observed exposure is 0 percent.", _OBSERVED
        ),
        "claims.contradicted": _words(
            "From 2024 to 2034 growth is slower than average.", "From 2024 to 2034 growth is faster than average.", _WORDING
        ),
        "claims.comparison-unsupported": Example(
            _said("The median wage is $68,270 a year."),
            _seen(Sentence(id="s1", text="The pay is above average.", citations=())),
            ("The median wage is $68,270 a year.", "The pay is above average."),
        ),
        "claims.name-unsupported": Example(
            _said("A master's degree is typical.", *_cite(_ENTRY)),
            _seen(Sentence(id="s1", text="USCIS decides.", citations=())),
            ("A master's degree is typical.", "USCIS decides."),
        ),
        "claims.undecided": _words("The median wage is $68,270.", "Grammarly helps with letters."),
        "claims.opposite": _words(
            "It is a relative measure, not a forecast of job loss.", "It is a relative measure and a forecast of job loss.",
            _EXPOSURE,
        ),
        "reader.not-carried": _as_read("carried", "not_carried"),
        "reader.carried": _as_read("cannot_tell", "carried"),
        "stale.facts": Example(_remembering(68270), _remembering(64320), ("the fact stands", "it was $64,320 when written")),
        "grounding.unknown-citation": _citing(_BY_FACT, unknown, (_BY_FACT.fact, unknown.fact)),
        "grounding.quote-differs": _citing(_BY_PASSAGE, misquoted, (_BY_PASSAGE.quote, misquoted.quote)),
        "grounding.quote-points-back": Example(
            _said(f"The handbook says: “{_BY_PASSAGE.quote}”", _BY_PASSAGE),
            _said(f"The handbook says: “{_BACK.quote}”", _BACK),
            (_BY_PASSAGE.quote, _BACK.quote),
        ),
        "grounding.uncited": Example(
            _said("They help people."),
            _seen(Sentence(id="s1", text="They help people.", citations=())),
            ("a sentence with a citation", "a sentence without"),
        ),
        "structure.item-id": Example(_said("They help."), _said("They help.", item=""), ("an id of its own", "no id")),
        "structure.empty-text": _words("They help people.", " "),
        "structure.repeated-item": Example(_moat(same[0]), _moat(*same), ("said once", "the same title twice")),
        "structure.near-repeat": Example(
            _seen(_sentence("s1", "They help people find what they need."), _sentence("s2", "They keep rare books safe.")),
            _seen(
                _sentence("s1", "They help people find what they need."),
                _sentence("s2", "They help people to find what they need."),
            ),
            ("two things", "one thing in two wordings"),
        ),
        "titles.missing": _titled("圖書館員", None, ("圖書館員", "no title")),
        "titles.outdated": _titled("圖書館員", "館員", ("圖書館員, as in the table", "館員")),
        "titles.unreviewed": _titled("圖書館員", "圖書館員", ("read by somebody", "read by nobody"), reviewed=False),
        "translation.numbers": _beside("They earn $68,270.", "年薪 US$68,270。", "年薪 US$68,720。"),
        "translation.names": _beside("BLS counts them.", "BLS 統計這個職業。", "統計局統計這個職業。"),
        "translation.same-as-source": _beside(
            "Ayudan a la gente cada día.", "They help people.", "Ayudan a la gente cada día.", locale="es"
        ),
        "translation.length": _beside(
            "They help people find what they need and teach them to look for it.",
            *("他們協助民眾尋找資料，並教導方法。", "他們協助。"),
        ),
        "translation.items": Example(
            beside, replace(beside, original=_moat_of("p2")), ("the source's items", "another one")
        ),
        "translation.citations": Example(
            beside, replace(beside, original=_moat_of("p1", _BY_PASSAGE)), ("as the source cites", "another fact")
        ),
        "glossary.forbidden": _beside("They use software.", "他們使用軟體。", "他們使用軟件。", glossary=_TERMS),
        "glossary.term": _beside("They use software.", "他們使用軟體。", "他們使用工具。", glossary=_TERMS),
        "language.half-translated": _words("資料を整理します。", "資料を put in order and lend します。", locale="ja"),
        "language.filler": _words("AI drafts the catalog entry.", "AI plays a crucial role."),
        "language.hype": _words("Employment is projected to grow.", "The field is booming."),
        "language.hedging": _words("It may save time.", "It may possibly save time."),
        "language.second-person": _words("The work takes patience.", "You need patience."),
        "language.abbreviation": _words("The RDA standard (RDA) is used.", "Records follow RDA."),
        "language.reading-level": _words("They help people find books. They teach.", _HARD),
        "language.long-sentence": _words("They find it and lend it.", _LONG_SENTENCE),
        "language.wrong-script": _words("They manage collections.", "They manage 館藏."),
        "language.to-translate": _waiting(),
        "language.left-in-source": _words("他們協助民眾。", "They help people.", locale="zh-TW"),
        "chinese.simplified": _words("圖書館員管理館藏。", "图书馆员管理館藏。", locale="zh-TW"),
        "chinese.traditional": _words("图书馆员管理馆藏。", "圖書館員管理馆藏。", locale="zh-CN"),
        "chinese.mainland-term": _words("他們使用軟體。", "他們使用軟件。", locale="zh-TW"),
        "chinese.english-run": _words("他們管理館藏。", "他們 manage the whole collection 並借出。", locale="zh-TW"),
        "typography.halfwidth": _words("他們管理，也借出。", "他們管理,也借出。", locale="zh-TW"),
        "typography.space-in-chinese": _words("他們管理館藏。", "他們 管理館藏。", locale="zh-TW"),
        "typography.quotes-in-chinese": _words("他們稱為「館藏」的書。", "他們稱為“館藏”的書。", locale="zh-TW"),
        "typography.straight-quotes": _words("They say “yes”.", 'They say "yes".'),
        "typography.dashes": _words("They help – and teach.", "They help -- and teach."),
        "typography.spaces": _words("They help people.", "They  help people ."),
        "typography.japanese-marks": _words("管理し、貸し出す。", "管理し,貸し出す.", locale="ja"),
        "typography.halfwidth-kana": _words("データを整理する。", "ﾃﾞｰﾀを整理する。", locale="ja"),
        "typography.japanese-spaces": _words("BLSは2024年に調べた。", "BLS は 2024 年に調べた。", locale="ja"),
        "typography.quotes-in-japanese": _words("これを「蔵書」と呼ぶ。", "これを“蔵書”と呼ぶ。", locale="ja"),
        "typography.fullwidth-digits": _words("年に13,000件ある。", "年に１３，０００件ある。", locale="ja"),
        "typography.korean-marks": _words("정리하고, 빌려준다.", "정리하고，빌려준다。", locale="ko"),
        "typography.korean-particle": _words("BLS는 일자리를 센다.", "BLS 는 일자리를 센다.", locale="ko"),
        "typography.spanish-opening": _words("¿Cuánto ganan?", "Cuánto ganan?", locale="es"),
        "typography.spanish-percent": _words("Crece un 2,6\u202f%.", "Crece un 2,6%.", locale="es"),
        "typography.spanish-decimals": _words("Crece un 2,6 por ciento.", "Crece un 2.6 por ciento.", locale="es"),
        "safety.look-alike": _words("They help people.", "They hеlp people."),
        "safety.markup": _words("They help people.", "They <b>help</b> people."),
        "safety.link": _words("The library's page says so.", "See https://example.org for more."),
        "immigration.labor-test": _words(
            "H-1B in general asks for no test of the labor market.",
            "For H-1B employers must prove inability to find qualified US workers.",
        ),
        "immigration.lottery": _words("H-1B registrations are selected with weights.", "H-1B is a lottery."),
        "immigration.eb3-degree": _words(
            "EB-3 professionals hold a bachelor's degree.", "EB-3 is for a bachelor's degree or below."
        ),
        "immigration.filings-as-people": _words(
            "Employers had 150 applications certified.", "Employers hired 150 workers this way.", _FILINGS
        ),
        "immigration.advice": _words("EB-2 asks for an advanced degree.", "EB-2 is the best route: a visa guaranteed."),
        "evidence.no-source": _evidence(_Shown(), _Shown(citations=()), ("with its source", "without one")),
        "evidence.tool-unsourced": _evidence(
            _Shown(), _Shown(citations=(_BY_FACT,)), ("quoted from a document", "from a fact table")
        ),
        "evidence.too-old": _evidence(_Shown(), _Shown(since=2008), ("since 2024", "since 2008")),
        "evidence.year-unsupported": _evidence(_Shown(), _Shown(since=2022), ("2024, as quoted", "2022")),
        "evidence.not-ai": _evidence(
            _Shown(),
            _Shown(name="Alma", kind="platform", finding="Orders books.", citations=(_no_ai(),)),
            ("an AI chatbot", "a library system"),
        ),
        "evidence.future": _evidence(_Shown(), _Shown(since=2031), ("since 2024", "since 2031")),
        "sources.missing": _source_state(text=None),
        "sources.quote-differs": _citing(_BY_SOURCE, other_words, (_BY_SOURCE.quote, other_words.quote)),
        "sources.changed": _source_state(newest="The chatbot is gone."),
        "sources.retired": _source_state(retired=True),
        "sources.old": _source_state(old=True),
        "licence.unstated": _citing(_BY_FACT, _cite(_UNLICENSED)[0], ("OEWS (public domain)", "AIOE (none stated)")),
        "licence.attribution": Example(_credited("USDOL/ETA"), _credited(" "), ("with its credit", "without")),
        "licence.long-quote": _citing(_BY_SOURCE, long_quote, ("a sentence", "61 words")),
        "thin.no-official-ground": Example(
            _moat(*_OFFICIAL), _moat(*_UNOFFICIAL), ("items that cite facts", "none of them does")
        ),
    }  # fmt: skip


def _beside(source: str, right: str, wrong: str, *, locale: str = "zh-TW", glossary: Glossary | None = None) -> Example:
    """Two translations of one sentence."""
    original = _said(source).content
    good, bad = (replace(_said(said, locale=locale), original=original, glossary=glossary) for said in (right, wrong))
    return Example(good, bad, (right, wrong))


def _moat_of(item: str, citation: Citation = _BY_FACT) -> Moat:
    return Moat(section="moat", points=(Point(id=item, title="Help", detail="They help.", citations=(citation,)),))


def _seen_moat(item: str) -> CheckedSection:
    return CheckedSection(_moat_of(item), "zh-TW", _SHEET)


def _titled(right: str, wrong: str | None, said: tuple[str, str], *, reviewed: bool = True) -> Example:
    """A page of Taiwan by its title; the table says what is right."""
    page = Identity(
        section="identity", soc="25-4022", title="Librarians", display_title=right, alternate_titles=(), definition="",
        major_group="25-0000", major_group_title="", cluster=None, cluster_reason="", skilled_migration=None,
        skilled_migration_reason="", citations=(),
    )  # fmt: skip
    seen = CheckedSection(page, "zh-TW", _SHEET, titles={"25-4022": _Title(right, reviewed=True)})
    other = replace(seen, content=page.model_copy(update={"display_title": wrong}))
    return Example(seen, replace(other, titles={"25-4022": _Title(right, reviewed=reviewed)}), said)


def _sentence(item: str, text: str) -> Sentence:
    return Sentence(id=item, text=text, citations=(_BY_FACT,))


def _no_ai() -> SourceCitation:
    return _BY_SOURCE.model_copy(update={"quote": "The library system was introduced in 2024."})


EXAMPLES: Final[Callable[[], dict[str, Example]]] = _all
"""Makes the examples by rule id; they are values of the schemas, and not made before somebody asks."""
