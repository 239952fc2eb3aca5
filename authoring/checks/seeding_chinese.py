"""Errors for pages in Chinese: the wrong script, words left in English, marks of the other language, a scale of 萬 gone wrong."""

import re
from random import Random
from typing import Final

from authoring.checks.scripts import to_simplified, to_traditional
from authoring.item_texts import ItemText
from authoring.quantities import Measure, measures
from schemas.facts import FactSheet

_SCALES: Final = (("億", "萬"), ("萬", "億"), ("萬", "千"))
_OPPOSITES: Final = (("成長", "減少"), ("增加", "減少"), ("高於", "低於"), ("快於", "慢於"))
_STATISTICS: Final = (("中位數", "平均數"), ("最高的十分之一", "最低的十分之一"), ("最低的十分之一", "最高的十分之一"))
_LEFT: Final = ("as part of their daily work", "with the help of new tools", "for people of all ages")
_TERMS: Final = (("資訊", "信息"), ("資料庫", "數據庫"), ("人工智慧", "人工智能"), ("軟體", "軟件"), ("網路", "網絡"))
_NOTATION: Final = re.compile(r"[萬億千]")


def wrong_script(text: ItemText, random: Random, _: FactSheet | None) -> str | None:
    """One character in the other script: the slip of somebody who types both."""
    table = to_simplified() if any(c in to_simplified() for c in text.text) else to_traditional()
    places = [place for place, character in enumerate(text.text) if character in table]
    if not places:
        return None
    place = random.choice(places)
    return text.text[:place] + table[text.text[place]] + text.text[place + 1 :]


def left_in_english(text: ItemText, random: Random, _: FactSheet | None) -> str | None:
    """A clause that nobody translated."""
    return f"{text.text.removesuffix('。')} {random.choice(_LEFT)}。" if text.text.endswith("。") else None


def mainland_term(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    """A word that is said otherwise in Taiwan."""
    return next((text.text.replace(ours, theirs, 1) for ours, theirs in _TERMS if ours in text.text), None)


def halfwidth(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    """A Western comma between Chinese characters."""
    found = re.search(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", text.text)
    return text.text[: found.start()] + "," + text.text[found.end() :] if found else None


def scale(text: ItemText, random: Random, _: FactSheet | None) -> str | None:
    """萬 for 億, or the other way: ten thousand times too much or too little."""
    scaled = [m for m in _figures(text.text) if _NOTATION.search(m.text)]
    if not scaled:
        return None
    shown = random.choice(scaled)
    wrong = next((shown.text.replace(a, b, 1) for a, b in _SCALES if a in shown.text), None)
    return text.text[: shown.start] + wrong + text.text[shown.end :] if wrong else None


def statistic(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    """The mean for the median, the highest for the lowest."""
    return _swapped(text, _STATISTICS, "money")


def direction(text: ItemText, _: Random, __: FactSheet | None) -> str | None:
    """A fall for a rise."""
    return _swapped(text, _OPPOSITES, "percent")


def _swapped(text: ItemText, pairs: tuple[tuple[str, str], ...], kind: str) -> str | None:
    if not any(measure.kind == kind for measure in measures(text.text)):
        return None
    return next((text.text.replace(right, wrong, 1) for right, wrong in pairs if right in text.text), None)


def lost_figure(text: str, random: Random) -> str | None:
    """A translation that leaves out one figure of its source: broken parity."""
    figures = _figures(text)
    if not figures:
        return None
    lost = random.choice(figures)
    return text[: lost.start] + text[lost.end :]


def _figures(text: str) -> list[Measure]:
    return [m for m in measures(text) if m.kind in ("money", "percent", "count") and not m.words]
