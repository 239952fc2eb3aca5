"""One page of the handbook: its text as extracted, and the passages that can be cited from it."""

from dataclasses import dataclass

from schemas.facts import Passage


@dataclass(frozen=True)
class Page:
    """`passages` stand in `text` at their offsets, word for word; `slug` is the name in its address."""

    dataset: str
    slug: str
    title: str
    url: str
    text: str
    passages: tuple[Passage, ...]
