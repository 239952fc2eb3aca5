"""Who wrote the words an item has now."""

from authoring.revisions.history import History
from authoring.translating.segments import Texts, segments
from schemas.events import Revision


def persons_words(history: History) -> frozenset[str]:
    """The items of the head whose present words a person wrote, and not a model or a tool."""
    head = history.head
    return frozenset(key for key in segments(head.content) if _by_person(history, head, key)) if head else frozenset()


def _by_person(history: History, head: Revision, key: str) -> bool:
    """Follows the words back to the revision they came in with."""
    words, revision = segments(head.content).get(key), head
    while before := _with_words(history, revision, key, words):
        revision = before
    return revision.by.kind == "person"


def _with_words(history: History, revision: Revision, key: str, words: Texts | None) -> Revision | None:
    """What it was made from that has these words of the item already; of a merge, what was merged in goes first."""
    made_from = (history.revision(revision.merged), history.revision(revision.parent))
    return next((each for each in made_from if each and segments(each.content).get(key) == words), None)
