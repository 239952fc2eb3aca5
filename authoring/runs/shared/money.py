"""The purse of a run on many machines: set aside before a request and settled after it, each in one transaction.

Invariant, as for a budget in one process: what is spent and what is set aside are together never more than the limit. A
request that is under way at one living worker is given to no other, and a worker that lost its group to another, as it was
taken for dead, is granted nothing more for that. What a worker that died had set aside counts as spent: nobody knows what was
charged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, Literal, TypeVar

from sqlalchemy import Connection, Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from authoring.revisions.postgres.database import Database
from authoring.runs.shared.queue import Hold
from authoring.runs.shared.tables import make_shared_tables, money, pace, runs
from schemas.base import Sha256

Answer = TypeVar("Answer")

Word = Literal["granted", "wait", "over", "taken", "lost", "stopped"]
"""`wait`: it may fit once others have settled. `over`: it does not fit any more. `taken`: another worker is asking that.
`lost`: another worker has the group by now, as this one was taken for dead."""

_LIVING: Final = text(
    "SELECT 1 FROM procrastinate.procrastinate_workers WHERE id = :id"
    " AND last_heartbeat > now() - make_interval(secs => :seconds)"
)
_HOLDER: Final = text("SELECT worker_id FROM procrastinate.procrastinate_jobs WHERE id = :id AND status = 'doing'")
_WHILE_PAUSED: Final = 1.0
"""Seconds after which a worker looks again whether a run goes on."""

_ZERO: Final = Decimal(0)


@dataclass(frozen=True)
class Claim:
    """What came of asking to spend; `pause` seconds nobody asks that server."""

    word: Word
    pause: float = 0.0


class SharedMoney:
    """The purse of one run. Making this object connects nothing. A worker is dead after `silent` seconds without a sign."""

    def __init__(self, database: Database, run: str, silent: float = 30.0) -> None:
        self._database = database
        self._run = run
        self._silent = silent
        self._made = False

    def begin(self, wish: str, limit: Decimal | None) -> None:
        """Open the purse, or set its limit anew. What was spent stays spent."""
        row = upsert(runs).values(run=self._run, wish=wish, limit_usd=limit)
        row = row.on_conflict_do_update(
            index_elements=["run"], set_={"limit_usd": limit, "stopped": False, "paused": False}
        )
        self._write(lambda connection, _again: connection.execute(row))

    def wish(self) -> str | None:
        """What the run was asked for, as JSON; None where there is no such run."""

        def read(connection: Connection, _again: bool) -> str | None:
            found = self._purse(connection, lock=False)
            return found.wish if found else None

        return self._write(read)

    def stop(self) -> None:
        """No worker asks for this run any more; what is under way ends."""
        self._write(lambda c, _again: c.execute(update(runs).where(runs.c.run == self._run).values(stopped=True)))

    def totals(self) -> tuple[Decimal, Decimal]:
        """What is spent, and what is set aside."""

        def read(connection: Connection, _again: bool) -> tuple[Decimal, Decimal]:
            found = self._purse(connection, lock=False)
            return (found.spent_usd, found.reserved_usd) if found else (_ZERO, _ZERO)

        return self._write(read)

    def hold_back(self, *, paused: bool) -> None:
        """While a run is paused nothing more is asked for it; what is under way ends."""
        change = update(runs).where(runs.c.run == self._run).values(paused=paused)
        self._write(lambda connection, _again: connection.execute(change))

    def claim(self, key: Sha256, worst: Decimal, hold: Hold, server: str) -> Claim:
        """Set aside the most that the request with that key can cost, on behalf of whoever holds its group."""

        def ask(connection: Connection, again: bool) -> Claim:
            purse = self._purse(connection, lock=True)
            if again and self._is_mine(connection, key, hold.worker):
                return Claim("granted")
            if purse is None or purse.stopped:
                return Claim("stopped")
            if not self._has(connection, hold):
                return Claim("lost")
            pause = _WHILE_PAUSED if purse.paused else self._pause(connection, server)
            return Claim("wait", pause) if pause > 0 else self._taken(connection, key, worst, hold.worker)

        return self._write(ask)

    def settle(self, key: Sha256, worst: Decimal, cost: Decimal, hold: Hold) -> None:
        """The request has ended, and this is what it cost. Also where somebody took it over meanwhile: then both count."""

        def note(connection: Connection, again: bool) -> None:
            worker = hold.worker
            self._purse(connection, lock=True)
            still = self._is_mine(connection, key, worker)
            if again and not still:
                return  # the first try went through unheard
            values: dict[str, Any] = {
                "spent_usd": money.c.spent_usd + cost,
                **({"reserved_usd": None} if still else {}),
            }
            connection.execute(update(money).where(money.c.run == self._run, money.c.key == key).values(values))
            self._count(connection, spent=cost, reserved=-worst if still else _ZERO)

        self._write(note)

    def pause(self, server: str, seconds: float) -> None:
        """Nobody asks that server for so long: it said that it is asked too often."""
        until = func.now() + timedelta(seconds=seconds)
        row = upsert(pace).values(server=server, not_before=until)
        later = {"not_before": func.greatest(pace.c.not_before, until)}
        again = row.on_conflict_do_update(index_elements=["server"], set_=later)
        self._write(lambda connection, _again: connection.execute(again))

    def _taken(self, connection: Connection, key: Sha256, worst: Decimal, worker: int) -> Claim:
        """Take it out of the purse, where nobody else is asking that and it fits."""
        if self._is_taken(connection, key, worker):
            return Claim("taken")
        purse = self._purse(connection, lock=True)  # a dead worker's claim may just have been settled
        assert purse is not None
        if purse.limit_usd is not None and purse.spent_usd + purse.reserved_usd + worst > purse.limit_usd:
            return self._refused(connection)
        self._set_aside(connection, key, worst, worker)
        return Claim("granted")

    def _refused(self, connection: Connection) -> Claim:
        """Wait for those who live; what the dead had set aside is settled first."""
        for held in self._held(connection):
            if not self._lives(connection, held.worker):
                self._bury(connection, held)
                return Claim("wait")
        return Claim("wait") if self._held(connection) else Claim("over")

    def _held(self, connection: Connection) -> list[Row[Any]]:
        query = select(money).where(money.c.run == self._run, money.c.reserved_usd.is_not(None))
        return list(connection.execute(query))

    def _is_taken(self, connection: Connection, key: Sha256, worker: int) -> bool:
        query = select(money).where(money.c.run == self._run, money.c.key == key, money.c.reserved_usd.is_not(None))
        held = connection.execute(query).first()
        if held is None:
            return False
        if held.worker != worker and self._lives(connection, held.worker):
            return True
        self._bury(connection, held)
        return False

    def _is_mine(self, connection: Connection, key: Sha256, worker: int) -> bool:
        """Whether that worker has set something aside for that request."""
        mine = (money.c.run == self._run, money.c.key == key, money.c.worker == worker)
        return connection.execute(select(money).where(*mine, money.c.reserved_usd.is_not(None))).first() is not None

    def _bury(self, connection: Connection, held: Row[Any]) -> None:
        """Count as spent what somebody set aside who is no more."""
        spent = {"spent_usd": money.c.spent_usd + held.reserved_usd, "reserved_usd": None}
        connection.execute(update(money).where(money.c.run == self._run, money.c.key == held.key).values(spent))
        self._count(connection, spent=held.reserved_usd, reserved=-held.reserved_usd)

    def _has(self, connection: Connection, hold: Hold) -> bool:
        """Whether the group is still that worker's. One that was just forgotten, and whose group nobody took yet, has it."""
        if hold.entry is None:
            return True
        found = connection.execute(_HOLDER, {"id": hold.entry}).first()
        return found is not None and found.worker_id in (hold.worker, None)

    def _lives(self, connection: Connection, worker: int) -> bool:
        return connection.execute(_LIVING, {"id": worker, "seconds": self._silent}).first() is not None

    def _set_aside(self, connection: Connection, key: Sha256, worst: Decimal, worker: int) -> None:
        new = {"worker": worker, "reserved_usd": worst, "at": func.now()}
        row = upsert(money).values(run=self._run, key=key, asked=1, **new)
        again = {**new, "asked": money.c.asked + 1}
        connection.execute(row.on_conflict_do_update(index_elements=["run", "key"], set_=again))
        self._count(connection, spent=_ZERO, reserved=worst)

    def _count(self, connection: Connection, *, spent: Decimal, reserved: Decimal) -> None:
        values = {"spent_usd": runs.c.spent_usd + spent, "reserved_usd": runs.c.reserved_usd + reserved}
        connection.execute(update(runs).where(runs.c.run == self._run).values(values))

    def _purse(self, connection: Connection, *, lock: bool) -> Row[Any] | None:
        query = select(runs).where(runs.c.run == self._run)
        return connection.execute(query.with_for_update() if lock else query).first()

    def _pause(self, connection: Connection, server: str) -> float:
        left = func.extract("epoch", pace.c.not_before - func.now())
        return float(connection.execute(select(left).where(pace.c.server == server)).scalar() or 0)

    def _write(self, do: Callable[[Connection, bool], Answer]) -> Answer:
        def done(connection: Connection, again: bool) -> Answer:
            if not self._made:
                make_shared_tables(connection)
            return do(connection, again)

        answer = self._database.write(done)
        self._made = True
        return answer
