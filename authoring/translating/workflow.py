"""The translation workflow: brings the sections of a locale up to the source's heads, as far as the translator can.

Invariant: nothing a person translated is lost. Where the source moved, new figures are carried over, the translated words
stay, and exactly the items that the source edit touched are listed as to be translated again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from authoring.errors import UsageError
from authoring.revisions.history import History
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.store import Revisions
from authoring.translating.offline import OfflineTranslator
from authoring.translating.seam import Earlier, Translator
from authoring.translating.segments import segments, with_texts
from schemas.base import Locale, SocCode
from schemas.events import Actor, Revision, TranslatedFrom
from schemas.sections.registry import SECTION_NAMES, Section, SectionName

OFFLINE_TRANSLATOR: Final = Actor(kind="tool", name="offline translator")

Outcome = Literal["started", "renewed", "unchanged", "forked", "no source"]
"""`renewed`: the source had moved since. `forked`: merge first. `no source`: the source locale has no such text yet."""


class Facts(Protocol):
    """What translating asks of the fact base."""

    version: str


@dataclass(frozen=True)
class SectionTranslation:
    """What happened to one section, and how many items wait for their translation."""

    section: SectionName
    outcome: Outcome
    to_translate: int


class Translating:
    """Translates from one source locale with one translator."""

    def __init__(self, revisions: Revisions, base: Facts, source: Locale, translator: Translator | None = None) -> None:
        self._revisions = revisions
        self._base = base
        self._source = source
        self._translator = translator or OfflineTranslator()

    def translate(
        self, soc: SocCode, target: Locale, sections: Iterable[SectionName] = SECTION_NAMES
    ) -> tuple[SectionTranslation, ...]:
        """Start or renew the translation of an occupation, all sections in one append.

        Raises `UsageError` for the source locale itself and where nothing was drafted; `Conflict`; `StorageError`.
        """
        if target == self._source:
            raise UsageError(f"{target} is the source locale", "Translate into another one.")
        sources = self._revisions.profile(soc, self._source)
        targets = self._revisions.profile(soc, target)
        if not any(history.head for history in sources.values()):
            raise UsageError(f"{soc} has no text in {self._source} yet", f"Draft it first: author draft {soc}")
        done: list[SectionTranslation] = []
        new: list[Revision] = []
        for name in sorted(set(sections), key=SECTION_NAMES.index):
            outcome, revision = self._section(sources[name], targets[name])
            standing = revision or targets[name].head
            done.append(SectionTranslation(name, outcome, len(standing.to_translate) if standing else 0))
            new += [revision] if revision else []
        if new:
            self._revisions.append(*new)
        return tuple(done)

    def _section(self, source: History, target: History) -> tuple[Outcome, Revision | None]:
        original, head = source.head, target.head
        if original is None:
            return "no source", None
        if head is not None and head.translated_from and head.translated_from.hash == original.hash:
            return "unchanged", None
        if source.forked or target.forked:
            return "forked", None
        content, left = self._translator.translate(original, target.locale, _earlier(source, head))
        grounds = Grounds(
            sheet_hash=original.sheet_hash,
            base_version=original.base_version,
            translated_from=TranslatedFrom(locale=source.locale, revision=original.id, hash=original.hash),
        )
        revision = revision_on(
            target, content, OFFLINE_TRANSLATOR, without_model("offline_translation"), grounds, to_translate=left
        )
        return "renewed" if head else "started", revision


def _earlier(source: History, head: Revision | None) -> Earlier | None:
    """The translation there is, beside the source it was made from; None before the first one."""
    if head is None:
        return None
    made_from = source.revision(head.translated_from.revision) if head.translated_from else None
    return Earlier(head, made_from.content if made_from else _unknown(head.content))


def _unknown(content: Section) -> Section:
    """Stands for a source that is not known: no item of it says what the source says now."""
    return with_texts(content, {key: dict.fromkeys(texts, "") for key, texts in segments(content).items()})
