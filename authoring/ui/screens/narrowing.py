"""Narrowing a list of sections: the line one types into, words looked up in the texts, and saved views."""

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from authoring.ui.messages import TextFound
from authoring.ui.screens.base import WorkScreen
from authoring.ui.screens.choose import ChooseScreen
from authoring.ui.state.queue_view import QueueView
from authoring.ui.state.views import filter_line
from authoring.ui.state.workroom import SectionKey
from authoring.ui.widgets.row_list import RowList

_MOST_VIEWS = 9
"""So many saved views are offered: each is chosen by one digit."""


class NarrowingScreen(WorkScreen):
    """A screen over a `QueueView`. `loaded` is false until there are rows to narrow."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority: done before the next key is looked at, so that letters typed ahead are not taken for keys of the list.
        Binding(
            "slash",
            "filter",
            "Filter",
            id="queue.filter",
            tooltip="Words and terms: state: finding: section:",
            priority=True,
        ),
        Binding("v", "view", "Views", id="queue.view", tooltip="A saved view of this workspace."),
        Binding("escape", "clear", "Clear the filter", id="queue.clear", tooltip="Show everything again."),
    ]
    view: QueueView
    loaded: bool

    @property
    @abstractmethod
    def list(self) -> RowList:
        """The rows."""

    @abstractmethod
    def key_here(self) -> SectionKey | None:
        """The section under the cursor."""

    @abstractmethod
    def draw(self, key: SectionKey | None = None) -> None:
        """Everything from the view, the cursor on that section."""

    @property
    def filter_box(self) -> Input:
        """Where one types."""
        return self.query_one("#filter", Input)

    @on(Input.Changed, "#filter")
    def narrow(self, event: Input.Changed) -> None:
        """Filter as one types."""
        here = self.key_here()
        self.view.filter(event.value)
        if self.loaded:
            self.draw(here)
            self.look_up()

    @on(Input.Submitted, "#filter")
    def to_rows(self) -> None:
        """Enter in the filter goes to the list."""
        self.set_focus(self.list)

    def look_up(self) -> None:
        """What `text:` asks for is in the index of texts."""
        room, words = self.room, self.view.unsought
        if not words:
            return
        word = words[0]

        def search() -> TextFound:
            hits, left = room.desk.board.search(word, limit=100_000)
            return TextFound(word, tuple(SectionKey(hit.soc, hit.locale, hit.section) for hit in hits), partly=left > 0)

        self.in_background("text", search)

    @on(TextFound)
    def narrow_by_text(self, found: TextFound) -> None:
        """Keep the sections that hold the word; look up the next one."""
        here = self.key_here()
        self.view.found(found.word, found.keys)
        self.draw(here)
        if found.partly:
            self.notice.tell(self.words.label("ui.queue.text_partly"))
        self.look_up()

    def action_filter(self) -> None:
        """Type to narrow."""
        self.filter_box.display = True
        self.set_focus(self.filter_box)

    def put_filter(self, text: str) -> None:
        self.filter_box.display = True
        self.filter_box.value = text

    def action_view(self) -> None:
        """Choose one of the workspace's saved views."""
        views = dict(list(self.room.wiring.views.items())[:_MOST_VIEWS])
        if not views:
            self.notice.tell(self.words.label("ui.queue.no_views"))
            return
        offered = "\n".join(f"{n} {name}: {filter_line(view)}" for n, (name, view) in enumerate(views.items(), 1))
        digits = tuple(str(n) for n in range(1, len(views) + 1))

        def chosen(digit: str | None) -> None:
            if digit is not None:
                self.put_filter(filter_line(list(views.values())[int(digit) - 1]))

        question, keys = self.words.label("ui.queue.which_view"), self.words.label("ui.translate.keys")
        self.app.push_screen(ChooseScreen(question, offered, keys, digits), chosen)

    def action_clear(self) -> None:
        """Show everything again. Never leaves the program: escape is pressed once too often too easily."""
        self.notice.hush()
        self.filter_box.value = ""
        self.filter_box.display = False
        self.set_focus(self.list)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the filter a slash is a letter."""
        if action == "filter" and self.focused is self.filter_box:
            return False
        return super().check_action(action, parameters)
