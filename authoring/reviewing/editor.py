"""Editing in the person's own editor. What they typed is in a file until it is saved, whatever happens.

The file, `edits/<soc>.<locale>.<section>.txt` in the cache folder, outlives a bad save and a killed process.
"""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from authoring.durable import replace_lasting
from authoring.errors import Conflict, StorageError, UsageError
from authoring.reviewing.desk import Desk
from authoring.reviewing.rules import head_of, name_of
from authoring.reviewing.text_form import TextFormError, parse_section, render_section
from authoring.revisions.history import History
from authoring.revisions.merge import MergeConflict
from authoring.revisions.places import make_cache
from schemas.base import Locale, SocCode
from schemas.events import EventId, Revision
from schemas.saying import said
from schemas.sections.registry import Section, SectionName

Runner: TypeAlias = Callable[[Path], None]
"""Opens an editor on a file and returns when the person has closed it."""

_MOST_OPENED: Final = 30
"""More bad saves in a row than a person makes; a program would make them for ever."""

_NOT_UTF8: Final = re.compile(r"[\udc80-\udcff]")
_MARK: Final = "#! "
_BEGUN_ON: Final = re.compile(r"^# begun on ([0-9A-Z]{26})$", re.MULTILINE)


@dataclass(frozen=True)
class Unfinished:
    """A text someone began and that was never saved, and the revision it was begun on (empty: not known)."""

    text: str
    on: EventId


class EditFile:
    """The file one section is edited in."""

    def __init__(self, cache: Path, soc: SocCode, locale: Locale, section: SectionName) -> None:
        self._cache = cache
        self.path = cache / "edits" / f"{soc}.{locale}.{section}.txt"

    def unfinished(self) -> Unfinished | None:
        """What was left from last time, or None."""
        try:
            text = self._read()
        except FileNotFoundError:
            return None
        begun = _BEGUN_ON.search(text)
        return Unfinished(text, begun[1] if begun else "") if text.strip() else None

    def write(self, text: str, on: EventId) -> None:
        """Put a text there, with the revision it was begun on. Raises `StorageError`."""
        begun = "" if _BEGUN_ON.search(text) else f"# begun on {on}\n"
        try:
            make_cache(self._cache)
            replace_lasting(self.path, (begun + text).encode("utf-8", "surrogateescape"))
        except OSError as cause:
            raise StorageError.writing(self.path, cause) from cause

    def edit(self, run: Runner, original: Section, on: EventId) -> Section | None:
        """Open the editor until the text can be read; None where the person emptied it or gave up.

        A text that cannot be read is opened again with the reason on top. Closing it then without a change
        gives up; the file stays. Raises `TextFormError` where an editor saves the same bad text again, as a program
        does that cannot read the reason, or saves nothing else but bad ones; the file stays then too.
        """
        opened = 0
        while True:
            opened += 1
            before = self._read()
            run(self.path)
            text = self._read()
            if not text.strip():
                self.done()
                return None
            if text == before and _MARK in before:
                return None
            try:
                return parse_section(_utf8(text), original)
            except TextFormError as error:
                self.write(_with_reason(text, error), on)
                if opened == _MOST_OPENED or _without_reason(text) == _without_reason(before):
                    raise TextFormError(
                        error.line,
                        error.message,
                        said("{hint} What you typed is in {path}.", hint=error.hint, path=self.path),
                    ) from None

    def done(self) -> None:
        """The text is saved, or given up: the file goes."""
        self.path.unlink(missing_ok=True)

    def _read(self) -> str:
        return self.path.read_bytes().decode("utf-8", "surrogateescape")


def edit_section(desk: Desk, file: EditFile, history: History, title: str, run: Runner) -> Revision | None:
    """Let the person edit the head, or go on with what was left unfinished (`file.done()` to begin anew).

    What others saved meanwhile is merged in; where both changed the same words the editor opens once more
    with theirs as notes. Returns the new revision, or None where the person gave up.
    """
    left = file.unfinished()
    started = (history.revision(left.on) if left else None) or head_of(history)
    if left is None or left.on != started.id:
        heading = f"{title} ({history.soc}) · {history.section} · {history.locale}"
        kept = f"\n# What was left from last time, on another text:\n{_quoted(left.text)}" if left else ""
        file.write(render_section(started.content, heading, desk.findings(started)) + kept, started.id)
    content = file.edit(run, started.content, started.id)
    if content is None:
        return None
    saved = _save(desk, file, history, content, started.id, run)
    if saved is not None:
        file.done()
    return saved


def _save(desk: Desk, file: EditFile, history: History, content: Section, on: EventId, run: Runner) -> Revision | None:
    place = (history.soc, history.locale, history.section)
    try:
        return desk.save(*place, content, on)
    except Conflict:
        merged = desk.merge(*place, content, on)
    while merged.conflicts:
        heading = f"{name_of(history)} was changed while you edited it; both texts are joined here"
        notes = "".join(_note(conflict) for conflict in merged.conflicts)
        file.write(notes + render_section(merged.content, heading), merged.on)
        again = file.edit(run, merged.content, merged.on)
        if again is None:
            return None
        try:
            return desk.save(*place, again, merged.on)
        except Conflict:
            merged = desk.merge(*place, again, merged.on)
    return desk.save_merged(*place, merged.content, merged.on)


def editor_runner(environ: Mapping[str, str] = os.environ) -> Runner:
    """The editor of $VISUAL or $EDITOR, else the first there is of nano, vim, vi. Raises `UsageError`."""
    named = environ.get("VISUAL") or environ.get("EDITOR") or ""
    there = (found for name in ("nano", "vim", "vi") if (found := shutil.which(name)))
    command = shlex.split(named) or list(there)[:1]
    if not command or shutil.which(command[0]) is None:
        raise UsageError(
            said("there is no editor '{editor}' here", editor=named),
            said("Set EDITOR to one, for example EDITOR=nano."),
        )

    def run(path: Path) -> None:
        ended = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the person's own editor
        if ended.returncode != 0:
            raise UsageError(
                said("{command} ended with {code}", command=command[0], code=ended.returncode),
                said("What you typed is in {path}; edit again to go on.", path=path),
            )

    return run


def _utf8(text: str) -> str:
    """The text. Raises `TextFormError` at the first byte that was no UTF-8."""
    for number, line in enumerate(text.split("\n"), 1):
        if _NOT_UTF8.search(line):
            raise TextFormError(number, said("this line is not UTF-8"), said("Save the file with the encoding UTF-8."))
    return text


def _with_reason(text: str, error: TextFormError) -> str:
    """The text with the reason on top as comment lines, in place of an earlier one."""
    kept = _without_reason(text)
    above = text.split("\n")[: error.line]
    line = error.line - sum(1 for each in above if each.startswith(_MARK))
    reason = [f"{_MARK}line {line + 2}: {error.message}", f"{_MARK}{error.hint}"]
    return "\n".join([*reason, *kept])


def _without_reason(text: str) -> list[str]:
    return [line for line in text.split("\n") if not line.startswith(_MARK)]


def _note(conflict: MergeConflict) -> str:
    return _quoted(f"{conflict.item} {conflict.field}: they wrote: {_said(conflict.right)}") + "\n"


def _said(value: object) -> str:
    return "(removed it)" if value is None else str(value)


def _quoted(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())
