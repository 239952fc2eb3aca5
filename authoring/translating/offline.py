"""The translator that needs no model: it carries over what has no language and lists what is left to translate."""

from collections.abc import Callable
from dataclasses import dataclass

from authoring.translating.seam import Earlier, Translation
from authoring.translating.segments import Texts, segments, with_texts
from schemas.base import Locale, SocCode
from schemas.events import Revision
from schemas.sections.identity import Identity
from schemas.sections.registry import Section


@dataclass(frozen=True)
class OfflineTranslator:
    """Tokens, figures and citations as they are; drafted text only where it was translated before.

    `title` tells what an occupation is called in a locale: where it knows, that becomes the display title. What nobody
    translated keeps the source's words as a placeholder. A translation whose source has changed since keeps its
    words too, for they are somebody's work. Both are listed, so that they can be neither approved nor published.
    """

    title: Callable[[Locale, SocCode], str | None] = lambda _locale, _soc: None

    def translate(self, source: Revision, target: Locale, earlier: Earlier | None = None) -> Translation:
        """The section as far as code can take it into the target locale."""
        kept = _translated_before(source.content, earlier) if earlier else {}
        content = with_texts(self._titled(source.content, target), kept)
        done = _still_true(source.content, earlier) if earlier else frozenset()
        return Translation(content, tuple(key for key in segments(source.content) if key not in done))

    def _titled(self, content: Section, target: Locale) -> Section:
        if not isinstance(content, Identity):
            return content
        return content.model_copy(update={"display_title": self.title(target, content.soc)})


def _translated_before(source: Section, earlier: Earlier) -> dict[str, Texts]:
    """The texts of an earlier translation that are more than a placeholder, of items that are still there."""
    now, then, unfinished = segments(source), segments(earlier.source), set(earlier.revision.to_translate)
    return {
        key: texts
        for key, texts in segments(earlier.revision.content).items()
        if key in now and (texts != then.get(key) or (key not in unfinished and now[key] == then.get(key)))
    }


def _still_true(source: Section, earlier: Earlier) -> frozenset[str]:
    """The items that were translated, and whose source says what it said then."""
    now, then = segments(source), segments(earlier.source)
    there, unfinished = segments(earlier.revision.content), set(earlier.revision.to_translate)
    return frozenset(key for key in there if key not in unfinished and key in now and now[key] == then.get(key))
