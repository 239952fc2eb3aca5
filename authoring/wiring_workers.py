"""The composition root of shared runs: from a workspace in a database to its queue, its purse, and a worker."""

from typing import TYPE_CHECKING, Final

from authoring.errors import UsageError
from authoring.wiring import Wiring
from authoring.wiring_runs import RunWiring

if TYPE_CHECKING:
    from collections.abc import Callable

    from authoring.runs.planning import Wish
    from authoring.runs.shared.ends import SharedEnds
    from authoring.runs.shared.money import SharedMoney
    from authoring.runs.shared.queue import WorkQueue
    from authoring.runs.shared.watching import Shared
    from authoring.runs.shared.working import Shop, Worker


_MOST_AT_ONCE: Final = 512
"""Requests of one worker; what it really has under way is set by its occupations and by the server."""


class WorkerWiring:
    """Everything that many machines share of one workspace. Raises `UsageError` where it is in no database."""

    def __init__(self, wiring: Wiring) -> None:
        from authoring.runs.shared.queue import Beat

        if not wiring.workspace.settings.database:
            raise UsageError(
                "workers need a workspace whose texts are in a database",
                "`docs/team.md` says how to move in; without one, `author run` asks from this machine.",
            )
        self._wiring = wiring
        given = wiring.workspace.settings.workers
        self._beat = Beat(every=given.beat, silent=given.silent, poll=given.beat)

    @property
    def queue(self) -> "WorkQueue":
        """The queue of groups."""
        from authoring.runs.shared.queue import WorkQueue

        return WorkQueue(self._wiring.database.address, self._beat)

    def money(self, run: str) -> "SharedMoney":
        """The purse of a run."""
        from authoring.runs.shared.money import SharedMoney

        return SharedMoney(self._wiring.database, run, self._beat.silent)

    def ends(self, run: str) -> "SharedEnds":
        """What became of the texts of a run."""
        from authoring.runs.shared.ends import SharedEnds

        return SharedEnds(self._wiring.database, run)

    def shared(self, run: str) -> "Shared":
        """What a run shares with its workers."""
        from authoring.runs.shared.watching import Shared

        return Shared(self.money(run), self.ends(run), self.queue)

    def worker(self, name: str, at_once: int, said: "Callable[[str], None]") -> "Worker":
        """A worker that asks for `at_once` texts of a group at the same time."""
        from authoring.runs.shared.working import Worker

        return Worker(name, at_once, self._shop, self.money, self.ends, said)

    def _shop(self, wish: "Wish") -> "Shop":
        from authoring.conversing.opening import Terms, open_model
        from authoring.llm.pacing import Pace
        from authoring.runs.shared.working import Shop

        workspace = self._wiring.workspace
        runs = RunWiring(self._wiring, wish.model)
        settings = workspace.settings.model
        pace = Pace(_MOST_AT_ONCE, settings.requests_per_minute, settings.tokens_per_minute)
        return Shop(
            plan_of=lambda places: runs.plan_of(wish, places),
            parts=runs.parts(wish.locales),
            open_model=lambda wrap: open_model(
                workspace.root, settings, wish.model, Terms(guard=wrap, pace=pace), workspace.cache
            )[0],
            server=runs.name.server,
        )
