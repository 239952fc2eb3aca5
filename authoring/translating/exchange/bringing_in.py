"""Bringing in: what another tool sends back is held against what is here, text by text.

Invariant: a text whose source has moved, or that somebody wrote here in the meantime, is never overwritten; every unit that
is not taken is named with its reason.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from authoring.errors import UsageError
from authoring.revisions.history import History
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.store import Revisions
from authoring.text import clean_line
from authoring.translating.exchange.units import Exchanged, Place, Unit, digest, place_of
from authoring.translating.segments import Texts, segments, with_texts
from schemas.base import Locale, SocCode
from schemas.events import Actor, Revision
from schemas.sections.registry import SectionName

_LONGEST = 20_000


@dataclass
class Brought:
    """What became of the units: taken, the same as here, still waiting, and why others were not taken."""

    taken: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    rejected: dict[str, str] = field(default_factory=dict)
    revisions: list[Revision] = field(default_factory=list)


@dataclass(frozen=True)
class _Here:
    """A section as it stands here, in both locales."""

    target: History
    head: Revision
    source: Mapping[str, Texts]
    texts: Mapping[str, Texts]


class BringingIn:
    """Takes translations from files into a workspace, on behalf of a person, who then is their author."""

    def __init__(self, revisions: Revisions, source: Locale, locales: Iterable[Locale], person: str) -> None:
        self._revisions = revisions
        self._source = source
        self._locales = tuple(locales)
        self._person = Actor(kind="person", name=person)

    def bring_in(self, given: Exchanged, origin: str, *, dry_run: bool = False) -> Brought:
        """Take what can stand, as one revision a section. With `dry_run` nothing is written.

        Raises `UsageError` for a file of other languages, `Conflict` where somebody writes at the same time.
        """
        target = self._locale_of(given)
        brought = Brought(rejected=dict(given.rejected))
        for (soc, section), units in self._by_section(given.units, brought).items():
            here = self._here(soc, section, target)
            if isinstance(here, str):
                brought.rejected.update({unit.id: here for _, unit in units})
            else:
                self._section(here, units, origin, brought)
        if brought.revisions and not dry_run:
            by_occupation: dict[SocCode, list[Revision]] = defaultdict(list)
            for revision in brought.revisions:
                by_occupation[revision.soc].append(revision)
            for revisions in by_occupation.values():
                self._revisions.append(*revisions)
        return brought

    def _locale_of(self, given: Exchanged) -> Locale:
        if given.source.casefold() != self._source.casefold():
            raise UsageError(
                f"the file is a translation from {given.source or 'an unnamed language'}, not from {self._source}",
                "Only translations of this workspace's source can be brought in.",
            )
        for locale in self._locales:
            if locale.casefold() == given.target.casefold() and locale != self._source:
                return locale
        raise UsageError(
            f"the file is a translation into {given.target or 'an unnamed language'}",
            f"This workspace has {', '.join(self._locales)}.",
        )

    @staticmethod
    def _by_section(
        units: Iterable[Unit], brought: Brought
    ) -> dict[tuple[SocCode, SectionName], list[tuple[Place, Unit]]]:
        found: dict[tuple[SocCode, SectionName], list[tuple[Place, Unit]]] = defaultdict(list)
        seen: set[str] = set()
        for unit in units:
            place = place_of(unit.id)
            if place is None:
                brought.rejected[unit.id] = "its id names no section of a profile"
            elif unit.id in seen:
                brought.rejected[unit.id] = "it is there twice"
            else:
                seen.add(unit.id)
                found[place.soc, place.section].append((place, unit))
        return found

    def _here(self, soc: SocCode, section: SectionName, target: Locale) -> _Here | str:
        if soc not in self._revisions.occupations():
            return f"there is no occupation {soc} in this workspace"
        source = self._revisions.history(soc, self._source, section)
        history = self._revisions.history(soc, target, section)
        if source.head is None or history.head is None:
            return f"the translation of {soc} {section} was not begun here: author translate {soc} --to {target}"
        if source.forked or history.forked:
            return f"{soc} {section} has two versions: author merge them first"
        made_from = history.head.translated_from
        if made_from is None or made_from.hash != source.head.hash:
            return (
                f"the source of {soc} {section} has moved: author translate {soc} --to {target}, then export it again"
            )
        return _Here(history, history.head, segments(source.head.content), segments(history.head.content))

    def _section(self, here: _Here, units: list[tuple[Place, Unit]], origin: str, brought: Brought) -> None:
        new: dict[str, Texts] = defaultdict(dict)
        names: dict[str, list[str]] = defaultdict(list)
        bad: set[str] = set()
        for place, unit in units:
            verdict = _verdict(here, place, unit)
            if verdict == "taken":
                new[place.item][place.field] = clean_line(unit.target or "")
                names[place.item].append(unit.id)
            elif verdict in ("unchanged", "waiting"):
                getattr(brought, verdict).append(unit.id)
                bad |= {place.item} if verdict == "waiting" else set()
            else:
                brought.rejected[unit.id] = verdict
                bad.add(place.item)
        done = set(new) - self._halves(here, new, names, bad, brought)
        if not done:
            return
        brought.taken += [name for item in done for name in names[item]]
        head = here.head
        content = with_texts(head.content, {item: new[item] for item in done})
        left = tuple(item for item in head.to_translate if item not in done)
        grounds = Grounds(head.sheet_hash, head.base_version, head.translated_from, head.cited)
        reason = clean_line(f"from {origin}")[:200]
        how = without_model("import")
        made = revision_on(here.target, content, self._person, how, grounds, reason=reason, to_translate=left)
        brought.revisions.append(made)

    @staticmethod
    def _halves(
        here: _Here, new: Mapping[str, Texts], names: Mapping[str, list[str]], bad: set[str], brought: Brought
    ) -> set[str]:
        """Items that wait and of which not every text came: they go on waiting, and what came of them is named."""
        halves = set()
        for item, texts in new.items():
            asked = {part for part, text in here.source[item].items() if text.strip()}
            if item in here.head.to_translate and (item in bad or not asked <= set(texts)):
                halves.add(item)
                brought.rejected.update(
                    dict.fromkeys(names[item], "another text of the same item did not come or cannot stand")
                )
        return halves


def _verdict(here: _Here, place: Place, unit: Unit) -> str:
    """`taken`, `unchanged` or `waiting`, else why the unit is rejected."""
    source = here.source.get(place.item, {}).get(place.field)
    if source is None:
        return "the source has no such item any more"
    if clean_line(unit.source) != source:
        return f"its source has moved; it says now: {source[:80]}"
    now, waits = here.texts.get(place.item, {}).get(place.field), place.item in here.head.to_translate
    there = None if now is None or (waits and now == source) else now
    said = clean_line(unit.target or "")
    if not said:
        return "waiting" if waits else "its translation is empty"
    if waits and unit.state == "initial" and digest(unit.target) == unit.base:
        return "waiting"
    if said == there and not waits:
        return "unchanged"
    return _objection(unit, said, there) or "taken"


def _objection(unit: Unit, said: str, there: str | None) -> str:
    if len(said) > _LONGEST:
        return f"it has more than {_LONGEST} characters"
    if digest(there) != unit.base and said != there:
        return "somebody wrote here since it was exported"
    lost = [word for word in unit.keep if word not in said]
    return f"{', '.join(lost)} must stand in it as it is" if lost else ""


FORMATS: Mapping[str, str] = {"xliff": "xliff21", "xliff12": "xliff12", "xliff21": "xliff21", "po": "po"}


def format_of(name: str) -> tuple[Callable[..., bytes], Callable[..., Exchanged]]:
    """How to write and how to read a format. Raises `UsageError` for one that is not known."""
    from authoring.translating.exchange import po, xliff12, xliff21  # noqa: PLC0415 - each loads its parser

    known = {"xliff12": xliff12, "xliff21": xliff21, "po": po}
    if name not in FORMATS:
        raise UsageError(f"there is no format `{name}`", f"There are {', '.join(FORMATS)}.")
    module = known[FORMATS[name]]
    return module.write, module.read
