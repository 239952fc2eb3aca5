"""The source beside its translation: item by item, what of it moved since, and which of its figures are missing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from authoring.diff.words import spans
from authoring.glossary import Glossary, Term
from authoring.locales.labels import Labels
from authoring.translating.back.rendering import BackText, back_texts
from authoring.translating.parity import Mismatch, parity
from authoring.translating.segments import Texts, segments
from authoring.translating.staleness import Staleness, staleness, when_translated
from authoring.translating.suggesting import Suggestion
from authoring.ui.state.paper import Block, Para, Role, Span, para
from authoring.ui.state.reading.page import blocks_of
from schemas.base import Locale
from schemas.events import Revision
from schemas.sections.registry import Section

if TYPE_CHECKING:
    from authoring.ui.state.workroom import SectionKey, Workroom

_UNMOVED: Final = Staleness((), (), (), computed=False)


@dataclass(frozen=True)
class SourceText:
    """The source's head and what moved in it since the translation was made.

    `before` is what the source said of an item when its words were last translated, for the items that say something else
    now. `original` is what the translation was made from, where that is known; `back` are its texts, with what a model
    rendered of them in the source language.
    """

    head: Revision
    before: Mapping[str, Texts]
    moved: Staleness
    words: Labels
    labels: Labels
    target: Locale = ""
    glossary: Glossary = Glossary()  # noqa: RUF009 - frozen
    suggestions: Mapping[str, Suggestion] = field(default_factory=dict)
    original: Section | None = None
    back: tuple[BackText, ...] = ()

    def blocks(self, target: Section, waiting: Collection[str]) -> tuple[Block, ...]:
        """The source's page; below each item what moved in it, and what the translation in `target` does to its figures.

        `waiting` are the items nobody has translated yet: their figures are not compared.
        """
        wrong, words = self.mismatches(target, waiting), segments(target)
        return tuple(
            self._block(block, wrong, words.get(block.key, {})) for block in blocks_of(self.head.content, self.labels)
        )

    def block(self, item: str, target: Section, waiting: Collection[str]) -> Block | None:
        """The source's words of one item, alone."""
        return next((block for block in self.blocks(target, waiting) if item and block.key == item), None)

    def mismatches(self, target: Section, waiting: Collection[str]) -> dict[str, list[Mismatch]]:
        """Figures that are missing, extra, or no longer (or newly) "about", by item."""
        found: dict[str, list[Mismatch]] = defaultdict(list)
        for mismatch in parity(self.head.content, target, waiting, self.target):
            found[mismatch.item].append(mismatch)
        return found

    def standing(self) -> str:
        """Whether the source moved since, in words; nothing where it did not."""
        if not self.moved.stale:
            return ""
        count = len(self.moved.to_translate)
        return self.words.counted("ui.source.moved", count) if count else self.words.label("ui.source.moved_figures")

    def _block(self, block: Block, wrong: dict[str, list[Mismatch]], translation: Texts) -> Block:
        if block.still:
            return block
        added = (
            *self._rendered(block.key, translation),
            *self._earlier(block.key),
            *(self._mismatch(each) for each in dict.fromkeys(wrong.get(block.key, ()))),
            *self._suggested(block.key),
            *self._terms(block.key),
        )
        return Block(block.key, (*block.paras, *added), block.citations, block.text)

    def _rendered(self, item: str, translation: Texts) -> Iterator[Para]:
        """What a machine made of the translation; nothing of words that were edited since."""
        said = [
            each.rendering
            for each in self.back
            if each.item == item and each.rendering and translation.get(each.field) == each.text
        ]
        if said:
            models = self.words.listed(dict.fromkeys(each.by for each in said))
            lead = Span(_lead(self.words.text("ui.back.lead", model=models)), "dim")
            yield Para((lead, Span(" / ".join(each.text for each in said))), 2, 2)

    def _earlier(self, item: str) -> Iterator[Para]:
        """What the item said when it was translated, with the words that have gone since between brackets."""
        if item in self.moved.added:
            yield para(self.words.label("ui.source.new"), "warning", 2, 2)
        now = segments(self.head.content).get(item, {})
        for name, text in self.before.get(item, {}).items():
            if text != now.get(name, ""):
                lead = Span(_lead(self.words.label("ui.source.was")), "warning")
                yield Para((lead, *_gone(text, now.get(name, ""))), 2, 2)

    def _suggested(self, item: str) -> Iterator[Para]:
        """Words for what waits, and the key that takes them."""
        suggested = self.suggestions.get(item)
        if suggested:
            told = self.words.text(f"ui.suggested.{suggested.kind}", alike=f"{suggested.similarity:g}")
            yield Para((Span(_lead(told), "strong"), Span(" / ".join(suggested.texts.values()), "plain")), 2, 2)

    def _terms(self, item: str) -> Iterator[Para]:
        """The agreed terms in the item, and what they must not be called."""
        terms = self.glossary.of(segments(self.head.content).get(item, {}).values())
        if terms:
            told = self.words.label("ui.source.term_separator").join(self._term(term) for term in terms)
            yield Para((Span(_lead(self.words.label("ui.source.terms")), "dim"), Span(told, "dim")), 2, 2)

    def insertable(self, item: str) -> tuple[str, ...]:
        """Words that may go into the translation of the item as they stand: suggested ones, then agreed terms; each once."""
        suggested = self.suggestions.get(item)
        terms = self.glossary.of(segments(self.head.content).get(item, {}).values())
        agreed = (term.term if term.keep else term.translation for term in terms)
        return tuple(dict.fromkeys((*(suggested.texts.values() if suggested else ()), *agreed)))

    def _term(self, term: Term) -> str:
        if term.keep:
            return self.words.text("ui.source.kept_term", term=term.term)
        never = self.words.text("ui.source.never", words=self.words.listed(term.forbidden)) if term.forbidden else ""
        return f"{term.term} = {term.translation}{never}"

    def _mismatch(self, each: Mismatch) -> Para:
        return para(self.words.text(f"ui.parity.{each.kind}", figure=each.text), "error", 2, 2)


def _lead(words: str) -> str:
    """Words before others: a full-width colon has its space within it."""
    return words if words.endswith("：") else f"{words} "


def _gone(old: str, new: str) -> Iterator[Span]:
    """The old text, with what the new one dropped between `[-` and `-]`: the marks of every difference here."""
    for span in spans(old, new):
        if span.op == "delete":
            yield Span(f"[-{span.text}-]", "changed")
        elif span.op == "equal":
            role: Role = "dim"
            yield Span(span.text, role)


def source_of(room: "Workroom", key: "SectionKey", head: Revision) -> SourceText | None:
    """The source beside that translation; None for a section of the source locale, or where the source was never written."""
    source_locale = room.wiring.workspace.settings.source_locale
    if key.locale == source_locale:
        return None
    history = room.desk.history(key.soc, source_locale, key.section)
    if history.head is None:
        return None
    translation = room.desk.history(*key)
    made_from = history.revision(head.translated_from.revision) if head.translated_from else None
    moved = staleness(head, made_from.content, history.head) if made_from else _UNMOVED
    asked = {*moved.changed, *head.to_translate}
    before = dict(when_translated(history, translation.ancestry(head.id), asked))
    return SourceText(
        *(history.head, before, moved, room.words, room.labels(source_locale), key.locale),
        room.wiring.glossaries.glossary(key.locale),
        {each.item: each for each in room.wiring.suggesting.of(*key)},
        made_from.content if made_from else None,
        back_texts(history, translation),
    )
