"""Which items of a translation a source edit touched, and nothing else."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from authoring.item_texts import NOT_TEXT
from authoring.revisions.history import History
from authoring.translating.segments import Texts, segments
from schemas.base import Value
from schemas.events import Revision
from schemas.sections.registry import SPEC, Section


@dataclass(frozen=True)
class Staleness:
    """What moved in the source since a translation was made, by item key, in page order.

    `computed`: figures, tokens, citations or the order of items differ; they are carried over without translating.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    computed: bool

    @property
    def stale(self) -> bool:
        """Whether anything moved at all."""
        return bool(self.added or self.removed or self.changed or self.computed)

    @property
    def to_translate(self) -> tuple[str, ...]:
        """The items whose text has to be translated anew."""
        return self.added + self.changed


def compare(then: Section, now: Section) -> Staleness:
    """The difference between the source a translation was made from and the source as it is now."""
    before, after = segments(then), segments(now)
    return Staleness(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed=tuple(key for key in after if key in before and after[key] != before[key]),
        computed=_without_texts(then) != _without_texts(now),
    )


def staleness(translation: Revision, source_then: Section, source_now: Revision) -> Staleness:
    """How stale a translation is. `source_then` is the content of the revision it says it was made from."""
    made_from = translation.translated_from
    if made_from is not None and made_from.hash == source_now.hash:
        return Staleness((), (), (), computed=False)
    return compare(source_then, source_now.content)


def _without_texts(section: Section) -> object:
    """What is language-neutral: computed fields, and of the items all but their texts."""
    drafted = SPEC[section.section].drafted
    plain = section.model_dump(mode="json", exclude=set(drafted))
    return plain, [_skeleton(getattr(section, name)) for name in drafted]


def _skeleton(value: object) -> object:
    if isinstance(value, tuple):
        return [_skeleton(entry) for entry in value]
    if isinstance(value, Value):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        return {n: _skeleton(v) for n, v in fields.items() if n in NOT_TEXT or not isinstance(v, str)}
    return value


def when_translated(
    source: History, translations: Iterable[Revision], items: Collection[str]
) -> Iterator[tuple[str, Texts]]:
    """What the source said of each item when a translation of it last counted as done; `translations` newest first."""
    pending = set(items)
    for revision in translations:
        made_from = source.revision(revision.translated_from.revision) if revision.translated_from else None
        if made_from is None or not pending:
            continue
        texts = segments(made_from.content)
        for item in sorted(pending - set(revision.to_translate)):
            if item in texts:
                yield item, texts[item]
            pending.discard(item)
