"""What a person types to narrow the queue: words, and terms such as `state:draft section:faq finding:error`.

A term takes several values with commas between: any of them fits. `text:` is looked up in the index of texts, elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from authoring.reviewing.board import QueueLine
from authoring.reviewing.priority import STALE_FACTS, STALE_SOURCE
from authoring.revisions.ids import later
from schemas.base import Timestamp

_MINUTES_A_DAY: Final = 24 * 60
_NOBODY: Final = ("nobody", "none")


@dataclass(frozen=True)
class Asker:
    """Who asks, and when: what `me` and an age are about."""

    person: str = ""
    now: Timestamp = "9999-12-31T23:59:59Z"


Test = Callable[[QueueLine, str, Asker], bool]


def _state(line: QueueLine, wanted: str, _: Asker) -> bool:
    name = "forked" if line.status.forked else line.status.state
    return wanted.replace("-", "_") in name


def _finding(line: QueueLine, wanted: str, _: Asker) -> bool:
    status = line.status
    if "error".startswith(wanted) or wanted == "errors":
        return status.errors > 0
    if "warning".startswith(wanted) or wanted == "warnings":
        return status.warnings > 0
    if wanted == "none":
        return not (status.errors or status.warnings)
    if wanted == "any":
        return bool(status.errors or status.warnings)
    return any(rule.startswith(wanted) for rule in line.rules)


def _stale(line: QueueLine, wanted: str, _: Asker) -> bool:
    if "facts".startswith(wanted):
        return bool(line.stale & STALE_FACTS)
    if "source".startswith(wanted):
        return bool(line.stale & STALE_SOURCE)
    return bool(line.stale) == ("yes".startswith(wanted) or wanted == "any")


def _age(line: QueueLine, wanted: str, asker: Asker) -> bool:
    """`7`: nothing happened for seven days or more. `<7`: something did."""
    days = wanted.removeprefix("<").removesuffix("d")
    if not (days.isascii() and days.isdecimal() and len(days) <= 4):
        return True
    since = later(asker.now, -int(days) * _MINUTES_A_DAY)
    return line.status.updated > since if wanted.startswith("<") else line.status.updated <= since


def _named(wanted: str, names: str, asker: Asker) -> bool:
    if wanted == "me":
        return asker.person.casefold() in names.casefold()
    return any(name.startswith(wanted) for name in names.casefold().split())


def _assigned(line: QueueLine, wanted: str, asker: Asker) -> bool:
    if wanted in _NOBODY:
        return line.status.assignee is None
    return _named(wanted, line.status.assignee or "", asker)


TERMS: Final[Mapping[str, Test]] = {
    "state": _state,
    "locale": lambda line, wanted, _: line.status.locale.casefold().startswith(wanted),
    "section": lambda line, wanted, _: wanted.replace("-", "_") in line.status.section,
    "finding": _finding,
    "stale": _stale,
    "who": lambda line, wanted, asker: _named(wanted, f"{line.status.author} {line.status.assignee or ''}", asker),
    "by": lambda line, wanted, asker: _named(wanted, line.status.author, asker),
    "for": _assigned,
    "model": lambda line, wanted, _: wanted in (line.model or "").casefold(),
    "group": lambda line, wanted, _: line.status.soc.startswith(wanted[:2]),
    "code": lambda line, wanted, _: line.status.soc.startswith(wanted),
    "age": _age,
}
"""What stands before the colon, and whether a section fits what stands behind it."""

TEXT: Final = "text"


@dataclass(frozen=True)
class Query:
    """Words that title, other names, code, section or author must hold; terms; words to find in the text; what is none."""

    words: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def parse_query(text: str) -> Query:
    """The query in a line of typing. A term still without a value asks nothing yet."""
    words, terms, texts, unknown = [], [], [], []
    for part in text.casefold().split():
        name, colon, wanted = part.partition(":")
        if not colon:
            words.append(part)
        elif name == TEXT:
            texts += [wanted] if wanted else []
        elif name not in TERMS:
            unknown.append(f"{name}:")
        elif wanted.strip(","):
            terms.append((name, wanted.strip(",")))
    return Query(tuple(words), tuple(terms), tuple(texts), tuple(unknown))
