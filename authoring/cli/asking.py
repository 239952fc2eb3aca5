"""What every verb that asks a model takes from the command line: budget, journal, and whether answers are shown as they come."""

import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.output import cut, talk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from authoring.cli.office import Office
    from authoring.conversing.opening import Terms
    from authoring.drafting.models.arriving import Arriving
    from authoring.drafting.models.drafter import ModelDrafter
    from authoring.llm.budget import Budget
    from authoring.llm.model import Delta
    from authoring.translating.back.asking import BackTranslator
    from schemas.sections.registry import SectionName

BudgetOption = Annotated[
    str | None,
    typer.Option("--budget", metavar="AMOUNT [USD]", help="Spend no more US dollars than that; stops before it could."),
]
RecordOption = Annotated[
    Path | None, typer.Option("--record", metavar="FILE", help="Write requests and raw replies there, without keys.")
]
ReplayOption = Annotated[
    Path | None, typer.Option("--replay", metavar="FILE", help="Answer from such a file; asks nobody, needs no key.")
]
StreamOption = Annotated[
    bool | None,
    typer.Option("--stream/--no-stream", help="Show entries as they are written; by default in a terminal."),
]

_LOOK_EVERY: Final = 0.1
"""Seconds between two looks at an answer that is coming."""

_LONGEST_SHOWN: Final = 200
"""Cells of one entry, where there is no terminal that says how wide it is."""


def terms_of(here: "Office", budget: str | None, record: Path | None, replay: Path | None) -> "Terms":
    """The terms of one run. Raises `UsageError`."""
    from authoring.conversing.opening import Terms, budget_of
    from authoring.errors import UsageError

    if record is not None and replay is not None:
        raise UsageError(
            "--record and --replay do not go together", "A replay asks nobody: there is nothing to record."
        )
    amount = dollars(budget) if budget is not None else None
    return Terms(budget_of(amount, here.workspace.settings.model), record, replay)


_AMOUNT: Final = re.compile(r"\$?\s*([0-9]+(?:[.][0-9]+)?|[.][0-9]+)\s*([A-Za-z]*)\$?")


def dollars(given: str) -> float:
    """An amount as people type it: `20`, `20USD`, `20 USD`, `$20`. Raises `UsageError`."""
    from math import isfinite

    from authoring.errors import UsageError

    found = _AMOUNT.fullmatch(given.strip())
    if found is None:
        raise UsageError(f"`{given[:40]}` is no amount of money", "Say how much in US dollars: --budget 2 USD.")
    amount, currency = float(found[1]), found[2]
    if currency and currency.upper() != "USD":
        raise UsageError(f"a budget in {currency} cannot be kept", "Prices are in US dollars: --budget 2 USD.")
    if not isfinite(amount) or amount <= 0:
        raise UsageError("a budget is more than nothing", "Say how much: --budget 2 USD.")
    return amount


def joined_budget(words: "Sequence[str]") -> list[str]:
    """The command line with `--budget 20 USD` as one option and its one value."""
    joined: list[str] = []
    for word in words:
        after_amount = len(joined) > 1 and joined[-2] == "--budget" and _AMOUNT.fullmatch(joined[-1])
        if (after_amount or (joined and joined[-1].startswith("--budget="))) and _CURRENCY.fullmatch(word):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


_CURRENCY: Final = re.compile(r"[A-Za-z]{3}")


def say_spent(budget: "Budget | None") -> None:
    """What is left of the budget, where there is one."""
    if budget is not None:
        talk(f"spent at most ${budget.spent:.4f} of ${budget.limit:.2f}")


def show_arriving(writer: "ModelDrafter | BackTranslator", stream: bool | None, *, as_json: bool) -> None:
    """Have the writer's answers shown on stderr entry by entry: where asked for, else in a terminal and not with --json."""
    if stream if stream is not None else sys.stderr.isatty() and not as_json:
        width = os.get_terminal_size(sys.stderr.fileno()).columns if sys.stderr.isatty() else _LONGEST_SHOWN
        writer.heard = ArrivingLines(talk, width).hear


class ArrivingLines:
    """Says each entry of each section once it is whole. Heard from several answers at the same time."""

    def __init__(self, say: "Callable[[str], None]", width: int = _LONGEST_SHOWN) -> None:
        self._say = say
        self._width = width
        self._answers: dict[SectionName, Arriving] = {}
        self._said: dict[SectionName, int] = {}
        self._next_look: dict[SectionName, float] = {}
        self._guard = threading.Lock()

    def hear(self, section: "SectionName", delta: "Delta") -> None:
        """A piece of the answer about that section."""
        from authoring.drafting.models.arriving import Arriving

        with self._guard:
            answer = self._answers.setdefault(section, Arriving())
            if delta.first:
                if self._said.get(section):
                    self._say(f"{section}: asked again")
                self._said[section] = 0
            answer.hear(delta)
            now = time.monotonic()
            if delta.last or now >= self._next_look.get(section, 0.0):
                self._next_look[section] = now + _LOOK_EVERY
                self._say_new(section, answer)

    def _say_new(self, section: "SectionName", answer: "Arriving") -> None:
        whole = [entry for entry in answer.entries if entry.whole]
        for entry in whole[self._said[section] :]:
            self._say(cut(f"{section} {entry.field}: {' - '.join(entry.texts)}", self._width))
        self._said[section] = max(len(whole), self._said[section])
