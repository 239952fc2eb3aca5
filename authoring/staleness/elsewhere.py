"""Facts of other occupations: computed figures cite some, and they move when the occupation's own sheet does not."""

from collections.abc import Iterable
from typing import Protocol

from schemas.citations import CitedFact
from schemas.events import Revision
from schemas.facts import Fact, FactSheet


class Elsewhere(Protocol):
    """Gives facts of any occupation by id. Asked for those that are not on the sheet at hand."""

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of that id; None where there is none."""
        ...

    def newest(self, fact_id: str) -> Fact | None:
        """The newest edition of that fact's measure for its occupation; None where there is none."""
        ...


def occupation_of(fact_id: str) -> str:
    """The code of the occupation that a fact is about."""
    return fact_id.split("/", 2)[1] if "/" in fact_id else ""


def same_facts(revision: Revision, sheet: FactSheet) -> bool:
    """Whether the facts under a text are those of today, told without looking at any of them.

    The hash of the sheet says so of its own facts; where others were remembered, only the very same base does.
    """
    if revision.sheet_hash != sheet.hash:
        return False
    return revision.base_version == sheet.base_version or not cites_others(revision.cited or (), sheet.soc)


def cites_others(cited: Iterable[CitedFact], soc: str) -> bool:
    """Whether facts of other occupations are among the remembered ones."""
    return any(occupation_of(each.fact) != soc for each in cited)
