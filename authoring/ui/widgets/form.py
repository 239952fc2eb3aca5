"""The form of one place of a section: a field for each value, and what the item cites."""

from dataclasses import dataclass
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from authoring.locales.labels import Labels
from authoring.ui.state.editing import Field
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.choice_line import ChoiceLine
from authoring.ui.widgets.line_area import LineArea
from authoring.ui.widgets.row_list import RowList


class NumberInput(Input):
    """A whole number, or nothing."""

    DEFAULT_CSS = "NumberInput { border: none; height: 1; padding: 0 1; background: $surface; }"

    def __init__(self, value: str, *, name: str) -> None:
        super().__init__(value, type="integer")
        self.field = name


class CitationList(RowList):
    """What the item cites; x takes one out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "uncite", "Cite no more", show=False, id="form.uncite")
    ]

    @dataclass
    class Dropped(Message):
        """This citation is to go."""

        index: int

    def action_uncite(self) -> None:
        """Take the citation under the cursor out."""
        if self.row is not None:
            self.post_message(self.Dropped(self.cursor))


class Form(VerticalScroll, can_focus=False):
    """Fields in the order of the schema. Posts `Put` with what was typed."""

    @dataclass
    class Put(Message):
        """A value was typed or chosen."""

        name: str
        value: str

    def compose(self) -> ComposeResult:
        yield PlainStatic("", id="form-hint")

    async def show(self, fields: tuple[Field, ...], hint: str, words: Labels) -> None:
        """These fields in place of those before, each under what it is called."""
        await self.remove_children()
        widgets: list[Widget] = [PlainStatic(hint, id="form-hint", classes="label")] if hint else []
        for field in fields:
            widgets += [PlainStatic(words.field(field.name), classes="label"), _widget(field, words)]
        await self.mount_all(widgets)
        self.scroll_home(animate=False)

    def focus_first(self) -> bool:
        """Put the focus into the first field; False where there is none."""
        for widget in self.query("LineArea, ChoiceLine, NumberInput"):
            widget.focus()
            if isinstance(widget, LineArea):
                widget.move_cursor(widget.document.end)
            return True
        return False

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        area = cast("LineArea", event.text_area)
        self.post_message(self.Put(area.field, area.text))

    @on(ChoiceLine.Changed)
    def _chosen(self, event: ChoiceLine.Changed) -> None:
        event.stop()
        self.post_message(self.Put(event.choice.field, event.value))

    @on(Input.Changed)
    def _numbered(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Put(cast("NumberInput", event.input).field, event.value))


def _widget(field: Field, words: Labels) -> Widget:
    if field.kind == "choice":
        options = {word: words.choice(field.name, word) for word in field.options}
        return ChoiceLine(field.value, options, name=field.name)
    if field.kind == "number":
        return NumberInput(field.value, name=field.name)
    return LineArea(field.value, name=field.name)
