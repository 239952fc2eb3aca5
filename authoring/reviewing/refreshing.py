"""Refreshing: the sections of an occupation that rest on facts that moved, and the smallest edit that mends each.

Invariant: words are a person's or a machine's as before. A refreshed text that a person wrote is that person's to sign:
the edit is made in the name of who asked for it, and nothing is saved before they ask.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from authoring.errors import Conflict, UnknownOccupation
from authoring.revisions.history import History
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.store import Revisions
from authoring.staleness import Elsewhere, Moved, Refreshed, moved_facts, refresh, remember, same_facts
from schemas.base import Locale, SocCode, content_hash
from schemas.events import Actor, Revision
from schemas.facts import FactSheet
from schemas.saying import said
from schemas.sections.registry import SECTION_NAMES, SPEC, Section, SectionName

REFRESHED: Final = Actor(kind="tool", name="refreshed from facts")

Why = Literal["facts", "source"]
Compute = Callable[[SectionName, FactSheet, Iterable[Section]], Mapping[str, object]]
"""The computed fields of a section, given the fact sheet and the page's other sections."""


class Facts(Elsewhere, Protocol):
    """What refreshing asks of the fact base."""

    version: str

    def sheet(self, soc: SocCode) -> FactSheet:
        """All facts of one occupation. Raises `UnknownOccupation`."""
        ...


@dataclass(frozen=True)
class Stale:
    """A section that rests on what changed: `facts` itself, or `source`, a translation of such a section.

    `approved`: an approval stood on it, and has lapsed.
    """

    soc: SocCode
    locale: Locale
    section: SectionName
    why: Why
    moved: tuple[Moved, ...]
    approved: bool


@dataclass(frozen=True)
class Proposal:
    """The smallest edit of one section: its new content with what was changed, made on `head`."""

    head: Revision
    refreshed: Refreshed
    computed: bool

    @property
    def changes(self) -> bool:
        """Whether there is anything to save."""
        return content_hash(self.refreshed.section) != self.head.hash


class Refreshing:
    """Finds stale sections and mends them, for one person."""

    def __init__(
        self,
        revisions: Revisions,
        base: Facts,
        compute: Compute,
        lapsed: Callable[[History], bool],
        source: Locale,
        person: str,
    ) -> None:
        self._revisions = revisions
        self._base = base
        self._compute = compute
        self._lapsed = lapsed
        self._source = source
        self._person = person

    def stale(self, socs: Iterable[SocCode]) -> Iterator[Stale]:
        """Every stale section of these occupations, its translations after it."""
        for soc in socs:
            try:
                sheet = self._base.sheet(soc)
            except UnknownOccupation:
                continue
            written = self._revisions.profile(soc, self._source)
            moved = {name: found for name in SECTION_NAMES if (found := self._moved(written[name], sheet))}
            for name, found in moved.items():
                yield _stale(written[name], "facts", found)
            for locale in self._revisions.locales(soc) if moved else ():
                if locale != self._source:
                    there = self._revisions.profile(soc, locale)
                    yield from (
                        _stale(there[name], "source", found) for name, found in moved.items() if there[name].head
                    )

    def propose(self, soc: SocCode, sections: Iterable[SectionName] = SECTION_NAMES) -> tuple[Proposal, ...]:
        """The smallest edit of every stale section. Saves nothing. Raises `UnknownOccupation`."""
        sheet = self._base.sheet(soc)
        written = self._revisions.profile(soc, self._source)
        wanted = [name for name in SECTION_NAMES if name in set(sections) and self._moved(written[name], sheet)]
        page = {name: history.head.content for name, history in written.items() if history.head}
        return tuple(self._proposal(written[name], sheet, page) for name in wanted)

    def save(self, proposals: Iterable[Proposal]) -> tuple[Revision, ...]:
        """Append the proposed edits that change anything. Raises `Conflict` where somebody wrote meanwhile."""
        made = [self._revision(each) for each in proposals if each.changes]
        if made:
            self._revisions.append(*made)
        return tuple(made)

    def _moved(self, history: History, sheet: FactSheet) -> tuple[Moved, ...]:
        """What moved under a text, unless somebody said that the older values are meant."""
        head = history.head
        if head is None or not head.cited or head.translated_from is not None or same_facts(head, sheet):
            return ()
        found = moved_facts(head.content, head.cited, sheet, self._base)
        return found if found and self._lapsed(history) else ()

    def _proposal(self, history: History, sheet: FactSheet, page: dict[SectionName, Section]) -> Proposal:
        head = history.head
        if head is None or history.forked:
            raise Conflict(
                said("{where} is forked", where=f"{history.soc} {history.section}"),
                said("Merge its versions first: author review."),
                "",
            )
        refreshed = refresh(head.content, head.cited or (), sheet, self._base)
        spec, content = SPEC[history.section], refreshed.section
        if spec.kind != "drafted":
            others = (section for name, section in page.items() if name != history.section)
            computed = dict(self._compute(history.section, sheet, others))
            content = type(content).model_validate(
                {**{name: getattr(content, name) for name in type(content).model_fields}, **computed}
            )
        page[history.section] = content
        return Proposal(head, Refreshed(content, refreshed.edits, refreshed.moved), spec.kind == "computed")

    def _revision(self, proposal: Proposal) -> Revision:
        head = proposal.head
        history = self._revisions.history(head.soc, head.locale, head.section)
        if history.head is None or history.head.id != head.id:
            raise Conflict(
                said("{where} was changed meanwhile", where=f"{head.soc} {head.section}"),
                said("Ask for the edit again."),
                head.id,
            )
        sheet = self._base.sheet(head.soc)
        by = Actor(kind="person", name=self._person) if head.by.kind == "person" else REFRESHED
        waiting = bool(proposal.refreshed.to_redraft)
        cited = remember(proposal.refreshed.section, sheet, head if waiting else None, self._base)
        seen = (head.sheet_hash, head.base_version) if waiting else (sheet.hash, self._base.version)
        grounds = Grounds(*seen, cited=cited)
        provenance = without_model("person" if by.kind == "person" else "computed")
        return revision_on(
            history, proposal.refreshed.section, by, provenance, grounds, reason=_reason(proposal.refreshed)
        )


def _stale(history: History, why: Why, moved: tuple[Moved, ...]) -> Stale:
    return Stale(history.soc, history.locale, history.section, why, moved, history.approval is not None)


def _reason(refreshed: Refreshed) -> str:
    datasets = sorted(
        {f"{m.before.fact.partition('/')[0]} to {m.after.dataset}" for m in refreshed.moved if m.after is not None}
    )
    left = len(refreshed.to_redraft)
    waiting = f"; {left} {'text needs' if left == 1 else 'texts need'} new words" if left else ""
    return f"refreshed: {', '.join(datasets)}{waiting}"
