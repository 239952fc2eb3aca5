"""Picking what to cite, a fact or a sentence of a text, from a list that narrows as one types."""

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from authoring.locales.labels import Labels
from authoring.ui.state.ground_search import Ground, GroundSearch
from authoring.ui.state.paper import Line
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.row_list import RowList
from schemas.citations import Citation


class PickGroundScreen(ModalScreen[Citation | None]):
    """Gives back the citation of what was chosen, or None."""

    CSS_PATH = "pick_ground.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="ask.cancel", tooltip="Cite nothing."),
        Binding("enter", "choose", "Cite", show=False, id="pick.choose"),
        Binding("down", "into_list", "To the list", show=False, id="pick.down"),
    ]

    def __init__(self, search: GroundSearch, words: Labels) -> None:
        super().__init__()
        self._search, self._words = search, words

    def compose(self) -> ComposeResult:
        with Vertical(id="pick"):
            yield PlainStatic(self._words.label("ui.pick.title"), classes="asked")
            yield Input(id="typed", compact=True, placeholder=self._words.label("ui.pick.hint"))
            yield RowList(id="facts")
            yield PlainStatic(id="found", classes="about")

    def on_mount(self) -> None:
        self._narrow("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Narrow as one types."""
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        found = self._search.find(typed)

        def row(ground: object, _width: int) -> Line:
            return cast("Ground", ground).line

        self.query_one(RowList).show(found, row)
        self.query_one("#found", PlainStatic).say(self._words.counted("ui.pick.found", len(found)))

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def action_choose(self) -> None:
        """The fact or sentence under the cursor."""
        ground = self.query_one(RowList).row
        if ground is not None:
            self.dismiss(cast("Ground", ground).citation)

    def action_into_list(self) -> None:
        """From typing to the list."""
        self.query_one(RowList).focus()

    def action_cancel(self) -> None:
        """Nothing is cited."""
        self.dismiss(None)
