"""A list of any length, drawn a line at a time: only what is seen is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from authoring.ui.state.paper import Line, Span
from authoring.ui.widgets.ink import InkedView

Draw: TypeAlias = Callable[[object, int], Line]


class RowList(InkedView):
    """Rows and a cursor. `show(rows, draw)` gives it what to draw; a click posts `Chosen`.

    What enter does is the screen's binding, done at once, so that keys typed ahead reach the screen it opens.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="list.down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("home,g", "move(-1000000)", "First", show=False, id="list.first"),
        Binding("end,G", "move(1000000)", "Last", show=False, id="list.last"),
    ]

    @dataclass
    class _OfRow(Message):
        list: "RowList"
        index: int

        @property
        def control(self) -> "RowList":
            """Whose row it is."""
            return self.list

    class Moved(_OfRow):
        """The cursor is on another row."""

    class Chosen(_OfRow):
        """This row is to be opened."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self._rows: Sequence[object] = ()
        self._draw: Draw = lambda row, _width: (Span(str(row)),)

    def show(self, rows: Sequence[object], draw: Draw, cursor: int = 0) -> None:
        """These rows, drawn so, with the cursor there."""
        self._rows, self._draw = rows, draw
        self.virtual_size = Size(0, len(rows))
        self.cursor = max(0, min(cursor, len(rows) - 1))
        self.refresh()
        self._follow()
        self.call_after_refresh(self._follow)  # the first time there is no height yet

    @property
    def row(self) -> object | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if index >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        here = index == self.cursor
        line = (Span("> " if here else "  "), *self._draw(self._rows[index], width - 2))
        return self.ink(line, width, focused=here)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        if self._rows:
            self._go(max(0, min(self.cursor + by, len(self._rows) - 1)))

    def action_page(self, pages: int) -> None:
        """Move by a screenful."""
        self.action_move(pages * max(self.scrollable_content_region.height - 1, 1))

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self._rows):
            self._go(index)
            self.post_message(self.Chosen(self, index))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _go(self, index: int) -> None:
        self.cursor = index
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self, index))

    def _follow(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)
