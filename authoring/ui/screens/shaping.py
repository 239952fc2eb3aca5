"""What changes the shape of an edited section: going from item to item, adding, removing, moving, splitting, joining."""

from abc import abstractmethod
from typing import ClassVar

from textual.binding import Binding, BindingType

from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.editing import Editing
from authoring.ui.widgets.line_area import LineArea


class ShapingScreen(WorkScreen):
    """The keys for items of a screen that edits a section. They have priority: a text field has some of them itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "go(1)", "Next item", id="edit.next", tooltip="The next item.", priority=True),
        Binding("f7", "go(-1)", "Previous item", id="edit.previous", tooltip="The item before.", priority=True),
        Binding("f2", "add", "Add", id="edit.add", tooltip="A new item after this one.", priority=True),
        Binding("f3", "remove", "Remove", id="edit.remove", tooltip="Take this item out.", priority=True),
        Binding("f5", "move(-1)", "Move up", id="edit.up", tooltip="Before the one above.", priority=True),
        Binding("f6", "move(1)", "Move down", id="edit.down", tooltip="After the one below.", priority=True),
        Binding(
            "f9",
            "split",
            "Split",
            id="edit.split",
            tooltip="Cut this item in two where the cursor stands.",
            priority=True,
        ),
        Binding("f12", "join", "Join", id="edit.join", tooltip="Join the next item to this one.", priority=True),
        Binding("ctrl+o", "undo", "Undo", id="edit.undo", tooltip="Take the last step back.", priority=True),
        Binding("ctrl+l", "redo", "Redo", id="edit.redo", tooltip="The step you took back, again.", priority=True),
    ]
    editing: Editing

    @abstractmethod
    async def show_place(self) -> None:
        """Draw where the person works."""

    @abstractmethod
    def changed(self) -> None:
        """Something changed: check it and keep it."""

    async def action_go(self, by: int) -> None:
        """The next or previous item."""
        self.editing.go(by)
        await self.show_place()

    async def action_add(self) -> None:
        """A new item."""
        await self._reshape(done=self.editing.add(), else_say="ui.edit.full")

    async def action_remove(self) -> None:
        """Take the item out."""
        await self._reshape(done=self.editing.remove(), else_say="ui.edit.too_few")

    async def action_move(self, by: int) -> None:
        """Up or down in its list."""
        self.editing.move(by)
        await self._reshape(done=True, else_say="")

    async def action_split(self) -> None:
        """Cut this item in two where the cursor stands in its text."""
        area = self.focused
        if not isinstance(area, LineArea):
            self.notice.tell(self.words.label("ui.edit.split_where"))
            return
        offset = len(area.get_text_range((0, 0), area.cursor_location))
        await self._reshape(done=self.editing.split(area.field, offset), else_say="ui.edit.split_where")

    async def action_join(self) -> None:
        """Join the next item to this one."""
        await self._reshape(done=self.editing.join(), else_say="ui.edit.no_next")

    async def action_undo(self) -> None:
        """Take the last step back."""
        await self._reshape(done=self.editing.undo(), else_say="ui.edit.no_step")

    async def action_redo(self) -> None:
        """The step one took back, again."""
        await self._reshape(done=self.editing.redo(), else_say="ui.edit.no_step")

    async def _reshape(self, *, done: bool, else_say: str) -> None:
        if not done:
            self.notice.tell(self.words.label(else_say))
            return
        self.notice.hush()
        await self.show_place()
        self.changed()
