"""Runs as they go on: how far each is, what it cost so far of what it may cost, how fast, and what went wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from authoring.locales.labels import Labels
from authoring.runs.ledger import Ledger, RunFolder
from authoring.runs.state import Failure, RunHead, RunState, RunStatus
from authoring.ui.state.ages import age
from authoring.ui.state.paper import Block, Line, Para, Role, Span, fit, para
from schemas.base import Timestamp

GOING: Final[frozenset[RunStatus]] = frozenset({"running", "paused", "stopping"})
_ROLES: Final[dict[RunStatus, Role]] = {
    "running": "good", "paused": "warning", "stopping": "warning", "stopped": "warning", "out of budget": "warning",
    "given up": "error", "broken off": "error", "finished": "plain",
}  # fmt: skip
_NUMBER_CELLS, _STATUS_CELLS, _DONE_CELLS, _MONEY_CELLS, _BAR_CELLS = 5, 14, 20, 20, 40
_MOST_FAILURES: Final = 200


@dataclass(frozen=True)
class RunNow:
    """One run as its files say."""

    folder: RunFolder
    head: RunHead
    state: RunState

    @property
    def is_going(self) -> bool:
        """Whether a process is at it."""
        return self.state.status in GOING


def runs_now(ledger: Ledger) -> tuple[RunNow, ...]:
    """All runs of the workspace, the newest first; one that is just beginning has no state yet and is left out."""
    found = ((folder, folder.head, folder.state) for folder in ledger.all())
    return tuple(RunNow(folder, head, state) for folder, head, state in found if head and state)


class RunsView:
    """The runs, and the failures of the one that is looked at."""

    def __init__(self, runs: Sequence[RunNow], failures: Sequence[Failure], words: Labels, now: Timestamp) -> None:
        self.runs, self.failures = runs, failures
        self._words, self._now = words, now

    def heading(self) -> str:
        """How many there are and how many go on."""
        going = sum(run.is_going for run in self.runs)
        return self._words.text("ui.runs.heading", count=self._words.number(len(self.runs)), going=going)

    def line(self, run: RunNow, width: int) -> Line:
        """Number, status, how far, money, and what it asks for."""
        state = run.state
        status = self._words.label(f"ui.run.{_key(state.status)}")
        cells = (
            Span(fit(str(run.head.number), _NUMBER_CELLS), "strong"),
            Span(fit(status, _STATUS_CELLS), _ROLES[state.status]),
            Span(fit(self._done(state), _DONE_CELLS)),
            Span(fit(self.money(run), _MONEY_CELLS)),
        )
        room = max(width - _NUMBER_CELLS - _STATUS_CELLS - _DONE_CELLS - _MONEY_CELLS, 0)
        return (*cells, Span(fit(run.head.wish.selection or self._words.label("ui.runs.everything"), room), "dim"))

    def money(self, run: RunNow) -> str:
        """What was spent at most, and the budget where there is one."""
        words, spent, budget = self._words, run.state.spent_usd, run.head.budget_usd
        said = words.label("ui.runs.no_price") if spent is None else words.money(spent, "USD/hour")
        return said if budget is None else words.text("ui.runs.of", spent=said, budget=words.money(budget, "USD/hour"))

    def blocks(self, run: RunNow) -> tuple[Block, ...]:
        """One run whole: a bar, its figures, and each text that it did not get, which can be opened."""
        failed = self.failures[:_MOST_FAILURES]
        return (
            Block("run", tuple(self._about(run)), still=True),
            *(Block(f"failure.{n}", self._failure(each)) for n, each in enumerate(failed)),
        )

    def _about(self, run: RunNow) -> Iterator[Para]:
        words, head, state = self._words, run.head, run.state
        part = state.done / state.texts if state.texts else 0.0
        filled = round(part * _BAR_CELLS)
        bar = f"[{'#' * filled}{'-' * (_BAR_CELLS - filled)}] {part:.0%}"
        yield para(bar, _ROLES[state.status])
        yield para(self._figures(state))
        yield para(
            words.text(
                "ui.runs.money", money=self.money(run), aside=words.money(state.set_aside_usd, "USD/hour"),
                input=words.number(state.input_tokens), output=words.number(state.output_tokens),
            )
        )  # fmt: skip
        if run.is_going:
            yield para(self._pace(state))
        asked = (", ".join(each) for each in (head.wish.sections, head.wish.locales))
        yield para(" · ".join((head.wish.model, *filter(None, asked))), "dim")
        began = age(head.began, self._now, words)
        yield para(words.text("ui.runs.began", who=head.by, age=began, via=head.via), "dim")
        yield from self._troubles(state)
        yield para("")

    def _figures(self, state: RunState) -> str:
        words = self._words
        counts = {
            "written": state.written, "unchanged": state.unchanged, "left": state.left,
            "failed": sum(state.failed.values()), "from_kept": state.from_kept, "asked": state.asked,
        }  # fmt: skip
        return " · ".join(f"{words.label(f'ui.runs.{name}')} {words.number(n)}" for name, n in counts.items())

    def _pace(self, state: RunState) -> str:
        words = self._words
        said = [
            words.text("ui.runs.under_way", count=words.number(state.under_way), most=words.number(state.at_once)),
            words.text("ui.runs.rate", count=words.number(round(state.per_minute))),
        ]
        if state.to_check:
            said.append(words.text("ui.runs.to_check", count=words.number(state.to_check)))
        if state.seconds_left is not None:
            said.append(words.text("ui.runs.time_left", time=_spell(state.seconds_left, words)))
        return " · ".join(said)

    def _troubles(self, state: RunState) -> Iterator[Para]:
        words = self._words
        for key, counts in (("ui.runs.failed_by", state.failed), ("ui.runs.tried_again", state.tried_again)):
            if counts:
                kinds = ", ".join(f"{kind.replace('_', ' ')} {words.number(n)}" for kind, n in sorted(counts.items()))
                yield para(words.text(key, kinds=kinds), "warning")
        if state.last_trouble:
            yield para(words.text("ui.runs.last_trouble", said=state.last_trouble), "warning")

    def _failure(self, each: Failure) -> tuple[Para, ...]:
        place = f"{each.soc} {self._words.label(f'ui.section.{each.section}')} {each.locale}: "
        said = Span(f"{each.kind.replace('_', ' ')}: {each.said}", "error")
        hints = (para(line, "dim", indent=2) for line in each.hint.splitlines())
        return (Para((Span(place, "strong"), said), hanging=2), *hints)

    def _done(self, state: RunState) -> str:
        words = self._words
        part = f" {state.done / state.texts:.0%}" if state.texts else ""
        return f"{words.number(state.done)}/{words.number(state.texts)}{part}"


def _key(status: RunStatus) -> str:
    return status.replace(" ", "_")


def _spell(seconds: float, words: Labels) -> str:
    """A time that is left, no finer than it is known."""
    if seconds < 60:
        return words.text("ui.runs.seconds", n=max(round(seconds), 1))
    if seconds < 3600:
        return words.text("ui.age.minutes", n=round(seconds / 60))
    return words.text("ui.age.hours", n=round(seconds / 3600, 1))
