"""The first thing drawn: it needs nothing but Textual, the rest is loaded behind it."""

from typing import Final

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from authoring.ui.state.language import interface_language

_SAID: Final = {"en": "Opening the workspace …", "zh-TW": "正在開啟工作區 …"}
"""Not in the catalogs, which are loaded behind it."""


class OpeningScreen(Screen[None]):
    """Says that the workspace is being opened."""

    CSS = "OpeningScreen { align: center middle; } OpeningScreen Static { width: auto; }"

    def compose(self) -> ComposeResult:
        yield Static(_SAID[interface_language()], markup=False)
