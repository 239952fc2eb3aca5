"""What may stand next in the filter: the names of terms, and the values that there are."""

from collections.abc import Iterable, Mapping
from typing import Final

from authoring.reviewing.board import QueueLine
from authoring.ui.state.query import TERMS, TEXT
from schemas.sections.registry import SECTION_NAMES
from schemas.status import STATES

_FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "state": (*STATES, "forked"),
    "section": SECTION_NAMES,
    "finding": ("error", "warning", "any", "none"),
    "stale": ("facts", "source", "yes", "no"),
    "for": ("me", "nobody"),
    "by": ("me",),
    "who": ("me",),
    "age": ("7", "<1"),
}
TERM_NAMES: Final = (*TERMS, TEXT)


class Completion:
    """Completes the last word of a filter. Made anew when the rows are."""

    def __init__(self, lines: Iterable[QueueLine] = ()) -> None:
        locales: set[str] = set()
        people: set[str] = set()
        models: set[str] = set()
        groups: set[str] = set()
        rules: set[str] = set()
        for line in lines:
            status = line.status
            locales.add(status.locale)
            groups.add(status.soc[:2])
            people.update(name.split()[0] for name in (status.author, status.assignee or "") if name.split())
            models.update([line.model] if line.model else [])
            rules.update(line.rules)
        found = {
            "locale": locales, "group": groups, "model": models, "finding": rules,
            "who": people, "by": people, "for": people,
        }  # fmt: skip
        self._values = {
            name: (*_FIXED.get(name, ()), *sorted(found.get(name, ()), key=str.casefold)) for name in TERM_NAMES
        }

    def complete(self, typed: str) -> str | None:
        """The line with its last word completed; None where nothing fits or nothing was begun."""
        before, space, last = typed.rpartition(" ")
        if not last:
            return None
        name, colon, value = last.partition(":")
        if not colon:
            ending = _first(last, (f"{term}:" for term in TERM_NAMES))
        else:
            settled, comma, begun = value.rpartition(",")
            found = _first(begun, self._values.get(name.casefold(), ()))
            ending = f"{name}:{settled}{comma}{found}" if found and begun != found else None
        return f"{before}{space}{ending}" if ending else None


def _first(begun: str, of: Iterable[str]) -> str | None:
    folded = begun.casefold()
    return next((each for each in of if folded and each.casefold().startswith(folded)), None)
