"""Units: one text of one item in two languages, as files between tools carry it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from authoring.errors import UsageError
from authoring.glossary import Glossary
from authoring.revisions.history import History
from authoring.translating.segments import segments
from schemas.base import Locale, SocCode
from schemas.sections.registry import SECTION_NAMES, SectionName

State = Literal["initial", "translated", "final"]
"""`initial`: waits for translation, whatever stands there. `final`: approved."""


@dataclass(frozen=True)
class Unit:
    """One text. `id` is `25-4022/moat/p1/title`; `target` is None where nothing was translated yet.

    `base` is a digest of the target as it left: it tells whether somebody wrote here in the meantime. `notes` are for the
    translator. `keep` are words of the source that stay as they are.
    """

    id: str
    source: str
    target: str | None
    state: State
    base: str
    notes: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exchanged:
    """What a file holds: its two locales, its units, and of others why they could not be read."""

    source: Locale
    target: Locale
    units: tuple[Unit, ...]
    rejected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a unit belongs."""

    soc: SocCode
    section: SectionName
    item: str
    field: str


def place_of(unit_id: str) -> Place | None:
    """The place an id names; None for an id that was not made here."""
    soc, _, rest = unit_id.partition("/")
    parts = rest.split("/")
    if len(parts) != 3 or parts[0] not in SECTION_NAMES:
        return None
    section: SectionName = parts[0]
    return Place(soc, section, parts[1], parts[2])


def digest(text: str | None) -> str:
    """A short digest of a target, empty where there is none."""
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text is not None else ""


def units_of(
    sources: Mapping[SectionName, History],
    targets: Mapping[SectionName, History],
    glossary: Glossary,
    *,
    waiting_only: bool = False,
) -> Iterator[Unit]:
    """The units of an occupation in page order. Sections whose translation was not begun have none.

    Raises `UsageError` where a translation was made from an older source: brought up to it first, it knows what waits.
    """
    for name in SECTION_NAMES:
        source, target = sources[name].head, targets[name].head
        if source is None or target is None:
            continue
        if target.translated_from is None or target.translated_from.hash != source.hash:
            raise UsageError(
                f"the source of {source.soc} {name} has moved since it was translated into {target.locale}",
                f"Bring it up to its source first: author translate {source.soc} --to {target.locale}",
            )
        final = targets[name].approval is not None
        theirs = segments(target.content)
        for key, texts in segments(source.content).items():
            waits = key in target.to_translate
            if waiting_only and not waits:
                continue
            for part, text in texts.items():
                if text.strip():
                    said = theirs.get(key, {}).get(part)
                    there = None if said is None or (waits and said == text) else said
                    state: State = "initial" if waits or there is None else "final" if final else "translated"
                    yield Unit(
                        f"{source.soc}/{name}/{key}/{part}", text, there, state, digest(there),
                        notes=tuple(_notes(part, text, glossary)), keep=_kept(text, glossary),
                    )  # fmt: skip


def _notes(part: str, text: str, glossary: Glossary) -> Iterator[str]:
    yield f"part: {part}"
    for term in glossary.of([text]):
        if not term.keep:
            never = f", never {', '.join(term.forbidden)}" if term.forbidden else ""
            yield f"term: {term.term} = {term.translation}{never}"


def _kept(text: str, glossary: Glossary) -> tuple[str, ...]:
    """The words of a text that are not translated, in the order they stand."""
    return tuple(text[found.start : found.end] for found in glossary.within(text) if found.term.keep)


def split_at(text: str, keep: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words to keep, in their order."""
    pieces: list[tuple[str, bool]] = []
    rest = text
    for word in keep:
        before, found, after = rest.partition(word)
        if found:
            pieces += [(before, False)] if before else []
            pieces.append((word, True))
            rest = after
    return [*pieces, (rest, False)] if rest else pieces
