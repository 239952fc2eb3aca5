"""sources (computed): the sources actually used on this page."""

from typing import Literal

from schemas.base import Line, Value
from schemas.citations import Source


class DatasetUse(Value):
    """One dataset that at least one section of this page cites."""

    dataset: Line
    title: Line
    publisher: Line
    vintage: Line
    licence: Line
    url: Line
    attribution: Line
    facts_cited: int


class Sources(Value):
    """Datasets and documents cited on the page, with vintage, licence and the attribution each one asks for."""

    section: Literal["sources"]
    datasets: tuple[DatasetUse, ...]
    documents: tuple[Source, ...]
