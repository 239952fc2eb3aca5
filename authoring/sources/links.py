"""Whether the addresses of documents still answer. Asked politely: one request a second to a host, kept for a week."""

import contextlib
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import orjson

from authoring.durable import replace_whole
from authoring.errors import SourceError
from authoring.revisions.places import make_cache
from authoring.sources.fetching import Limits, reach

_FILE: Final = "links.json"
_GONE: Final = frozenset({404, 410})
_SERVER_FAILS: Final = 500
_KEPT_DAYS: Final = 7
_FAULTS_KEPT_DAYS: Final = 1
_SECONDS_BETWEEN: Final = 1.0


class Links:
    """What is known of addresses; `cache` keeps it. A refusal of programs (401, 403, 429) says nothing about the document."""

    def __init__(
        self, cache: Path, limits: Limits, today: Callable[[], date], wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._cache = cache
        self._limits = limits
        self._today = today
        self._wait = wait
        self._asked: dict[str, float] = {}
        self._known: dict[str, tuple[str, str]] = self._load()

    def fault(self, url: str) -> str | None:
        """What is wrong with that address, in words; None where it answers, or nothing can be said."""
        today = self._today()
        if url in self._known:
            day, fault = self._known[url]
            if date.fromisoformat(day) + timedelta(days=_FAULTS_KEPT_DAYS if fault else _KEPT_DAYS) > today:
                return fault or None
        found = self._ask(url)
        self._known[url] = (today.isoformat(), found or "")
        return found

    def keep(self) -> None:
        """Keep what was asked for the next time; where that cannot be written it is asked again."""
        with contextlib.suppress(OSError):
            make_cache(self._cache)
            replace_whole(self._cache / _FILE, orjson.dumps(self._known))

    def _ask(self, url: str) -> str | None:
        host = urlsplit(url).netloc
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        if since < _SECONDS_BETWEEN:
            self._wait(_SECONDS_BETWEEN - since)
        try:
            status = reach(url, self._limits)
        except SourceError as error:
            return error.message
        finally:
            self._asked[host] = time.monotonic()
        return f"{url}: the server answered {status}" if status in _GONE or status >= _SERVER_FAILS else None

    def _load(self) -> dict[str, tuple[str, str]]:
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            found = orjson.loads((self._cache / _FILE).read_bytes())
            for day, _ in found.values():
                date.fromisoformat(day)
            return {str(url): (str(day), str(fault)) for url, (day, fault) in found.items()}
        return {}
