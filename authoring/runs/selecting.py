"""The language that names occupations: terms in a line, `25-* group:29 cluster:licensed -25-4022`.

Terms of one kind add up, different kinds narrow each other down, and a term with a minus takes away. A code is written as
it is, or as a pattern with `*`, `?` and `[...]`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Final, Literal, TypeAlias, get_args

from authoring.errors import UsageError
from schemas.base import SocCode
from schemas.sections.identity import Cluster

Kind: TypeAlias = Literal["soc", "group", "cluster", "coverage", "state"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Extent: TypeAlias = Literal["full", "partly", "none"]
"""How far the facts reach for the sections asked for; of several sections the least."""

States: TypeAlias = Literal["missing", "draft", "in_review", "changes_requested", "approved", "published"]

STATES: Final[tuple[States, ...]] = get_args(States)

_WORDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "cluster": get_args(Cluster),
    "coverage": get_args(Extent),
    "state": STATES,
}
_CODE: Final = re.compile(r"[0-9*?\[\]!-]{1,20}")
_GROUP: Final = re.compile(r"[0-9]{2}")
_BETWEEN: Final = re.compile(r"[\s,;]+")
_COMMENT: Final = re.compile(r"#.*")


@dataclass(frozen=True)
class Term:
    """One term. `without` takes away what it fits."""

    kind: Kind
    value: str
    without: bool = False


@dataclass(frozen=True)
class Selection:
    """Which occupations, and in which states their sections. No terms: all of them."""

    terms: tuple[Term, ...] = ()

    def wanted(self, kind: Kind) -> tuple[str, ...]:
        """The values that terms of that kind ask for."""
        return tuple(term.value for term in self.terms if term.kind == kind and not term.without)

    def unwanted(self, kind: Kind) -> tuple[str, ...]:
        """The values that terms of that kind take away."""
        return tuple(term.value for term in self.terms if term.kind == kind and term.without)

    def fits(self, kind: Kind, value: str) -> bool:
        """Whether the terms of that kind let this value through."""
        wanted = self.wanted(kind)
        return (not wanted or _any(kind, value, wanted)) and not _any(kind, value, self.unwanted(kind))

    def asks_for(self, kind: Kind) -> bool:
        """Whether anything is said of that kind."""
        return any(term.kind == kind for term in self.terms)

    def __str__(self) -> str:
        return " ".join(_spelled(term) for term in self.terms) or "all occupations"


@dataclass(frozen=True)
class Known:
    """What has to be known of occupations to choose among them; each is asked only where a term needs it."""

    socs: tuple[SocCode, ...]
    cluster: Callable[[SocCode], str | None]
    coverage: Callable[[SocCode], Extent]
    elsewhere: Callable[[str], Exception] = field(default=lambda code: UsageError(f"no occupation has the code {code}"))
    """The error for a code that no occupation has; it may name the nearest."""


def selection_of(words: Iterable[str]) -> Selection:
    """The selection that these words name; they may come from the command line or be lines of a file, with # remarks.

    Raises `UsageError` for a term that means nothing.
    """
    parts = (part for word in words for line in word.splitlines() for part in _BETWEEN.split(_COMMENT.sub("", line)))
    return Selection(tuple(dict.fromkeys(_term(part) for part in parts if part)))


def occupations(selection: Selection, known: Known) -> tuple[SocCode, ...]:
    """The occupations that fit, in the order of codes.

    Raises `UsageError` where a code or pattern fits none: a slip of the pen must not pass for a small plan.
    """
    for value in selection.wanted("soc"):
        if not _any_fits(value, known.socs):
            raise (
                known.elsewhere(value)
                if "*" not in value
                else UsageError(
                    f"no occupation's code fits {value}", "Codes look like 25-4022; `25-*` is a major group."
                )
            )
    return tuple(_fitting(selection, known))


def _fitting(selection: Selection, known: Known) -> Iterator[SocCode]:
    for soc in known.socs:
        if not (selection.fits("soc", soc) and selection.fits("group", soc[:2])):
            continue
        if selection.asks_for("cluster") and not selection.fits("cluster", known.cluster(soc) or "none"):
            continue
        if selection.asks_for("coverage") and not selection.fits("coverage", known.coverage(soc)):
            continue
        yield soc


def _term(text: str) -> Term:
    without = text.startswith("-") and len(text) > 1
    text = text[1:] if without else text
    kind, colon, value = text.partition(":")
    if not colon:
        if not _CODE.fullmatch(text) or not any(sign.isdigit() or sign == "*" for sign in text):
            raise UsageError(
                f"`{text[:40]}` names no occupations", "Write a code, a pattern such as 25-*, or group:25."
            )
        return Term("soc", text, without)
    if kind not in KINDS:
        raise UsageError(
            f"there is no selector `{kind[:40]}:`", f"There are: {', '.join(f'{each}:' for each in KINDS)}."
        )
    _refuse_value(kind, value)
    return Term(kind, value, without)


def _refuse_value(kind: Kind, value: str) -> None:
    allowed = _WORDS.get(kind)
    if allowed and value not in allowed:
        near = get_close_matches(value, allowed, 1, 0.5)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"`{value[:40]}` is no {kind}", f"{meant}There are: {', '.join(allowed)}.")
    if kind == "group" and not _GROUP.fullmatch(value):
        raise UsageError(f"`{value[:40]}` is no major group", "A group is the first two digits of its codes: group:25.")


def _any(kind: Kind, value: str, among: Iterable[str]) -> bool:
    return any(fnmatchcase(value, each) if kind == "soc" else value == each for each in among)


def _any_fits(pattern: str, socs: Iterable[SocCode]) -> bool:
    return any(fnmatchcase(soc, pattern) for soc in socs)


def _spelled(term: Term) -> str:
    named = term.value if term.kind == "soc" else f"{term.kind}:{term.value}"
    return f"-{named}" if term.without else named
