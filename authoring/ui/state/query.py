"""What a person types to narrow the queue: words, and terms such as `state:draft section:faq finding:error`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from schemas.status import SectionStatus

Test = Callable[[SectionStatus, str], bool]


def _has_finding(status: SectionStatus, wanted: str) -> bool:
    if "error".startswith(wanted) or wanted == "errors":
        return status.errors > 0
    if "warning".startswith(wanted) or wanted == "warnings":
        return status.warnings > 0
    if wanted == "none":
        return not (status.errors or status.warnings)
    return wanted == "any" and bool(status.errors or status.warnings)


def _named(wanted: str, names: str) -> bool:
    return any(name.startswith(wanted) for name in names.casefold().split())


TERMS: Final[Mapping[str, Test]] = {
    "state": lambda status, wanted: wanted.replace("-", "_") in status.state,
    "locale": lambda status, wanted: status.locale.casefold().startswith(wanted),
    "section": lambda status, wanted: wanted.replace("-", "_") in status.section,
    "finding": _has_finding,
    "who": lambda status, wanted: _named(wanted, f"{status.author} {status.assignee or ''}"),
    "by": lambda status, wanted: _named(wanted, status.author),
}
"""What stands before the colon, and whether a section fits what stands behind it."""


@dataclass(frozen=True)
class Query:
    """Words that title, code, section or author must hold, terms, and terms that are none."""

    words: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]

    def keeps(self, status: SectionStatus, haystack: str) -> bool:
        """Whether that section is asked for; `haystack` is its searchable text, case-folded."""
        for word in self.words:
            if word not in haystack:
                return False
        return all(TERMS[name](status, wanted) for name, wanted in self.terms)


def parse_query(text: str) -> Query:
    """The query in a line of typing. A term still without a value asks nothing yet."""
    words, terms, unknown = [], [], []
    for part in text.casefold().split():
        name, colon, wanted = part.partition(":")
        if not colon:
            words.append(part)
        elif name not in TERMS:
            unknown.append(f"{name}:")
        elif wanted:
            terms.append((name, wanted))
    return Query(tuple(words), tuple(terms), tuple(unknown))


def haystack_of(status: SectionStatus) -> str:
    """What the words of a query are looked for in."""
    section = f"{status.section}\n{status.section.replace('_', ' ')}"
    return f"{status.title}\n{status.soc}\n{section}\n{status.author}".casefold()
