"""Posting a whole request past the client library's own layers, over its HTTP client.

What the library does around a request (options, copies, merged headers, telemetry) takes more of the processor than the request
itself; a run of thousands feels it. Its addresses, its headers and its connections are used as they are.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

_TELEMETRY: Final = "x-stainless-"


class Posting:
    """Where a client posts chat completions, with everything that is the same for each of them made once."""

    def __init__(self, client: "AsyncOpenAI", http: "httpx2.AsyncClient") -> None:
        import httpx2  # noqa: PLC0415 - comes with the client library

        self._http = http
        self._url = httpx2.URL(f"{client.base_url}chat/completions")
        given = {**client.default_headers, **client.auth_headers}
        told = [(name, value) for name, value in given.items() if isinstance(value, str)]
        self._headers = [
            (b"Host", self._url.netloc),
            *((name.encode(), value.encode()) for name, value in told if not name.lower().startswith(_TELEMETRY)),
        ]
        self._extensions = {"timeout": http.timeout.as_dict()}

    async def post(self, body: bytes) -> "httpx2.Response":
        """The answer, read to its end, whatever its status. Raises what the HTTP client raises."""
        import httpx2  # noqa: PLC0415 - loaded already

        length = (b"Content-Length", str(len(body)).encode())
        request = httpx2.Request(
            "POST", self._url, headers=[*self._headers, length], content=body, extensions=self._extensions
        )
        return await self._http.send(request)
