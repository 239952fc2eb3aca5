"""Redrafting: a new version of a section, or of one item, for a reason a person gives.

Invariant: a person's words are never overwritten. Over edited text the new version goes beside it as a revision of its
own, and a three-way merge by item takes it in: what nobody touched follows it, what a person wrote stays, and where both
changed the same words the person's stay and the other waits in that revision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from authoring.drafting.assembling import assemble
from authoring.drafting.drafter import Draft
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.models.context import Again, again_of
from authoring.drafting.workflow import Compute, Facts
from authoring.errors import NotAllowed, UsageError
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id, new_item_id
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.merge import MergeConflict, Merged, merge
from authoring.revisions.store import Revisions
from authoring.staleness import remember
from schemas.base import Locale, SocCode, Value, content_hash
from schemas.events import Actor, Revision
from schemas.facts import FactSheet
from schemas.items import Item, items_in
from schemas.saying import said
from schemas.sections.registry import SPEC, Section, SectionName


class Redrafter(Protocol):
    """What can write a new version with reasons."""

    def draft(self, section: SectionName, sheet: FactSheet, again: Again | None = None) -> Draft:
        """The drafted fields of the new version."""
        ...


@dataclass(frozen=True)
class Redraft:
    """What a redraft came to: the head now, the version as the model wrote it, and what waits in it as a proposal."""

    head: Revision
    proposal: Revision | None
    conflicts: tuple[MergeConflict, ...]


@dataclass(frozen=True)
class Proposal:
    """A new version beside the text it was made for: `revision` stands in no log yet."""

    history: History
    head: Revision
    revision: Revision

    @property
    def base(self) -> Revision:
        """What the last draft said, before people edited it."""
        return self.history.base_of_last_redraft or self.head

    def joined(self) -> Merged:
        """Both as one: what nobody touched follows the proposal, a person's words stay."""
        return merge(self.base.content, self.head.content, self.revision.content, on=self.head.id)


class Taking:
    """Keeps what a person chooses of proposals. Asks nobody."""

    def __init__(self, revisions: Revisions, person: str) -> None:
        self._revisions = revisions
        self._person = Actor(kind="person", name=person)

    def take(self, proposal: Proposal, content: Section, *, even_where_all_stays: bool = False) -> Redraft:
        """Keep that content, chosen from the text there is and the proposal, and the proposal beside it.

        Where all of the text stays nothing is written, unless asked: then the proposal waits beside it. Raises `Conflict`
        where somebody wrote meanwhile.
        """
        head, revision = proposal.head, proposal.revision
        if revision.hash == head.hash or (content_hash(content) == head.hash and not even_where_all_stays):
            return Redraft(head, None, ())
        if content_hash(content) == revision.hash and proposal.base.id == head.id:
            self._revisions.append(revision)
            return Redraft(revision, revision, ())
        return self._joined(proposal, content)

    def _joined(self, proposal: Proposal, content: Section) -> Redraft:
        """The proposal beside the text there is, and what was made of both, appended together."""
        revision = proposal.revision
        beside = revision.model_copy(update={"parent": proposal.base.id})
        grounds = Grounds(sheet_hash=revision.sheet_hash, base_version=revision.base_version, cited=revision.cited)
        made = revision_on(
            proposal.history,
            content,
            self._person,
            without_model("merge"),
            grounds,
            merged=beside.id,
            reason=revision.reason,
        )
        made = made.model_copy(update={"id": new_event_id(beside.id)})
        self._revisions.append(beside, made)
        return Redraft(made, beside, ())


class Redrafting:
    """Redrafts sections in the source locale, on behalf of one person."""

    def __init__(
        self, revisions: Revisions, base: Facts, drafter: Redrafter, compute: Compute, locale: Locale, person: str
    ) -> None:
        self._revisions = revisions
        self._base = base
        self._drafter = drafter
        self._compute = compute
        self._locale = locale
        self._taking = Taking(revisions, person)

    def redraft(self, soc: SocCode, section: SectionName, reasons: Sequence[str], item: str | None = None) -> Redraft:
        """A new version for these reasons, of one item only where `item` names it, taken in by the three-way merge.

        Raises `UsageError` for a section that is computed or not drafted yet, and for an item it does not have;
        `NotAllowed` where branches wait to be merged; `ModelError`; `Conflict`.
        """
        proposal = self.propose(soc, section, reasons, item)
        joined = proposal.joined()
        redraft = self._taking.take(proposal, joined.content, even_where_all_stays=True)
        return Redraft(redraft.head, redraft.proposal, joined.conflicts)

    def propose(self, soc: SocCode, section: SectionName, reasons: Sequence[str], item: str | None = None) -> Proposal:
        """A new version for these reasons, written nowhere yet. Raises as `redraft` does."""
        history = self._revisions.history(soc, self._locale, section)
        head = self._head(history, item)
        sheet = self._base.sheet(soc)
        again = again_of(head.content, reasons, item or "")
        draft = self._drafter.draft(section, sheet, again)
        content = self._content(section, sheet, draft, head, item)
        left_out = [f"left out: {what}" for what in draft.left_out]
        reason = "; ".join((*([f"item {item}"] if item else []), *reasons, *left_out))
        cited = remember(content, sheet, head if item else None, self._base)
        grounds = Grounds(sheet.hash, self._base.version, cited=cited)
        revision = revision_on(history, content, draft.by, draft.provenance, grounds, reason=reason)
        return Proposal(history, head, revision)

    def _head(self, history: History, item: str | None) -> Revision:
        where = f"{history.soc} {history.section}"
        if not SPEC[history.section].drafted:
            raise UsageError(
                said("{where} is computed from facts", where=where), said("There is no text in it to redraft.")
            )
        head = history.head
        if head is None:
            raise UsageError(
                said("{where} has no text yet", where=where),
                said("Draft it first: author draft {soc}", soc=history.soc),
            )
        if history.forked:
            raise NotAllowed(
                said("{where} has two versions that wait to be merged", where=where),
                said("Merge them first: `author review`."),
            )
        if item and item not in {each.id for each in items_in(head.content)}:
            raise UsageError(
                said("{where} has no item `{item}`", where=where, item=item),
                said("Items stand in brackets in `author show {where}`.", where=where),
            )
        return head

    def _content(
        self, section: SectionName, sheet: FactSheet, draft: Draft, head: Revision, item: str | None
    ) -> Section:
        """The whole section of the new version; with `item`, the text there is with that one item exchanged."""
        profile = self._revisions.profile(sheet.soc, self._locale)
        others = [h.head.content for name, h in profile.items() if h.head and name != section]
        computed = {} if SPEC[section].kind == "drafted" else self._compute(section, sheet, others)
        content = with_item_ids(assemble(section, computed, draft.fields), head.content, new_item_id)
        if item is None:
            return content
        new = next((each for each in items_in(content) if each.id == item), None)
        return _exchanged(head.content, new) if new else head.content


def _exchanged(section: Section, new: Item) -> Section:
    """The section with the item of that id exchanged."""

    def walk(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(walk(each) for each in value)
        if isinstance(value, Item) and value.id == new.id:
            return new
        if not isinstance(value, Value):
            return value
        return value.model_copy(update={name: walk(getattr(value, name)) for name in type(value).model_fields})

    walked = walk(section)
    assert isinstance(walked, type(section))
    return walked
