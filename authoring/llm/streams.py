"""An answer that comes in pieces, put together as they arrive. What it is worth in the end is said by `replies`."""

from collections.abc import Iterable
from typing import Any, Final

from authoring.llm.model import Completion, Delta, Listener
from authoring.llm.replies import completion_from, text_of

_LONGEST: Final = 4_000_000
"""Characters. More than any section; a server that does not stop is not listened to for ever."""


class StreamedReply:
    """The chunks of one streamed chat completion. It has `ended` once the server said why it stopped."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._arguments: list[str] = []
        self._refusal: list[str] = []
        self._length = 0
        self._finish: str | None = None
        self._model = ""
        self._usage: Any = None
        self._heard = False

    @property
    def ended(self) -> bool:
        """Whether the whole answer is here; its usage may still be on the way."""
        return self._finish is not None

    def take(self, chunk: object) -> str:
        """Take a chunk in; gives the new piece of the answer. Raises `ValueError` for what is no chunk."""
        if not isinstance(chunk, dict) or not isinstance(chunk.get("choices", []), list):
            raise ValueError(f"no chunk of a chat completion: {str(chunk)[:200]}")  # noqa: TRY004 - as other bad JSON
        self._heard = True
        self._model = str(chunk.get("model") or self._model)
        self._usage = chunk.get("usage") or self._usage
        pieces = [self._take_choice(choice) for choice in (chunk.get("choices") or [])[:1]]
        return "".join(pieces)

    def _take_choice(self, choice: object) -> str:
        if not isinstance(choice, dict):
            raise ValueError("no choice of a chat completion")  # noqa: TRY004 - as other bad JSON
        if choice.get("finish_reason"):
            self._finish = str(choice["finish_reason"])
        delta = choice.get("delta")
        if not isinstance(delta, dict):
            return ""
        text, arguments = text_of(delta.get("content")), _arguments(delta.get("tool_calls"))
        self._text.append(text)
        self._arguments.append(arguments)
        self._refusal.append(text_of(delta.get("refusal")))
        self._length += len(text) + len(arguments)
        if self._length > _LONGEST:
            raise ValueError(f"an answer of more than {_LONGEST:,} characters")
        return text + arguments

    def completion(self, seconds: float) -> Completion:
        """What it came to: as a whole answer, or a named failure where the end is missing."""
        if not self._heard:
            return Completion("unreadable", detail="no chunk of a chat completion came", seconds=seconds)
        if not self.ended:
            return Completion("broken_off", seconds=seconds)
        return completion_from(self.answer(), seconds)

    def answer(self) -> dict[str, Any]:
        """What is here so far, in the shape of an answer that came whole."""
        call = {"function": {"arguments": "".join(self._arguments)}}
        message = {"content": "".join(self._text), "refusal": "".join(self._refusal), "tool_calls": [call]}
        return {
            "model": self._model,
            "choices": [{"finish_reason": self._finish, "message": message}],
            "usage": self._usage,
        }


class Censored:
    """A listener that hands pieces on without some words, also where one is split over pieces.

    The end of a piece that may be the beginning of such a word waits for the next one.
    """

    def __init__(self, heard: Listener, words: Iterable[str], instead: str) -> None:
        self._heard = heard
        self._words = tuple(words)
        self._instead = instead
        self._waiting = ""

    def __call__(self, delta: Delta) -> None:
        """Take a piece in, and hand on what can be told by now."""
        text = delta.text if delta.first else self._waiting + delta.text
        for word in self._words:
            text = text.replace(word, self._instead)
        kept = 0 if delta.last else max((_begun(text, word) for word in self._words), default=0)
        text, self._waiting = text[: len(text) - kept], text[len(text) - kept :]
        if text or delta.first or delta.last:
            self._heard(Delta(text, delta.first, delta.last))


def _begun(text: str, word: str) -> int:
    """How many characters at the end of `text` the word begins with, short of all of it."""
    return next((size for size in range(min(len(text), len(word) - 1), 0, -1) if text.endswith(word[:size])), 0)


def _arguments(calls: object) -> str:
    """The piece of the first tool call's arguments; another call would be another answer."""
    if not isinstance(calls, list):
        return ""
    first = (call for call in calls if isinstance(call, dict) and call.get("index", 0) == 0)
    functions = (call.get("function") for call in first)
    return "".join(text_of(function.get("arguments")) for function in functions if isinstance(function, dict))
