"""Many values at once, without the garbage collector walking over all of them again and again.

Fifty thousand rows take twice as long to read with it, and every full collection afterwards would hold up the keys for
a seventh of a second. Rows hold no cycles: they go when nobody refers to them, collector or not.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """No collection meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def never_collect_what_is() -> None:
    """Keep what there is out of all later collections. Once, early: a screen that is closed later would never go."""
    gc.freeze()
