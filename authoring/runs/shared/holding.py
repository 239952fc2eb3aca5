"""What a worker holds in the queue: its place among the living, and the groups that it took.

Procrastinate forgets a worker that was silent for a while: what it had goes to others, and whatever it does afterwards in its
old name is refused. But a machine that was asleep, or so loaded that a sign of life came late, is not gone. So a worker says
that it lives in its old name, for as long as its process does: one that was forgotten is entered anew, gets back what nobody
took meanwhile, and keeps its hands off what somebody did.
"""

import asyncio
import datetime
from collections.abc import Iterable
from typing import Final

from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow
from psycopg.errors import ForeignKeyViolation

from authoring.runs.shared.queue import QUEUE, TASK

TRIES: Final = 5
"""Times that a group is taken before it is left as failed: a group that kills its workers must not kill them all."""

_SETTLING: Final = 24
"""Tries to say what became of a group, one pulse apart, before its entry is left to be found again."""

_ALIVE: Final = """
WITH alive AS (
    INSERT INTO procrastinate_workers (id, last_heartbeat) OVERRIDING SYSTEM VALUE VALUES (%(worker)s, now())
    ON CONFLICT (id) DO UPDATE SET last_heartbeat = now()
)
UPDATE procrastinate_jobs SET worker_id = %(worker)s
WHERE status = 'doing' AND worker_id IS NULL AND id = ANY(%(held)s)
"""
_ASTRAY: Final = """
WITH astray AS (
    SELECT id FROM procrastinate_jobs
    WHERE status = 'doing' AND worker_id = %(worker)s AND NOT id = ANY(%(held)s) FOR UPDATE
)
SELECT id, procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM astray
"""
"""Entries that the database takes for ours and that we know nothing of: its answer got lost on the way."""

_OURS: Final = """
WITH ours AS (
    SELECT id FROM procrastinate_jobs
    WHERE id = %(job)s AND status = 'doing' AND (worker_id = %(worker)s OR worker_id IS NULL) FOR UPDATE
)
"""
_FINISH: Final = f"{_OURS} SELECT procrastinate_finish_job_v1(id, %(status)s, false) FROM ours"  # noqa: S608 - constants
_RETRY: Final = f"{_OURS} SELECT procrastinate_retry_job_v2(id, %(at)s, NULL, NULL, NULL) FROM ours"  # noqa: S608
_ORPHANS: Final = """
WITH orphans AS (
    SELECT job.id, job.attempts FROM procrastinate_jobs AS job
    LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND job.queue_name = %(queue)s AND job.task_name = %(task)s
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %(silent)s))
      AND (job.attempts >= %(tries)s) = %(hopeless)s AND NOT job.id = ANY(%(held)s)
    FOR UPDATE OF job SKIP LOCKED
)
"""
_BURIED: Final = f"{_ORPHANS} SELECT id, procrastinate_finish_job_v1(id, 'failed', false) FROM orphans"  # noqa: S608
_GIVEN: Final = f"{_ORPHANS} SELECT id, procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM orphans"  # noqa: S608


class Holding(JobManager):
    """The queue as one worker sees it. It keeps its number over a lost connection; `connector` is set anew then."""

    def __init__(self, connector: BaseConnector, pulse: float) -> None:
        super().__init__(connector)
        self._pulse = pulse
        self._worker: int | None = None
        self._held: set[int] = set()
        self._taking = asyncio.Lock()

    async def register_worker(self) -> int:
        """Its number: the one that it had before, if it had one."""
        if self._worker is None:
            self._worker = await super().register_worker()
        else:
            await self.say_alive()
        return self._worker

    async def update_heartbeat(self, worker_id: int) -> None:
        """Nothing: `say_alive` does that, also while the worker waits for its last groups."""

    async def say_alive(self) -> None:
        """Be among the living again or still, and set right what got lost between the database and us."""
        if self._worker is None:
            return
        async with self._taking:
            words = {"worker": self._worker, "held": list(self._held)}
            await self.connector.execute_query_async(query=_ALIVE, **words)
            await self.connector.execute_query_all_async(query=_ASTRAY, **words)

    async def take_over(self, silent: float) -> int:
        """Give what dead workers had to whoever is free; how many groups that were."""
        words = {"queue": QUEUE, "task": TASK, "silent": silent, "tries": TRIES, "held": list(self._held)}
        await self.connector.execute_query_all_async(query=_BURIED, hopeless=True, **words)
        return len(await self.connector.execute_query_all_async(query=_GIVEN, hopeless=False, **words))

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Take a group, if one waits."""
        async with self._taking:
            found = await self._fetched(queues, worker_id)
            if found is None or found.id is None or found.id in self._held:
                return None  # what was given away came back while we are still at it
            self._held.add(found.id)
            return found

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: ARG002 - Procrastinate's
        """A group has ended; not said where somebody else has it by now."""
        await self._settle(job, _FINISH, status=status.value)

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime.datetime | None = None,
        priority: int | None = None,  # noqa: ARG002 - Procrastinate's
        queue: str | None = None,  # noqa: ARG002
        lock: str | None = None,  # noqa: ARG002
    ) -> None:
        """A group is to be tried again; not where somebody else has it by now."""
        await self._settle(job, _RETRY, at=retry_at or utcnow())

    async def _fetched(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        try:
            return await super().fetch_job(queues, worker_id)
        except ConnectorException as cause:
            if not isinstance(cause.__cause__, ForeignKeyViolation):
                raise
        # We were forgotten.
        await self.connector.execute_query_async(query=_ALIVE, worker=worker_id, held=list(self._held))
        return await super().fetch_job(queues, worker_id)

    async def _settle(self, job: Job, query: str, **words: object) -> None:
        """Say it until it is heard: an entry that nobody ends would be waited for by everybody."""
        assert job.id is not None
        try:
            for _ in range(_SETTLING):
                try:
                    await self.connector.execute_query_all_async(query=query, job=job.id, worker=self._worker, **words)
                except ConnectorException:
                    await asyncio.sleep(self._pulse)
                else:
                    return
        finally:
            self._held.discard(job.id)
