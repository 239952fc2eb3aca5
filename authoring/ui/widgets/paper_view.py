"""Blocks on paper: wrapped to the width, with a margin that marks the focus, drawn line by line."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from authoring.ui.state.paper import Block, LaidLine, Para, Span, lay, plain, wrapped
from authoring.ui.widgets.ink import InkedView

_MARGIN = 2


class PaperView(InkedView):
    """Shows blocks and moves a focus over those that are not still.

    `note` says in words what the margin tells of a block (its findings); it is drawn under the block.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next item", show=False, id="paper.down"),
        Binding("up,k", "move(-1)", "Previous item", show=False, id="paper.up"),
        Binding("pagedown,space,ctrl+d", "page(1)", "Page down", show=False, id="paper.page_down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="paper.page_up"),
        Binding("home,g", "move(-100000)", "First item", show=False, id="paper.first"),
        Binding("end,G", "move(100000)", "Last item", show=False, id="paper.last"),
    ]

    class Moved(Message):
        """The focus is on another block."""

        def __init__(self, paper: "PaperView") -> None:
            super().__init__()
            self.paper = paper

        @property
        def control(self) -> "PaperView":
            """Whose focus it is."""
            return self.paper

    def __init__(self, *, id: str | None = None, can_focus: bool = True) -> None:
        super().__init__(id=id)
        self.can_focus = can_focus
        self.blocks: Sequence[Block] = ()
        self.focus_block = 0
        self._note: Callable[[int], str] = lambda _: ""
        self._lines: list[LaidLine] = []
        self._width = 0

    def show(
        self, blocks: Sequence[Block], focus: int | None = None, note: Callable[[int], str] = lambda _: ""
    ) -> None:
        """These blocks, the focus on that one (by default the first that can have it)."""
        self.blocks, self._note = blocks, note
        stops = self._stops()
        self.focus_block = focus if focus is not None else (stops[0] if stops else 0)
        self._lay()
        self.scroll_to(0, 0, animate=False, force=True)
        self._follow()

    def render_line(self, y: int) -> Strip:
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        here = line.block == self.focus_block and not self.blocks[line.block].still
        margin = self._mark(place) if here else "  "
        return self.ink((Span(margin), *line.spans), width, focused=here and margin.strip() != "")

    def action_move(self, by: int) -> None:
        """Move the focus; where nothing can have it, scroll."""
        stops = self._stops()
        if not stops:
            self.scroll_relative(y=by, animate=False)
            return
        place = stops.index(self.focus_block) if self.focus_block in stops else 0
        self._go(stops[max(0, min(place + by, len(stops) - 1))])

    def action_page(self, pages: int) -> None:
        """Scroll by a screenful and take the focus along."""
        height = max(self.scrollable_content_region.height - 1, 1)
        top = self._top_of(self.focus_block)
        wanted = max(0, min(top + pages * height, len(self._lines) - 1))
        stops = self._stops()
        if not stops:
            self.scroll_relative(y=pages * height, animate=False)
            return
        near = min(stops, key=lambda stop: abs(self._top_of(stop) - wanted))
        if near == self.focus_block:
            self.action_move(pages)
        else:
            self._go(near)

    def on_resize(self, _event: events.Resize) -> None:
        if self.scrollable_content_region.width != self._width:
            self._lay()
            self._follow()

    def on_click(self, event: events.Click) -> None:
        place = event.y + self.scroll_offset.y
        if 0 <= place < len(self._lines) and not self.blocks[self._lines[place].block].still:
            self._go(self._lines[place].block)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _stops(self) -> list[int]:
        return [number for number, block in enumerate(self.blocks) if not block.still]

    def _lay(self) -> None:
        self._width = self.scrollable_content_region.width
        noted: list[LaidLine] = []
        laid = lay(self.blocks, max(self._width - _MARGIN, 1))
        for place, line in enumerate(laid):
            noted.append(line)
            last = place + 1 == len(laid) or laid[place + 1].block != line.block
            if last and (note := self._note(line.block)):
                said = Para((Span("! ", "warning"), Span(note, "warning")), indent=2, hanging=2)
                room = max(self._width - _MARGIN, 1)
                noted += [LaidLine(line.block, False, spans) for spans in wrapped(said, room)]
        self._lines = noted
        self.virtual_size = Size(0, len(noted))
        self.refresh()

    def _mark(self, place: int) -> str:
        """The margin of the focus: an arrow at its first words, a rule below; nothing beside an empty line above."""
        block = self._lines[place].block
        for line in range(self._top_of(block), place + 1):
            if plain(self._lines[line].spans).strip():
                return "> " if line == place else "│ "
        return "  "

    def _go(self, block: int) -> None:
        self.focus_block = block
        self._follow()
        self.refresh()
        self.post_message(self.Moved(self))

    def _top_of(self, block: int) -> int:
        return next((place for place, line in enumerate(self._lines) if line.block == block), 0)

    def _follow(self) -> None:
        top = self._top_of(self.focus_block)
        # The still blocks above (a heading) come into view with the first item below them.
        while top and self.blocks[self._lines[top - 1].block].still:
            top -= 1
        bottom = max((place for place, line in enumerate(self._lines) if line.block == self.focus_block), default=0)
        height = max(self.scrollable_content_region.height, 1)
        region = Region(0, top, 1, min(bottom - top + 1, height))
        self.scroll_to_region(region, animate=False, force=True)
