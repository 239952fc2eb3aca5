"""What comes back from a server, as a completion with a name: answers, and every kind of failure."""

import email.utils
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import orjson

from authoring.llm.limits import limits_of
from authoring.llm.model import Completion
from authoring.llm.outcomes import Stop
from schemas.events import Usage

if TYPE_CHECKING:
    pass

ONE_ATTEMPT: Final = Usage(input_tokens=0, output_tokens=0, cached_input_tokens=0, attempts=1)

_STOPS: Final[Mapping[str, Stop]] = {"length": "length", "content_filter": "content_filter"}
_BY_STATUS: Final[Mapping[int, Stop]] = {
    401: "bad_key",
    403: "bad_key",
    404: "unknown_model",
    408: "timeout",
    413: "too_long",
    501: "bad_request",
    429: "rate_limit",
}
_BY_CODE: Final[Mapping[str, Stop]] = {
    "context_length_exceeded": "too_long",
    "insufficient_quota": "quota",
    "content_filter": "content_filter",
    "content_policy_violation": "content_filter",
    "model_not_found": "unknown_model",
    "invalid_api_key": "bad_key",
}
_LONGEST_DETAIL: Final = 2000


def completion_of(body: bytes, seconds: float) -> Completion:
    """A chat completion from the bytes of an answer; `unreadable` where it is none."""
    try:
        answer = orjson.loads(body)
    except ValueError:
        return Completion("unreadable", detail=body[:_LONGEST_DETAIL].decode("utf-8", "replace"))
    return completion_from(answer, seconds)


def completion_from(answer: Any, seconds: float) -> Completion:  # noqa: ANN401 - any JSON
    """A chat completion from an answer that is read already."""
    try:
        choice = answer["choices"][0]
        message = choice["message"]
        reply, refused = text_of(message.get("content")), text_of(message.get("refusal"))
        reply = _called_with(message.get("tool_calls")) or reply
        model, finish = str(answer.get("model") or ""), str(choice.get("finish_reason"))
    except (LookupError, TypeError, AttributeError):
        return Completion("unreadable", detail=orjson.dumps(answer)[:_LONGEST_DETAIL].decode("utf-8", "replace"))
    stop = _STOPS.get(finish, "complete")
    if refused and stop == "complete":
        stop = "refusal"
    elif stop == "complete" and not reply.strip():
        return Completion("unreadable", detail="the answer is empty", usage=_usage(answer), seconds=seconds)
    return Completion(stop, text=reply or refused, model=model, usage=_usage(answer), detail=refused, seconds=seconds)


def text_of(content: object) -> str:
    """The words of a message: a string, or the text parts that some servers send."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str))
    return content if isinstance(content, str) else ""


def _called_with(calls: object) -> str:
    """The arguments of the first function that was called: the answer, where it was asked for as a tool."""
    if not isinstance(calls, list) or not calls or not isinstance(calls[0], dict):
        return ""
    function = calls[0].get("function")
    return text_of(function.get("arguments")) if isinstance(function, dict) else ""


def _usage(answer: Mapping[str, Any]) -> Usage:
    usage = answer.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    details = usage.get("prompt_tokens_details")
    return Usage(
        input_tokens=_count(usage.get("prompt_tokens")),
        output_tokens=_count(usage.get("completion_tokens")),
        cached_input_tokens=_count(details.get("cached_tokens")) if isinstance(details, dict) else 0,
        attempts=1,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def failure_of(cause: Exception) -> Completion:
    """An exception of the client library or of what it stands on, as a completion."""
    import httpx2  # noqa: PLC0415 - loaded already: they raised
    import openai  # noqa: PLC0415

    if isinstance(cause, openai.APIStatusError):
        return failure_of_status(cause.status_code, cause.response.headers, cause.response.content)
    below = cause.__cause__ if isinstance(cause, openai.APIConnectionError) else cause
    # The client's aiohttp transport calls a refused connection a connect timeout.
    if isinstance(below, httpx2.ConnectError | httpx2.ConnectTimeout):
        return Completion("connection", detail=str(below), reached=False)
    if isinstance(below, httpx2.TimeoutException) or isinstance(cause, openai.APITimeoutError):
        return Completion("timeout", detail=str(cause))
    if isinstance(cause, openai.APIConnectionError):
        return Completion("connection", detail=str(below or cause))
    if isinstance(cause, openai.APIError):  # an error that came inside a stream
        error = _error_of(cause.body)
        return Completion(_by_code(error) or "server_error", detail=str(cause))
    if isinstance(cause, ValueError):
        return Completion("unreadable", detail=str(cause))
    return Completion("connection", detail=f"{type(cause).__name__}: {cause}")


def failure_of_status(status: int, headers: Mapping[str, str], content: bytes) -> Completion:
    """An answer that is a refusal, as a completion."""
    try:
        body = orjson.loads(content)
    except ValueError:
        body = content.decode("utf-8", "replace")
    message = _error_of(body).get("message")
    said = message if isinstance(message, str) else str(body or "")
    return Completion(
        stop_of_status(status, _error_of(body)),
        detail=f"HTTP {status}: {said[:_LONGEST_DETAIL]}",
        retry_after=_retry_after(headers),
        limits=limits_of(headers),
    )


def stop_of_status(status: int, error: Mapping[str, Any]) -> Stop:
    """What an HTTP status means, and the error object that came with it."""
    by_code = _by_code(error)
    if by_code:
        return by_code
    return _BY_STATUS.get(status) or ("server_error" if status >= 500 else "bad_request")


def _by_code(error: Mapping[str, Any]) -> Stop | None:
    return _BY_CODE.get(str(error.get("code"))) or _BY_CODE.get(str(error.get("type")))


def _error_of(body: object) -> Mapping[str, Any]:
    inner = body.get("error", body) if isinstance(body, dict) else {}
    return inner if isinstance(inner, dict) else {}


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from `retry-after-ms` or `retry-after`, which is seconds or a date."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    try:
        return max(0.0, email.utils.parsedate_to_datetime(headers["retry-after"]).timestamp() - time.time())
    except (KeyError, ValueError):
        return None
