"""How far a release is: told to whoever waits for it."""

from collections.abc import Callable
from typing import Literal, TypeAlias

Stage = Literal["kept", "profiles", "shared files", "databases", "descriptions", "verifying"]
"""What is being done, in order. `kept`: files of the release before are read and taken over."""

Progress: TypeAlias = Callable[[Stage, int, int], None]
"""Told the stage, how much of it is done, and of how much."""


def unseen(_stage: Stage, _done: int, _total: int) -> None:
    """Tells nobody."""
