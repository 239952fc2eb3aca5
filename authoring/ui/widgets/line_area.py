"""One line of text, wrapped over as many rows as it takes, with undo. Enter goes to the next field."""

from textual import events
from textual.widgets import TextArea


class LineArea(TextArea):
    """A text field of a form; `field` is its name there."""

    DEFAULT_CSS = """
    LineArea { height: auto; min-height: 1; max-height: 8; border: none; padding: 0 1; background: $surface; }
    LineArea:focus { border: none; background: $panel; }
    """

    def __init__(self, text: str, *, name: str) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False, compact=True)
        self.field = name

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.screen.focus_next()
            return
        await super()._on_key(event)
