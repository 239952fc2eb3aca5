"""What reading a log gives: trustworthy events, and the lines that are not."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from schemas.base import Locale, SocCode
from schemas.events import Event


class LogName(NamedTuple):
    """Of which occupation and locale a log is."""

    soc: SocCode
    locale: Locale


@dataclass(frozen=True)
class DamagedLine:
    """A line that cannot be trusted: the file, its number from 1, and why."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.reason}"


@dataclass(frozen=True)
class LogContents:
    """What a log says. `torn`: the bytes of a last line whose writing was cut off; `torn_line` its number."""

    events: tuple[Event, ...]
    damaged: tuple[DamagedLine, ...]
    torn: bytes | None
    torn_line: int
