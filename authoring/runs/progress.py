"""Counts what a run does, and says it several times a second: to the ledger, and to whoever listens."""

import asyncio
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, Protocol, TypeAlias

from authoring.llm.asking import Asked
from authoring.llm.budget import Budget
from authoring.llm.model import Completion
from authoring.llm.outcomes import OUTCOMES
from authoring.revisions.ids import now
from authoring.runs.jobs import Subject
from authoring.runs.state import Failure, RunState, RunStatus
from authoring.runs.steering import Steering
from authoring.runs.work import Finished
from authoring.text import clean_line
from schemas.events import Usage

Hears: TypeAlias = Callable[[Mapping[str, object]], None]
"""Hears of each text as it ends, and of the state several times a second."""

_SAID_EVERY: Final = 0.5
_MINUTE: Final = 60.0
_SURE_AFTER: Final = 5
"""Texts after which the time that is left can be told."""

CANNOT_STAND: Final = "cannot stand"


class Books(Protocol):
    """Where it is written down what became of texts, and how far the run is."""

    def text(self, about: Subject, finished: Finished) -> None:
        """A text that was appended, or need not be."""
        ...

    def failed(self, failure: Failure) -> None:
        """A text that the run did not get."""
        ...

    def say(self, state: RunState) -> None:
        """How far it is."""
        ...


class Progress:
    """The counts of one run. `texts` is how many its plan has; `spent` what an earlier part of it cost."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is looked at when the state is said
        self,
        run: Books,
        texts: int,
        price: Callable[[Usage], float | None],
        budget: Budget | None,
        steering: Steering,
        under_way: Callable[[], tuple[int, int]],
        hears: Hears,
        spent: float = 0.0,
    ) -> None:
        self._run = run
        self._texts = texts
        self._price = price
        self._budget = budget
        self._steering = steering
        self._under_way = under_way
        self._hears = hears
        self._began = time.monotonic()
        self._became: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._tried_again: Counter[str] = Counter()
        self._recent: deque[float] = deque()
        self._asked = self._from_kept = self._to_check = self._input = self._output = 0
        self._spent: float | None = spent
        self._trouble = ""
        self.phase: Literal["asking", "translating"] = "asking"

    def answered(self, completion: Completion) -> None:
        """A request of this run ended."""
        self._asked += completion.usage.attempts
        self._input += completion.usage.input_tokens
        self._output += completion.usage.output_tokens
        cost = self._price(completion.usage)
        if cost is not None:
            self._spent = None if self._spent is None else self._spent + cost * completion.share
        elif completion.usage.input_tokens or completion.usage.output_tokens:
            self._spent = None
        if completion.stop != "complete":
            self._say_trouble(completion)

    def found(self) -> None:
        """An answer was there already."""
        self._from_kept += 1

    def trouble(self, completion: Completion) -> None:
        """A try failed and is made again."""
        self._tried_again[completion.stop] += 1
        self._say_trouble(completion)

    def to_check(self, change: int) -> None:
        """Answers came to wait for the checks, or do not any more."""
        self._to_check += change

    def more(self, texts: int) -> None:
        """The plan grew: translations of what was drafted first."""
        self._texts += texts

    def ended(self, about: Subject, finished: Finished, asked: Asked[Any]) -> None:
        """A text is not waited for any more."""
        self._recent.append(time.monotonic())
        event: dict[str, object] = {
            "event": "text", "soc": about.soc, "locale": about.locale, "section": about.section,
            "became": finished.became, "requests": asked.paid,
        }  # fmt: skip
        if finished.failure is None:
            self._became[finished.became] += 1
            self._run.text(about, finished)
        else:
            kind = CANNOT_STAND if asked.last.stop == "complete" else asked.last.stop
            self._failed[kind] += 1
            failure = Failure(
                soc=about.soc, locale=about.locale, section=about.section, key=about.key, kind=kind,
                said=clean_line(finished.failure.message), hint=finished.failure.hint, requests=asked.paid, at=now(),
            )  # fmt: skip
            self._run.failed(failure)
            event |= {"kind": kind, "said": failure.said}
        self._hears(event)

    def state(self, status: RunStatus | None = None) -> RunState:
        """How far it is."""
        under_way, at_once = self._under_way()
        per_minute = self._per_minute()
        done = sum(self._became.values()) + sum(self._failed.values())
        seconds = time.monotonic() - self._began
        sure = done >= _SURE_AFTER and done < self._texts
        return RunState(
            status=status or self._status(),
            phase="ended" if status else self.phase,
            updated=now(),
            process=os.getpid(),
            seconds=round(seconds, 3),
            texts=self._texts,
            written=self._became["written"],
            unchanged=self._became["unchanged"],
            left=self._became["kept"] + self._became["thin"],
            failed=dict(sorted(self._failed.items())),
            asked=self._asked,
            from_kept=self._from_kept,
            under_way=under_way,
            at_once=at_once,
            to_check=self._to_check,
            input_tokens=self._input,
            output_tokens=self._output,
            spent_usd=float(self._budget.spent) if self._budget else self._spent,
            set_aside_usd=float(self._budget.reserved) if self._budget else 0.0,
            per_minute=round(per_minute, 1),
            seconds_left=round((self._texts - done) * seconds / done, 1) if sure else None,
            tried_again=dict(sorted(self._tried_again.items())),
            last_trouble=self._trouble,
        )

    async def say_so_forever(self) -> None:
        """Say the state, and look what was asked, until cancelled."""
        while True:
            self._steering.look()
            self.say()
            await asyncio.sleep(_SAID_EVERY)

    def say(self, status: RunStatus | None = None) -> RunState:
        """Say the state now."""
        state = self.state(status)
        self._run.say(state)
        self._hears({"event": "state", **state.model_dump(mode="json")})
        return state

    def _status(self) -> RunStatus:
        if self._steering.ending:
            return "stopping"
        return "paused" if self._steering.paused else "running"

    def _per_minute(self) -> float:
        since = time.monotonic() - _MINUTE
        while self._recent and self._recent[0] < since:
            self._recent.popleft()
        seconds = min(_MINUTE, max(time.monotonic() - self._began, 1.0))
        return len(self._recent) * _MINUTE / seconds

    def _say_trouble(self, completion: Completion) -> None:
        detail = f": {completion.detail}" if completion.detail else ""
        self._trouble = clean_line(f"the model {OUTCOMES[completion.stop].said}{detail}")[:300]
