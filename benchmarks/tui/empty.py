"""A Textual program with one word on it: what a first frame costs at the least."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """Nothing but a word."""

    def compose(self) -> ComposeResult:
        yield Static("Nothing here")


if __name__ == "__main__":
    Empty().run()
