"""`author sources`: the documents that people add to an occupation, for its text to rest on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, occupation, office
from authoring.cli.options import AsJson
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.sources.shelf import Shelf, Shelved
    from schemas.events import Actor

app = typer.Typer(help="Add documents that text may rest on, kept as dated snapshots.", no_args_is_help=True)

_AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also from this machine and the network behind it.")
]


@app.command()
def add(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    document: Annotated[str, typer.Argument(metavar="FILE|URL", help="HTML, PDF or text.")],
    title: Annotated[str, typer.Option("--title", help="Its title, where it does not say or says it wrong.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Who published it.")] = "",
    published: Annotated[str, typer.Option("--date", metavar="DAY", help="When it was published: 2026-03-04.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where a file that you saved is published.")] = "",
    note: Annotated[str, typer.Option("--note", help="For your colleagues; never published.")] = "",
    allow_private: _AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Add a document to an occupation as a dated snapshot.

    Its text is taken out and kept beside the bytes. Drafts by a model may then rest on it, by exact quote.
    """
    from authoring.errors import UsageError
    from authoring.sources.addresses import is_address
    from authoring.sources.shelf import Details

    here = office(context)
    soc = occupation(here, code)
    shelf, by = here.wiring.shelf_with(private=allow_private), _person(here)
    path = Path(document)
    if is_address(document) and not path.exists():
        if url:
            raise UsageError("--url is for a file", "An address says itself where it is.")
        shelved, new = shelf.add_address(soc, document, Details(title, publisher, published, "", note), by)
    else:
        shelved, new = shelf.add_file(soc, path, Details(title, publisher, published, _public(url), note), by)
    if as_json:
        data_json(_plain(shelf, shelved))
        return
    data(f"{shelved.id}  {shelved.added.title}" if new else f"{shelved.id}  is there already: {shelved.added.title}")
    for line in _about(shelf, shelved):
        talk(f"  {line}")
    if new:
        talk(
            f"read it: author sources show {shelved.id}; draft with it: author draft {soc} --sections ai_impact --model ..."
        )


@app.command("list")
def list_(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Only of this occupation.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the documents of an occupation, or of all, oldest first."""
    here = office(context)
    shelf = here.wiring.shelf
    found = shelf.of(occupation(here, code)) if code else shelf.all()
    if as_json:
        data_json([_plain(shelf, each) for each in found])
    elif found:
        table(
            ("id", "code", "title", "publisher", "published", "looked at", "state"),
            [
                (
                    *(each.id, each.added.soc, _short(each.added.title), _short(each.added.publisher, 24)),
                    *(each.newest.published or "", each.checked, _state(shelf, each)),
                )
                for each in found
            ],
        )
        talk(f"{counted(len(found), 'document')}, by occupation, oldest first")
    else:
        talk(f"no sources yet: author sources add {code or 'CODE'} FILE|URL")


@app.command()
def show(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    as_json: AsJson = False,
) -> None:
    """Show a document: what is known of it, every snapshot, and its text as it can be quoted."""
    here = office(context)
    shelf = here.wiring.shelf
    found = shelf.find(source)
    chosen = source.strip() if source.strip() in found.snapshots else found.newest.id
    text = shelf.text(found.snapshots[chosen])
    if as_json:
        data_json({**_plain(shelf, found), "text": text.splitlines() if text is not None else None})
        return
    data(f"{found.id}  {found.added.title}")
    for line in _about(shelf, found):
        data(f"  {line}")
    if found.added.note:
        data(f"  note: {found.added.note}")
    for each in found.sources:
        mark = " (shown)" if each.id == chosen else ""
        data(f"  snapshot {each.id} of {each.retrieved}, sha256 {each.snapshot}{mark}")
    data("")
    data(text.replace("\n", "\n\n") if text is not None else "its text is missing: bring sources/ back from git")


@app.command()
def refresh(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="A new copy that you saved.")] = None,
    allow_private: _AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Look again at a document; what it says now becomes a new dated snapshot, if it is something else."""
    here = office(context)
    shelf = here.wiring.shelf_with(private=allow_private)
    before = shelf.find(source)
    found, changed = shelf.refresh(before, _person(here), file)
    if as_json:
        data_json({**_plain(shelf, found), "changed": changed})
        return
    if not changed:
        data(f"{found.id}: unchanged since {before.checked}")
        return
    gone, come = _lines_apart(shelf, before, found)
    data(f"{found.id}: changed; {counted(gone, 'paragraph')} gone or reworded, {come} new")
    talk(f"snapshot {found.newest.id}; what rests on words that are gone: author check {found.added.soc}")


@app.command()
def retire(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; is kept.")] = "",
) -> None:
    """Take a document out of use: no new draft sees it. What cites it keeps its snapshot; nothing is deleted."""
    here = office(context)
    shelf = here.wiring.shelf
    found = shelf.retire(shelf.find(source), _person(here), because)
    data(f"{found.id}: retired")
    talk(f"what still cites it: author check {found.added.soc}")


app.command("remove", help="The same as retire.", hidden=True)(retire)


def _person(here: Office) -> "Actor":
    from schemas.events import Actor

    return Actor(kind="person", name=here.wiring.person)


def _public(url: str) -> str:
    from authoring.errors import UsageError
    from authoring.sources.addresses import is_address

    if url and not (is_address(url) and url.startswith(("http://", "https://"))):
        raise UsageError(f"--url {url[:60]} is no web address", "Begin it with https://.")
    return url


def _lines_apart(shelf: "Shelf", before: "Shelved", after: "Shelved") -> tuple[int, int]:
    texts = [set((shelf.text(each.seen[-1].snapshot) or "").splitlines()) for each in (before, after)]
    return len(texts[0] - texts[1]), len(texts[1] - texts[0])


def _about(shelf: "Shelf", found: "Shelved") -> list[str]:
    last = found.newest
    by = f"{last.publisher}, " if last.publisher else "publisher not known (--publisher says it), "
    when = f"published {last.published}" if last.published else "no date of publication (--date says it)"
    snapshot = found.seen[-1].snapshot
    text = shelf.text(snapshot) or ""
    size = f"{snapshot.kind}, {snapshot.bytes:,} bytes, {counted(len(text.splitlines()), 'paragraph')}"
    where = found.added.url or "published nowhere (--url says where)"
    return [f"{by}{when}", where, f"{size}; last looked at {found.checked}; {_state(shelf, found)}"]


def _state(shelf: "Shelf", found: "Shelved") -> str:
    fault = next((fault for each in found.snapshots.values() if (fault := shelf.fault(each))), None)
    if fault:
        return f"snapshot {fault}"
    return "retired" if found.retired else "in use"


def _short(text: str, most: int = 48) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _plain(shelf: "Shelf", found: "Shelved") -> dict[str, object]:
    newest = found.seen[-1].snapshot
    return {
        "id": found.id,
        "soc": found.added.soc,
        "title": found.added.title,
        "publisher": found.added.publisher,
        "url": found.added.url,
        "published": found.newest.published,
        "note": found.added.note,
        "added_by": found.added.by.name,
        "looked_at": found.checked,
        "state": _state(shelf, found),
        "kind": newest.kind,
        "bytes": newest.bytes,
        "file": str(shelf.path(newest)),
        "snapshots": [each.model_dump(mode="json") for each in found.sources],
    }
