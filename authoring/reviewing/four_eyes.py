"""Four eyes: who wrote this text since it was last approved. Tools and models are not eyes."""

from authoring.revisions.history import History
from schemas.events import Revision


def authors_since_approval(history: History) -> frozenset[str]:
    """The persons whose unapproved words the head may hold: along every branch back to the last approval."""
    authors: set[str] = set()
    seen: set[str] = set()
    waiting: list[Revision | None] = list(history.heads)
    while waiting:
        revision = waiting.pop()
        if revision is None or revision.id in seen or history.approval_of(revision.id):
            continue
        seen.add(revision.id)
        if revision.by.kind == "person":
            authors.add(revision.by.name)
        waiting += [history.revision(revision.parent), history.revision(revision.merged)]
    return frozenset(authors)


def is_author(history: History, person: str) -> bool:
    """Whether that person is one of them, however the name is capitalised."""
    return person.strip().casefold() in {author.strip().casefold() for author in authors_since_approval(history)}
