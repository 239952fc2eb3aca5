"""Two texts side by side in words: what both changed of a third, or what a model proposes. One chooses item by item."""

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from authoring.revisions.merge import Merged
from authoring.ui.screens.base import WorkScreen
from authoring.ui.state.merging import Merging, in_words
from authoring.ui.state.paper import Block, Para, Role, Span, para
from authoring.ui.state.workroom import Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.paper_view import PaperView
from schemas.sections.registry import Section

Then = Callable[[Section, str], Awaitable[None]]


class MergeScreen(WorkScreen):
    """Shows the conflicts; ctrl+s hands the chosen text back. Leaving keeps what was typed as it was."""

    CSS_PATH = "merge.tcss"
    FOOTER = ("merge.mine", "merge.theirs", "merge.take", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,left", "mine", "Mine", id="merge.mine", tooltip="Keep my text here."),
        Binding("t,right", "theirs", "Theirs", id="merge.theirs", tooltip="Take their text here."),
        Binding("ctrl+s,enter", "take", "Take over", id="merge.take", tooltip="Go on with the joined text."),
    ]

    SIDES: ClassVar[tuple[str, ...]] = ("mine", "theirs", "before")
    SAID = "ui.merge"

    def __init__(self, room: Workroom, merging: Merged | Merging, heading: str, then: Then) -> None:
        super().__init__(room)
        self.merging = merging if isinstance(merging, Merging) else Merging(merging)
        self._heading, self._then = heading, then

    def body(self) -> ComposeResult:
        yield PlainStatic(self._heading, classes="title")
        yield PlainStatic(id="summary", classes="under-title")
        yield PaperView(id="conflicts")

    def begin(self) -> None:
        self.draw(0)
        self.query_one("#conflicts", PaperView).focus()

    def draw(self, focus: int) -> None:
        """Everything from the state."""
        count = len(self.merging.merged.conflicts)
        said = self.words.counted(f"{self.SAID}.conflicts", count) if count else self.words.label("ui.merge.clean")
        self.query_one("#summary", PlainStatic).say(said)
        self.query_one("#conflicts", PaperView).show(tuple(self._blocks()), focus if count else None)

    def _blocks(self) -> Iterator[Block]:
        for number, conflict in enumerate(self.merging.merged.conflicts):
            theirs = number in self.merging.theirs
            sides = (
                ("mine", conflict.left, not theirs),
                ("theirs", conflict.right, theirs),
                ("before", conflict.base, False),
            )
            paras = [para(self.words.field(conflict.field), "heading")]
            for name, value, chosen in (each for each in sides if each[0] in self.SIDES):
                role: Role = "strong" if chosen else "dim"
                mark = "[x] " if chosen else "[ ] " if name != "before" else "    "
                text = in_words(value) or self.words.label("ui.merge.not_there")
                paras.append(
                    Para(
                        (Span(f"{mark}{self.words.label(f'{self.SAID}.{name}')}: ", role), Span(text, role)), hanging=6
                    )
                )
            yield Block(f"conflict.{number}", (*paras, para("")))

    def action_mine(self) -> None:
        """Keep mine."""
        self._choose(theirs=False)

    def action_theirs(self) -> None:
        """Take theirs."""
        self._choose(theirs=True)

    def _choose(self, *, theirs: bool) -> None:
        if self.merging.merged.conflicts:
            here = self.query_one("#conflicts", PaperView).focus_block
            self.merging.choose(here, theirs=theirs)
            self.draw(here)

    async def action_take(self) -> None:
        """Hand the text back."""
        self.app.pop_screen()
        await self._then(self.merging.content(), self.merging.merged.on)


class ProposalScreen(MergeScreen):
    """A redraft beside the text there is; ctrl+s keeps what was chosen of it. Leaving changes nothing."""

    SIDES: ClassVar[tuple[str, ...]] = ("mine", "theirs")
    SAID = "ui.proposal"
    FOOTER = ("proposal.mine", "proposal.theirs", "proposal.take", "back", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,left", "mine", "As it is", id="proposal.mine", tooltip="Keep this item as it is."),
        Binding("t,right", "theirs", "The new one", id="proposal.theirs", tooltip="Take the new text here."),
        Binding("ctrl+s,enter", "take", "Keep this", id="proposal.take", tooltip="Keep what is marked."),
    ]
