"""PO, as gettext and most translation platforms know it: the id is the context, what waits is empty or fuzzy."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from authoring.errors import UsageError, WorkspaceError
from authoring.text import clean_line
from authoring.translating.exchange.units import Exchanged, State, Unit, digest
from schemas.base import Locale

_BASE: Final = "target-before: "
_KEEP: Final = "keep: "
_FINAL: Final = "state: final"
_SOURCE: Final = "X-Source-Language"
_MOST_BYTES: Final = 64 << 20


def write(units: Iterable[Unit], source: Locale, target: Locale) -> bytes:
    """The units as a PO file. An earlier translation that waits to be done anew is fuzzy."""
    catalog = Catalog(
        locale=target.replace("-", "_"), project="career graph", version="1", charset="utf-8", fuzzy=False
    )
    catalog.mime_headers = [*((k, v) for k, v in catalog.mime_headers if k != _SOURCE), (_SOURCE, source)]
    for unit in units:
        waits = unit.state == "initial" and unit.target is not None
        comments = [f"{_BASE}{unit.base}", *(f"{_KEEP}{word}" for word in unit.keep), *unit.notes]
        if unit.state == "final":
            comments.append(_FINAL)
        catalog.add(
            unit.source, unit.target or "", context=unit.id, auto_comments=comments, flags=("fuzzy",) if waits else ()
        )
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=False)
    header = f'"{_SOURCE}: {source}\\n"\n'.encode()
    content = out.getvalue()
    return content if header in content else content.replace(b'"MIME-Version', header + b'"MIME-Version', 1)


def read(path: Path) -> Exchanged:
    """The units of a PO file. Raises `UsageError` where it is none, `WorkspaceError` where it cannot be read."""
    try:
        content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else None
    except OSError as cause:
        raise WorkspaceError(f"could not read {path}: {cause.strerror or cause}", "Check the path.") from cause
    if content is None:
        raise UsageError(f"{path} has more than {_MOST_BYTES >> 20} MB", "Split it.")
    try:
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError, UnicodeError) as cause:
        raise UsageError(f"{path} is not PO: {clean_line(str(cause))}", "Export it again.") from cause
    headers = dict(catalog.mime_headers)
    source = next((v for k, v in _raw_headers(content) if k == _SOURCE), headers.get(_SOURCE, "en"))
    target = str(catalog.locale_identifier or "").replace("_", "-")
    units: list[Unit] = []
    rejected: dict[str, str] = {}
    for message in catalog:
        if not message.id:
            continue
        name = clean_line(message.context or "")
        if not name or not isinstance(message.id, str):
            rejected[clean_line(str(message.id))[:60]] = "it has no context that says where it belongs"
        else:
            units.append(_unit(name, message.id, str(message.string or ""), message.auto_comments, fuzzy=message.fuzzy))
    return Exchanged(source, target, tuple(units), rejected)


def _unit(name: str, source: str, target: str, comments: Iterable[str], *, fuzzy: bool) -> Unit:
    told = [clean_line(comment) for comment in comments]
    state: State = "initial" if fuzzy or not target else "final" if _FINAL in told else "translated"
    bases = [each.removeprefix(_BASE.strip()).strip() for each in told if each.startswith(_BASE.strip())]
    keep = tuple(each.removeprefix(_KEEP) for each in told if each.startswith(_KEEP))
    notes = tuple(each for each in told if not each.startswith((_BASE.strip(), _KEEP)) and each != _FINAL)
    return Unit(name, source, target or None, state, bases[0] if bases else digest(target or None), notes, keep)


def _raw_headers(content: bytes) -> list[tuple[str, str]]:
    """The headers as they are written: the reader keeps those it knows."""
    head = content.decode("utf-8", "replace").partition("\n\n")[0]
    lines = [line.strip().strip('"').removesuffix("\\n") for line in head.splitlines() if line.startswith('"')]
    return [(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines)]
