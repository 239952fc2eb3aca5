"""Every key of the screen below, in words."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from authoring.ui.screens.base import WorkScreen, shown_key
from authoring.ui.state.paper import Block, Para, Span, fit, para
from authoring.ui.state.workroom import Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView


class HelpScreen(WorkScreen):
    """The keys of another screen, with what each is for."""

    CSS_PATH = "help.tcss"
    FOOTER = ("back",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark,f1", "back", "Back", id="back", tooltip="Back to where you came from."),
    ]

    def __init__(self, room: Workroom, about: WorkScreen) -> None:
        super().__init__(room)
        self._about = about

    def body(self) -> ComposeResult:
        yield PlainStatic(self.words.label("ui.help.title"), classes="title")
        yield PaperView(id="keys-of")

    def begin(self) -> None:
        paper = self.query_one("#keys-of", PaperView)
        paper.show(tuple(self._blocks()))
        paper.focus()

    def _blocks(self) -> Iterator[Block]:
        yield Block("intro", (para(self.words.label("ui.help.moving")), para("")), still=True)
        footer = self._about.footer()
        first = sorted(self._about.own_bindings(), key=lambda b: footer.index(b.id) if b.id in footer else len(footer))
        for binding in first:
            keys = " ".join(shown_key(key) for key in binding.key.split(","))
            spans = (Span(fit(keys, 12), "strong"), Span(self.key_words(binding.id or "")))
            tip = self.words.label(f"ui.tip.{binding.id}")
            yield Block(f"key.{binding.id}", (Para((*spans, Span(f"  {tip}", "dim")), hanging=12),), still=True)
        yield Block("palette", (para(""), para(self.words.label("ui.help.everywhere"))), still=True)
