"""A model on an OpenAI-compatible server: one client on aiohttp, requests posted as ready bytes, outcomes by name.

The client library is imported at the first request. It does not retry here and never sees a pydantic class: the
schema goes out as the JSON text it was made as.
"""

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

from pydantic import SecretStr

from authoring.llm.model import Completion, Request
from authoring.llm.names import ModelName
from authoring.llm.outcomes import Stop
from authoring.llm.replies import ONE_ATTEMPT, completion_of, failure_of
from authoring.llm.wire import MODES, Mode, body_of, is_about_the_mode
from authoring.text import clean_line

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_NO_KEY_NEEDED: Final = "none"
_LONGEST_DETAIL: Final = 300


class OpenAiModel:
    """One model at one server. `timeout` is of a whole request, in seconds.

    The way of asking for JSON that the server took last is kept, and the next request begins with it.
    """

    def __init__(self, name: ModelName, key: SecretStr | None, timeout: float = 180.0) -> None:
        self._name = name
        self._key = key
        self._timeout = timeout
        self._mode: Mode = MODES[0]
        self._client: AsyncOpenAI | None = None

    @property
    def name(self) -> str:
        """`provider/model`."""
        return str(self._name)

    async def complete(self, request: Request) -> Completion:
        """The completion. Never raises for what a server or a network does."""
        if self._key is None and self._name.key_variable is not None:
            return Completion("no_key")
        completion = await self._once(request)
        while completion.stop == "bad_request" and self._mode != MODES[-1] and is_about_the_mode(completion.detail):
            self._mode = MODES[MODES.index(self._mode) + 1]
            completion = await self._once(request)
        return completion

    async def close(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _once(self, request: Request) -> Completion:
        body = body_of(request, self._name, self._mode)
        started = time.monotonic()
        try:
            client = self._opened()  # loads the library: not part of anybody's time to answer
        except (ModuleNotFoundError, RuntimeError):  # the second: the library without its aiohttp extra
            return Completion("not_installed")
        try:
            async with asyncio.timeout(self._timeout):
                text = await _post(client, body)
        except TimeoutError:
            return self._failed("timeout", f"no answer in {self._timeout:g} s", started)
        except Exception as cause:  # whatever a library raises has a name of ours from here on
            completion = failure_of(cause)
            return self._failed(completion.stop, completion.detail, started, completion.retry_after)
        completion = completion_of(text, time.monotonic() - started)
        return (
            self._failed(completion.stop, completion.detail, started) if completion.stop == "unreadable" else completion
        )

    def _opened(self) -> "AsyncOpenAI":
        if self._client is None:
            from openai import AsyncOpenAI, DefaultAioHttpClient  # noqa: PLC0415 - about a second

            self._client = AsyncOpenAI(
                api_key=self._key.get_secret_value() if self._key else _NO_KEY_NEEDED,
                base_url=self._name.base_url,
                max_retries=0,
                timeout=self._timeout,
                http_client=DefaultAioHttpClient(timeout=self._timeout),
            )
        return self._client

    def _failed(self, stop: Stop, detail: str, started: float, retry_after: float | None = None) -> Completion:
        """A failure as a completion; its words are safe, short, and without the key, whoever wrote them."""
        words = clean_line(detail[: 8 * _LONGEST_DETAIL])
        if self._key is not None:
            words = words.replace(self._key.get_secret_value(), "[key]")
        return Completion(
            stop,
            detail=words[:_LONGEST_DETAIL],
            usage=ONE_ATTEMPT,
            seconds=time.monotonic() - started,
            retry_after=retry_after,
        )


async def _post(client: "AsyncOpenAI", body: bytes) -> bytes:
    import httpx2  # noqa: PLC0415 - comes with the client library

    response: Any = await client.post(
        "/chat/completions",
        cast_to=httpx2.Response,
        content=body,
        options={"headers": {"Content-Type": "application/json"}},
    )
    return bytes(response.content)
