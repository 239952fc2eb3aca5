"""The translation workflow: brings the sections of a locale up to the source's heads, as far as the translator can.

Invariant: nothing a person translated is lost. Where the source moved, new figures are carried over, the translated words
stay, and exactly the items that the source edit touched are listed as to be translated again. A model writes those and no
others; where a person's words stand, its own wait beside them in a revision of theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from authoring.errors import ModelError, UsageError
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.store import Revisions
from authoring.translating.authorship import persons_words
from authoring.translating.offline import OfflineTranslator
from authoring.translating.seam import Earlier, Translator, Wanted, Writer, Written
from authoring.translating.segments import segments, with_texts
from schemas.base import Locale, SocCode, content_hash
from schemas.events import Actor, EventId, Revision, TranslatedFrom
from schemas.saying import said
from schemas.sections.identity import Identity
from schemas.sections.registry import SECTION_NAMES, Section, SectionName

OFFLINE_TRANSLATOR: Final = Actor(kind="tool", name="offline translator")

Outcome = Literal["started", "renewed", "translated", "unchanged", "forked", "no source", "failed"]
"""`renewed`: the source had moved since. `translated`: a model wrote into it. `forked`: merge first. `no source`: the source
locale has no such text yet. `failed`: a model gave nothing that could stand; what code can do is done."""


class Facts(Protocol):
    """What translating asks of the fact base."""

    version: str


@dataclass(frozen=True)
class SectionTranslation:
    """What happened to one section, and how many items wait for their translation.

    `proposal` is the revision that holds a model's words where a person's stay; `left_out` says why items were left.
    """

    section: SectionName
    outcome: Outcome
    to_translate: int
    failure: ModelError | None = None
    proposal: EventId | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Begun:
    """A section as far as code brings it: its histories, the content and what is left to translate."""

    source: Revision
    target: History
    content: Section
    left: tuple[str, ...]
    outcome: Outcome
    grounds: Grounds

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.source, self.target.locale, self.content, self.left)


@dataclass
class _Run:
    """What one call has done so far."""

    done: list[SectionTranslation] = field(default_factory=list)
    new: list[Revision] = field(default_factory=list)
    hopeless: bool = False


class Translating:
    """Translates from one source locale. `translator` carries over what has no language; `writer`, if any, writes words.

    `person` is on whose behalf a writer writes: who joins its words with a person's that stay.
    """

    def __init__(
        self,
        revisions: Revisions,
        base: Facts,
        source: Locale,
        translator: Translator | None = None,
        writer: Writer | None = None,
        person: str = "",
    ) -> None:
        self._revisions = revisions
        self._base = base
        self._source = source
        self._translator = translator or OfflineTranslator()
        self._writer = writer
        self._person = Actor(kind="person", name=person or "unknown")

    def translate(
        self, soc: SocCode, target: Locale, sections: Iterable[SectionName] = SECTION_NAMES
    ) -> tuple[SectionTranslation, ...]:
        """Start or renew the translation of an occupation, all sections in one append.

        Raises `UsageError` for the source locale itself and where nothing was drafted; `Conflict`; `StorageError`.
        """
        begun = self._begun(soc, target, sections)
        if self._writer:
            self._writer.prepare([each.wanted for each in begun if isinstance(each, _Begun) and each.left])
        run = _Run()
        for each in begun:
            if isinstance(each, _Begun):
                self._finish(each, run)
            else:
                run.done.append(each)
        if run.new:
            self._revisions.append(*run.new)
        return tuple(run.done)

    def considered(
        self, soc: SocCode, target: Locale, sections: Iterable[SectionName]
    ) -> tuple[Wanted | SectionTranslation, ...]:
        """Of each section what a writer would be asked for, or how it stands where that is nothing. Raises as `translate` does."""
        begun = self._begun(soc, target, sections)
        return tuple(_considered(each) if isinstance(each, _Begun) else each for each in begun)

    def wanted(
        self, soc: SocCode, target: Locale, sections: Iterable[SectionName] = SECTION_NAMES
    ) -> tuple[Wanted, ...]:
        """What a writer would be asked for. Raises as `translate` does."""
        return tuple(each for each in self.considered(soc, target, sections) if isinstance(each, Wanted))

    def _begun(
        self, soc: SocCode, target: Locale, sections: Iterable[SectionName]
    ) -> list["_Begun | SectionTranslation"]:
        if target == self._source:
            raise UsageError(said("{target} is the source locale", target=target), said("Translate into another one."))
        sources = self._revisions.profile(soc, self._source)
        targets = self._revisions.profile(soc, target)
        if not any(history.head for history in sources.values()):
            raise UsageError(
                said("{soc} has no text in {source} yet", soc=soc, source=self._source),
                said("Draft it first: author draft {soc}", soc=soc),
            )
        names = sorted(set(sections), key=SECTION_NAMES.index)
        return [self._begin(sources[name], targets[name]) for name in names]

    def _begin(self, source: History, target: History) -> "_Begun | SectionTranslation":
        original, head = source.head, target.head
        waiting = len(head.to_translate) if head else 0
        if original is None:
            return SectionTranslation(source.section, "no source", waiting)
        grounds = Grounds(
            sheet_hash=original.sheet_hash,
            base_version=original.base_version,
            cited=original.cited,
            translated_from=TranslatedFrom(locale=source.locale, revision=original.id, hash=original.hash),
        )
        current = head is not None and head.translated_from and head.translated_from.hash == original.hash
        if current and (self._writer is None or not waiting) and not self._renamed(original, head):
            return SectionTranslation(source.section, "unchanged", waiting)
        if source.forked or target.forked:
            return SectionTranslation(source.section, "forked", waiting)
        if current and head is not None and waiting:
            return _Begun(original, target, head.content, head.to_translate, "unchanged", grounds)
        content, left = self._translator.translate(original, target.locale, _earlier(source, head))
        return _Begun(original, target, content, left, "renewed" if head else "started", grounds)

    def _renamed(self, original: Revision, head: Revision | None) -> bool:
        """Whether the occupation has another title in the target locale now: it is carried over, from no source text."""
        if head is None or not isinstance(original.content, Identity):
            return False
        carried = self._translator.translate(original, head.locale).content
        return isinstance(carried, Identity) and carried != head.content

    def _finish(self, begun: _Begun, run: _Run) -> None:
        """Let the writer write, and add the revisions that came of it."""
        failure: ModelError | None = None
        if self._writer and begun.left and not run.hopeless:
            try:
                self._join(begun, self._writer.write(begun.wanted), run)
            except ModelError as cause:
                failure, run.hopeless = cause, cause.hopeless
            else:
                return
        name, waiting = begun.source.section, len(begun.left)
        if begun.outcome != "unchanged":
            how = without_model("offline_translation")
            run.new.append(
                revision_on(
                    begun.target, begun.content, OFFLINE_TRANSLATOR, how, begun.grounds, to_translate=begun.left
                )
            )
        run.done.append(SectionTranslation(name, "failed" if failure else begun.outcome, waiting, failure))

    def _join(self, begun: _Begun, written: Written, run: _Run) -> None:
        """The writer's words where no person's stand; where some do, its own beside them in a revision of theirs."""
        own = persons_words(begun.target) & written.texts.keys()
        reason = f"left to a person: {'; '.join(written.left_out)}" if written.left_out else None
        left = tuple(key for key in begun.left if key not in written.texts)
        proposal = revision_on(
            begun.target,
            with_texts(begun.content, written.texts),
            written.by,
            written.provenance,
            begun.grounds,
            reason=reason,
            to_translate=left,
        )
        waiting = tuple(key for key in begun.left if key in left or key in own)
        name = begun.source.section
        if not own:
            run.new.append(proposal)
            run.done.append(SectionTranslation(name, "translated", len(waiting), left_out=written.left_out))
            return
        kept = with_texts(begun.content, {key: texts for key, texts in written.texts.items() if key not in own})
        known = next((each for each in begun.target.revisions if each.hash == proposal.hash), None)
        head = begun.target.head
        if known and head and head.hash == content_hash(kept) and begun.outcome == "unchanged":
            run.done.append(SectionTranslation(name, "unchanged", len(waiting), proposal=known.id))
            return
        merging = revision_on(
            begun.target,
            kept,
            self._person,
            without_model("merge"),
            begun.grounds,
            merged=proposal.id,
            reason=reason,
            to_translate=waiting,
        ).model_copy(update={"id": new_event_id(proposal.id)})
        run.new += [proposal, merging]
        done = SectionTranslation(name, "translated", len(waiting), proposal=proposal.id, left_out=written.left_out)
        run.done.append(done)


def _considered(begun: _Begun) -> Wanted | SectionTranslation:
    return begun.wanted if begun.left else SectionTranslation(begun.source.section, "unchanged", 0)


def _earlier(source: History, head: Revision | None) -> Earlier | None:
    """The translation there is, beside the source it was made from; None before the first one."""
    if head is None:
        return None
    made_from = source.revision(head.translated_from.revision) if head.translated_from else None
    return Earlier(head, made_from.content if made_from else _unknown(head.content))


def _unknown(content: Section) -> Section:
    """Stands for a source that is not known: no item of it says what the source says now."""
    return with_texts(content, {key: dict.fromkeys(texts, "") for key, texts in segments(content).items()})
