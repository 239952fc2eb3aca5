"""The translator that needs no model: it carries over what has no language and lists what is left to translate."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from authoring.translating.seam import Earlier, Translation
from authoring.translating.segments import Texts, segments, with_texts
from schemas.base import Locale, SocCode
from schemas.events import Revision
from schemas.sections.identity import Identity
from schemas.sections.registry import Section


@dataclass(frozen=True)
class OfflineTranslator:
    """Tokens, figures and citations as they are; drafted text only where it was translated before.

    `titles` are reviewed titles by locale and code: where there is one, it becomes the display title. What nobody
    translated keeps the source's words as a placeholder and is listed, so that it can be neither approved unseen
    nor published.
    """

    titles: Mapping[Locale, Mapping[SocCode, str]] = field(default_factory=dict)

    def translate(self, source: Revision, target: Locale, earlier: Earlier | None = None) -> Translation:
        """The section as far as code can take it into the target locale."""
        kept = _still_true(source.content, earlier) if earlier else {}
        content = with_texts(self._titled(source.content, target), kept)
        left = tuple(key for key in segments(source.content) if key not in kept)
        return Translation(content, left)

    def _titled(self, content: Section, target: Locale) -> Section:
        if not isinstance(content, Identity):
            return content
        return content.model_copy(update={"display_title": self.titles.get(target, {}).get(content.soc)})


def _still_true(source: Section, earlier: Earlier) -> dict[str, Texts]:
    """Texts translated before whose source still says the same."""
    now, then = segments(source), segments(earlier.source)
    unfinished = set(earlier.revision.to_translate)
    return {
        key: texts
        for key, texts in segments(earlier.revision.content).items()
        if key not in unfinished and key in now and now[key] == then.get(key)
    }
