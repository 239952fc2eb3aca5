"""Wording: values and citations as a person reads them, and the names of kinds of change."""

from typing import Final

from pydantic import JsonValue

from authoring.diff.changes import Cited, FieldChange
from authoring.diff.figures import Replacement
from schemas.saying import Said, clauses, listed, said

KIND_WORDS: Final[dict[str, Said]] = {
    "reworded": said("reworded"),
    "moved_and_reworded": said("moved and reworded"),
    "moved": said("moved"),
    "split": said("split"),
    "merged": said("merged"),
    "added": said("added"),
    "removed": said("removed"),
    "recited": said("citations changed"),
    "field": said("changed"),
}
"""Kinds of change in the order in which a summary counts them."""


def shown(value: JsonValue, *, grouped: bool = True) -> str:
    """A JSON value on one line: `43,660`, `none`, `level entry, low 43,660`. `grouped`: with thousands separators."""
    if value is None:
        return said("none")
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    if isinstance(value, int | float):
        return _number(value, grouped)
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return clauses(shown(each) for each in value) or said("none")
    if {"value", "at_least"} <= value.keys():
        number = shown(value["value"])
        return said("{number} or more", number=number) if value["at_least"] else number
    return listed(
        said("{name} {value}", name=name, value=shown(held, grouped=name not in ("year", "since")))
        for name, held in value.items()
    )


def _number(value: int | float, grouped: bool) -> str:
    plain = int(value) if value == int(value) else value
    return f"{plain:,}" if grouped else str(plain)


def both(change: FieldChange) -> tuple[str, str]:
    """The old and the new value of a field as a person reads them; years without thousands separators."""
    grouped = change.role == "figure"
    return shown(change.old, grouped=grouped), shown(change.new, grouped=grouped)


def replaced(change: Replacement) -> str:
    """`$64,320 -> $68,270`, `+ 12,600` for a new one, `- 12,600` for one that is gone."""
    if change.old is None:
        return f"+ {change.new}"
    return f"- {change.old}" if change.new is None else f"{change.old} -> {change.new}"


def cited(citation: Cited) -> str:
    """A citation as one line: the fact's id, or the passage or source with its quote."""
    if citation["kind"] == "fact":
        return citation["fact"]
    of = citation["passage"] if citation["kind"] == "passage" else citation["source"]
    return f"{of} “{citation['quote']}”"
