"""A question with a few answers, each one key. Escape is the harmless one."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from authoring.ui.widgets.bars import PlainStatic


class ChooseScreen(ModalScreen[str | None]):
    """Gives back the key of the answer, or None for escape. `keys` says in words what each key does."""

    CSS_PATH = "choose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="ask.cancel", tooltip="Leave it as it is."),
    ]

    def __init__(self, question: str, about: str, keys: str, answers: tuple[str, ...]) -> None:
        super().__init__()
        self._question, self._about, self._keys, self._answers = question, about, keys, answers

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield PlainStatic(self._question, classes="asked")
            yield PlainStatic(self._about, classes="about")
            yield PlainStatic(self._keys)

    def on_key(self, event: events.Key) -> None:
        if event.key in self._answers:
            event.stop()
            self.dismiss(event.key)

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(None)
