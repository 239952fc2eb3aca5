"""Facts: what official sources say, each value with its unit, its period and the place it was read from."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from schemas.base import Day, Line, Sha256, SocCode, Value

Basis = Literal["direct", "combined_code", "detailed_code", "soc2010_crosswalk", "derived"]
"""How a value came to this occupation.

`direct`: the source has a row for this very code. `combined_code`: BLS publishes one row for several occupations and
this is that row. `detailed_code`: taken or averaged from O*NET codes below this SOC code. `soc2010_crosswalk`: the
source is keyed by SOC 2010. `derived`: computed, see `Derivation`.
"""


class SourceFile(Value):
    """One official file that a dataset was read from: its path below the folder of files, and its checksum."""

    path: Line
    sha256: Sha256
    bytes: int


class Dataset(Value):
    """One edition of one publisher's data. `id` is `family.vintage`, e.g. `oews.2025`."""

    id: Line
    title: Line
    publisher: Line
    vintage: Line
    released: Day | None
    url: Line
    licence: Line
    licence_url: Line | None
    attribution: Line
    files: tuple[SourceFile, ...]


class Locator(Value):
    """Where in an official file a value stands: file, sheet or table, row key, column."""

    file: Line
    table: Line | None
    row: Line
    column: Line


class Derivation(Value):
    """How a computed fact was made: the formula in words and the ids of the facts that went in."""

    formula: Line
    inputs: tuple[str, ...]


class Fact(Value):
    """One value from one official source.

    `id` reads `oews.2025/25-4022/annual-median`; `measure` is its tail, `annual-median` or `task/22412/importance`.
    `unit` is one of the words of `docs/facts.md` (`USD/year`, `percent`, `jobs`, `thousand jobs`, `text`, ...).
    `at_least` marks a top-coded value: the source says only "this much or more".
    """

    id: Line
    measure: Line
    label: Line
    value: Line | int | float | bool
    unit: Line
    period: Line
    dataset: Line
    locator: Locator
    basis: Basis
    basis_note: Line | None
    at_least: bool
    derivation: Derivation | None


class Passage(Value):
    """A citable piece of an official text: one paragraph, with its exact offsets in the page's extracted text.

    `id` reads `ooh.2025/librarians-and-library-media-specialists/pay/2`.
    """

    id: Line
    dataset: Line
    page: Line
    page_title: Line
    section: Line
    text: Line
    start: int
    end: int
    url: Line


class FactSheet(Value):
    """All facts and passages known about one occupation. `hash` covers all of them."""

    soc: SocCode
    title: Line
    base_version: Line
    hash: Sha256
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]

    @cached_property
    def _by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _by_family(self) -> dict[tuple[str, str], Fact]:
        newest: dict[tuple[str, str], Fact] = {}
        for fact in sorted(self.facts, key=lambda f: f.dataset):
            newest[fact.dataset.partition(".")[0], fact.measure] = fact
        return newest

    @cached_property
    def _of_family(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.dataset.partition(".")[0], []).append(fact)
        return found

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of that id, or None where this occupation has none."""
        return self._by_id.get(fact_id)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        return self._passages.get(passage_id)

    def latest(self, family: str, measure: str) -> Fact | None:
        """The newest vintage of a measure within a dataset family: `latest("oews", "annual-median")`."""
        return self._by_family.get((family, measure))

    def each(self, family: str, prefix: str) -> Iterator[Fact]:
        """Every fact of a family whose measure begins with `prefix`, all vintages, in the sheet's order."""
        return (fact for fact in self._of_family.get(family, ()) if fact.measure.startswith(prefix))


class Occupation(Value):
    """One SOC 2018 detailed code, its official title, and the other names people look for it by."""

    soc: SocCode
    title: Line
    alternate_titles: tuple[Line, ...]
