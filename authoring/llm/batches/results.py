"""What stands in the files that come back: one line a request, in any order, and not always what was asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from authoring.llm.model import Completion
from authoring.llm.outcomes import Stop
from authoring.llm.replies import ONE_ATTEMPT, completion_from, stop_of_status
from authoring.text import clean_line

_LONGEST: Final = 300
_BY_CODE: Final[dict[str, Stop]] = {
    "batch_expired": "expired",
    "batch_cancelled": "cancelled",
    "request_timeout": "timeout",
}


class Row(NamedTuple):
    """One line of a file of results: which request it answers (None: it cannot be told), and how that ended."""

    custom_id: str | None
    completion: Completion


def rows(path: Path) -> Iterator[Row]:
    """The lines of a file of results. What cannot be read is a row that answers nothing."""
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield _row(line)


def _row(line: bytes) -> Row:
    try:
        found = orjson.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("custom_id"), str):
        return Row(None, Completion("unreadable", detail=clean_line(line[:_LONGEST].decode("utf-8", "replace"))))
    return Row(found["custom_id"], _completion(found.get("response"), found.get("error")))


def _completion(response: Any, error: Any) -> Completion:  # noqa: ANN401 - any JSON
    if isinstance(response, dict) and isinstance(response.get("status_code"), int):
        status, body = response["status_code"], response.get("body")
        if 200 <= status < 300:
            return _with_attempt(completion_from(body, 0.0))
        failed = body.get("error", body) if isinstance(body, dict) else {}
        failed = failed if isinstance(failed, dict) else {}
        return Completion(stop_of_status(status, failed), detail=_said(failed, f"HTTP {status}"), usage=ONE_ATTEMPT)
    error = error if isinstance(error, dict) else {}
    stop = _BY_CODE.get(str(error.get("code")), "server_error" if error else "unreadable")
    return Completion(stop, detail=_said(error, "a result without an answer"), reached=stop != "expired")


def _with_attempt(completion: Completion) -> Completion:
    if completion.usage.attempts:
        return completion
    return Completion(completion.stop, detail=clean_line(completion.detail)[:_LONGEST], usage=ONE_ATTEMPT)


def _said(error: dict[str, Any], otherwise: str) -> str:
    message = error.get("message")
    return clean_line(message)[:_LONGEST] if isinstance(message, str) and message else otherwise
