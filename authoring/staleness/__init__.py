"""Staleness that follows facts: what a text remembers of the facts it cites, which of them moved, and the smallest edit.

`remembering` keeps the cited values with a revision; `moving` says which of them are not what they were, beyond the
declared rounding, and which claims that undoes; `refreshing` proposes the new wording; `elsewhere` is for the facts of
other occupations. Pure.

May import `schemas`, `authoring.claims`, `authoring.quantities`, `authoring.item_texts`.
"""

from authoring.staleness.elsewhere import Elsewhere, cites_others, occupation_of, same_facts
from authoring.staleness.moving import Moved, moved_facts
from authoring.staleness.refreshing import Refreshed, refresh
from authoring.staleness.remembering import remember

__all__ = [
    "Elsewhere", "Moved", "Refreshed", "cites_others", "moved_facts", "occupation_of", "refresh", "remember", "same_facts",
]  # fmt: skip
