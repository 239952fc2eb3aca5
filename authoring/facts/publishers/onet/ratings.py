"""Skills, knowledge, work styles and interests: elements of O*NET's content model, rated per occupation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from authoring.facts.files import Cell, OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.publishers.onet.rows import CODE, Row, chosen, mean, together
from authoring.facts.publishers.onet_tables import named, origin_of, rows_of
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_COLUMNS: Final = (CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "Date")
_LOW_PRECISION: Final = "O*NET recommends caution: low precision"


@dataclass(frozen=True)
class _Scale:
    """One scale of one file: the two ends of its measures, and its unit."""

    measure: str
    tail: str
    unit: str


def _importance_and_level(measure: str) -> dict[str, _Scale]:
    return {
        "IM": _Scale(measure, "/importance", "rating 1-5"),
        "LV": _Scale(measure, "/level", "rating 0-7"),
    }


_OF_STYLES: Final = {"WI": _Scale("style", "/impact", "rating -3 to 3")}
_OF_INTERESTS: Final = {"OI": _Scale("interest", "", "rating 1-7")}


_TABLES: Final = (
    ("Essential Skills", _importance_and_level("skill")),
    ("Transferable Skills", _importance_and_level("skill")),
    ("Skills", _importance_and_level("skill")),
    ("Work Styles", _OF_STYLES),
    ("Career Interest Types", _OF_INTERESTS),
    ("Interests", _OF_INTERESTS),
    ("Knowledge", _importance_and_level("knowledge")),
)
"""Skills are one table until 30.1 and two from 30.3 on; interests have an older and a newer name."""


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Skills, work styles, interests and knowledge, as far as the edition has them."""
    for table, scales in _TABLES:
        path = named(edition, table)
        if path is not None:
            yield from _rated(origin_of(edition, path), rows_of(files, path, _COLUMNS), scales, codes)


def _rated(
    origin: Origin, rows: Iterable[Mapping[str, Cell]], scales: Mapping[str, _Scale], codes: Codes
) -> Iterator[Fact]:
    said = _relevant(scales)
    usable = (row for row in chosen(rows, codes) if said(row))
    for group in together(usable, "Element ID", "Scale ID"):
        first, scale = group[0], scales[group[0].text("Scale ID")]
        value = mean(group, "Data Value", "Element ID", "Scale ID")
        yield origin.fact(
            _cautious(value.about, group),
            f"{scale.measure}/{first.text('Element ID')}{scale.tail}",
            exact(value.value),
            Words(first.text("Element Name"), scale.unit, value.period),
            value.row,
            "Data Value",
            derivation=value.derivation,
        )


def _relevant(scales: Mapping[str, _Scale]) -> Callable[[Row], bool]:
    """A level is left out where the source says that the element is not relevant to the occupation."""
    return lambda row: row.text("Scale ID") in scales and row.cells.get("Not Relevant") != "Y"


def _cautious(about: About, group: list[Row]) -> About:
    if all(row.cells.get("Recommend Suppress") != "Y" for row in group):
        return about
    return About(about.soc, about.basis, "; ".join(filter(None, (about.note, _LOW_PRECISION))))
