"""How a run is shown: a table that moves in a terminal, plain lines without one, JSON Lines for programs."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from authoring.cli.output import counted, talk

if TYPE_CHECKING:
    from rich.console import RenderableType

    from authoring.runs.state import RunState

Hears: TypeAlias = Callable[[Mapping[str, object]], None]

_PLAIN_EVERY: Final = 10.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def hearing(*, as_json: bool, budget: float | None = None) -> Iterator[Hears]:
    """Whoever hears of the run: events on stdout for programs, else a display on stderr."""
    if as_json:
        yield _json_line
    elif sys.stderr.isatty():
        with _moving(budget) as hears:
            yield hears
    else:
        yield _PlainLines()


def ended_line(state: "RunState") -> str:
    """What a run came to, in one line."""
    parts = [f"{counted(state.written, 'text')} written"]
    if state.unchanged:
        parts.append(f"{state.unchanged} unchanged")
    if state.left:
        parts.append(f"{state.left} left alone")
    parts += [f"{count} failed ({kind})" for kind, count in state.failed.items()]
    if state.done < state.texts:
        parts.append(f"{state.texts - state.done} {'still wait' if state.status == 'waiting' else 'not asked for'}")
    asked = f"{counted(state.asked, 'request')}, {state.from_kept} from answers that were kept"
    return f"{state.status}: {', '.join(parts)}; {asked}; {money_line(state)}; {duration(state.seconds)}"


def money_line(state: "RunState", budget: float | None = None) -> str:
    """What was spent, of how much."""
    spent = "price unknown" if state.spent_usd is None else f"at most ${state.spent_usd:,.4f}"
    return f"{spent} of ${budget:,.2f}" if budget is not None else spent


def duration(seconds: float | None) -> str:
    """`45 s`, `12 min`, `3.5 h`; a dash where it is not known."""
    if seconds is None:
        return "-"
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def state_rows(state: "RunState", budget: float | None = None) -> list[tuple[str, str]]:
    """A run's state as words and values, for a table."""
    waits = f", {state.to_check} to check" if state.to_check else ""
    rows = [
        ("status", state.status if state.phase != "translating" else f"{state.status}, translating"),
        (
            "texts",
            f"{state.done} of {state.texts}: {state.written} written, {state.unchanged} unchanged, {state.left} left",
        ),
        ("requests", f"{state.asked} answered, {state.under_way} of {state.at_once} under way{waits}"),
        (
            "rate",
            f"{state.per_minute:,.0f} texts a minute; {duration(state.seconds)} so far, {duration(state.seconds_left)} left",
        ),
        ("cost", money_line(state, budget)),
    ]
    if state.failed:
        rows.append(("failed", ", ".join(f"{count} {kind}" for kind, count in state.failed.items())))
    if state.tried_again:
        rows.append(("tried again", ", ".join(f"{count} {kind}" for kind, count in state.tried_again.items())))
    if state.last_trouble:
        rows.append(("last trouble", state.last_trouble))
    return rows


def _json_line(event: Mapping[str, object]) -> None:
    import orjson

    sys.stdout.write(orjson.dumps(dict(event)).decode() + "\n")
    sys.stdout.flush()


class _PlainLines:
    """A line when something matters and every few seconds."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, event: Mapping[str, object]) -> None:
        kind = event["event"]
        if kind == "text" and event.get("kind"):
            talk(f"{event['soc']} {event['locale']} {event['section']}: {event['said']}")
        elif kind == "stopping":
            talk(_stopping(event))
        elif kind == "batch":
            talk(str(event["said"]))
        elif kind == "state" and time.monotonic() >= self._next:
            state = _state_of(event)
            if state.done:
                talk(
                    f"{state.done} of {state.texts} texts, {sum(state.failed.values())} failed, "
                    f"{state.per_minute:,.0f} a minute, {money_line(state)}, {duration(state.seconds_left)} left"
                )
            self._next = time.monotonic() + _PLAIN_EVERY


@contextmanager
def _moving(budget: float | None) -> Iterator[Hears]:
    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    from authoring.text import clean_line

    console = Console(stderr=True)

    def drawn(state: "RunState") -> "RenderableType":
        rows = Table.grid(padding=(0, 2))
        for word, value in state_rows(state, budget):
            rows.add_row(Text(word, style="bold"), Text(value, overflow="fold"))
        bar = Table.grid(expand=True)
        bar.add_row(ProgressBar(total=max(state.texts, 1), completed=state.done))
        return Group(bar, rows)

    with Live(console=console, auto_refresh=False, transient=True) as live:

        def hears(event: Mapping[str, object]) -> None:
            kind = event["event"]
            if kind == "state":
                live.update(drawn(_state_of(event)), refresh=True)
            elif kind == "text" and event.get("kind"):
                live.console.print(Text(f"{event['soc']} {event['locale']} {event['section']}: {event['said']}"))
            elif kind == "stopping":
                live.console.print(Text(_stopping(event)))
            elif kind == "batch":
                live.console.print(Text(clean_line(str(event["said"]))))

        yield hears


def _stopping(event: Mapping[str, Any]) -> str:
    return f"stopping: {event['under_way']} requests are under way and come in; ctrl+c again drops them"


def _state_of(event: Mapping[str, object]) -> "RunState":
    from authoring.runs.state import RunState

    return RunState.model_validate({name: value for name, value in event.items() if name != "event"})
