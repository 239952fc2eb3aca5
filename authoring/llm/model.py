"""What a model is: one method that turns a request into a completion, whatever happened on the way.

Whoever wants to see the answer come passes a listener; the completion at the end is the same either way. What wraps a
model (retries, a budget, a journal) hands the listener on, and a stop is the cancelling of the one coroutine there is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from authoring.llm.limits import Limits
from authoring.llm.outcomes import Stop
from schemas.base import Sha256, content_hash
from schemas.events import Parameter, Usage

Role = Literal["system", "user", "assistant"]

NOTHING_USED: Final = Usage(input_tokens=0, output_tokens=0, cached_input_tokens=0, attempts=0)


@dataclass(frozen=True)
class Message:
    """One turn of a conversation."""

    role: Role
    text: str


@dataclass(frozen=True)
class Request:
    """What is asked of a model. `schema` is the JSON text of a strict JSON Schema, made once per section.

    `grounds` names what the prompt was made from (fact sheet, locale); it goes into the key and not on the wire.
    `turn` is 0 for the first ask, then one more each time an answer was sent back with reasons. `named_by` stands in the key
    for messages that also carry what merely helps and grows meanwhile: its growth makes no other request.
    """

    messages: tuple[Message, ...]
    schema_name: str
    schema: bytes
    max_tokens: int
    parameters: tuple[Parameter, ...] = ()
    grounds: tuple[str, ...] = ()
    turn: int = 0
    named_by: tuple[Message, ...] = ()

    def key(self, model: str) -> Sha256:
        """The job key: the same request to the same model has the same one, and is paid for once."""
        return content_hash(
            {
                "model": model,
                "messages": [[message.role, message.text] for message in self.named_by or self.messages],
                "schema": self.schema.decode(),
                "max_tokens": self.max_tokens,
                "parameters": [[each.name, each.value] for each in self.parameters],
                "grounds": list(self.grounds),
                "turn": self.turn,
            }
        )

    def answered(self, reply: str, reasons: str) -> "Request":
        """The request that shows the model its own reply and why it cannot stand. Only the last reply is shown."""
        turns = (Message("assistant", reply), Message("user", reasons))
        named_by = (*_opening(self.named_by), *turns) if self.named_by else ()
        return replace(self, messages=(*_opening(self.messages), *turns), turn=self.turn + 1, named_by=named_by)


def _opening(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    return tuple(message for message in messages if message.role != "assistant")[:2]


@dataclass(frozen=True)
class Completion:
    """How one request ended. `text` is what the model said, also where it was cut off; `model` is the server's word.

    `usage.attempts` counts requests on the wire, failed ones too. `retry_after` is in seconds, where the server said.
    `reached` is False where no server was, so that nothing can have been charged. `share` of the usual price is what it cost.
    """

    stop: Stop
    text: str = ""
    model: str = ""
    usage: Usage = NOTHING_USED
    detail: str = ""
    seconds: float = 0.0
    retry_after: float | None = None
    reached: bool = True
    limits: Limits | None = None
    share: float = 1.0


@dataclass(frozen=True)
class Delta:
    """A piece of an answer that is still coming.

    `first`: an answer begins with it, what came before it is void. `last`: the answer has ended with it.
    """

    text: str
    first: bool = False
    last: bool = False


Listener = Callable[[Delta], None]
"""Hears an answer come, in the thread of the loop. It must be quick, and what it hears is no answer yet."""


class Model(Protocol):
    """Something that completes requests. `name` is `provider/model`, as people write it."""

    @property
    def name(self) -> str:
        """`provider/model`."""
        ...

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """The completion; `heard` is told each piece as it comes. Never raises for what a server or a network does.

        Cancelled before the answer has ended it raises `CancelledError`; afterwards it still returns the answer.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


def added(first: Usage, second: Usage) -> Usage:
    """Two usages as one."""
    return Usage(
        input_tokens=first.input_tokens + second.input_tokens,
        output_tokens=first.output_tokens + second.output_tokens,
        cached_input_tokens=first.cached_input_tokens + second.cached_input_tokens,
        attempts=first.attempts + second.attempts,
    )
