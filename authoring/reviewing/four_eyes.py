"""Four eyes: who wrote this text since it was last approved."""

from authoring.revisions.authors import authors_of, is_among
from authoring.revisions.history import History


def authors_since_approval(history: History) -> frozenset[str]:
    """The persons whose unapproved words the heads may hold: along every branch back to the last approval."""
    return authors_of(history, (head for head in history.heads if history.approval_of(head.id) is None))


def is_author(history: History, person: str) -> bool:
    """Whether that person is one of them, however the name is capitalised."""
    return is_among(person, authors_since_approval(history))
