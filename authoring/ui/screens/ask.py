"""A question with one line of answer: a reason, a comment, a name. Escape gives no answer."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from authoring.text import clean_line
from authoring.ui.widgets.bars import PlainStatic


class AskScreen(ModalScreen[str | None]):
    """Shows what is about to be decided, and asks. `may_be_empty`: an empty answer is one."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="ask.cancel", tooltip="Nothing is decided."),
    ]

    def __init__(self, question: str, about: str, keys: str, *, value: str = "", may_be_empty: bool = False) -> None:
        super().__init__()
        self._question, self._about, self._keys = question, about, keys
        self._value, self._may_be_empty = value, may_be_empty

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield PlainStatic(self._question, classes="asked")
            yield PlainStatic(self._about, classes="about")
            yield Input(self._value, id="answer")
            yield PlainStatic(self._keys, classes="about")

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Enter answers; an empty line does not, unless it may."""
        text = clean_line(event.value)
        if text or self._may_be_empty:
            self.dismiss(text)

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(None)
