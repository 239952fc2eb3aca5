"""One of a few words, chosen with left and right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from authoring.ui.widgets.bars import PlainStatic


class ChoiceLine(PlainStatic, can_focus=True):
    """Shows the chosen word between brackets and the others beside it; `options` says what each is called."""

    DEFAULT_CSS = """
    ChoiceLine { height: auto; padding: 0 1; background: $surface; }
    ChoiceLine:focus { background: $primary 25%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "choose(1)", "Next word", show=False, id="choice.next"),
        Binding("left", "choose(-1)", "Previous word", show=False, id="choice.previous"),
    ]

    @dataclass
    class Changed(Message):
        """Another word was chosen."""

        choice: "ChoiceLine"
        value: str

    def __init__(self, value: str, options: Mapping[str, str], *, name: str) -> None:
        super().__init__()
        self.field, self._options, self.value = name, options, value
        self._show()

    def action_choose(self, by: int) -> None:
        """The next or previous word."""
        values = tuple(self._options)
        here = values.index(self.value) if self.value in values else 0
        self.value = values[(here + by) % len(values)]
        self._show()
        self.post_message(self.Changed(self, self.value))

    def _show(self) -> None:
        shown = (f"[{told}]" if word == self.value else f" {told} " for word, told in self._options.items())
        self.say(" ".join(shown))
