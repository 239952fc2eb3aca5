"""One download over HTTP that survives being cut: what has come is kept as `.part` and the rest is asked for.

The rest is asked for only with a validator (ETag or Last-Modified): without one, nobody could tell whether both halves
are of one file, and the download begins again.
"""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from authoring import __version__
from authoring.errors import FactsError, StorageError

Progress: TypeAlias = Callable[[int, int | None], None]
"""Called with the bytes that are here and the bytes in all, where the server says."""

PART: Final = ".part"
_VALIDATOR: Final = ".part.of"
_CHUNK: Final = 1 << 16
_MOST: Final = 2 << 30
_AGENT: Final = f"career-graph-authoring/{__version__} (official statistics for occupation profiles)"
_FORBIDDEN, _NOT_FOUND, _NOT_SATISFIABLE, _PARTIAL = 403, 404, 416, 206


class _Cut(Exception):
    """The connection ended before the file did."""


@dataclass(frozen=True)
class Patience:
    """How often a cut connection is taken up again, how long to wait before, and how long a silent server is waited for.

    Both times in seconds.
    """

    attempts: int = 4
    pause: float = 1.0
    silence: float = 30.0


def download(
    url: str, target: Path, progress: Progress = lambda _d, _t: None, patience: Patience | None = None
) -> None:
    """Bring `url` to `target`, taking up a `.part` that is there. The target appears when it is whole.

    Raises `FactsError` where the server says no or stays silent, with the `.part` kept; `StorageError` where the disk
    does. A keyboard interrupt leaves the `.part` too.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FactsError(f"{url} is no web address", "The list of official files takes http and https only.")
    patient = patience or Patience()
    for left in range(patient.attempts - 1, -1, -1):
        try:
            _once(url, target, progress, patient.silence)
        except HTTPError as cause:
            raise _refused(url, cause.code) from cause
        except (_Cut, URLError, http.client.HTTPException, TimeoutError, ConnectionError) as cause:
            if not left:
                raise _lost(url, target, cause) from cause
            time.sleep(patient.pause)
        except OSError as cause:
            raise StorageError.writing(target, cause) from cause
        else:
            break


def _once(url: str, target: Path, progress: Progress, silence: float) -> None:
    part, validator = target.with_name(target.name + PART), target.with_name(target.name + _VALIDATOR)
    target.parent.mkdir(parents=True, exist_ok=True)
    have = part.stat().st_size if part.exists() and validator.exists() else 0
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator.read_text("latin-1")}
    try:
        reply = urlopen(Request(url, headers=headers), timeout=silence)  # noqa: S310 - the scheme was looked at
    except HTTPError as cause:
        if cause.code != _NOT_SATISFIABLE:
            raise
        part.unlink(missing_ok=True)  # it is longer than the file now is: of another edition
        raise _Cut from cause
    with reply:
        resumed = reply.status == _PARTIAL and _first_byte(reply) == have
        if not resumed:
            have = 0
            _keep_validator(reply, validator)
        total = have + int(reply.headers["Content-Length"]) if reply.headers["Content-Length"] else None
        have = _receive(reply, part, have, total, progress)
    if total is not None and have < total:
        raise _Cut
    part.replace(target)
    validator.unlink(missing_ok=True)


def _receive(reply: http.client.HTTPResponse, part: Path, have: int, total: int | None, progress: Progress) -> int:
    if (total or 0) > _MOST:
        raise FactsError(f"the server offers {total:,} bytes, more than any official file", "Look at the address.")
    with part.open("ab" if have else "wb") as out:
        progress(have, total)
        while chunk := reply.read(_CHUNK):
            out.write(chunk)
            have += len(chunk)
            progress(have, total)
            if have > _MOST:
                raise FactsError("the server sends without end", "Look at the address; the .part may be deleted.")
    return have


def _first_byte(reply: http.client.HTTPResponse) -> int:
    said = reply.headers["Content-Range"] or ""
    first = said.removeprefix("bytes ").partition("-")[0]
    return int(first) if first.isdigit() else -1


def _keep_validator(reply: http.client.HTTPResponse, validator: Path) -> None:
    tag = reply.headers["ETag"] or ""
    strong = tag if tag and not tag.startswith("W/") else reply.headers["Last-Modified"]
    if strong:
        validator.write_text(strong, "latin-1")
    else:
        validator.unlink(missing_ok=True)


def _refused(url: str, status: int) -> FactsError:
    if status == _FORBIDDEN:
        return FactsError(f"{url}: the server refuses programs (403)", "Download it in a browser, from the page named.")
    if status == _NOT_FOUND:
        return FactsError(f"{url}: nothing there (404)", "The publisher moved it; download it by hand from the page.")
    return FactsError(f"{url}: the server answered {status}", "Try again later, or download it by hand from the page.")


def _lost(url: str, target: Path, cause: Exception) -> FactsError:
    part = target.with_name(target.name + PART)
    came = f"; {part.stat().st_size:,} bytes came and are kept" if part.exists() else ""
    why = "the connection was cut" if isinstance(cause, _Cut) else str(getattr(cause, "reason", cause) or "no answer")
    return FactsError(f"{url}: {why}{came}", "Run the same command again: it goes on from there.")
