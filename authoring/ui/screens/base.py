"""What all screens share: a workroom, work in threads that cannot take the program down, notices, keys, status."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from pydantic import ValidationError
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkerCancelled, get_current_worker

from authoring.errors import AuthoringError
from authoring.misfits import first_misfit
from authoring.ui.messages import Refused
from authoring.ui.state.defects import write_down
from authoring.ui.state.workroom import Workroom
from authoring.ui.widgets.bars import KeyLine, Notice, PlainStatic, StatusLine

if TYPE_CHECKING:
    from authoring.ui.app import ReviewApp

_SHOWN_KEYS = {
    "question_mark": "?", "slash": "/", "ctrl+s": "^s", "ctrl+t": "^t", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup",
    "ctrl+p": "^p", "ctrl+q": "^q", "at": "@", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_curly_bracket": "{", "right_curly_bracket": "}",
}  # fmt: skip
LEAST_WIDTH, LEAST_HEIGHT = 60, 15
_WHEN_SMALL = frozenset({"quit", "app.quit", "back", "step_back", "help"})


class WorkScreen(Screen[None]):
    """A screen over a workroom. `FOOTER` names the bindings (by id) whose keys are shown below, six at most."""

    FOOTER: ClassVar[tuple[str, ...]] = ()
    DEFAULT_CSS = """
    WorkScreen {
        layers: base cover;
        background: $background;
    }
    WorkScreen #too-small {
        layer: cover;
        display: none;
        width: 100%;
        height: 100%;
        background: $background;
        content-align: center middle;
        text-align: center;
    }
    WorkScreen.-tiny #too-small, WorkScreen.-flat #too-small {
        display: block;
    }
    WorkScreen .title {
        height: 1;
        text-style: bold;
        background: $panel;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    WorkScreen .under-title {
        height: 1;
        color: $text-muted;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it for instances
        (0, "-tiny"),
        (LEAST_WIDTH, "-narrow"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST_HEIGHT, "-low"), (20, "-tall")]  # noqa: RUF012 - Textual declares it for instances
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="help", tooltip="Every key of this screen."),
        Binding("q", "back", "Back", id="back", tooltip="Back to where you came from."),
        Binding("escape", "step_back", "Back", show=False),
    ]

    def __init__(self, room: Workroom) -> None:
        super().__init__()
        self.room = room
        self.words = room.words

    @property
    def house(self) -> "ReviewApp":
        """The program this screen belongs to."""
        return cast("ReviewApp", self.app)

    def compose(self) -> ComposeResult:
        yield from self.body()
        yield Notice(id="notice")
        yield KeyLine(id="keys")
        yield StatusLine(id="status")
        too_small = self.words.text("ui.too_small", width=LEAST_WIDTH, height=LEAST_HEIGHT)
        yield PlainStatic(too_small, id="too-small")

    def body(self) -> ComposeResult:
        """The widgets above the notice."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.refresh_bars()
        self.begin()

    def begin(self) -> None:
        """Fill the screen; called once it is mounted."""

    @property
    def notice(self) -> Notice:
        """Where messages are read."""
        return self.query_one("#notice", Notice)

    def refresh_bars(self) -> None:
        """Keys and status: person, workspace, connection, unsaved work."""
        self.query_one("#keys", KeyLine).set_keys([(key, self.key_words(each)) for key, each in self.footer_keys()])
        status = self.words.text("ui.status", person=self.room.person, workspace=self.room.name)
        said = filter(None, (status, self.house.connection(self.words), self.unsaved()))
        self.query_one("#status", StatusLine).say(f" {' · '.join(said)}")

    def unsaved(self) -> str:
        """What of a person's work is not saved yet, in words."""
        return ""

    def footer(self) -> tuple[str, ...]:
        """The ids of the bindings that are shown below, six at most."""
        return self.FOOTER

    def footer_keys(self) -> Iterator[tuple[str, str]]:
        """(key, binding id) of the footer."""
        by_id = {binding.id: binding for binding in self.own_bindings()}
        for each in self.footer():
            yield shown_key(by_id[each].key), each

    def own_bindings(self) -> tuple[Binding, ...]:
        """Every binding of this screen that has a name, each once; a screen's own before the shared ones."""
        found: dict[str, Binding] = {}
        for kind in type(self).__mro__:
            for binding in vars(kind).get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id in self._named:
                    found.setdefault(binding.id, binding)
        own = self.house.keys.keys
        return tuple(each.with_key(own[name]) if name in own else each for name, each in found.items())

    @property
    def _named(self) -> frozenset[str]:
        """The ids that have words: those of our own screens, not Textual's."""
        return frozenset(
            binding.id
            for kind in type(self).__mro__
            if issubclass(kind, WorkScreen)
            for binding in vars(kind).get("BINDINGS", ())
            if isinstance(binding, Binding) and binding.id
        )

    def key_words(self, binding_id: str) -> str:
        """What a key does, in the language of the screens."""
        return self.words.label(f"ui.key.{binding_id}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """In a window too small to read nothing is decided."""
        return action in _WHEN_SMALL or not (self.has_class("-tiny") or self.has_class("-flat"))

    def in_background(self, group: str, do: Callable[[], Message], *, replace: bool = True) -> None:
        """Do slow work in a thread; its message, or a `Refused`, comes back to this screen.

        With `replace` a newer piece of work of the group takes the place of an older one.
        """
        self.run_worker(
            partial(self._work, do, replace=replace), thread=True, group=group, exclusive=replace, exit_on_error=False
        )

    def _work(self, do: Callable[[], Message], *, replace: bool) -> None:
        try:
            message = do()
        except AuthoringError as error:
            message = Refused(error.message, error.hint, error)
        except WorkerCancelled:
            return
        except ValidationError as refused:
            misfit, why = first_misfit(refused)
            field = " ".join(str(part) for part in misfit["loc"])
            message = Refused(self.words.text("ui.not_kept", field=field), why)
        except Exception as defect:
            message = self.defect_of(defect)
        if not (replace and get_current_worker().is_cancelled):
            self.post_message(message)

    def defect_of(self, defect: Exception) -> Refused:
        """A defect of ours in words; its details are in a file."""
        told = self.words.text("ui.defect", kind=type(defect).__name__)
        return Refused(told, self.words.text("ui.defect_file", path=write_down(defect)))

    @on(Refused)
    def _refused(self, refused: Refused) -> None:
        self.show_refusal(refused)

    def show_refusal(self, refused: Refused) -> None:
        """Say calmly why not."""
        self.notice.tell(self.words.told(refused.text), self.words.told(refused.hint), refused=True)

    def action_help(self) -> None:
        """Every key of this screen."""
        from authoring.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.room, self))

    def action_back(self) -> None:
        """Leave at once, whatever is being said."""
        self.leave()

    def action_step_back(self) -> None:
        """Take a notice away first, then leave."""
        if self.notice.shown:
            self.notice.hush()
        else:
            self.leave()

    def leave(self) -> None:
        """Go back to the screen below."""
        self.app.pop_screen()


def shown_key(key: str) -> str:
    """A key as people write it: the first of several."""
    first = key.partition(",")[0]
    return _SHOWN_KEYS.get(first, first)
