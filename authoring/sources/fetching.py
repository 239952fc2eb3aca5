"""Fetches one document over HTTP within limits: bytes, seconds, redirects, kinds. Every way it can fail has a message."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from authoring import __version__
from authoring.errors import SourceError
from authoring.sources.addresses import Address, address_of
from authoring.text import clean_line

_MOST_REDIRECTS: Final = 5
_CHUNK: Final = 1 << 16
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TAKEN: Final = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown"})
_AGENT: Final = f"career-graph-authoring/{__version__} (sources of occupation profiles)"
_HINTS: Final = {
    401: "It asks for a login. Save the document from a browser and add the file, with --url.",
    403: "The server refuses programs. Save the document from a browser and add the file, with --url.",
    404: "Check the address; the document may have moved.",
    410: "The document is gone.",
}
_SAVE_IT: Final = "Save it from a browser and add the file, with --url."


@dataclass(frozen=True)
class Limits:
    """What fetching and reading one document may take. `seconds` is of the whole download."""

    most_bytes: int = 20 << 20
    seconds: float = 30.0
    private: bool = False


@dataclass(frozen=True)
class Fetched:
    """A document as it came. `url` is where it was in the end; `charset` is what the server says, if anything."""

    url: str
    content: bytes
    media_type: str
    charset: str | None = None


def fetch(url: str, limits: Limits) -> Fetched:
    """The document at that address. Raises `SourceError`."""
    ends, here = time.monotonic() + limits.seconds, url
    for _ in range(_MOST_REDIRECTS + 1):
        address = address_of(here, private=limits.private)
        found = _once(address, limits, ends)
        if isinstance(found, Fetched):
            return found
        here = urljoin(address.url, found)
    raise SourceError(f"{url} leads on more than {_MOST_REDIRECTS} times", "Give the address it ends at.")


def reach(url: str, limits: Limits) -> int:
    """The status with which that address answers in the end; the document itself is not taken. Raises `SourceError`."""
    ends, here = time.monotonic() + limits.seconds, url
    for _ in range(_MOST_REDIRECTS + 1):
        address = address_of(here, private=limits.private)
        try:
            with _answer(address, ends) as response:
                if response.status not in _REDIRECTS or not response.headers["Location"]:
                    return response.status
                here = urljoin(address.url, clean_line(response.headers["Location"]))
        except (OSError, http.client.HTTPException, ValueError) as cause:
            raise _failed(address, cause, limits, ends) from None
    raise SourceError(f"{url} leads on more than {_MOST_REDIRECTS} times", "Give the address it ends at.")


def _once(address: Address, limits: Limits, ends: float) -> Fetched | str:
    """The document, or where it is said to be."""
    try:
        with _answer(address, ends) as response:
            if response.status in _REDIRECTS and response.headers["Location"]:
                return clean_line(response.headers["Location"])
            return _taken(address, response, limits, ends)
    except (OSError, http.client.HTTPException, ValueError) as cause:
        raise _failed(address, cause, limits, ends) from None


@contextmanager
def _answer(address: Address, ends: float) -> Iterator[http.client.HTTPResponse]:
    """The server's answer. The socket is shut when time is up, so that one byte a second cannot hold us."""
    opened = _open(address, max(0.1, ends - time.monotonic()))
    watch = threading.Timer(max(0.1, ends - time.monotonic()), _shut, (opened.sock,))
    watch.daemon = True
    watch.start()
    try:
        opened.request(
            "GET", address.target, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity", "Connection": "close"}
        )
        yield opened.getresponse()
    finally:
        watch.cancel()
        opened.close()


def _open(address: Address, seconds: float) -> http.client.HTTPConnection:
    """A connection to one of the addresses that were looked at; the host's name is used for TLS and Host only."""
    connection = http.client.HTTPConnection(address.host, address.port, timeout=seconds)
    plain = _reached(address, seconds)
    connection.sock = plain
    if address.scheme == "https":
        try:
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=address.host)
        except BaseException:
            plain.close()
            raise
        connection.default_port = http.client.HTTPS_PORT
    return connection


def _reached(address: Address, seconds: float) -> socket.socket:
    refused: OSError = ConnectionError("no address answered")
    for ip in address.ips:
        try:
            return socket.create_connection((ip, address.port), seconds)
        except OSError as cause:
            refused = cause
    raise refused


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        sock.close()


def _taken(address: Address, response: http.client.HTTPResponse, limits: Limits, ends: float) -> Fetched:
    if response.status != http.client.OK:
        raise SourceError(
            f"{address.url}: the server answered {response.status}", _HINTS.get(response.status, _SAVE_IT)
        )
    media_type = response.headers.get_content_type()
    if response.headers["Content-Type"] and media_type not in _TAKEN:
        raise SourceError(f"{address.url} is {clean_line(media_type)[:60]}, not HTML, PDF or text", _SAVE_IT)
    if response.headers.get("Content-Encoding", "identity").lower() not in ("identity", ""):
        raise SourceError(f"{address.url}: the server sends it packed, unasked", _SAVE_IT)
    content = _received(address, response, limits, ends)
    return Fetched(address.url, content, media_type, response.headers.get_content_charset())


def _received(address: Address, response: http.client.HTTPResponse, limits: Limits, ends: float) -> bytes:
    promised = response.length
    if promised is not None and promised > limits.most_bytes:
        raise _too_large(address.url, promised, limits.most_bytes)
    content = bytearray()
    while chunk := response.read(_CHUNK):
        content += chunk
        if len(content) > limits.most_bytes:
            raise _too_large(address.url, len(content), limits.most_bytes)
        if time.monotonic() > ends:
            raise TimeoutError
    if promised is not None and len(content) < promised:
        raise ConnectionError("the connection was cut")
    return bytes(content)


def _too_large(url: str, size: int, most: int) -> SourceError:
    return SourceError(
        f"{url} has more than {most / (1 << 20):,.3g} MB ({size:,} bytes and perhaps more)",
        "Take the part that matters, or raise `most_megabytes` under [sources].",
    )


def _failed(address: Address, cause: Exception, limits: Limits, ends: float) -> SourceError:
    if isinstance(cause, TimeoutError) or time.monotonic() >= ends - 0.05:
        return SourceError(
            f"{address.url} did not come within {limits.seconds:g} s", "Try again, or raise `seconds` under [sources]."
        )
    if isinstance(cause, ssl.SSLError):
        why = f"its certificate is not accepted ({clean_line(getattr(cause, 'reason', '') or 'TLS')})"
    elif isinstance(cause, http.client.HTTPException):
        why = "the server's answer is no HTTP"
    else:
        why = clean_line(getattr(cause, "strerror", None) or str(cause)) or "the connection was cut"
    return SourceError(f"{address.url}: {why}", "Check the address and the network, or add a saved file, with --url.")
