"""Staleness that follows facts: what a text remembers of the facts it cites, which of them moved, and the smallest edit.

`remembering` keeps the cited values with a revision; `moving` says which of them are not what they were, beyond the
declared rounding, and which claims that undoes; `refreshing` proposes the new wording. Pure.

May import `schemas`, `authoring.claims`, `authoring.quantities`, `authoring.item_texts`.
"""

from authoring.staleness.moving import Moved, moved_facts
from authoring.staleness.refreshing import Refreshed, refresh
from authoring.staleness.remembering import remember

__all__ = ["Moved", "Refreshed", "moved_facts", "refresh", "remember"]
