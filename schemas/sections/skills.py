"""skills (drafted): skills to build in the next five years."""

from typing import Literal

from schemas.base import Value
from schemas.items import Points


class Skills(Value):
    """Skills to build; each point says what for."""

    section: Literal["skills"]
    points: Points
