"""What a drafter is: something that writes the drafted fields of a section from a fact sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from authoring.errors import ThinFacts
from schemas.events import Actor, Provenance
from schemas.facts import FactSheet
from schemas.sections.registry import SectionName


@dataclass(frozen=True)
class Draft:
    """The drafted fields of one section, who wrote them and how. Items may lack ids; they are given on entry.

    `left_out` says which entries of an answer could not stand and are not in it.
    """

    fields: Mapping[str, object]
    by: Actor
    provenance: Provenance
    left_out: tuple[str, ...] = ()


class Drafter(Protocol):
    """Writes one section. Raises `ThinFacts` naming what is missing, `ModelError` where a model gave no answer."""

    def draft(self, section: SectionName, sheet: FactSheet) -> Draft:
        """The drafted fields of that section for that occupation."""
        ...

    def missing(self, section: SectionName, sheet: FactSheet) -> ThinFacts | None:
        """Why there is too little to write that section from, or None. Costs nothing."""
        ...

    def prepare(self, sections: Sequence[SectionName], sheet: FactSheet) -> None:
        """Told which sections will be asked for next, so that slow work on them may go on at the same time."""
        ...
