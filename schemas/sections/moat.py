"""moat (drafted): what stays human and why."""

from typing import Literal

from schemas.base import Value
from schemas.items import Points


class Moat(Value):
    """Work that stays human; each point says why."""

    section: Literal["moat"]
    points: Points
