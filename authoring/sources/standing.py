"""What the checks are told of the sources that a section quotes. May import `authoring.checks` for the shape of it."""

from collections.abc import Collection
from datetime import date, timedelta

from authoring.checks.registry import SourceText
from authoring.sources.shelf import Shelf, Shelved
from schemas.base import SocCode


def standing(
    shelf: Shelf, soc: SocCode, cited: Collection[str], today: date, old_after_days: int
) -> tuple[SourceText, ...]:
    """The sources of these ids that were added to that occupation, each with its text and what became of it since."""
    if not cited:
        return ()
    old_before = (today - timedelta(days=old_after_days)).isoformat()
    return tuple(
        each for document in shelf.of(soc) for each in _of(shelf, document, cited, old=document.checked < old_before)
    )


def _of(shelf: Shelf, document: Shelved, cited: Collection[str], *, old: bool) -> list[SourceText]:
    return [
        SourceText(
            source=source,
            text=shelf.text(document.snapshots[source.id]),
            newest=shelf.text(document.seen[-1].snapshot),
            retired=document.retired is not None,
            old=old,
        )
        for source in document.sources
        if source.id in cited
    ]
