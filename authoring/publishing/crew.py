"""Who makes a release: this process alone, or several beside it where there is much to do.

Each process opens the workspace for itself, by a recipe, and writes into the shared folder; what travels between them is
small. A process whose parent is gone ends itself.
"""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from authoring.errors import AuthoringError
from authoring.publishing.making import AssembliesOf, MadeOccupation, Maker, Order
from schemas.base import SocCode
from schemas.saying import said

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

Recipe: TypeAlias = Callable[[tuple[str, ...]], AssembliesOf]
"""Opens, in another process, what assembles the pages of those locales. Importable by name, as are its arguments."""

_BATCH: Final = 8
_SELDOM: Final = (100_000, 50, 1000)
"""When a helping process looks for garbage in cycles: a page leaves little of it, and its facts are many to look through."""


@dataclass(frozen=True)
class Crew:
    """How a release is made: with `recipe` by up to `most` processes, without one by this process alone.

    A process takes about as long to start as `worth_it` occupations take to make.
    """

    recipe: Recipe | None = None
    most: int = 1
    worth_it: int = 40

    @contextmanager
    def at_work(self, assemblies_of: AssembliesOf, order: Order, occupations: int) -> "Iterator[Shift]":
        """The crew, while it makes one release of so many occupations."""
        if self.recipe is None or self.most < 2 or occupations < self.worth_it:
            yield Shift(Maker(assemblies_of, order, "alone"), None)
            return
        pool = ProcessPoolExecutor(
            min(self.most, occupations),
            multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self.recipe, order),
        )
        try:
            yield Shift(Maker(assemblies_of, order, "alone"), pool)
        except BrokenProcessPool as cause:
            raise AuthoringError(
                said("a process that helped to make the release was ended from outside"),
                said(
                    "The old release is still current. See whether the machine ran out of memory, then publish again."
                ),
            ) from cause
        finally:
            pool.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class Shift:
    """A crew at work."""

    _maker: Maker
    _pool: ProcessPoolExecutor | None

    def make(self, socs: Sequence[SocCode]) -> Iterator[MadeOccupation]:
        """Every one of these occupations, in this order. Raises `AuthoringError`, `OSError`."""
        if self._pool is None:
            yield from map(self._maker.make, socs)
            return
        batches = [socs[at : at + _BATCH] for at in range(0, len(socs), _BATCH)]
        for made in self._pool.map(_make, batches):
            yield from made

    def each(self, work: Callable[[_Given], _Made], given: Sequence[_Given]) -> Iterator[_Made]:
        """`work`, a function importable by name, on each of these."""
        yield from map(work, given) if self._pool is None else self._pool.map(work, given)


_makers: list[Maker] = []
"""The one maker of a helping process."""


def _begin(recipe: Recipe, order: Order) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()
    gc.set_threshold(*_SELDOM)
    _makers.append(Maker(recipe(order.locales), order, f"process-{os.getpid()}"))


def _end_with(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)


def _make(socs: Sequence[SocCode]) -> list[MadeOccupation]:
    return [_makers[0].make(soc) for soc in socs]
