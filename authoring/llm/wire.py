"""Requests as the bytes that go out. Four ways to ask for JSON, strictest first; servers differ in what they take."""

from typing import Final, Literal

import orjson

from authoring.llm.model import Message, Request
from authoring.llm.names import ModelName

Mode = Literal["strict_schema", "tool", "json_object", "words"]
MODES: Final[tuple[Mode, ...]] = ("strict_schema", "tool", "json_object", "words")

_ABOUT_THE_MODE: Final = (
    "response_format", "json_schema", "json_object", "structured output", "schema", "tool", "function", "grammar",
)  # fmt: skip
_ABOUT_STREAM_USAGE: Final = ("stream_options", "include_usage")
_SCHEMA_GOES_ALONG: Final = frozenset({"strict_schema", "tool"})


def first_mode(name: ModelName) -> Mode:
    """The strictest way that the server is not known to pass over in silence."""
    return "tool" if name.ignores_formats else MODES[0]


def body_of(request: Request, name: ModelName, mode: Mode, *, stream: bool = False, count: bool = True) -> bytes:
    """The JSON body. In the two loose modes the schema stands in the instructions instead.

    With `stream` the answer comes in pieces, and with `count` its usage after them.
    """
    body: dict[str, object] = {
        "model": name.model,
        "messages": [{"role": each.role, "content": each.text} for each in _messages(request, mode)],
        # OpenAI retired `max_tokens`; other servers know no other name.
        "max_completion_tokens" if name.provider == "openai" else "max_tokens": request.max_tokens,
    }
    body |= {each.name: orjson.loads(each.value) for each in request.parameters}
    if mode == "strict_schema":
        schema = {"name": request.schema_name, "strict": True, "schema": orjson.Fragment(request.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif mode == "tool":
        body |= _as_tool(request)
    elif mode == "json_object":
        body["response_format"] = {"type": "json_object"}
    if stream:
        body |= {"stream": True, **({"stream_options": {"include_usage": True}} if count else {})}
    return orjson.dumps(body)


def looser_mode(mode: Mode) -> Mode | None:
    """The next way to ask for JSON, for a server that does not take this one; None after the last."""
    return MODES[MODES.index(mode) + 1] if mode != MODES[-1] else None


def is_about_the_mode(detail: str) -> bool:
    """Whether a server's refusal is about the way JSON was asked for, so that a looser one may do."""
    return any(word in detail.lower() for word in _ABOUT_THE_MODE)


def is_about_stream_usage(detail: str) -> bool:
    """Whether a server's refusal is about being asked for the usage of a stream."""
    return any(word in detail.lower() for word in _ABOUT_STREAM_USAGE)


def _as_tool(request: Request) -> dict[str, object]:
    """One function that has to be called, whose arguments are the answer."""
    function = {
        "name": request.schema_name,
        "description": "Hand in what was asked for.",
        "parameters": orjson.Fragment(request.schema),
        "strict": True,
    }
    return {
        "tools": [{"type": "function", "function": function}],
        "tool_choice": {"type": "function", "function": {"name": request.schema_name}},
    }


def _messages(request: Request, mode: Mode) -> tuple[Message, ...]:
    if mode in _SCHEMA_GOES_ALONG:
        return request.messages
    first, *others = request.messages
    told = f"{first.text}\n\nAnswer with one JSON object and nothing else. It fits this JSON Schema:\n"
    return (Message(first.role, told + request.schema.decode()), *others)
