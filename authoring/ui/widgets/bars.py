"""The quiet lines around a screen: keys, status, notices, and what is said when the window is too small."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from authoring.text import clean_block


class PlainStatic(Static):
    """A static that never reads markup."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(text), id=id, classes=classes, markup=False)

    def say(self, text: str) -> None:
        """Show that text."""
        self.update(Content(clean_block(text)))


class KeyLine(PlainStatic):
    """At most six keys and what they do; what does not fit in the width is left out from the end."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $panel; color: $text; text-wrap: nowrap; }"

    def set_keys(self, keys: list[tuple[str, str]]) -> None:
        """The (key, words) to show."""
        self._keys = keys[:6]
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        content, used = Content(""), 0
        for key, words in getattr(self, "_keys", ()):
            taken = cell_len(key) + cell_len(words) + 4
            if used + taken > max(self.size.width, 20):
                break
            content = content + Content.assemble(" ", (key, "bold"), " ", words, "  ")
            used += taken
        self.update(content)


class StatusLine(PlainStatic):
    """Who works where, and what is not saved."""

    DEFAULT_CSS = "StatusLine { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }"


class Notice(PlainStatic):
    """What just happened, or why it did not: stays until the next key that does something."""

    DEFAULT_CSS = """
    Notice { display: none; height: auto; max-height: 8; padding: 0 1; background: $panel; border-left: outer $primary; }
    Notice.-shown { display: block; }
    Notice.-refused { border-left: outer $warning; }
    """

    def tell(self, text: str, hint: str = "", *, refused: bool = False) -> None:
        """Show a message and what to do."""
        self.say(f"{text}\n{hint}" if hint else text)
        self.set_class(refused, "-refused")
        self.add_class("-shown")

    def hush(self) -> None:
        """Take it away."""
        self.remove_class("-shown")

    @property
    def shown(self) -> bool:
        """Whether there is something to read."""
        return self.has_class("-shown")
