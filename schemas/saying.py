"""Sentences that are told to a person: English as it stands, with the template and the values it was made of.

A `Said` is a `str`: logs, JSON and the command line show it as any other text. What shows it to a person who reads
another language looks its template up in a gettext catalog and fills in the values again (`authoring.locales`), so
that nothing reads English back. Values may be sentences themselves.

Stored as JSON, it is its English text (`schemas.base.SaidLine`). Needs nothing but the standard library.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any


class Said(str):
    """A sentence with its `template`, the `values` in it and, for one that counts, the English `plural`.

    `{count}` among the values decides between the two: 1 takes the template.
    """

    __slots__ = ("plural", "template", "values")

    template: str
    values: Mapping[str, object]
    plural: str | None

    def __new__(cls, template: str, values: Mapping[str, object], plural: str | None = None) -> "Said":
        chosen = template if plural is None or values["count"] == 1 else plural
        made = super().__new__(cls, chosen.format(**values))
        made.template, made.values, made.plural = template, values, plural
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Said, (self.template, dict(self.values), self.plural)


class Template(str):
    """A sentence whose values come later, one after another."""

    __slots__ = ()

    def filled(self, **values: object) -> Said:
        """The sentence with these values; those it has no place for are left out."""
        return Said(self, values)


def template(text: str, /) -> Template:
    """A literal template for many sentences; gathered for the catalogs like those of `said`."""
    return Template(text)


def said(template: str, /, **values: object) -> Said:
    """A sentence of a literal template; catalogs are gathered from the calls of this function."""
    return Said(template, values)


def counted(one: str, many: str, /, count: int, **values: object) -> Said:
    """A sentence that counts, in its two English forms; `{count}` may stand in both."""
    return Said(one, {"count": count, **values}, many)


def listed(parts: Iterable[object]) -> str:
    """Several things in a row, as the reader's language sets them apart; nothing for none."""
    return _row(parts, lambda some, last: said("{some}, {last}", some=some, last=last))


def clauses(parts: Iterable[object]) -> str:
    """Parts of one line that hold commas themselves."""
    return _row(parts, lambda some, last: said("{some}; {last}", some=some, last=last))


def lines(parts: Iterable[object]) -> str:
    """Sentences below each other."""
    return _row(parts, lambda some, last: said("{some}\n{last}", some=some, last=last))


def _row(parts: Iterable[object], join: Callable[[object, object], object]) -> str:
    row = reduce(join, tuple(parts) or ("",))
    return row if isinstance(row, str) else str(row)
