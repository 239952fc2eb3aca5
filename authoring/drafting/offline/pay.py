"""pay note: the median, the middle half, the tails, and where the figures come from."""

from collections.abc import Iterator, Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, sentence
from authoring.drafting.offline.phrasing import money, number
from schemas.facts import Fact, FactSheet
from schemas.items import Sentence
from schemas.saying import said

_MEASURES: Final = ("median", "p10", "p25", "p75", "p90")


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where BLS publishes no wage."""
    unit, facts = wage_facts(sheet)
    note = (*_median(unit, facts), *_spread(unit, facts), *_trend(sheet, unit, facts), *_limits(sheet, facts))
    return {"note": note}


def wage_facts(sheet: FactSheet) -> tuple[str, dict[str, Fact]]:
    """The newest year's wage facts by measure, annual where there are any, else hourly. Raises `ThinFacts`."""
    for prefix, unit in (("annual", "a year"), ("hourly", "an hour")):
        found = {name: fact for name in _MEASURES if (fact := sheet.latest("oews", f"{prefix}-{name}"))}
        if "median" in found:
            newest = found["median"].dataset
            return unit, {name: fact for name, fact in found.items() if fact.dataset == newest}
    raise lacking(sheet, [said("wage estimate (OEWS)")])


def amount(fact: Fact) -> str:
    """Dollars, or `$239,200 or more` where the source stops counting."""
    return f"{money(fact)} or more" if fact.at_least else money(fact)


def _median(unit: str, facts: dict[str, Fact]) -> Iterator[Sentence]:
    fact = facts["median"]
    if fact.at_least:
        yield sentence(f"The median was {amount(fact)} {unit} in {fact.period}: the survey counts no further.", fact)
        return
    yield sentence(f"Half of the workers earned more than {amount(fact)} {unit} in {fact.period}, half less.", fact)


def _spread(unit: str, facts: dict[str, Fact]) -> Iterator[Sentence]:
    low, high = facts.get("p25"), facts.get("p75")
    if low and high and not low.at_least:
        yield sentence(f"The middle half earned between {money(low)} and {amount(high)} {unit}.", low, high)
    lowest, highest = facts.get("p10"), facts.get("p90")
    if lowest and highest and not lowest.at_least:
        more = amount(highest) if highest.at_least else f"more than {money(highest)}"
        yield sentence(
            f"The lowest-paid tenth earned less than {money(lowest)}, the highest-paid tenth {more}.", lowest, highest
        )


def _trend(sheet: FactSheet, unit: str, facts: dict[str, Fact]) -> Iterator[Sentence]:
    now = facts["median"]
    years = sorted(
        (f for f in sheet.facts if f.measure == now.measure and f.dataset.startswith("oews.")), key=lambda f: f.dataset
    )
    first = years[0]
    if first.dataset != now.dataset and not first.at_least and not now.at_least:
        yield sentence(
            f"In {first.period} the median was {money(first)} {unit}, not adjusted for inflation.",
            first,
            now,
        )


def _limits(sheet: FactSheet, facts: dict[str, Fact]) -> Iterator[Sentence]:
    fact = facts["median"]
    if fact.basis == "combined_code" and fact.basis_note:
        yield sentence(
            "BLS publishes one wage row for several occupations together, and these figures are that row's.", fact
        )
    selves = sheet.latest("ep", "self-employed-percent")
    if selves and float(selves.value) > 0:
        yield sentence(
            f"The survey leaves out the self-employed, who are {number(float(selves.value))} percent of the occupation.",
            selves,
        )
