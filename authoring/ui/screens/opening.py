"""The first thing drawn: it needs nothing but Textual, the rest is loaded behind it."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class OpeningScreen(Screen[None]):
    """Says that the workspace is being opened."""

    CSS = "OpeningScreen { align: center middle; } OpeningScreen Static { width: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("Opening the workspace …", markup=False)
