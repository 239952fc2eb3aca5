"""What a sentence says around a number: which statistic, paid by what time, in which years, where, about what.

Each is read from the words nearest to the number within its sentence. What a sentence does not say is None, and
constrains nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias, TypeVar

from authoring.quantities import Measure, measures

Statistic: TypeAlias = frozenset[str]
Rate = Literal["year", "hour", "other"]
Direction = Literal["up", "down"]
_Named = TypeVar("_Named")

_ENDS: Final = re.compile(r"(?<=[a-z0-9)”’\"%])[.!?](?=\s+[“\"A-Z0-9])|[。！？；]|\n")
_STATISTICS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(names.split()))
    for pattern, names in (
        (r"\bmedians?\b|\bhalf of (?:the |all )?(?:\w+ )?(?:workers|employees|people) \w+|中位數|中位数|中位", "median"),
        (r"\bmeans?\b(?! that)|(?<!as )(?<!than )(?<!the )\baverage\b|\bthe average\b|平均", "mean"),
        (r"\blowest[- ]paid (?:tenth|10)|\b10th percentile|\b(?:bottom|lowest) (?:tenth|10 ?(?:%|percent))"
         r"|第\s?10\s?百分位|最低(?:的)?(?:一成|10%|十分之一)", "p10"),
        (r"\bhighest[- ]paid (?:tenth|10)|\b90th percentile|\b(?:top|highest) (?:tenth|10 ?(?:%|percent))"
         r"|第\s?90\s?百分位|最高(?:的)?(?:一成|10%|十分之一)", "p90"),
        (r"\b25th percentile|\b(?:bottom|lowest)(?:-paid)? quarter|第\s?25\s?百分位", "p25"),
        (r"\b75th percentile|\b(?:top|highest)(?:-paid)? quarter|第\s?75\s?百分位", "p75"),
        (r"\bmiddle half|中間(?:的)?一半|中間(?:的)?50%", "p25 p75"),
        (r"\bentry[- ]level|\bbeginners?\b|\bstarting (?:pay|salar)|初級|入門|起薪", "p10 p25"),
        (r"\bsenior\b|\bexperienced\b|資深|高階", "p75 p90"),
    )
)  # fmt: skip
_RATES: Final[tuple[tuple[re.Pattern[str], Rate], ...]] = (
    (
        re.compile(r"\b(?:a|per|each) year|/ ?(?:year|yr)|\bannual(?:ly)?|\byearly|每年|年薪|一年", re.IGNORECASE),
        "year",
    ),
    (re.compile(r"\b(?:an|per|each) hour|/ ?(?:hour|hr)|\bhourly|時薪|每小時|每個小時", re.IGNORECASE), "hour"),
    (
        re.compile(r"\b(?:a|per|each) (?:month|week|day)|\b(?:month|week|dai)ly|月薪|每月|每週|日薪", re.IGNORECASE),
        "other",
    ),
)
_PLACES: Final = re.compile(
    r"\b[Ss]tatewide\b|\b[Ii]n the state\b|\bstate (?:median|average|mean)\b|\bmetro(?:politan)? (?:area|region)s?\b"
    r"|\b[Ww]orldwide\b|\b[Gg]lobally\b"
    r"|\b(?:[Ii]n|of|[Aa]cross) (?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida"
    r"|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota"
    r"|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York(?: City)?|North Carolina"
    r"|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont"
    r"|Virginia|Washington(?:,? D\.?C\.?)?|West Virginia|Wisconsin|Wyoming|San Francisco|Los Angeles|Boston|Chicago|Seattle"
    r"|the UK|Britain|Canada|Taiwan|China|Japan|Europe|India)\b"
    r"|(?:加州|德州|紐約|佛羅里達|伊利諾|麻州|華盛頓州|全球|臺灣|台灣|該州|州內|都會區)"
)
TOPICS: Final[dict[str, re.Pattern[str]]] = {
    "pay": re.compile(r"\b(?:earn|wage|pay|paid|salar|income|median|compensat)|薪|收入|待遇", re.IGNORECASE),
    "openings": re.compile(r"\bopenings?\b|職缺|缺額", re.IGNORECASE),
    "employment": re.compile(r"\bemploy(?:ed|ment|s)\b|\bjobs\b|\bworkers\b|\bpeople\b|\bpositions\b"
        r"|就業|從業|人數|工作", re.IGNORECASE),
    "growth": re.compile(
        r"\b(?:gr[eo]w|increas|declin|decreas|shrink|rise|fall|chang|expan|contract)|成長|增加|減少|下降|變化|衰退", re.IGNORECASE
    ),
    "self-employed": re.compile(r"\bself-employ|自僱|自雇|自營", re.IGNORECASE),
    "education": re.compile(
        r"\b(?:degree|diploma|bachelor|master|doctoral|credential|college|education|new hire|award)"
        r"|學位|學歷|文憑|碩士|學士|博士|高中",
        re.IGNORECASE,
    ),
    "exposure": re.compile(r"\b(?:expos|applicab|automat|overlap|tasks?\b|AI\b)|暴露|適用|自動化|任務|接觸", re.IGNORECASE),
    "filings": re.compile(r"\b(?:labor condition|LCAs?|applications?|filings?|certified)\b|勞動條件|申請", re.IGNORECASE),
    "employers": re.compile(r"\bemployers?\b|雇主|僱主", re.IGNORECASE),
    "programmes": re.compile(r"\b(?:program(?:me)?s?|STEM)\b|學程|科系", re.IGNORECASE),
    "gender": re.compile(r"\b(?:women|men|female|male)\b|女性|男性", re.IGNORECASE),
}  # fmt: skip
"""What a sentence may be about. A number that a fact on another topic carries by chance is not carried."""

_UP: Final = re.compile(
    r"\b(?:gr[eo]w|growth|increas|rise|rising|rose|gain|expan|add)\w*|成長|增加|上升|增長", re.IGNORECASE
)
_DOWN: Final = re.compile(
    r"\b(?:declin|decreas|fall|fell|shrink|shrank|drop|los[est]|fewer|negative|contract)\w*|減少|下降|衰退|下滑",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """The sentence around a number, and what it says of it."""

    text: str
    statistic: Statistic | None
    rate: Rate | None
    years: tuple[int, ...]
    place: str | None
    topics: frozenset[str]
    direction: Direction | None


def statement(text: str, measure: Measure) -> Statement:
    """What the sentence of that measure says of it."""
    start, end = sentence_span(text, measure.start)
    said = text[start:end]
    place = _PLACES.search(said)
    at, after = measure.start - start, measure.end - start
    return Statement(
        text=said,
        statistic=_statistic(said, at, after),
        rate=_rate(said, at, after) if measure.kind == "money" else None,
        years=_years(said, at, after),
        place=place[0] if place else None,
        topics=frozenset(topics_of(said)),
        direction=_direction(said, at, after),
    )


@lru_cache(maxsize=8192)
def topics_of(text: str) -> tuple[str, ...]:
    """The topics that a text speaks of."""
    return tuple(name for name, pattern in TOPICS.items() if pattern.search(text))


def sentence_span(text: str, position: int) -> tuple[int, int]:
    """Where the sentence at that position begins and ends."""
    start, end = 0, len(text)
    for found in _ENDS.finditer(text):
        if found.end() <= position:
            start = found.end()
        else:
            end = found.end()
            break
    return start, end


def _statistic(said: str, start: int, end: int) -> Statistic | None:
    in_brackets = re.match(r"\s?[(（]([^)）]{3,24})[)）]", said[end:])
    if in_brackets:
        for pattern, names in _STATISTICS:
            if pattern.search(in_brackets[1]):
                return names
    return _nearest(said, start, end, _STATISTICS)


def _rate(said: str, start: int, end: int) -> Rate | None:
    for pattern, rate in _RATES:
        if re.match(rf"\s?(?:or more |dollars )?(?:{pattern.pattern})", said[end:], re.IGNORECASE):
            return rate
    return _nearest(said, start, end, _RATES)


def _nearest(said: str, start: int, end: int, table: tuple[tuple[re.Pattern[str], _Named], ...]) -> _Named | None:
    """The entry whose words stand nearest before the number; if none does, nearest after it."""
    before = [(found.start(), names) for pattern, names in table for found in pattern.finditer(said, 0, start)]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    after = [(found.start(), names) for pattern, names in table if (found := pattern.search(said, end))]
    return min(after, key=lambda pair: pair[0])[1] if after else None


def _years(said: str, start: int, end: int) -> tuple[int, ...]:
    """The years that the number is of: those named right after it, else before it, else the only ones in the sentence."""
    others = [each for each in measures(said) if (each.start, each.end) != (start, end)]
    after = next((each for each in others if each.start >= end), None)
    if after and after.years:
        return after.years
    before = next((each for each in reversed(others) if each.end <= start), None)
    if before and before.years:
        return before.years
    named = {each.years for each in others if each.years}
    return next(iter(named)) if len(named) == 1 else ()


def _direction(said: str, start: int, end: int) -> Direction | None:
    table: tuple[tuple[re.Pattern[str], Direction], ...] = ((_UP, "up"), (_DOWN, "down"))
    return _nearest(said, start, end, table)
