"""Numbers that cited facts give by a formula: differences, changes in percent, sums, ratios, shares. The formula is shown.

Only where the sentence has a word that says so ("more", "since", "together", "times"), and only over facts of one unit.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations
from typing import Final

from authoring.claims.evidence import Evidence, decimal_of, fact_binding
from authoring.claims.finding import Judged
from authoring.claims.rounding import fit
from authoring.claims.statements import Statement
from authoring.claims.traits import traits
from authoring.quantities import Measure
from schemas.facts import Fact
from schemas.saying import said

_CHANGES: Final = re.compile(
    r"\b(?:more|less|higher|lower|fewer|than|rose|rise[ns]?|grew|gr[eo]w\w*|up|down|gain\w*|f[ae]ll\w*|drop\w*|increas\w*|decreas\w*"
    r"|differ\w*|gap|since|compared)\b|增加|減少|成長|差|高出|低於|上升|下降",
    re.IGNORECASE,
)
_SUMS: Final = re.compile(
    r"\b(?:together|combined|in total|altogether|at least|or (?:more|higher)|or a)\b|合計|總計|以上", re.IGNORECASE
)
_RESTS: Final = re.compile(r"\b(?:other|others|remaining|rest|not)\b|其餘|其他", re.IGNORECASE)
_TIMES: Final = re.compile(r"\s?(?:times\b|倍)")
_HALVES: Final = re.compile(
    r"\bhalf of (?:the |all )?(?:\w+ )?(?:workers|employees|people|them) (?:\w+ )?(?:earn|make|made|are paid|were paid)"
    r"|(?:一半|半數)(?:的)?(?:從業人員|從業者|工作者|勞工|人員|人)?(?:的)?(?:年薪|時薪|薪資|收入|賺)",
    re.IGNORECASE,
)
_HOURS_A_YEAR: Final = 2080
"""BLS multiplies an hourly wage by 2,080 hours for the annual one."""
_MOST: Final = 10


def derive(measure: Measure, around: Statement, evidence: Evidence) -> Judged | None:
    """The formula over cited facts that gives this number, or None."""
    facts = [fact for fact in evidence.numeric if not fact.at_least][:_MOST]
    if measure.kind == "fraction" and measure.low == Decimal("0.5") and _HALVES.search(around.text):
        median = next((fact for fact in evidence.numeric if traits(fact).statistic == "median"), None)
        return (
            Judged("derived", (fact_binding(median),), formula=said("the median has half of the workers above it"))
            if median
            else None
        )
    for value, used, formula in _values(measure, around, facts):
        if fit(measure.low, abs(value), hedged=measure.approximate, continuous=True, bound=measure.bound):
            return Judged("derived", tuple(fact_binding(fact) for fact in used), formula=f"{formula} = {_plain(value)}")
    return None


_Derivation = tuple[Decimal, tuple[Fact, ...], str]


def _values(measure: Measure, said: Statement, facts: list[Fact]) -> Iterator[_Derivation]:
    if _CHANGES.search(said.text):
        yield from _changes(measure, facts)
    if measure.kind == "percent" and _SUMS.search(said.text):
        yield from _sums(facts)
    if measure.kind == "percent" and _RESTS.search(said.text):
        yield from ((100 - decimal_of(f), (f,), f"100 − {f.value}") for f in facts if f.unit == "percent")
    if measure.kind == "number" and _TIMES.match(said.text, _end_in(said, measure)):
        yield from ((_of(a) / _of(b), (a, b), f"{a.value} / {b.value}") for a, b in _alike(facts) if _of(b))
    if measure.kind == "money" and said.rate == "year":
        hourly = (fact for fact in facts if fact.unit == "USD/hour")
        yield from ((_of(f) * _HOURS_A_YEAR, (f,), f"{f.value} × {_HOURS_A_YEAR}") for f in hourly)


def _changes(measure: Measure, facts: list[Fact]) -> Iterator[_Derivation]:
    for a, b in _alike(facts):
        difference = _of(a) - _of(b)
        in_unit = (measure.kind == "money") == a.unit.startswith("USD") and (a.unit == "percent") == (
            measure.unit == "points"
        )
        if in_unit and measure.kind in ("money", "count", "number", "percent"):
            scale = 1000 if a.unit.startswith("thousand") else 1
            yield difference * scale, (a, b), f"{a.value} − {b.value}"
        if measure.unit == "percent" and a.unit != "percent" and _of(b):
            yield 100 * difference / _of(b), (a, b), f"100 × ({a.value} − {b.value}) / {b.value}"


def _sums(facts: list[Fact]) -> Iterator[_Derivation]:
    parts = [fact for fact in facts if fact.unit == "percent"]
    for count in (2, 3):
        for used in combinations(parts, count):
            yield sum((_of(fact) for fact in used), Decimal(0)), used, " + ".join(str(fact.value) for fact in used)


def _alike(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    return ((a, b) for a, b in permutations(facts, 2) if a.unit == b.unit and traits(a).topic == traits(b).topic)


def _of(fact: Fact) -> Decimal:
    return decimal_of(fact)


def _end_in(said: Statement, measure: Measure) -> int:
    return said.text.find(measure.text) + len(measure.text)


def _plain(value: Decimal) -> str:
    return format(round(value, 4).normalize(), "f")
