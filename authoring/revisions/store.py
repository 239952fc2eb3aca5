"""All logs of a workspace: histories to read, events to append, and the index over them."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from authoring.revisions.contents import DamagedLine, LogName
from authoring.revisions.history import History, histories
from authoring.revisions.log_files import LogFiles
from authoring.revisions.logs import Logs
from authoring.revisions.redacting import without_redacted
from authoring.revisions.rows import SectionRow
from schemas.base import Locale, SocCode
from schemas.events import Event, Redaction
from schemas.sections.registry import SECTION_NAMES, SectionName

if TYPE_CHECKING:
    from authoring.revisions.index import Index
    from authoring.revisions.text_index import Hit, Wanting

_LOGS_AT_ONCE: Final = 300


class Revisions:
    """The logs under `drafts`, or in `logs` where they lie elsewhere, with the index under `cache`.

    Making it touches no file. Reads raise `StorageError` where a log cannot be read, `UsageError` for a malformed code
    or locale.
    """

    def __init__(self, drafts: Path, cache: Path, logs: Logs | None = None) -> None:
        self.logs: Logs = logs or LogFiles(drafts, cache / "locks")
        self.drafts = drafts
        self.cache = cache
        self._index: Index | None = None
        self._guard = threading.Lock()

    def history(self, soc: SocCode, locale: Locale, section: SectionName) -> History:
        """The history of one section; empty where nothing was written."""
        return self.profile(soc, locale)[section]

    def profile(self, soc: SocCode, locale: Locale) -> Mapping[SectionName, History]:
        """The histories of all sections in page order, the empty ones too."""
        found = histories(soc, locale, without_redacted(self.logs.log(soc, locale).read().events))
        return {name: found.get(name) or History(soc, locale, name, ()) for name in SECTION_NAMES}

    def occupations(self) -> tuple[SocCode, ...]:
        """The codes that have at least one log, in order."""
        return tuple(dict.fromkeys(name.soc for name in self.logs.names()))

    def locales(self, soc: SocCode) -> tuple[Locale, ...]:
        """The locales that have a log of this occupation, in order."""
        return self.logs.locales(soc)

    def every_event(self) -> Iterator[Event]:
        """All events of the workspace, log by log, each log by time."""
        for name in self.logs.names():
            for history in self.profile(*name).values():
                yield from history.events

    def append(self, *events: Event) -> None:
        """Add events of one occupation and locale, all or none; on return they are on the disk.

        Raises `Conflict` where a parent is no longer the head (`theirs` is that head), `StorageError` where
        it cannot be written.
        """
        if not events:
            return
        soc, locale = events[0].soc, events[0].locale
        if any((event.soc, event.locale) != (soc, locale) for event in events):
            raise ValueError("one append is about one occupation in one locale")
        self.logs.log(soc, locale).append(*events)

    def redact(self, target: Event, redaction: Redaction) -> None:
        """Take the words out of an event of the past; `redaction` stays and says so.

        Raises `NotAllowed` for the present text and for events without words, `StorageError`.
        """
        self.logs.log(target.soc, target.locale).redact(target, redaction)

    def damage(self) -> tuple[DamagedLine, ...]:
        """Every line that cannot be trusted, and every torn line that was set aside, by file and line."""
        return (*self._fresh_index().damaged(), *self._torn())

    def statuses(
        self, soc: SocCode | None = None, locale: Locale | None = None, section: SectionName | None = None
    ) -> tuple[SectionRow, ...]:
        """One row per section that has a revision, from the index, by occupation, locale and section."""
        wanted = {"soc": soc, "locale": locale, "section": section}
        return self._fresh_index().rows({name: value for name, value in wanted.items() if value is not None})

    @property
    def index(self) -> "Index":
        """The index, opened at first use (that is when SQLAlchemy is imported)."""
        from authoring.revisions.index import Index  # noqa: PLC0415 - loads SQLAlchemy

        with self._guard:
            if self._index is None:
                self._index = Index(self.index_path, self.logs)
            return self._index

    def search(self, sought: str, limit: int = 50) -> "tuple[Hit, ...]":
        """Sections that hold every word sought, as far as their texts are in the index: see `take_in_texts`."""
        return self.index.texts.search(sought, limit)

    def take_in_texts(self, title: Callable[[SocCode], str] = lambda _soc: "", most: int | None = None) -> int:
        """Make the texts of `most` logs searchable, each with the `title` of its occupation; how many logs are left.

        The first time this takes seconds for tens of thousands of sections: do it in the background.
        """
        texts = self.index.texts
        waiting: dict[LogName, list[Wanting]] = {}
        for wanting in texts.behind():
            waiting.setdefault(LogName(wanting.soc, wanting.locale), []).append(wanting)
        now_taken = list(waiting.items())[:most]
        for start in range(0, len(now_taken), _LOGS_AT_ONCE):
            some = now_taken[start : start + _LOGS_AT_ONCE]
            texts.add(found for name, wanted in some for found in self._texts(name, wanted, title(name.soc)))
        return len(waiting) - len(now_taken)

    def _texts(self, name: LogName, wanted: "Sequence[Wanting]", title: str) -> "Iterator[tuple[Wanting, str]]":
        contents = self.logs.contents(name, {wanting.head for wanting in wanted})
        from authoring.revisions.text_index import text_of  # noqa: PLC0415 - loads SQLAlchemy

        for wanting in wanted:
            yield wanting, text_of(contents.get(wanting.head), title)

    def refresh(self) -> None:
        """Bring the index in step with the logs."""
        self._fresh_index()

    @property
    def index_path(self) -> Path:
        """Where the index lies, once there is one."""
        return self.cache / "index.sqlite"

    def rebuild_index(self) -> None:
        """Throw the index away and fold every log again."""
        self.logs.rebuild()
        self.index.rebuild()

    def is_torn(self, name: LogName) -> bool:
        """Whether the log ends in a line that nobody is writing any more and that is no whole event."""
        return self.logs.log(*name).read().torn is not None

    def close(self) -> None:
        """Let go of the index file and of the logs, if they were opened."""
        if self._index is not None:
            self._index.close()
        self.logs.close()

    def _fresh_index(self) -> "Index":
        self.index.refresh()
        return self.index

    def _torn(self) -> tuple[DamagedLine, ...]:
        return tuple(
            DamagedLine(path, number, "was cut off while it was written, and was set aside")
            for path, lines in self.logs.asides()
            for number, _ in enumerate(lines.splitlines(), 1)
        )
