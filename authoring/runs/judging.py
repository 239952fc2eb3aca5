"""Judging answers beside the requests: in processes of their own, so that checks take no time from the asking."""

import asyncio
import itertools
import multiprocessing
import os
import pickle
import queue
import signal
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from authoring.errors import AuthoringError
from authoring.llm.asking import Asked, Judged
from authoring.runs.jobs import Group, Subject
from authoring.runs.work import Finished, Work
from schemas.base import Locale
from schemas.sections.registry import SectionName

Works: TypeAlias = Mapping[Locale, Work]
OpenWorks: TypeAlias = Callable[[], Works]
"""Opens the works anew in another process; it has to be picklable."""

Ends: TypeAlias = Mapping[SectionName, tuple[Subject, Asked[Any]]]

_LEAST_BENCHES: Final = 2
_MOST_BENCHES: Final = 6
_TOGETHER: Final = 64
"""Questions that are taken up at a time: sorted by occupation, they share what is read of it."""


class Judges(Protocol):
    """Says what answers are worth and makes texts of what stood."""

    async def judge(self, about: Subject, text: str, *, settle: bool) -> Judged[bool]:
        """What an answer is worth; the value itself stays where it was judged. Raises `Conflict`."""
        ...

    async def finish(self, group: Group, sections: Collection[SectionName], ends: Ends) -> tuple[Finished, ...]:
        """Append what the conversations of a group came to. Raises `Conflict`, `StorageError`."""
        ...

    async def close(self) -> None:
        """Let go."""
        ...


class JudgesHere:
    """Judges in the process that asks: for a handful of jobs, where another process would take longer to start."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def judge(self, about: Subject, text: str, *, settle: bool) -> Judged[bool]:
        """See `Judges.judge`."""
        return _judged(self._works, about, text, settle)

    async def finish(self, group: Group, sections: Collection[SectionName], ends: Ends) -> tuple[Finished, ...]:
        """See `Judges.finish`."""
        soc, locale = group
        return self._works[locale].finish(soc, sections, ends)

    async def close(self) -> None:
        """Nothing is open."""


class _Question(NamedTuple):
    number: int
    verb: str
    group: Group
    rest: tuple[Any, ...]


class JudgesBeside:
    """Judges in other processes, each occupation in one of them: what is read of it is read once."""

    def __init__(self, open_works: OpenWorks, processes: int = 0) -> None:
        self._benches = [_Bench(open_works) for _ in range(processes or processes_beside())]
        self._at: dict[Group, _Bench] = {}

    async def judge(self, about: Subject, text: str, *, settle: bool) -> Judged[bool]:
        """See `Judges.judge`."""
        judged: Judged[bool] = await self._bench(about.group).asked("judge", about.group, about, text, settle)
        return judged

    async def finish(self, group: Group, sections: Collection[SectionName], ends: Ends) -> tuple[Finished, ...]:
        """See `Judges.finish`."""
        finished: tuple[Finished, ...] = await self._bench(group).asked("finish", group, tuple(sections), dict(ends))
        return finished

    async def close(self) -> None:
        """Let the processes end what they are at, and wait for them."""
        await asyncio.gather(*(each.close() for each in self._benches))

    def _bench(self, group: Group) -> "_Bench":
        """Where that group is judged: a bench that has less to do than others, and from then on the same one."""
        if group not in self._at:
            self._at[group] = min(self._benches, key=lambda each: each.waiting)
        return self._at[group]


def processes_beside() -> int:
    """How many processes judge: a checked text takes more of a processor than asking for it, and one asks."""
    return min(
        _MOST_BENCHES, max(_LEAST_BENCHES, len(os.sched_getaffinity(0)) - 1 if hasattr(os, "sched_getaffinity") else 2)
    )


class _Bench:
    """One process that judges. What it is told goes in a thread of its own, so that a slow check never holds up the loop."""

    def __init__(self, open_works: OpenWorks) -> None:
        here, there = multiprocessing.Pipe()
        spawn = multiprocessing.get_context("spawn")
        self._process = spawn.Process(target=_serve, args=(there, open_works), name="checks", daemon=True)
        self._process.start()
        there.close()
        self._connection = here
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._numbers = itertools.count()
        self._outgoing: queue.SimpleQueue[_Question | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._receive)]
        for thread in self._threads:
            thread.start()

    async def close(self) -> None:
        """Let the process end what it is at, and wait for it."""
        self._outgoing.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        await asyncio.to_thread(self._process.join)
        self._connection.close()

    @property
    def waiting(self) -> int:
        """How many questions are not answered yet."""
        return len(self._waiting)

    async def asked(self, verb: str, group: Group, *rest: object) -> Any:  # noqa: ANN401 - what the verb says
        """What the process answers."""
        number, answer = next(self._numbers), self._loop.create_future()
        self._waiting[number] = answer
        self._outgoing.put(_Question(number, verb, group, rest))
        return await answer

    def _send(self) -> None:
        ended = False
        while not ended:
            questions = [self._outgoing.get()]
            while not self._outgoing.empty():
                questions.append(self._outgoing.get())
            ended = None in questions
            try:
                self._connection.send_bytes(pickle.dumps([each for each in questions if each is not None], protocol=5))
                if ended:
                    self._connection.send_bytes(pickle.dumps(None))
            except OSError:
                return  # the other end is gone: `_receive` says so

    def _receive(self) -> None:
        while True:
            try:
                answers = pickle.loads(self._connection.recv_bytes())  # noqa: S301 - our own child wrote it
            except (EOFError, OSError):
                self._loop.call_soon_threadsafe(self._gone)
                return
            if answers is None:
                return
            self._loop.call_soon_threadsafe(self._take, answers)

    def _take(self, answers: Sequence[tuple[int, object]]) -> None:
        for number, answer in answers:
            waiting = self._waiting.pop(number)
            if waiting.done():
                continue
            if isinstance(answer, Exception):
                waiting.set_exception(answer)
            else:
                waiting.set_result(answer)

    def _gone(self) -> None:
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(ChecksGone())
        self._waiting.clear()


class ChecksGone(AuthoringError):
    """The process that checks answers ended by itself."""

    def __init__(self) -> None:
        super().__init__(
            "the process that checks answers was ended from outside",
            "Nothing paid for is lost: run the same command again. Where memory is short, set a lower --at-once.",
        )


def _serve(connection: Connection, open_works: OpenWorks) -> None:
    """The life of the second process: until the first says so, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c goes to all of a terminal's processes; the first one decides
    os.nice(10)  # what is asked of a server does not wait for checks
    try:
        works = open_works()
        while True:
            questions, ended = _taken(connection)
            for start in range(0, len(questions), _TOGETHER):
                some = sorted(questions[start : start + _TOGETHER], key=lambda each: (each.group, each.number))
                connection.send_bytes(pickle.dumps([(each.number, _answer(works, each)) for each in some], protocol=5))
            if ended:
                connection.send_bytes(pickle.dumps(None))
                return
    except (EOFError, OSError):
        return


def _taken(connection: Connection) -> tuple[list[_Question], bool]:
    """All questions there are; waits for the first. Whether they were the last."""
    questions: list[_Question] = []
    while True:
        found = pickle.loads(connection.recv_bytes())  # noqa: S301 - our own parent wrote it
        if found is None:
            return questions, True
        questions += found
        if not connection.poll():
            return questions, False


def _answer(works: Works, question: _Question) -> object:
    try:
        if question.verb == "judge":
            return _judged(works, *question.rest)
        soc, locale = question.group
        return works[locale].finish(soc, *question.rest)
    except Exception as cause:  # whatever it is, whoever asked hears of it
        return cause


def _judged(works: Works, about: Subject, text: str, settle: bool) -> Judged[bool]:
    judged = works[about.locale].judge(about, text, settle=settle)
    return Judged(True if judged.value is not None else None, judged.reasons)
