"""From spans to strips: roles become styles of the theme, words stay as they are."""

from typing import ClassVar, Final, get_args

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from authoring.ui.state.paper import Line, Role

ROLES: Final[tuple[Role, ...]] = get_args(Role)


class InkedView(ScrollView, can_focus=True):
    """A view drawn line by line. Its component classes are the roles, and `ink--focus` for what has the focus.

    Sixteen colours have no tint that every text can be read on: there the focus is told by its margin alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {*(f"ink--{role}" for role in ROLES), "ink--focus", "ink--focus-blurred"}
    DEFAULT_CSS = """
    InkedView {
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; scrollbar-gutter: stable;
        overflow-x: hidden; background: $background;
        & .ink--heading { text-style: bold; color: $primary; }
        & .ink--strong { text-style: bold; }
        & .ink--dim { color: $text-muted; }
        & .ink--bar { color: $primary; }
        & .ink--error { color: $text-error; text-style: bold; }
        & .ink--warning { color: $text-warning; }
        & .ink--good { color: $text-success; }
        & .ink--changed { text-style: underline; }
        & .ink--focus { background: $primary 25%; }
        & .ink--focus-blurred { background: $primary 12%; }
        &:ansi .ink--focus, &:ansi .ink--focus-blurred { background: ansi_default; }
    }
    """

    def ink(self, line: Line, width: int, *, focused: bool = False) -> Strip:
        """One line of exactly that many cells."""
        under = self.rich_style
        if focused:
            name = "ink--focus" if self.has_focus else "ink--focus-blurred"
            under += Style(bgcolor=self.get_component_rich_style(name).bgcolor)
        segments = [Segment(span.text, self._style_of(span.role, under)) for span in line]
        return Strip(segments).adjust_cell_length(width, under)

    def _style_of(self, role: Role, under: Style) -> Style:
        if role == "plain":
            return under
        style = self.get_component_rich_style(f"ink--{role}")
        return under + Style(color=style.color, bold=style.bold, underline=style.underline, dim=style.dim)
