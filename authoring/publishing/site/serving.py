"""Showing drafts on this machine: every page as it would look now, reloading while somebody edits.

Invariants: it listens on the loopback interface only, answers only requests that name that interface (a page elsewhere can
lead a browser here by a name of its own), reads and writes nothing but what the publisher reads, and marks every page as
a draft.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from authoring.errors import AuthoringError, UsageError
from authoring.publishing.page.frame import Site, assets
from authoring.publishing.profile_json import PublicProfile
from authoring.publishing.site.building import joining_files
from authoring.publishing.site.entries import Entry, entry_of
from schemas.base import Locale, SocCode
from schemas.facts import Dataset
from schemas.saying import said

LOOPBACK: Final = "127.0.0.1"
_NAMES: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_LOOK_EVERY: Final = 0.5
_BEAT: Final = 15.0
_TYPES: Final = {
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "xml": "application/xml; charset=utf-8", "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8",
}  # fmt: skip
LIVE: Final = b"""\"use strict\";
new EventSource("/events").addEventListener("changed", () => location.reload());
"""


class Drafts(Protocol):
    """What is previewed; `authoring.publishing.publisher.Publisher` offers it."""

    def previewed(self) -> Mapping[tuple[SocCode, Locale], object]:
        """Every page there is, with a value that is another whenever the page is."""

    def preview(self, soc: SocCode, locale: Locale) -> PublicProfile:
        """A profile as it stands now. Raises `AuthoringError`."""

    def preview_page(self, soc: SocCode, locale: Locale, site: Site, others: Sequence[Locale]) -> str:
        """Its page, marked as a draft."""

    @property
    def datasets(self) -> Sequence[Dataset]:
        """The datasets of the fact base."""


@dataclass
class _Kept:
    stamp: object
    entry: Entry


class DraftSite:
    """The pages of a site of drafts, each made when it is asked for and kept until its text changes."""

    def __init__(self, drafts: Drafts, site: Site) -> None:
        self._drafts = drafts
        self._site = replace(site, url="", live=True)
        self._kept: dict[tuple[SocCode, Locale], _Kept] = {}
        self._joined: tuple[object, Mapping[str, bytes]] = (None, {})
        self._lock = threading.Lock()

    def stamp(self) -> object:
        """Another value whenever some text is another."""
        return tuple(sorted(self._drafts.previewed().items(), key=lambda item: item[0]))

    def file(self, path: str) -> bytes | None:
        """The file at that path, None where there is none. Raises `AuthoringError` where a page cannot be drawn."""
        with self._lock:
            if path == "live.js":
                return LIVE
            if path in _shipped():
                return _shipped()[path]
            return self._page(path)

    def _page(self, path: str) -> bytes | None:
        locale, _, name = path.partition("/")
        soc = name.removesuffix(".html")
        there = self._drafts.previewed()
        if (soc, locale) in there:
            others = [other for code, other in there if code == soc and other != locale]
            return self._drafts.preview_page(soc, locale, self._site, others).encode()
        return self._joining(there).get(path or "index.html")

    def _joining(self, there: Mapping[tuple[SocCode, Locale], object]) -> Mapping[str, bytes]:
        now = tuple(there.items())
        if self._joined[0] != now:
            entries = [self._entry(soc, locale, stamp) for (soc, locale), stamp in there.items()]
            entries.sort(
                key=lambda entry: (list(dict.fromkeys(each[1] for each in there)).index(entry.locale), entry.soc)
            )
            files = (
                dict(joining_files(entries, self._site, self._drafts.datasets, self._drafts.preview)) if entries else {}
            )
            self._joined = (now, files)
        return self._joined[1]

    def _entry(self, soc: SocCode, locale: Locale, stamp: object) -> Entry:
        kept = self._kept.get((soc, locale))
        if kept is None or kept.stamp != stamp:
            kept = self._kept[soc, locale] = _Kept(stamp, entry_of(self._drafts.preview(soc, locale)))
        return kept.entry


def _shipped() -> Mapping[str, bytes]:
    return assets()


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for one `DraftSite`."""

    protocol_version = "HTTP/1.1"
    server_version = "author"
    sys_version = ""

    def __init__(self, site: DraftSite, stopping: threading.Event, *rest: object) -> None:
        self._site = site
        self._stopping = stopping
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """One file, or the stream of changes."""
        if not self._is_ours():
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, b"this preview answers to localhost only\n", "txt")
            return
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if path == "events":
            self._events()
            return
        try:
            found = self._site.file(path + "index.html" if path.endswith("/") else path)
        except AuthoringError as error:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error.message}\n{error.hint}\n".encode(), "txt")
            return
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND, b"there is no such page\n", "txt")
            return
        self._answer(HTTPStatus.OK, found, path.rpartition(".")[2] if "." in path else "html")

    do_HEAD = do_GET  # noqa: N815 - the name is the library's

    def log_message(self, format: str, *words: object) -> None:
        """Requests are not worth a line each."""

    def _is_ours(self) -> bool:
        name = self.headers.get("Host", "")
        host = name if name.endswith("]") else name.rpartition(":")[0] or name
        return host.lower() in _NAMES

    def _answer(self, status: HTTPStatus, content: bytes, suffix: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        was, beaten = self._site.stamp(), time.monotonic()
        try:
            self.wfile.write(b": here\n\n")
            while not self._stopping.wait(_LOOK_EVERY):
                now = self._site.stamp()
                if now != was:
                    was = now
                    self.wfile.write(b"event: changed\ndata: text\n\n")
                elif time.monotonic() - beaten > _BEAT:
                    beaten = time.monotonic()
                    self.wfile.write(b": still here\n\n")
        except OSError:
            return  # the reader is gone


class Preview:
    """A server of drafts, bound and not yet answering. Raises `UsageError` where the port is taken."""

    def __init__(self, drafts: Drafts, site: Site, port: int) -> None:
        self._stopping = threading.Event()
        handler = partial(_Handler, DraftSite(drafts, site), self._stopping)
        try:
            self._server = ThreadingHTTPServer((LOOPBACK, port), handler)
        except OSError as cause:
            raise UsageError(
                said("port {port} cannot be used: {why}", port=port, why=cause.strerror),
                said("Take another one with --port."),
            ) from cause
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """Where it is read."""
        return f"http://localhost:{self._server.server_address[1]}/"

    def run(self) -> None:
        """Answer until `stop`, or until the keyboard says so."""
        try:
            self._server.serve_forever(poll_interval=0.2)
        finally:
            self._stopping.set()
            self._server.server_close()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._stopping.set()
        self._server.shutdown()
