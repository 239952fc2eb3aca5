"""What a sentence says around a number: which statistic, paid by what time, in which years, where, about what.

Each is read from the words nearest to the number within its sentence. What a sentence does not say is None, and
constrains nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from authoring.gating import Gated, gated
from authoring.quantities import Measure, measures

Statistic: TypeAlias = frozenset[str]
Rate = Literal["year", "hour", "other"]
Direction = Literal["up", "down"]
_Named = TypeVar("_Named")


class Signs(Generic[_Named]):
    """What stands for what in a sentence: patterns, each with what it means. A sentence is read once for all its numbers."""

    def __init__(self, *table: tuple[str, str, _Named]) -> None:
        self.table: tuple[tuple[Gated, _Named], ...] = tuple(
            (gated(pattern, words, re.IGNORECASE), meant) for pattern, words, meant in table
        )
        self._read = lru_cache(maxsize=4096)(self._reading)

    def _reading(self, said: str) -> tuple[tuple[int, int, _Named], ...]:
        return tuple((*found.span(), meant) for each, meant in self.table for found in each.finditer(said))

    def nearest(self, said: str, start: int, end: int) -> _Named | None:
        """What stands nearest before a place of the sentence; if nothing does, nearest after it."""
        read = self._read(said)
        before = [sign for sign in read if sign[1] <= start]
        if before:
            return max(before, key=lambda sign: sign[0])[2]
        after = [sign for sign in read if sign[0] >= end]
        return min(after, key=lambda sign: sign[0])[2] if after else None


_ENDS: Final = re.compile(r"(?<=[a-z0-9)”’\"%])[.!?](?=\s+[“\"A-Z0-9])|[。！？；]|\n")
_STATISTICS: Final = Signs[Statistic](
    (
        r"\bmedians?\b|\bhalf of (?:the |all )?(?:\w+ )?(?:workers|employees|people) \w+|中位數|中位数|中位",
        "median half_of_ 中位",
        frozenset({"median"}),
    ),
    (
        r"\bmeans?\b(?! that)|(?<!as )(?<!than )(?<!the )\baverage\b|\bthe average\b|平均",
        "mean average 平均",
        frozenset({"mean"}),
    ),
    (
        r"\blowest[- ]paid (?:tenth|10)|\b10th percentile|\b(?:bottom|lowest) (?:tenth|10 ?(?:%|percent))"
        r"|第\s?10\s?百分位|最低(?:的)?(?:一成|10%|十分之一)",
        "lowest bottom 10th 百分位 最低",
        frozenset({"p10"}),
    ),
    (
        r"\bhighest[- ]paid (?:tenth|10)|\b90th percentile|\b(?:top|highest) (?:tenth|10 ?(?:%|percent))"
        r"|第\s?90\s?百分位|最高(?:的)?(?:一成|10%|十分之一)",
        "highest top_ 90th 百分位 最高",
        frozenset({"p90"}),
    ),
    (
        r"\b25th percentile|\b(?:bottom|lowest)(?:-paid)? quarter|第\s?25\s?百分位",
        "25th quarter 百分位",
        frozenset({"p25"}),
    ),
    (
        r"\b75th percentile|\b(?:top|highest)(?:-paid)? quarter|第\s?75\s?百分位",
        "75th quarter 百分位",
        frozenset({"p75"}),
    ),
    (r"\bmiddle half|中間(?:的)?一半|中間(?:的)?50%", "middle_half 中間", frozenset({"p25", "p75"})),
    (
        r"\bentry[- ]level|\bbeginners?\b|\bstarting (?:pay|salar)|初級|入門|起薪",
        "entry beginner starting_ 初級 入門 起薪",
        frozenset({"p10", "p25"}),
    ),
    (r"\bsenior\b|\bexperienced\b|資深|高階", "senior experienced 資深 高階", frozenset({"p75", "p90"})),
)
_RATES: Final = Signs[Rate](
    (r"\b(?:a|per|each) year|/ ?(?:year|yr)|\bannual(?:ly)?|\byearly|每年|年薪|一年", "year yr annual 年", "year"),
    (r"\b(?:an|per|each) hour|/ ?(?:hour|hr)|\bhourly|時薪|每小時|每個小時", "hour hr 時薪 小時", "hour"),
    (
        r"\b(?:a|per|each) (?:month|week|day)|\b(?:month|week|dai)ly|月薪|每月|每週|日薪",
        "month week day daily 月 每週 日薪",
        "other",
    ),
)
_RATES_RIGHT_AFTER: Final = tuple(
    (re.compile(rf"\s?(?:or more |dollars )?(?:{each.pattern.pattern})", re.IGNORECASE), rate)
    for each, rate in _RATES.table
)
_IN_BRACKETS: Final = re.compile(r"\s?[(（]([^)）]{3,24})[)）]")
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

_DIRECTIONS: Final = Signs[Direction](
    (
        r"\b(?:gr[eo]w|growth|increas|rise|rising|rose|gain|expan|add)\w*|成長|增加|上升|增長",
        "grew grow growth increas rise rising rose gain expan add 成長 增加 上升 增長",
        "up",
    ),
    (
        r"\b(?:declin|decreas|fall|fell|shrink|shrank|drop|los[est]|fewer|negative|contract)\w*|減少|下降|衰退|下滑",
        "declin decreas fall fell shrink shrank drop lo fewer negative contract 減少 下降 衰退 下滑",
        "down",
    ),
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
    place = _place(said)
    at, after = measure.start - start, measure.end - start
    return Statement(
        text=said,
        statistic=_statistic(said, at, after),
        rate=_rate(said, at, after) if measure.kind == "money" else None,
        years=_years(said, at, after),
        place=place,
        topics=frozenset(topics_of(said)),
        direction=_DIRECTIONS.nearest(said, at, after),
    )


@lru_cache(maxsize=4096)
def _place(said: str) -> str | None:
    found = _PLACES.search(said)
    return found[0] if found else None


@lru_cache(maxsize=8192)
def topics_of(text: str) -> tuple[str, ...]:
    """The topics that a text speaks of."""
    return tuple(name for name, pattern in TOPICS.items() if pattern.search(text))


def sentence_span(text: str, position: int) -> tuple[int, int]:
    """Where the sentence at that position begins and ends."""
    start = 0
    for end in _ends_in(text):
        if end > position:
            return start, end
        start = end
    return start, len(text)


@lru_cache(maxsize=4096)
def _ends_in(text: str) -> tuple[int, ...]:
    return tuple(found.end() for found in _ENDS.finditer(text))


def _statistic(said: str, start: int, end: int) -> Statistic | None:
    in_brackets = _IN_BRACKETS.match(said, end)
    if in_brackets:
        for each, names in _STATISTICS.table:
            if each.search(in_brackets[1]):
                return names
    return _STATISTICS.nearest(said, start, end)


def _rate(said: str, start: int, end: int) -> Rate | None:
    right_after = next((rate for pattern, rate in _RATES_RIGHT_AFTER if pattern.match(said, end)), None)
    return right_after or _RATES.nearest(said, start, end)


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
