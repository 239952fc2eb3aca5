"""What the numbers of a text measure: each with its kind, its unit, its range and how exactly it is meant.

Pure. A range is one measure (`$45,000 to $60,000`, `3–7 years`, `2024-34`); so is a fraction (`one in five`, `三分之一`)
and a value on a scale (`4.2 of 5`). Numbers in words count where a unit follows (`two years`, `兩年`) and nowhere else:
"one of the tasks" claims no number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from authoring.quantities.fractions import Fraction, fractions
from authoring.quantities.numerals import Quantity, quantities
from authoring.quantities.separators import as_english_digits
from authoring.quantities.spelled import spelled_numbers

MeasureKind = Literal["money", "percent", "count", "rating", "year", "duration", "fraction", "number"]
Bound = Literal["", "over", "under"]

_CURRENCIES: Final = {"": "USD", "US": "USD", "NT": "TWD", "HK": "HKD", "CA": "CAD", "AU": "AUD"}
_SIGN: Final = re.compile(r"(?:(?P<land>US|NT|HK|CA|AU)?[$＄]|(?P<other>[€£¥￥]))\s?$")
_DOLLARS: Final = re.compile(r"\s?(?:(?P<us>(?:US )?dollars\b|US\$|dólares\b|美元|美金|ドル|米ドル|달러)|(?P<own>元))")
_MINUS: Final = re.compile(r"(?:^|[\s(（])[-−]\s?$")
_PERCENT: Final = re.compile(r"[%％]|per ?cent|por ciento|百分|成$|パーセント|퍼센트")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_UNITS: Final = tuple(
    (re.compile(pattern), kind, unit)
    for pattern, kind, unit in (
        (
            r"[\s-]?(?:percentage|個百分|个百分)[ -]?points?|\spuntos? porcentuales?\b"
            r"|\s?(?:個百分點|个百分点|ポイント|퍼센트포인트|%포인트)",
            "percent",
            "points",
        ),
        (r"\+?[\s-]years?\b(?! olds?)|\saños?\b|\s?(?:年(?!薪|級|级|俸|間の|収)|년(?!봉))", "duration", "years"),
        (r"[\s-]months?\b|\smes(?:es)?\b|\s?(?:個月|个月|か月|ヶ月|カ月|개월)", "duration", "months"),
        (r"[\s-]weeks?\b|\ssemanas?\b|\s?(?:週間|週|周|星期|주(?!일|간|요))", "duration", "weeks"),
        (r"[\s-]days?\b|\sdías?\b|\s?(?:天|日)(?!期)|\s?일(?!자리)", "duration", "days"),
        (r"\+?[\s-]hours?\b|\s?(?:個小時|小時|小时|時間|시간)|\shoras?\b", "duration", "hours"),
        (r"[\s-]minutes?\b|\s?(?:分鐘|分钟|分間|분(?!의))|\sminutos?\b", "duration", "minutes"),
        (
            r"\s(?:new |annual |job |projected )*openings\b|\svacantes\b|\s?(?:個?職缺|个?职位空缺|件の求人)",
            "count",
            "openings",
        ),
        (
            r"\s(?:new |more |fewer |wage and salary )*(?:jobs|positions)\b|\s(?:empleos|puestos)\b"
            r"|\s?(?:個?(?:工作|職位)|个?(?:工作岗位|岗位|职位))",
            "count",
            "jobs",
        ),
        (
            r"\s(?:labor condition |certified )*(?:applications|filings|LCAs|cases)\b"
            r"|\s(?:solicitudes|casos)\b|\s?(?:件|건)",
            "count",
            "cases",
        ),
        (r"\semployers\b|\sempleadores\b|\s?(?:家|名)雇主", "count", "employers"),
        (r"\s(?:linked |college |degree )*program(?:me)?s\b|\s?個?(?:學程|科系)", "count", "programmes"),
        (r"\s(?:\w+ )?tasks\b|\s?項任務", "count", "tasks"),
        (
            r"\s(?:\w+ )?(?:people|workers|employees|persons)\b|\s(?:personas|trabajadores)\b|\s?(?:人|名|位|명)",
            "count",
            "people",
        ),
    )
)
_OVER: Final = re.compile(
    r"(?:\b(?:more|higher|greater) than|\bover|\babove|\bat least|\bexceed(?:s|ing)?"
    r"|más de|al menos|superior a|超過|超过|逾|至少|多於|多于|高於|高于)\s*$",
    re.IGNORECASE,
)
_UNDER: Final = re.compile(
    r"(?:\b(?:less|lower|fewer) than|\bunder|\bbelow|\bup to|\bat most"
    r"|menos de|hasta|como máximo|不到|低於|低于|少於|少于|未滿|未满|最多)\s*$",
    re.IGNORECASE,
)
_OR_MORE: Final = re.compile(r"\s?(?:\+|or more\b|or higher\b|and (?:over|above|more)\b|以上|\s?이상|\s?o más\b)")
_TO: Final = re.compile(r"\s?(?:[-–—~～〜]|to|through|至|到|から|에서|부터|a|hasta)\s?")
_AND: Final = re.compile(r"\s?(?:and|和|與|与|及|y|と|과|와)\s?")
_BETWEEN: Final = re.compile(r"(?:\bbetween|\bentre|介於|介于|在)\s*$")
_REACH: Final = 18


@dataclass(frozen=True)
class Measure:
    """One measured quantity of a text, `low` to `high` (equal for a single value).

    `unit` is `USD`, `percent`, `points`, `years`, `jobs` and so on, for a rating `of 5`, empty for a bare number.
    `bound`: the text says "more than" or "less than" it. `falling` is a written minus sign. `words`: not in digits.
    """

    kind: MeasureKind
    unit: str
    low: Decimal
    high: Decimal
    approximate: bool
    bound: Bound
    falling: bool
    words: bool
    text: str
    start: int
    end: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years it names, where it is a year or a span of years."""
        return tuple(dict.fromkeys((int(self.low), int(self.high)))) if self.kind == "year" else ()


def measures(text: str, locale: str = "") -> tuple[Measure, ...]:
    """Every measured quantity of a text, in order. `locale` tells 1.234,56 from 1,234.56."""
    read = as_english_digits(text, locale)
    found = _measures(read)
    return found if read is text else tuple(replace(m, text=text[m.start : m.end]) for m in found)


@lru_cache(maxsize=16_384)
def _measures(text: str) -> tuple[Measure, ...]:
    shares = tuple(fractions(text))
    found = [_of_fraction(each, text) for each in shares]
    found += [m for m in _in_digits(text) if not _overlaps(m, shares)]
    found += [m for m in _in_words(text) if not _overlaps(m, found)]
    return tuple(_ranges(sorted(found, key=lambda each: each.start), text))


def _in_digits(text: str) -> Iterator[Measure]:
    spans: dict[tuple[int, int], list[Quantity]] = {}
    for each in quantities(text):
        if isinstance(each.value, Decimal):
            spans.setdefault((each.start, each.end), []).append(each)
    for first, *rest in spans.values():
        yield _year_span(first, rest[0], text) if rest else _single(first, text)


def _year_span(first: Quantity, last: Quantity, text: str) -> Measure:
    ends = (Decimal(str(first.value)), Decimal(str(last.value)))
    return Measure("year", "", *ends, False, "", False, False, text[first.start : first.end], first.start, first.end)


def _single(each: Quantity, text: str) -> Measure:
    value = Decimal(format(Decimal(str(each.value)), "f"))
    bare = _YEAR.fullmatch(each.text) is not None
    if "民國" in each.text:
        return Measure("year", "", value, value, False, "", False, False, each.text, each.start, each.end)
    found = _measured(value, text, each.start, each.end, percent=each.percent)
    if bare and (found.kind == "number" or (found.unit == "years" and found.text.endswith(("年", "년")))):
        found = replace(found, kind="year", unit="")
    return replace(found, approximate=each.approximate)


def _in_words(text: str) -> Iterator[Measure]:
    for each in spelled_numbers(text):
        found = _measured(each.value, text, each.start, each.end, percent=each.percent)
        if found.unit:
            yield replace(found, words=True, approximate=each.approximate)


def _measured(value: Decimal, text: str, start: int, end: int, *, percent: bool) -> Measure:
    sign, dollars = _SIGN.search(text, max(0, start - 5), start), _DOLLARS.match(text, end)
    kind: MeasureKind = "number"
    unit = ""
    if percent:
        kind, unit = "percent", "percent"
    elif sign or dollars:
        kind, unit = "money", _currency(sign, dollars)
        start, end = (sign.start() if sign else start), (dollars.end() if dollars else end)
    else:
        kind, unit, end = _unit_after(text, end)
    before = text[max(0, start - _REACH) : start]
    return Measure(
        kind, unit, value, value, False, _bound(before, text, end), _MINUS.search(before) is not None, False,
        text[start:end], start, end,
    )  # fmt: skip


def _unit_after(text: str, end: int) -> tuple[MeasureKind, str, int]:
    for pattern, kind, unit in _UNITS:
        found = pattern.match(text, end)
        if found:
            # The noun of a count is context, the unit of a duration is part of it: "40-hour", "兩年".
            return kind, unit, found.end() if kind != "count" else end  # type: ignore[return-value]
    return "number", "", end


def _currency(sign: re.Match[str] | None, dollars: re.Match[str] | None) -> str:
    if sign:
        return sign["other"] or _CURRENCIES[sign["land"] or ""]
    return "USD" if dollars and dollars["us"] else "元"


def _bound(before: str, text: str, end: int) -> Bound:
    if _OVER.search(before) or _OR_MORE.match(text, end):
        return "over"
    return "under" if _UNDER.search(before) else ""


def _of_fraction(each: Fraction, text: str) -> Measure:
    kind: MeasureKind = "rating" if each.scale is not None else "fraction"
    unit = f"of {each.scale}" if each.scale is not None else "share"
    before = text[max(0, each.start - _REACH) : each.start]
    return Measure(
        kind, unit, each.value, each.value, each.approximate, _bound(before, text, each.end), False, each.scale is None,
        text[each.start : each.end], each.start, each.end,
    )  # fmt: skip


def _overlaps(one: Measure, others: Iterable[Measure | Fraction]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _ranges(found: list[Measure], text: str) -> Iterator[Measure]:
    """Two measures joined by a dash or "to", or by "between … and", as one."""
    waiting: Measure | None = None
    for each in found:
        if waiting is None:
            waiting = each
        elif joined := _joined(waiting, each, text):
            waiting = joined
        else:
            yield waiting
            waiting = each
    if waiting is not None:
        yield waiting


def _joined(one: Measure, other: Measure, text: str) -> Measure | None:
    if not _may_join(one, other):
        return None
    between = text[one.end : other.start]
    before = text[max(0, one.start - _REACH) : one.start]
    if not (_TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before))):
        return None
    return replace(
        other, low=one.low, start=one.start, text=text[one.start : other.end],
        approximate=one.approximate or other.approximate, words=one.words and other.words,
    )  # fmt: skip


def _may_join(one: Measure, other: Measure) -> bool:
    same = one.kind == other.kind and one.unit == other.unit
    takes_unit = one.kind == "number" and other.kind in ("percent", "duration", "count", "money")
    return (
        (same or takes_unit)
        and one.low == one.high
        and other.low == other.high
        and (one.low < other.low or one.kind == "year")
    )
