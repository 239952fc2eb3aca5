"""All logs of a workspace: histories to read, events to append, and the index over them."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from authoring.errors import StorageError
from authoring.revisions.contents import DamagedLine
from authoring.revisions.folding import fold_headers
from authoring.revisions.headers import Unplain, read_contents
from authoring.revisions.history import History, histories
from authoring.revisions.log import TORN_SUFFIX, LogFile
from authoring.revisions.places import all_logs, log_path
from authoring.revisions.redacting import without_redacted
from authoring.revisions.rows import Folded, SectionRow, row_of
from schemas.base import Locale, SocCode
from schemas.events import Event, Redaction
from schemas.sections.registry import SECTION_NAMES, SectionName

if TYPE_CHECKING:
    from authoring.revisions.index import Index
    from authoring.revisions.text_index import Hit, Wanting

_OPEN_LOGS: Final = 32
_LOGS_AT_ONCE: Final = 300


class Revisions:
    """The logs under `drafts`, with locks and index under `cache`. Making it touches no file.

    Reads raise `StorageError` where a log cannot be read, `UsageError` for a malformed code or locale.
    """

    def __init__(self, drafts: Path, cache: Path) -> None:
        self.drafts = drafts
        self.cache = cache
        self._logs: OrderedDict[Path, LogFile] = OrderedDict()
        self._index: Index | None = None
        self._guard = threading.Lock()

    def history(self, soc: SocCode, locale: Locale, section: SectionName) -> History:
        """The history of one section; empty where nothing was written."""
        return self.profile(soc, locale)[section]

    def profile(self, soc: SocCode, locale: Locale) -> Mapping[SectionName, History]:
        """The histories of all sections in page order, the empty ones too."""
        found = histories(soc, locale, without_redacted(self._log(soc, locale).read().events))
        return {name: found.get(name) or History(soc, locale, name, ()) for name in SECTION_NAMES}

    def occupations(self) -> tuple[SocCode, ...]:
        """The codes that have at least one log, in order."""
        return tuple(dict.fromkeys(path.parent.name for path in all_logs(self.drafts)))

    def locales(self, soc: SocCode) -> tuple[Locale, ...]:
        """The locales that have a log of this occupation, in order."""
        return tuple(path.stem for path in all_logs(self.drafts) if path.parent.name == soc)

    def every_event(self) -> Iterator[Event]:
        """All events of the workspace, log by log, each log by time."""
        for path in all_logs(self.drafts):
            for history in self.profile(path.parent.name, path.stem).values():
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
        self._log(soc, locale).append(*events)

    def redact(self, target: Event, redaction: Redaction) -> None:
        """Take the words out of an event of the past; `redaction` stays and says so.

        Raises `NotAllowed` for the present text and for events without words, `StorageError`.
        """
        self._log(target.soc, target.locale).redact(target, redaction)

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
                self._index = Index(self.index_path, self._fold)
            return self._index

    def search(self, sought: str, limit: int = 50) -> "tuple[Hit, ...]":
        """Sections that hold every word sought, as far as their texts are in the index: see `take_in_texts`."""
        return self.index.texts.search(sought, limit)

    def take_in_texts(self, title: Callable[[SocCode], str] = lambda _soc: "", most: int | None = None) -> int:
        """Make the texts of `most` logs searchable, each with the `title` of its occupation; how many logs are left.

        The first time this takes seconds for tens of thousands of sections: do it in the background.
        """
        texts = self.index.texts
        waiting: dict[tuple[SocCode, Locale], list[Wanting]] = {}
        for wanting in texts.behind():
            waiting.setdefault((wanting.soc, wanting.locale), []).append(wanting)
        now_taken = list(waiting.items())[:most]
        for start in range(0, len(now_taken), _LOGS_AT_ONCE):
            some = now_taken[start : start + _LOGS_AT_ONCE]
            texts.add(found for (soc, locale), wanted in some for found in self._texts(soc, locale, wanted, title(soc)))
        return len(waiting) - len(now_taken)

    def _texts(
        self, soc: SocCode, locale: Locale, wanted: "Sequence[Wanting]", title: str
    ) -> "Iterator[tuple[Wanting, str]]":
        contents = read_contents(log_path(self.drafts, soc, locale), {wanting.head for wanting in wanted})
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
        self.index.rebuild(all_logs(self.drafts))

    def is_torn(self, soc: SocCode, locale: Locale) -> bool:
        """Whether the log ends in a line that nobody is writing any more and that is no whole event."""
        return self._log(soc, locale).read().torn is not None

    def set_torn_aside(self, soc: SocCode, locale: Locale) -> None:
        """Move a torn last line to its side file, as the next writer would. Raises `StorageError`."""
        self._log(soc, locale).set_torn_aside()

    def close(self) -> None:
        """Let go of the index file, if it was opened."""
        if self._index is not None:
            self._index.close()

    def _fresh_index(self) -> "Index":
        self.index.refresh(all_logs(self.drafts))
        return self.index

    def _torn(self) -> tuple[DamagedLine, ...]:
        asides = [path.with_name(path.name + TORN_SUFFIX) for path in all_logs(self.drafts)]
        return tuple(
            DamagedLine(aside, number, "was cut off while it was written, and was set aside")
            for aside in asides
            if aside.is_file()
            for number, _ in enumerate(aside.read_bytes().splitlines(), 1)
        )

    def _log(self, soc: SocCode, locale: Locale) -> LogFile:
        path = log_path(self.drafts, soc, locale)
        with self._guard:
            log = self._logs.pop(path, None) or self._open(path)
            self._logs[path] = log
            while len(self._logs) > _OPEN_LOGS:
                self._logs.popitem(last=False)
        return log

    def _open(self, path: Path) -> LogFile:
        return LogFile(path, self.cache / "locks" / f"{path.parent.name}.{path.stem}.lock")

    def _fold(self, path: Path) -> Folded:
        """What one log adds up to, read apart from the logs in use: the index folds thousands."""
        try:
            return Folded(fold_headers(path.read_bytes(), path.parent.name, path.stem), ())
        except (OSError, Unplain):
            return self._fold_in_full(path)

    def _fold_in_full(self, path: Path) -> Folded:
        try:
            contents = self._open(path).read()
        except StorageError as unreadable:
            return Folded((), (DamagedLine(path, 0, unreadable.message),))
        found = histories(path.parent.name, path.stem, contents.events)
        rows = [row for history in found.values() if (row := row_of(history))]
        torn = (DamagedLine(path, contents.torn_line, "was cut off while it was written"),) if contents.torn else ()
        return Folded(tuple(rows), (*contents.damaged, *torn))
