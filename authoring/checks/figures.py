"""Finds the figures in a sentence and says whether a cited fact carries one.

The rounding rule (docs/checks.md): money, counts and percents stand exactly as the source gives them, unless a word
such as "about" declares a rounding, which then keeps at least two significant digits and is correct to its last digit.
Shares and indices, which sources give with many decimals, may be shown correctly rounded to two or more significant
digits. Digits are never matched by likeness.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Final

from schemas.facts import Fact

_YEARS: Final = re.compile(r"(?<![\w$.,])(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|\d\d))?(?![\w%]|[.,]\d)")
_FIGURE: Final = re.compile(
    r"(?<![\w.,-])(?P<money>\$\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>thousand|million|billion)\b)?(?:\s?(?P<percent>%|percent\b))?(?![\w]|-[A-Za-z])"
)
_SCALES: Final = {None: 1, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_HEDGE: Final = re.compile(r"(?:\babout|\baround|\broughly|\bnearly|\bapproximately|\balmost|\bclose to)\s+$", re.I)
_FALLING: Final = re.compile(r"\b(?:declin|decreas|fall|fell|shrink|drop|loss|lose|fewer|negative)|[-−]\s?$", re.I)


@dataclass(frozen=True)
class Figure:
    """One number of a text with its place, its scaled value, its kind, and whether a hedge stands before it."""

    text: str
    start: int
    end: int
    value: Decimal
    money: bool
    percent: bool
    hedged: bool
    falling: bool
    years: tuple[int, ...] = ()


def figures(text: str) -> Iterator[Figure]:
    """Every figure of a text, years and year ranges as one figure each."""
    taken: list[tuple[int, int]] = []
    for match in _YEARS.finditer(text):
        taken.append(match.span())
        yield _year_figure(match)
    for match in _FIGURE.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            yield _number_figure(text, match)


def _year_figure(match: re.Match[str]) -> Figure:
    first, *last = re.split(r"\s?[-–]\s?", match[0])
    years = (int(first), *(int(first[: 4 - len(year)] + year) for year in last))
    return Figure(match[0], *match.span(), Decimal(first), False, False, False, False, years)


def _number_figure(text: str, match: re.Match[str]) -> Figure:
    value = Decimal(match["digits"].replace(",", "")) * _SCALES[match["scale"]]
    before = text[: match.start()]
    return Figure(
        text=match[0].strip(),
        start=match.start(),
        end=match.end(),
        value=value,
        money=match["money"] is not None,
        percent=match["percent"] is not None,
        hedged=_HEDGE.search(before) is not None,
        falling=_FALLING.search(text) is not None,
    )


def carried_by(figure: Figure, facts: Iterable[Fact], quotes: Iterable[str]) -> bool:
    """Whether a cited fact or quote carries the figure: its value, its period, or its own words."""
    return any(_stands_in(figure.text, quote) for quote in quotes) or any(_fact_carries(figure, f) for f in facts)


def _fact_carries(figure: Figure, fact: Fact) -> bool:
    if figure.years:
        return set(figure.years) <= set(years_of(fact)) or _in_words(figure, fact)
    if isinstance(fact.value, bool | str):
        return _in_words(figure, fact)
    return any(_equal(figure, shown, fact) for shown in _shown(fact, figure)) or _in_words(figure, fact)


def _in_words(figure: Figure, fact: Fact) -> bool:
    words = (fact.label, fact.unit, str(fact.value) if isinstance(fact.value, str) else "", fact.basis_note or "")
    return any(_stands_in(figure.text, text) for text in words)


def _stands_in(token: str, text: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(token)}(?![\w]|[.,]\d)", text) is not None


def years_of(fact: Fact) -> Iterator[int]:
    """Every year its period, its dataset and its label speak of; `2024-34` speaks of 2024 and 2034."""
    for text in (fact.period, fact.dataset, fact.label, fact.measure):
        for match in re.finditer(r"((?:19|20)\d\d)(?:[-–](\d{2,4}))?", text):
            yield int(match[1])
            if match[2]:
                yield int(match[1][: 4 - len(match[2])] + match[2])


def _shown(fact: Fact, figure: Figure) -> Iterator[Decimal]:
    """The values this fact may be shown as for a figure of that kind: units must match."""
    value = Decimal(str(fact.value))
    unit = fact.unit
    if figure.money:
        if unit.startswith("USD"):
            yield value
    elif figure.percent:
        if unit == "percent":
            yield value
        elif unit == "share":
            yield value * 100
    elif not unit.startswith("USD") and unit != "percent":
        yield value * 1000 if unit.startswith("thousand") else value


def _equal(figure: Figure, shown: Decimal, fact: Fact) -> bool:
    if shown < 0:
        if not figure.falling:
            return False
        shown = -shown
    if figure.value == shown:
        return True
    continuous = fact.unit in ("share", "index")
    return (figure.hedged or continuous) and _rounds_to(shown, figure.value, _step(figure))


def _step(figure: Figure) -> Decimal:
    """The worth of the figure's last shown digit; trailing zeros of a whole number count as rounded away."""
    _, digits, exponent = figure.value.as_tuple()
    whole = "".join(map(str, digits))
    zeros = len(whole) - len(whole.rstrip("0")) if isinstance(exponent, int) and exponent >= 0 else 0
    significant = max(len(whole.strip("0")), 2)
    dropped = min(zeros, len(whole) - significant) if zeros else 0
    return Decimal(1).scaleb(int(exponent) + max(dropped, 0))


def _rounds_to(exact: Decimal, shown: Decimal, step: Decimal) -> bool:
    if len(str(shown).replace(".", "").strip("0")) < 1 or exact == 0:
        return False
    scaled = exact / step
    return shown / step in (
        scaled.quantize(Decimal(1), ROUND_HALF_UP),
        scaled.quantize(Decimal(1), ROUND_HALF_EVEN),
    )
