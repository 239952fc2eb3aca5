"""What may hold a run up or end it: a person at this terminal or another, the budget, or a server that answers nobody."""

import asyncio
from collections.abc import Callable

from authoring.errors import AuthoringError
from authoring.runs.state import Control, RunStatus


class Steering:
    """The gate of a run. `control` reads what was asked from another process; it is looked at by `follow`."""

    def __init__(self, control: Callable[[], Control | None]) -> None:
        self._control = control
        self._open = asyncio.Event()
        self._open.set()
        self.ending: RunStatus | None = None
        """How the run will have ended, once it asks nothing more."""
        self.failure: AuthoringError | None = None
        self.waiting = False
        """Whether something is left to a batch, to be collected later."""

    async def gate(self) -> bool:
        """See `authoring.runs.ways.Gate`."""
        if not self._open.is_set():
            await self._open.wait()
        return self.ending is None

    @property
    def paused(self) -> bool:
        """Whether nothing is asked for the moment."""
        return not self._open.is_set()

    def stop(self) -> None:
        """Ask nothing more, because a person says so."""
        self._end("stopped")

    def out_of_budget(self) -> None:
        """Ask nothing more, because it could cost more than is left."""
        self._end("out of budget")

    def give_up(self, failure: AuthoringError) -> None:
        """Ask nothing more, because no other request would fare better."""
        self.failure = self.failure or failure
        self._end("given up")

    def leave_waiting(self) -> None:
        """Some answers come another day: the run is not finished."""
        self.waiting = True

    @property
    def ended(self) -> RunStatus:
        """How the run has ended."""
        return self.ending or ("waiting" if self.waiting else "finished")

    def pause(self) -> None:
        """Ask nothing until `go_on`; what is under way comes in."""
        if self.ending is None:
            self._open.clear()

    def go_on(self) -> None:
        """Ask again."""
        self._open.set()

    def look(self) -> None:
        """Do what was asked from another process."""
        control = self._control()
        if control is None:
            return
        {"pause": self.pause, "go": self.go_on, "stop": self.stop}[control.wanted]()

    def _end(self, status: RunStatus) -> None:
        self.ending = self.ending or status
        self._open.set()
