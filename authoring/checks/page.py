"""The page as a whole: what one section says, another does not deny. One rule a function, as in the registry."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, finding_of
from authoring.claims.statements import sentence_span
from schemas.claims import Claim
from schemas.findings import Finding, Severity
from schemas.saying import said
from schemas.sections.education import Education
from schemas.sections.pay import Pay
from schemas.sections.registry import SECTION_NAMES, SectionName
from schemas.sections.scores import Scores

CheckedPage = Mapping[SectionName, CheckedSection]
PageHit = tuple[SectionName, Hit]
_ASKED: Final = re.compile(
    r"\b(?:typical(?:ly)?|requires?|required|needs?|needed|must|takes)\b|通常|需要|必須|要求", re.IGNORECASE
)
_LEVELS: Final = ("high school", "associate", "bachelor", "master", "doctoral")
_LEVEL_OF: Final = {
    "高中": "high school",
    "副學士": "associate",
    "學士": "bachelor",
    "碩士": "master",
    "博士": "doctoral",
}


@dataclass(frozen=True)
class PageRule:
    """A rule over all sections of a page; `explanation` is its function's docstring."""

    id: str
    severity: Severity
    function: Callable[[CheckedPage], Iterator[PageHit]]

    @property
    def explanation(self) -> str:
        """What the rule is about, for the person who meets it."""
        return " ".join((self.function.__doc__ or "").split())


def check_page(page: CheckedPage) -> tuple[tuple[SectionName, Finding], ...]:
    """What the sections of a page say against each other, each finding with the section it stands in."""
    return tuple(
        (name, finding_of(each.id, each.severity, hit)) for each in PAGE_RULES for name, hit in each.function(page)
    )


def _pay(page: CheckedPage) -> Iterator[PageHit]:
    """Two sections give different pay for the same statistic and year: entry pay in an answer against that of the table."""
    given: dict[tuple[str, str, bool], list[tuple[str | None, Decimal, Decimal, SectionName]]] = {}
    for key, period, low, high in _table(page):
        given.setdefault(key, []).append((period, low, high, "pay"))
    for name, claim in _claims(page, "money"):
        quantity = claim.quantity
        if quantity is None or quantity.statistic is None or quantity.approximate:
            continue
        key = (quantity.statistic, quantity.unit.removesuffix("/year"), quantity.low != quantity.high)
        for period, low, high, where in given.get(key, []):
            other_year = period is not None and quantity.period is not None and period != quantity.period
            if not other_year and (low, high) != (quantity.low, quantity.high):
                told = said(
                    "“{text}” ({statistic}) is not what {where} says: {span}",
                    text=claim.text,
                    statistic=quantity.statistic,
                    where=where,
                    span=_span(low, high),
                )
                yield name, page[name].hit(claim, told, said("Let both say what the official table says."))
                break
        given.setdefault(key, []).append((quantity.period, quantity.low, quantity.high, name))


def _table(page: CheckedPage) -> Iterator[tuple[tuple[str, str, bool], str | None, Decimal, Decimal]]:
    section = page.get("pay")
    pay = section.content if section else None
    if not isinstance(pay, Pay) or pay.unit is None:
        return
    unit, period = ("USD" if pay.unit == "USD/year" else pay.unit), _year(pay.period)
    if pay.median:
        value = Decimal(str(pay.median.value))
        yield ("median", unit, False), period, value, value
    names = {"entry": "p10 p25", "middle": "p25 p75", "senior": "p75 p90"}
    for band in pay.bands:
        low, high = Decimal(str(band.low.value)), Decimal(str(band.high.value))
        yield (names[band.level], unit, True), period, low, high


def _education(page: CheckedPage) -> Iterator[PageHit]:
    """A degree is said to be typical or required that the education section does not give as the typical one for entry."""
    section = page.get("education")
    education = section.content if section else None
    entry = _level((education.typical_entry or "").replace("_", " ")) if isinstance(education, Education) else None
    if entry is None:
        return
    for name, claim in _claims(page, "degree"):
        level = _level(claim.text)
        if name == "education" or level in (None, entry) or claim.verdict in ("exact", "undecided"):
            continue
        text = next((t.text for t in page[name].texts if (t.item, t.field) == (claim.item, claim.field)), "")
        start, end = sentence_span(text, claim.start)
        if _ASKED.search(text[start:end]):
            told = said(
                "“{text}” is not what education gives as typical for entry ({entry})", text=claim.text, entry=entry
            )
            yield name, page[name].hit(claim, told, said("Let both say what BLS gives."))


def _scores(page: CheckedPage) -> Iterator[PageHit]:
    """A score out of ten stands in a text, and the scores have no such value."""
    section = page.get("scores")
    scores = section.content if section else None
    if not isinstance(scores, Scores):
        return
    known = {round(Decimal(str(each.value)), 1) for each in scores.dimensions}
    known |= {round(Decimal(str(scores.overall)), 1)} if scores.overall is not None else set()
    for name, claim in _claims(page, "rating"):
        if claim.quantity and claim.quantity.unit == "of 10" and round(claim.quantity.low, 1) not in known:
            yield (
                name,
                page[name].hit(
                    claim, said("“{text}” is none of the scores", text=claim.text), said("Say what the scores say.")
                ),
            )


PAGE_RULES: Final = (
    PageRule("consistency.pay", "error", _pay),
    PageRule("consistency.education", "error", _education),
    PageRule("consistency.score", "error", _scores),
)


def _claims(page: CheckedPage, kind: str) -> Iterator[tuple[SectionName, Claim]]:
    for name in SECTION_NAMES:
        if name in page:
            yield from ((name, claim) for claim in page[name].claims if claim.kind == kind)


def _level(words: str) -> str | None:
    plain = words.lower().replace("mlis", "master").replace("mba", "master")
    return next((_LEVEL_OF[han] for han in _LEVEL_OF if han in words), None) or next(
        (level for level in _LEVELS if level in plain), None
    )


def _year(period: str | None) -> str | None:
    found = re.search(r"(?:19|20)\d\d", period or "")
    return found[0] if found else None


def _span(low: Decimal, high: Decimal) -> str:
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
