"""The ledger of a section: all claims of its texts in page order, each with its verdict."""

from collections.abc import Iterator
from decimal import Decimal

from authoring.claims.comparisons import comparisons
from authoring.claims.evidence import Evidence, evidence_of, fact_binding, years_of
from authoring.claims.finding import Found, Judged
from authoring.claims.names import names
from authoring.claims.numbers import Numeral, judge
from authoring.claims.statements import Statement, statement
from authoring.item_texts import ItemText, item_texts
from authoring.quantities import Measure, measures
from authoring.quantities.separators import as_english_digits
from schemas.base import Locale
from schemas.claims import Claim, ClaimQuantity
from schemas.facts import FactSheet
from schemas.saying import said
from schemas.sections.ai_impact import AiImpact
from schemas.sections.registry import Section


def claims_of(
    section: Section, sheet: FactSheet, texts: "tuple[ItemText, ...] | None" = None, locale: Locale = ""
) -> tuple[Claim, ...]:
    """Every claim of the section's drafted texts, in page order. `texts`: its texts, where the caller has them already.

    `locale` tells how numbers are written there.

    Pure. A text is judged by what its item cites and by the rule table its section carries; the rest of the sheet only
    says what contradicts an uncited figure, and which fact should have been cited.
    """
    found: list[Claim] = []
    for text in texts if texts is not None else item_texts(section):
        found += text_claims(section, text, sheet, locale)
    return (*found, *_years_of_evidence(section, sheet))


def text_claims(section: Section, text: ItemText, sheet: FactSheet, locale: Locale = "") -> Iterator[Claim]:
    """The claims of one text, in the order they stand."""
    evidence = evidence_of(text, sheet, section)
    read = as_english_digits(text.text, locale)
    parts = (
        *_numbers(read, evidence, sheet),
        *comparisons(read, evidence, sheet),
        *names(read, text.field, evidence, sheet),
    )
    for each in sorted(parts, key=lambda part: (part.start, part.end)):
        yield _claim(section, text, each)


def _numbers(text: str, evidence: Evidence, sheet: FactSheet) -> Iterator[Found]:
    for measure in measures(text):
        said = statement(text, measure)
        judged = judge(Numeral(measure, said, evidence, sheet))
        yield Found(measure.start, measure.end, measure.kind, judged, _quantity(measure, said))


def _quantity(measure: Measure, said: Statement) -> ClaimQuantity:
    unit = f"{measure.unit}/{said.rate}" if measure.kind == "money" and said.rate in ("year", "hour") else measure.unit
    return ClaimQuantity(
        low=measure.low,
        high=measure.high,
        unit=unit,
        approximate=measure.approximate,
        statistic=" ".join(sorted(said.statistic)) if said.statistic and measure.kind == "money" else None,
        period="–".join(str(year) for year in said.years) or None,
        population=said.place,
    )


def _claim(section: Section, text: ItemText, found: Found) -> Claim:
    return Claim(
        section=section.section,
        item=text.item,
        field=text.field,
        start=found.start,
        end=found.end,
        text=text.text[found.start : found.end],
        kind=found.kind,
        quantity=found.quantity,
        verdict=found.judged.verdict,
        bound=found.judged.bound,
        formula=found.judged.formula,
        note=found.judged.note,
        elsewhere=found.judged.elsewhere,
    )


def _years_of_evidence(section: Section, sheet: FactSheet) -> Iterator[Claim]:
    """The year of a piece of evidence is a field of its own, not a text, and a claim all the same."""
    if not isinstance(section, AiImpact):
        return
    for item in section.evidence:
        if item.since is not None:
            written = str(item.since)
            text = ItemText(item.id, "since", written, item.citations)
            evidence = evidence_of(text, sheet, section)
            yield _claim(section, text, Found(0, len(written), "year", _since(item.since, evidence), _year(item.since)))


def _since(year: int, evidence: Evidence) -> Judged:
    for fact in evidence.facts:
        if year in years_of(fact):
            return Judged("exact", (fact_binding(fact),))
    quote = next((each for each in evidence.quotes if str(year) in each.text), None)
    if quote:
        return Judged("exact", (quote.binding,))
    return Judged("unsupported", note=said("{year} is in none of the sources cited", year=year))


def _year(year: int) -> ClaimQuantity:
    return ClaimQuantity(
        low=Decimal(year), high=Decimal(year), unit="", approximate=False, statistic=None, period=None, population=None
    )
