"""Describing: one change put into its model, with its words, figures, dates and citations apart."""

from collections.abc import Sequence
from typing import Final, NamedTuple, cast

from pydantic import JsonValue

from authoring.diff import entries
from authoring.diff.changes import CitationChange, Cited, EntryChange, EntryKind, FieldChange, Spot, Steps, TextChange
from authoring.diff.wording import shown

_CITATION_SHAPES: Final = ({"kind", "fact"}, {"kind", "passage", "quote"}, {"kind", "source", "quote"})


class Standing(NamedTuple):
    """An entry, its path for reading, and its spot."""

    value: JsonValue
    path: str
    spot: Spot


def stayed(old: Standing, new: Standing, away: bool) -> EntryChange | None:
    """What happened to an entry that is on both sides: moved, reworded, cited anew; None where nothing did."""
    texts = _texts(_own_texts(old.value), _own_texts(new.value)) if old.value != new.value else ()
    citations = _citation_change(_own_citations(old.value), _own_citations(new.value))
    if not away and not texts and citations is None:
        return None
    kind: EntryKind = "recited"
    if texts:
        kind = "moved_and_reworded" if away else "reworded"
    elif away:
        kind = "moved"
    return _entry(kind, [old], [new], texts, citations, whole=False)


def came(new: Standing) -> EntryChange:
    """An entry that was not there."""
    return _entry(
        "added",
        [],
        [new],
        _texts({}, _all_texts(new.value)),
        _citation_change([], _all_citations(new.value)),
        whole=True,
    )


def went(old: Standing) -> EntryChange:
    """An entry that is no longer there."""
    return _entry(
        "removed",
        [old],
        [],
        _texts(_all_texts(old.value), {}),
        _citation_change(_all_citations(old.value), []),
        whole=True,
    )


def fused(kind: EntryKind, old: Sequence[Standing], new: Sequence[Standing]) -> EntryChange:
    """One entry that became several, or several that became one: their words are compared one after the other."""
    before, after = (" ".join(entries.words_of(s.value) for s in side) for side in (old, new))
    texts = _texts({"text": before}, {"text": after})
    return _entry(kind, old, new, texts, _citation_change(_cited(old), _cited(new)), whole=True)


def field_change(item: str, path: str, before: Steps, after: Steps, old: JsonValue, new: JsonValue) -> FieldChange:
    """One value that is another one now."""
    role = entries.role_of(str(after[-1]), old, new)
    return FieldChange("field", item, path.removesuffix(".value"), role, before, after, old, new)


def _entry(
    kind: EntryKind,
    old: Sequence[Standing],
    new: Sequence[Standing],
    texts: tuple[TextChange, ...],
    citations: CitationChange | None,
    *,
    whole: bool,
) -> EntryChange:
    return EntryChange(
        kind=kind,
        item=next((str(s.value["id"]) for s in (*new, *old) if entries.is_item(s.value) and s.value["id"]), ""),
        title=next(iter(_all_texts((*new, *old)[0].value).values()), ""),
        before=tuple(standing.spot for standing in old),
        after=tuple(standing.spot for standing in new),
        texts=texts,
        citations=citations,
        old_entries=tuple(standing.value for standing in old) if whole else (),
        new_entries=tuple(standing.value for standing in new) if whole else (),
    )


def _texts(old: dict[str, str], new: dict[str, str]) -> tuple[TextChange, ...]:
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        TextChange(name, before, after)
        for name in names
        if (before := old.get(name, "")) != (after := new.get(name, ""))
    )


def _own_texts(value: JsonValue) -> dict[str, str]:
    return {name: str(value[name]) for name in entries.text_names(value)} if entries.is_item(value) else {}


def _all_texts(value: JsonValue) -> dict[str, str]:
    """Every text of an entry that came or went whole, those of the items inside it by number."""
    if not isinstance(value, dict):
        return {"": str(value)}
    if not entries.is_item(value):
        return {"": shown(value)}
    texts = _own_texts(value)
    for name, held in value.items():
        if isinstance(held, list) and name != "citations":
            texts |= {f"{name}[{n}]": entries.words_of(each) for n, each in enumerate(held, 1)}
    return texts


def _cited(side: Sequence[Standing]) -> list[JsonValue]:
    return [citation for standing in side for citation in _all_citations(standing.value)]


def _own_citations(value: JsonValue) -> list[JsonValue]:
    citations = value.get("citations") if isinstance(value, dict) else None
    return citations if isinstance(citations, list) else []


def _all_citations(value: JsonValue) -> list[JsonValue]:
    """The citations of an entry and of the items inside it; of a citation, itself."""
    if not isinstance(value, dict):
        return []
    if value.keys() in _CITATION_SHAPES:
        return [value]
    inner = [each for held in value.values() if isinstance(held, list) for each in held if entries.is_item(each)]
    return [*_own_citations(value), *(citation for each in inner for citation in _all_citations(each))]


def _citation_change(old: list[JsonValue], new: list[JsonValue]) -> CitationChange | None:
    if old == new:
        return None
    return CitationChange(cast("tuple[Cited, ...]", tuple(old)), cast("tuple[Cited, ...]", tuple(new)))
