"""What a translator is: the seam behind which a model, a memory or nothing but code may stand."""

from typing import NamedTuple, Protocol

from schemas.base import Locale
from schemas.events import Revision
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
