"""The two seams of translating: who carries over what has no language, and who writes the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from authoring.translating.segments import Texts
from schemas.base import Locale
from schemas.events import Actor, Provenance, Revision
from schemas.sections.registry import Section


class Translation(NamedTuple):
    """A section in the target locale, and the ids of the items somebody has to translate.

    They hold the source's words as a placeholder, or an earlier translation of words that have changed since.
    """

    content: Section
    to_translate: tuple[str, ...]


class Earlier(NamedTuple):
    """A translation made before: its revision, and the source content it was made from."""

    revision: Revision
    source: Section


class Translator(Protocol):
    """Makes the target locale's section from the source's head."""

    def translate(self, source: Revision, target: Locale, earlier: Earlier | None = None) -> Translation:
        """The translation. With `earlier`, items whose source has not changed keep their translated text."""


@dataclass(frozen=True)
class Wanted:
    """A section whose `items` are to be written in the target locale; `content` is as far as it is there already."""

    source: Revision
    target: Locale
    content: Section
    items: tuple[str, ...]


class Written(NamedTuple):
    """Texts by item, of those that can stand; who wrote them and how, and why others are not among them."""

    texts: Mapping[str, Texts]
    by: Actor
    provenance: Provenance
    left_out: tuple[str, ...]


class Writer(Protocol):
    """Writes words in the target locale: a model."""

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Told what will be asked for next, so that slow work on it may go on at the same time."""
        ...

    def write(self, wanted: Wanted) -> Written:
        """The texts of the items wanted. Raises `ModelError` where there are none."""
        ...
