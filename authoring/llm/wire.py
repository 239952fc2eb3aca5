"""Requests as the bytes that go out. Three ways to ask for JSON, strictest first; servers differ in what they take."""

from typing import Final, Literal

import orjson

from authoring.llm.model import Message, Request
from authoring.llm.names import ModelName

Mode = Literal["strict_schema", "json_object", "words"]
MODES: Final[tuple[Mode, ...]] = ("strict_schema", "json_object", "words")

_ABOUT_THE_MODE: Final = ("response_format", "json_schema", "json_object", "structured output", "schema")


def body_of(request: Request, name: ModelName, mode: Mode) -> bytes:
    """The JSON body. In the two loose modes the schema stands in the instructions instead."""
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
    elif mode == "json_object":
        body["response_format"] = {"type": "json_object"}
    return orjson.dumps(body)


def is_about_the_mode(detail: str) -> bool:
    """Whether a server's refusal is about the way JSON was asked for, so that a looser one may do."""
    return any(word in detail.lower() for word in _ABOUT_THE_MODE)


def _messages(request: Request, mode: Mode) -> tuple[Message, ...]:
    if mode == "strict_schema":
        return request.messages
    first, *others = request.messages
    told = f"{first.text}\n\nAnswer with one JSON object and nothing else. It fits this JSON Schema:\n"
    return (Message(first.role, told + request.schema.decode()), *others)
