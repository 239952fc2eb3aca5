"""The sections made from figures: scores as bars with numbers, pay, education and outlook as small tables."""

from collections.abc import Iterator, Sequence
from typing import Final

from authoring.locales.labels import Labels
from authoring.text import cell_width
from authoring.ui.state.paper import Block, Para, Span, fit, para
from authoring.ui.state.reading.pieces import Table, facts, heading, line_of, points, remark, sentence
from schemas.sections.education import Education
from schemas.sections.outlook import Outlook, Projection
from schemas.sections.pay import Amount, Pay
from schemas.sections.scores import Score, Scores

BAR_CELLS: Final = 20
_STEPS: Final = "▁▂▃▄▅▆▇█"


def bar(value: float, cells: int = BAR_CELLS) -> str:
    """A value of 0 to 10 as a bar; its number always stands beside it."""
    full = round(max(0.0, min(value, 10.0)) / 10 * cells)
    return "█" * full + "░" * (cells - full)


def sparkline(values: Sequence[float]) -> str:
    """Values over time as a line of bars between their least and greatest; the numbers always stand beside it."""
    low, high = min(values), max(values)
    steps = len(_STEPS) - 1
    return "".join(
        _STEPS[round((value - low) / (high - low) * steps) if high > low else steps // 2] for value in values
    )


def scores(section: Scores, labels: Labels) -> Iterator[Block]:
    """Overall, each dimension with its bar, range and formula, and what is absent."""
    if section.overall is not None:
        yield line_of(labels.label("page.overall"), labels.number(section.overall, 1), "overall")
    dimensions = [*(each.dimension for each in section.dimensions), *(each.dimension for each in section.absent)]
    names = [labels.label(f"dimension.{dimension}") for dimension in dimensions]
    width = max(map(cell_width, names), default=0)
    yield from (_score(each, labels, width) for each in section.dimensions)
    for absent in section.absent:
        name = fit(labels.label(f"dimension.{absent.dimension}"), width)
        reason = labels.absence(absent.dimension, absent.reason) or absent.reason
        spans = (Span(f"{name}  "), Span(f"{labels.label('scores.absent')}: {reason}", "dim"))
        yield Block(f"score.{absent.dimension}", (Para(spans, hanging=width + 2),))


def _score(each: Score, labels: Labels, width: int) -> Block:
    name = fit(labels.label(f"dimension.{each.dimension}"), width)
    kind = labels.label(f"direction.{each.direction}")
    spans = (Span(f"{name}  "), Span(bar(each.value), "bar"), Span(f" {labels.number(each.value, 1):>4}", "strong"))
    return Block(
        f"score.{each.dimension}",
        (Para((*spans, Span(f" {kind}", "dim")), hanging=width + 2), para(_how(each, labels), "dim", width + 2)),
        facts(*(used.fact for used in each.inputs)),
        labels.number(each.value, 1),
    )


def _how(each: Score, labels: Labels) -> str:
    if each.low == each.high:
        return each.formula
    spread = labels.text("scores.range", low=labels.number(each.low, 1), high=labels.number(each.high, 1))
    return f"{spread} · {each.formula}"


def pay(section: Pay, labels: Labels) -> Iterator[Block]:
    """Median, bands, trend and the note."""
    unit = section.unit or "USD/year"

    def money(amount: Amount) -> str:
        return labels.money(amount.value, unit, at_least=amount.at_least)

    if section.median:
        label = labels.label("pay.median")
        value = f"{money(section.median)} ({labels.label(f'pay_unit.{unit}')}, {section.period or ''})"
        yield line_of(label, value, "median", facts(section.median.fact))
    else:
        yield line_of(labels.label("pay.median"), labels.label("pay.none"), "median")
    if section.combined_code:
        yield remark(labels.text("pay.combined", code=section.combined_code), "combined_code")
    bands = Table((labels.label("pay.level"), labels.label("pay.range")), most=40)
    for band in section.bands:
        spread = f"{money(band.low)} – {money(band.high)}"
        level = labels.label(f"pay_level.{band.level}")
        bands.row(f"band.{band.level}", (level, spread), facts(band.low.fact, band.high.fact))
    yield from bands.blocks()
    trend = Table((labels.label("pay.year"), labels.label("pay.median")))
    for year in section.trend:
        trend.row(f"trend.{year.year}", (str(year.year), money(year.median)), facts(year.median.fact))
    yield from trend.blocks()
    if len(section.trend) > 1:
        years = sorted(section.trend, key=lambda each: each.year)
        line = sparkline([year.median.value for year in years])
        yield remark(f"{years[0].year} {line} {years[-1].year}", "trend")
    yield from (sentence(item) for item in section.note)


def education(section: Education, labels: Labels) -> Iterator[Block]:
    """Entry education, shares, stages and the note."""
    if section.typical_entry:
        value = labels.label(f"credential.{section.typical_entry}")
        yield line_of(labels.label("education.typical"), value, "typical_entry", facts(section.typical_entry_fact))
    for name in ("experience", "training"):
        if text := getattr(section, name):
            yield line_of(labels.label(f"education.{name}"), text, name, facts(getattr(section, f"{name}_fact")))
    for name in ("attainment", "required"):
        table = Table((labels.label(f"education.{name}"), "%"), most=44)
        for share in getattr(section, name):
            level = labels.label(f"credential.{share.level}")
            table.row(f"{name}.{share.level}", (level, labels.percent(share.percent)), facts(share.fact))
        yield from table.blocks()
    stages = Table((labels.label("education.stage"), labels.label("education.length")), most=44)
    for stage in section.stages:
        stages.row(f"stage.{stage.level}", (labels.label(f"credential.{stage.level}"), labels.years(stage.years)))
    yield from stages.blocks()
    yield from (sentence(item) for item in section.note)


def outlook(section: Outlook, labels: Labels) -> Iterator[Block]:
    """Projection rounds, BLS's exposure word, sentences and growth areas."""
    head = ("round", "change", "openings", "wording")
    table = Table(tuple(labels.label(f"outlook.{name}") for name in head))
    for each in section.projections:
        table.row(f"round.{each.round}", _projection(each, labels), facts(each.change_fact, each.openings_fact))
    yield from table.blocks()
    if section.combined_code:
        yield remark(labels.text("outlook.combined", code=section.combined_code), "combined_code")
    if section.ai_exposure:
        value = labels.label(f"bls_exposure.{section.ai_exposure}")
        yield line_of(labels.label("outlook.exposure"), value, "ai_exposure", facts(section.ai_exposure_fact))
    if section.sentences:
        yield heading(labels.label("section.outlook"))
    yield from (sentence(item) for item in section.sentences)
    yield from points(labels.label("outlook.growth_areas"), section.growth_areas)


def _projection(each: Projection, labels: Labels) -> tuple[str, str, str, str]:
    none = labels.label("page.no_value")
    return (
        each.round,
        none if each.change_percent is None else labels.percent(each.change_percent, signed=True),
        none if each.openings is None else labels.number(each.openings),
        each.wording or none,
    )
