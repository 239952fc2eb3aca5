"""What a server says of its limits, in the headers that OpenAI began and others took over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_PART: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True)
class Limits:
    """Requests and tokens that are left, and in how many seconds there are as many as before; None: it does not say."""

    requests_left: int | None = None
    requests_again: float | None = None
    tokens_left: int | None = None
    tokens_again: float | None = None


def limits_of(headers: Mapping[str, str]) -> Limits | None:
    """The limits that these headers tell; None where they tell none."""
    requests, tokens = (_count(headers.get(f"x-ratelimit-remaining-{what}")) for what in ("requests", "tokens"))
    if requests is None and tokens is None:
        return None
    again, tokens_again = (_seconds(headers.get(f"x-ratelimit-reset-{what}")) for what in ("requests", "tokens"))
    return Limits(requests, again, tokens, tokens_again)


def _count(said: str | None) -> int | None:
    return int(said) if said is not None and said.isdecimal() else None


def _seconds(said: str | None) -> float | None:
    """`1s`, `6m0s`, `20ms`, or plain seconds."""
    parts = _PART.findall(said or "")
    if parts and "".join(number + unit for number, unit in parts) == said:
        return float(sum(float(number) * _SECONDS[unit] for number, unit in parts))
    try:
        return max(0.0, float(said)) if said else None
    except ValueError:
        return None
