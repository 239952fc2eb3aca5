"""A model on an OpenAI-compatible server: one client on aiohttp, requests posted as ready bytes, outcomes by name.

The client library is imported at the first request. It does not retry here and never sees a pydantic class: the
schema goes out as the JSON text it was made as.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import orjson
from pydantic import SecretStr

from authoring.llm.journal import Exchange, Journal
from authoring.llm.limits import limits_of
from authoring.llm.model import Completion, Delta, Listener, Request, added
from authoring.llm.names import ModelName
from authoring.llm.posting import Posting
from authoring.llm.remembering import Abilities, ServerMemory
from authoring.llm.replies import ONE_ATTEMPT, completion_of, failure_of, failure_of_status
from authoring.llm.streams import Censored, StreamedReply
from authoring.llm.wire import body_of, first_mode, is_about_stream_usage, is_about_the_mode, looser_mode
from authoring.text import clean_line

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI, AsyncStream

_NO_KEY_NEEDED: Final = "none"
_NOT_SAID: Final = "[key]"
_LONGEST_DETAIL: Final = 300
_MAY_BE_THE_MODE: Final = frozenset({"bad_request", "unknown_model"})
"""Some gateways say of a model that cannot be asked that way that there is no such model."""


class OpenAiModel:
    """One model at one server. `timeout` is of a whole request, in seconds.

    The way of asking that the server took last is kept, in `memory` also for the next run, and the next request begins
    with it. `journal` is told every exchange, without the key.
    """

    def __init__(
        self,
        name: ModelName,
        key: SecretStr | None,
        timeout: float = 180.0,
        memory: ServerMemory | None = None,
        journal: Journal | None = None,
    ) -> None:
        self._name = name
        self._key = key
        self._timeout = timeout
        self._memory = memory
        self._journal = journal
        self._known = (memory.of(name) if memory else None) or Abilities(first_mode(name))
        self._client: AsyncOpenAI | None = None
        self._http: httpx2.AsyncClient
        self._posting: Posting | None = None

    @property
    def name(self) -> str:
        """`provider/model`."""
        return str(self._name)

    async def complete(self, request: Request, heard: Listener | None = None) -> Completion:
        """The completion, streamed where somebody listens. Never raises for what a server or a network does."""
        if self._key is None and self._name.key_variable is not None:
            return Completion("no_key")
        way = self._known
        completion = await self._once(request, way, heard)
        while (looser := _looser(way, completion)) is not None:
            way, before = looser, completion.usage
            completion = await self._once(request, way, heard)
            completion = replace(completion, usage=added(before, completion.usage))
        if completion.stop == "complete" and way != self._known:
            self._known = way
            if self._memory:
                self._memory.learn(self._name, way)
        return completion

    async def close(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            await self._client.close()
            self._client = self._posting = None

    async def _once(self, request: Request, way: Abilities, heard: Listener | None) -> Completion:
        body = body_of(request, self._name, way.mode, stream=heard is not None, count=way.counts_streams)
        started = time.monotonic()
        try:
            client = self._opened()  # loads the library: not part of anybody's time to answer
        except (ModuleNotFoundError, RuntimeError):  # the second: the library without its aiohttp extra
            return Completion("not_installed")
        exchange = Exchange("", self.name, self._name.server, body)
        try:
            if heard is None:
                completion = await self._whole(client, body, exchange)
            else:
                deaf_to_keys = Censored(heard, self._spellings(), _NOT_SAID)
                completion = await self._in_pieces(client, body, deaf_to_keys, exchange)
        except TimeoutError:
            completion = Completion("timeout", detail=f"no answer in {self._timeout:g} s")
        except Exception as cause:  # whatever a library raises has a name of ours from here on
            completion = failure_of(cause)
        completion = self._told(completion, time.monotonic() - started)
        if self._journal is not None:
            exchange.key = request.key(self.name)  # a hash of all of it: not made for nothing
            self._journal.write(exchange, completion, self._without_key)
        return completion

    async def _whole(self, client: "AsyncOpenAI", body: bytes, exchange: Exchange) -> Completion:
        if self._posting is None:
            self._posting = Posting(client, self._http)
        async with asyncio.timeout(self._timeout):
            response = await self._posting.post(body)
        if response.is_error:
            return failure_of_status(response.status_code, response.headers, response.content)
        exchange.reply = response.content
        return replace(completion_of(exchange.reply, 0.0), limits=limits_of(response.headers))

    async def _in_pieces(self, client: "AsyncOpenAI", body: bytes, heard: Listener, exchange: Exchange) -> Completion:
        """The answer as it comes. Once its end is here it is an answer, whatever happens to the connection or to us."""
        reply = StreamedReply()
        try:
            async with asyncio.timeout(self._timeout):
                stream = await _open_stream(client, body)
                if stream.response.headers.get("content-type", "").startswith("application/json"):
                    exchange.reply = await stream.response.aread()  # a server that does not stream
                    completion = completion_of(exchange.reply, 0.0)
                    heard(Delta(completion.text, first=True, last=True))
                    return completion
                await _listen(stream, reply, heard, exchange.chunks.append)
        except (Exception, asyncio.CancelledError):
            if not reply.ended:
                raise
        finally:
            self._mend_split_keys(reply, exchange)
        return reply.completion(0.0)

    def _mend_split_keys(self, reply: StreamedReply, exchange: Exchange) -> None:
        """An exchange whose pieces make up a key is told as one answer, where a key is found and goes."""
        whole = orjson.dumps(reply.answer())
        if self._without_key(whole.decode()) != whole.decode():
            exchange.chunks, exchange.reply = [], whole

    def _opened(self) -> "AsyncOpenAI":
        if self._client is None:
            from openai import AsyncOpenAI, DefaultAioHttpClient  # noqa: PLC0415 - about a second

            self._http = DefaultAioHttpClient(timeout=self._timeout)
            self._client = AsyncOpenAI(
                api_key=self._key.get_secret_value() if self._key else _NO_KEY_NEEDED,
                base_url=self._name.base_url,
                max_retries=0,
                timeout=self._timeout,
                http_client=self._http,
            )
        return self._client

    def _told(self, completion: Completion, seconds: float) -> Completion:
        """With its time, and without the key, whoever wrote it; a failure's words are safe and short."""
        attempts = completion.usage if completion.usage.attempts else ONE_ATTEMPT
        detail = self._without_key(clean_line(completion.detail[: 8 * _LONGEST_DETAIL]))[:_LONGEST_DETAIL]
        text = self._without_key(completion.text)
        return replace(completion, text=text, usage=attempts, seconds=seconds, detail=detail)

    def _without_key(self, text: str) -> str:
        """The text without the key."""
        for spelling in self._spellings():
            text = text.replace(spelling, _NOT_SAID)
        return text

    def _spellings(self) -> tuple[str, ...]:
        """The key as it is and as JSON spells it."""
        if self._key is None:
            return ()
        key = self._key.get_secret_value()
        return tuple(dict.fromkeys((key, orjson.dumps(key).decode()[1:-1])))


def load_library() -> None:
    """Load the client library ahead of the first request, which would wait a second for it; without it, do nothing."""
    with suppress(ImportError, RuntimeError):
        from openai import AsyncOpenAI, DefaultAioHttpClient  # noqa: F401, PLC0415 - what `OpenAiModel` will ask for


_JSON_BODY: Final[Any] = {"headers": {"Content-Type": "application/json"}}


async def _open_stream(client: "AsyncOpenAI", body: bytes) -> "AsyncStream[object]":
    from openai import AsyncStream  # noqa: PLC0415 - loaded already

    return await client.post(
        "/chat/completions",
        cast_to=object,
        content=body,
        options=_JSON_BODY,
        stream=True,
        stream_cls=AsyncStream[object],
    )


async def _listen(
    stream: "AsyncStream[object]", reply: StreamedReply, heard: Listener, note: Callable[[object], None]
) -> None:
    first = True
    async with stream:
        async for chunk in stream:
            note(chunk)
            before, piece = reply.ended, reply.take(chunk)
            if piece or reply.ended != before:
                heard(Delta(piece, first, last=reply.ended))
                first = False


def _looser(tried: Abilities, completion: Completion) -> Abilities | None:
    """How to ask instead, where the server would not be asked that way."""
    if completion.stop not in _MAY_BE_THE_MODE:
        return None
    if tried.counts_streams and is_about_stream_usage(completion.detail):
        return replace(tried, counts_streams=False)
    looser = looser_mode(tried.mode)
    return replace(tried, mode=looser) if looser and is_about_the_mode(completion.detail) else None
