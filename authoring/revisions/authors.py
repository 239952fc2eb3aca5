"""Whose words a text holds: the ground of four eyes, the same for review and for release. Tools and models are not eyes."""

from collections.abc import Iterable

from authoring.revisions.history import History
from schemas.events import Revision


def authors_of(history: History, starts: Iterable[Revision]) -> frozenset[str]:
    """The persons who wrote these revisions and what they were made from, back to the last approval before them.

    Follows every branch. An approval of a start itself covers nothing here: it is the one in question.
    """
    authors: set[str] = set()
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        revision = waiting.pop()
        if revision.id in seen:
            continue
        seen.add(revision.id)
        if revision.by.kind == "person":
            authors.add(revision.by.name)
        made_from = (history.revision(revision.parent), history.revision(revision.merged))
        waiting += [each for each in made_from if each is not None and history.approval_of(each.id) is None]
    return frozenset(authors)


def is_among(person: str, authors: Iterable[str]) -> bool:
    """Whether that person is one of them, however the name is capitalised."""
    return person.strip().casefold() in {author.strip().casefold() for author in authors}
