"""The program: opens the workspace behind the first frame, then the queue. Signals restore the terminal."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen

from authoring.errors import AuthoringError
from authoring.ui.keymap import Keymap, action_names, key_rows, keys_file, read_keymap
from authoring.ui.screens.opening import OpeningScreen
from authoring.ui.themes import HIGH_CONTRAST, SIXTEEN_COLOURS
from authoring.ui.typed_ahead import TypedAhead
from schemas.saying import said

if TYPE_CHECKING:
    from rich.console import RenderableType

    from authoring.locales.labels import Labels
    from authoring.revisions.presence import Present
    from authoring.ui.messages import Elsewhere
    from authoring.ui.screens.base import WorkScreen
    from authoring.ui.state.remembered import Memory
    from authoring.ui.state.watching import News, Watch, Whereabouts
    from authoring.ui.state.workroom import SectionKey, Workroom
    from authoring.wiring import Wiring

__all__ = ["ReviewApp", "key_rows", "keys_file"]


class ReviewApp(TypedAhead):
    """The review TUI over one workspace. `open_wiring` runs in a thread, after the first frame.

    `failure` is why the workspace could not be opened; the launcher says it once the terminal is itself again.
    """

    TITLE = "Career graph authoring"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,f10", "quit", "Quit", id="quit", tooltip="Leave the program.", priority=True, show=False),
    ]

    def __init__(
        self,
        open_wiring: "Callable[[], Wiring]",
        make_room: "Callable[[Wiring], Workroom] | None" = None,
        keys_file: Path | None = None,
    ) -> None:
        super().__init__()
        self._keys_file = keys_file
        self.animation_level = "none"
        self._open_wiring = open_wiring
        self._make_room = make_room
        self.failure: AuthoringError | None = None
        self.keys = Keymap()
        self._memory: Memory | None = None
        self.last_decision: SectionKey | None = None
        self._looking_out: Watch | None = None
        self.company: Mapping[SectionKey, Present] = {}
        self._reached, self._in_database = True, False

    def get_default_screen(self) -> Screen[None]:
        """The one that needs nothing loaded."""
        return OpeningScreen()

    def on_mount(self) -> None:
        self._leave_on_signals()
        self.call_after_refresh(partial(self.run_worker, self._open, thread=True, exit_on_error=False))

    def _open(self) -> None:
        try:
            room = self._room()
        except AuthoringError as error:
            self.call_from_thread(self._give_up, error)
            return
        except Exception as defect:
            kind = f"{type(defect).__name__}: {defect}"
            self.call_from_thread(
                self._give_up, AuthoringError(said("the workspace could not be opened ({kind})", kind=kind))
            )
            return
        self.call_from_thread(self._enter, room)

    def _room(self) -> "Workroom":
        from authoring.ui.screens import queue, review  # noqa: F401 - loaded here, behind the first frame
        from authoring.ui.state.workroom import Workroom

        return (self._make_room or Workroom)(self._open_wiring())

    def _enter(self, room: "Workroom") -> None:
        from authoring.ui.screens.queue import QueueScreen
        from authoring.ui.state.remembered import Memory

        self.keys = read_keymap(self._keys_file or keys_file(), action_names())
        self.set_keymap(self.keys.keys)
        self._in_database = bool(room.wiring.workspace.settings.database)
        self._memory = Memory(room.wiring.workspace.cache, room.person)
        left = self._memory.read()
        self._wear(left.theme)
        queue = QueueScreen(room, left)
        self.push_screen(queue)
        self._watch(room)
        if self.keys.refused:
            self.call_after_refresh(self._tell_keys, queue)

    def _watch(self, room: "Workroom") -> None:
        from authoring.ui.messages import Elsewhere
        from authoring.ui.state.watching import Watch

        def tell(news: "News") -> None:
            self.post_message(Elsewhere(news))

        self._looking_out = Watch(room, self._whereabouts, tell)
        self._looking_out.start()

    def _whereabouts(self) -> "Whereabouts | None":
        from authoring.ui.screens.edit import EditScreen
        from authoring.ui.screens.review import ReviewScreen
        from authoring.ui.state.watching import Whereabouts

        stack = list(self.screen_stack) if self._screen_stacks else []
        for screen in reversed(stack):
            review = screen.review if isinstance(screen, EditScreen | ReviewScreen) else None
            if review is not None:
                editing = isinstance(screen, EditScreen)
                return Whereabouts(review.key, "editing" if editing else "reading", review.head.id)
        return None

    def on_elsewhere(self, message: "Elsewhere") -> None:
        """The queue shows what others did and where they are; a section that was replaced says so."""
        from authoring.ui.screens.queue import QueueScreen
        from authoring.ui.screens.review import ReviewScreen

        self.company = message.news.company
        self._hear_of_connection(reached=message.news.reached)
        for screen in self.screen_stack:
            if isinstance(screen, QueueScreen | ReviewScreen):
                # A screen that is just being taken down has nothing left to show it on.
                with contextlib.suppress(NoMatches):
                    screen.hear(message.news)

    def _hear_of_connection(self, *, reached: bool) -> None:
        """Said in the status line of every screen, and once aloud; whatever is typed meanwhile stays where it is."""
        from authoring.ui.screens.base import WorkScreen

        if reached == self._reached:
            return
        self._reached = reached
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                with contextlib.suppress(NoMatches):
                    screen.refresh_bars()
        if isinstance(self.screen, WorkScreen):
            said = "ui.connection.back" if reached else "ui.connection.gone"
            hint = "" if reached else self.screen.words.label("ui.connection.gone_hint")
            self.screen.notice.tell(self.screen.words.label(said), hint, refused=not reached)

    def connection(self, words: "Labels") -> str:
        """Where the texts are, in a word; nothing where they are files that can be read."""
        if not self._reached:
            return words.label("ui.connection.lost")
        return words.label("ui.connection.database") if self._in_database else ""

    def on_unmount(self) -> None:
        """Be nowhere any more."""
        if self._looking_out is not None:
            self._looking_out.stop()

    def make_ready(self, room: "Workroom") -> None:
        """Load what the first redraft needs, behind what is on the screen; whoever leaves meanwhile does not wait for it."""
        from authoring.llm.openai_client import load_library

        if room.wiring.workspace.settings.model.name:
            threading.Thread(target=load_library, name="client library", daemon=True).start()

    def _tell_keys(self, screen: "WorkScreen") -> None:
        screen.notice.tell(
            "\n".join(self.keys.refused),
            screen.words.text("ui.keys.refused", path=self._keys_file or keys_file()),
            refused=True,
        )

    def _wear(self, theme: str) -> None:
        """The person's colours; where there are none chosen and the terminal has sixteen, those that it surely has."""
        self.register_theme(SIXTEEN_COLOURS)
        self.register_theme(HIGH_CONTRAST)
        if theme in self.available_themes:
            self.theme = theme
        elif self.console.color_system == "standard":
            self.theme = SIXTEEN_COLOURS.name

    def remember(self) -> None:
        """Keep where the person is, for the next run. Called when screens come and go, and at the end."""
        from authoring.ui.screens.queue import QueueScreen
        from authoring.ui.screens.review import ReviewScreen
        from authoring.ui.state.remembered import Place

        queue = next((screen for screen in self.screen_stack if isinstance(screen, QueueScreen)), None)
        if self._memory is None or queue is None or not queue.loaded:
            return
        reading = next((screen for screen in self.screen_stack if isinstance(screen, ReviewScreen)), None)
        kept = queue.remembered().model_copy(update={"theme": self.theme})
        if reading:
            kept = kept.model_copy(update={"place": Place(**reading.key._asdict(), reading=True)})
        self._memory.keep(kept)

    def exit(self, result: None = None, return_code: int = 0, message: "RenderableType | None" = None) -> None:
        """Leave; where one was is kept first."""
        self.remember()
        super().exit(result, return_code, message)

    def _give_up(self, error: AuthoringError) -> None:
        self.failure = error
        self.exit(return_code=error.exit_code)

    def _leave_on_signals(self) -> None:
        """SIGTERM and SIGHUP would skip Textual's cleaning up and leave a broken terminal."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

    # What several screens ask for

    def queue_changed(self, soc: str | None) -> None:
        """A section of that occupation (None: of any) has changed: the queue reads its rows again."""
        from authoring.ui.screens.queue import QueueScreen

        for screen in self.screen_stack:
            if isinstance(screen, QueueScreen):
                screen.reload(soc)

    def withdraw(self, screen: "WorkScreen", key: "SectionKey | None" = None) -> None:
        """Take back the person's last decision: on `key`, else wherever it was."""
        from authoring.ui.messages import Decided

        key = key or self.last_decision
        if key is None:
            screen.notice.tell(screen.words.label("ui.nothing_to_withdraw"))
            return
        room = screen.room

        def work() -> Decided:
            room.desk.withdraw(*key)
            return Decided(key, room.words.text("ui.withdrawn", section=f"{key.soc} {key.section}"), show=True)

        screen.in_background("decide", work, replace=False)

    def tell_below(self, told: str) -> None:
        """What a screen that just closed did is said by the one below it."""
        from authoring.ui.screens.review import ReviewScreen

        below = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, ReviewScreen)), None)
        if below:
            below.load(told)

    def open_overview(self, key: "SectionKey") -> None:
        """All sections of an occupation."""
        from authoring.ui.screens.base import WorkScreen
        from authoring.ui.screens.overview import OverviewScreen

        if isinstance(self.screen, WorkScreen):
            self.push_screen(OverviewScreen(self.screen.room, key))

    def open_section(self, room: "Workroom", key: "SectionKey") -> None:
        """Show that section: where a review screen is open there, else on one of its own."""
        from authoring.ui.screens.review import ReviewScreen

        if isinstance(self.screen, ReviewScreen):
            self.screen.key = key
            self.screen.load()
        else:
            self.push_screen(ReviewScreen(room, (key,), key))

    def open_publishing(self) -> None:
        """What a release would be, from wherever one is."""
        from authoring.ui.screens.base import WorkScreen
        from authoring.ui.screens.publish import PublishScreen

        if isinstance(self.screen, WorkScreen):
            self.push_screen(PublishScreen(self.screen.room))

    def open_runs(self) -> None:
        """What models are being asked for in the background, from wherever one is."""
        from authoring.ui.screens.base import WorkScreen
        from authoring.ui.screens.runs import RunsScreen

        if isinstance(self.screen, WorkScreen):
            self.push_screen(RunsScreen(self.screen.room))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen, by name, for the command palette."""
        from authoring.ui.screens.base import WorkScreen

        if isinstance(screen, WorkScreen):
            for binding in screen.own_bindings():
                words, tip = screen.key_words(binding.id or ""), screen.words.label(f"ui.tip.{binding.id}")
                yield SystemCommand(words, tip, partial(screen.run_action, binding.action))
        yield from super().get_system_commands(screen)
