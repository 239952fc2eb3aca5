"""Clean sentences in Traditional Chinese made of an occupation's facts: there are no translated pages to measure on yet.

They use what Chinese uses and English does not: 萬, full-width marks, 十分之一. The English beside each is its source.
"""

from collections.abc import Iterator
from decimal import Decimal

from authoring.facts.titles import translated_titles
from schemas.citations import FactCitation
from schemas.facts import Fact, FactSheet
from schemas.items import Sentence
from schemas.sections.summary import Summary

_TITLES = translated_titles("zh-TW")


def chinese_page(sheet: FactSheet) -> tuple[Summary, tuple[str, ...]]:
    """The section, and the English of each of its sentences."""
    said = list(_sentences(sheet, _TITLES[sheet.soc].title if sheet.soc in _TITLES else "這項職業"))
    sentences = tuple(
        Sentence(id=f"zh{n}", text=text, citations=tuple(FactCitation(kind="fact", fact=fact.id) for fact in facts))
        for n, (text, _, facts) in enumerate(said)
    )
    return Summary.model_construct(section="summary", sentences=sentences), tuple(english for _, english, _ in said)


def _sentences(sheet: FactSheet, title: str) -> Iterator[tuple[str, str, tuple[Fact, ...]]]:
    wages = {name: sheet.latest("oews", f"annual-{name}") for name in ("median", "p10", "p90")}
    median, low, high = (_number(wages[name]) for name in ("median", "p10", "p90"))
    if (fact := wages["median"]) and median and not fact.at_least:
        yield (
            f"{_year(fact)}年5月，{title}的年薪中位數為{median:,}美元，資料來自官方統計。",
            f"In May {_year(fact)} the median annual wage was ${median:,}, by official statistics.",
            (fact,),
        )
    first, last = wages["p10"], wages["p90"]
    if first and last and low and high and not (first.at_least or last.at_least):
        yield (
            f"{_year(first)}年5月，年薪的第10百分位為{low:,}美元，第90百分位為{high:,}美元。",
            f"In May {_year(first)} the 10th percentile of the annual wage was ${low:,}, the 90th percentile ${high:,}.",
            (first, last),
        )
    employed = sheet.latest("oews", "employment")
    if employed and (count := _number(employed)) and count >= 10_000:
        thousands, rest = divmod(int(count), 10_000)
        yield (
            f"{_year(employed)}年5月，全美有{thousands}萬{f'{rest:,}' if rest else ''}人從事這項工作。",
            f"In May {_year(employed)}, {int(count):,} people did this work in the United States.",
            (employed,),
        )
    change = sheet.latest("ep", "change-percent")
    if change and (share := _number(change)):
        verb, english = ("成長", "grow") if share > 0 else ("減少", "decline")
        years = change.period.partition("-")
        yield (
            f"{years[0]}到20{years[2][-2:]}年間，就業預計{verb}{abs(share)}%，人工智慧的影響也在其中。",
            f"From {years[0]} to 20{years[2][-2:]} employment is projected to {english} {abs(share)} percent, AI included.",
            (change,),
        )


def _year(fact: Fact) -> str:
    return fact.period[-4:]


def _number(fact: Fact | None) -> Decimal | None:
    if fact is None or isinstance(fact.value, bool | str):
        return None
    value = Decimal(str(fact.value))
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
