"""From the headers of a log to the rows of the index, without building what only a reader of the text needs.

`History` says what events add up to; this says the same of one line of revisions, each made on the last, which is what
nearly all sections are. A test holds the two together. Anything else is left to `History`.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from authoring.errors import StorageError
from authoring.revisions.contents import DamagedLine, LogContents
from authoring.revisions.headers import Header, Unplain, read_headers
from authoring.revisions.history import Step, histories
from authoring.revisions.rows import Folded, SectionRow, row_of
from schemas.base import Locale, SocCode


def fold_headers(content: bytes, soc: SocCode, locale: Locale) -> tuple[SectionRow, ...]:
    """The rows of a log. Raises `Unplain` where it is damaged, torn, forked or of another schema version."""
    by_section: dict[str, list[Header]] = {}
    for header in sorted(read_headers(content), key=lambda header: str(header["id"])):
        by_section.setdefault(header["section"], []).append(header)
    rows = (_row(soc, locale, headers) for headers in by_section.values())
    return tuple(row for row in rows if row)


def fold_lines(content: bytes | None, path: Path, read: Callable[[], LogContents]) -> Folded:
    """What the log of that path adds up to; `read` reads it in full, where its headers do not suffice."""
    soc, locale = path.parent.name, path.stem
    if content is not None:
        with contextlib.suppress(Unplain):
            return Folded(fold_headers(content, soc, locale), ())
    try:
        found = read()
    except StorageError as unreadable:
        return Folded((), (DamagedLine(path, 0, unreadable.message),))
    rows = (row_of(history) for history in histories(soc, locale, found.events).values())
    torn = (DamagedLine(path, found.torn_line, "was cut off while it was written"),) if found.torn else ()
    return Folded(tuple(row for row in rows if row), (*found.damaged, *torn))


def _row(soc: SocCode, locale: Locale, headers: Sequence[Header]) -> SectionRow | None:
    head = _head(headers)
    if head is None:
        return None
    others = [header for header in headers if header["kind"] != "revision"]
    on_head = [header for header in others if header["parent"] == head["id"]]
    standing = [each for each in on_head if each["kind"] == "decision" and each["hash"] == head["hash"]]
    assignments = [header for header in others if header["kind"] == "assignment"]
    return SectionRow(
        soc=soc,
        locale=locale,
        section=head["section"],
        forked=False,
        head=head["id"],
        hash=head["hash"],
        sheet_hash=head["sheet_hash"],
        author=head["by"]["name"],
        author_kind=head["by"]["kind"],
        method=head["provenance"]["method"],
        updated=max(header["at"] for header in headers),
        steps=_steps(head, on_head, standing),
        approved_by=_approver(standing),
        assignee=assignments[-1]["assignee"] if assignments else None,
        assigned_until=assignments[-1]["until"] if assignments else None,
        comments=sum(header["kind"] == "comment" for header in others),
        to_translate=len(head["to_translate"]),
        waived=_waived(others),
        model=head["provenance"]["model"],
        source_hash=head["translated_from"]["hash"] if head["translated_from"] else None,
    )


def _head(headers: Iterable[Header]) -> Header | None:
    """The last of a line of revisions. Raises `Unplain` where they are no line."""
    head: Header | None = None
    for header in headers:
        if header["kind"] == "revision":
            if header["merged"] or header["parent"] != (head["id"] if head else None):
                raise Unplain
            head = header
    return head


def _steps(head: Header, on_head: Iterable[Header], standing: Sequence[Header]) -> tuple[Step, ...]:
    steps: list[Step] = ["edited" if head["by"]["kind"] == "person" else "drafted"]
    for header in on_head:
        step: Step | None = None
        if header["kind"] == "comment":
            step = "commented"
        elif header in standing:
            step = "waive" if header["rule"] else header["action"]
        if step and step != steps[-1]:
            steps.append(step)
    return tuple(steps)


def _approver(standing: Iterable[Header]) -> str | None:
    verdicts = [each for each in standing if each["action"] != "waive" and not each["rule"]]
    last = verdicts[-1] if verdicts else None
    return str(last["by"]["name"]) if last and last["action"] == "approve" else None


def _waived(headers: Iterable[Header]) -> frozenset[tuple[str, str]]:
    waived: set[tuple[str, str]] = set()
    for header in headers:
        if header["kind"] == "decision" and header["action"] in ("waive", "withdraw"):
            key = (header["rule"] or "", header["fingerprint"] or "")
            (waived.add if header["action"] == "waive" else waived.discard)(key)
    return frozenset(waived)
