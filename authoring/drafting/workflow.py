"""The drafting workflow: drafts an occupation's sections and appends them as revisions.

Invariant: a person's words are never overwritten. A section whose head a person wrote is left as it is and said to be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from authoring.drafting.assembling import assemble
from authoring.drafting.drafter import Draft, Drafter
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.offline.composing import none_of
from authoring.errors import ModelError, ThinFacts
from authoring.revisions.history import History
from authoring.revisions.ids import new_item_id
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.store import Revisions
from authoring.staleness import Elsewhere, remember
from schemas.base import Locale, SocCode, content_hash
from schemas.events import Actor, Revision
from schemas.facts import FactSheet
from schemas.saying import lines, said
from schemas.sections.registry import SECTION_NAMES, SPEC, Section, SectionName

Outcome = Literal["drafted", "redrafted", "unchanged", "kept", "thin", "failed"]
"""`kept`: a person wrote the head, it was left alone. `thin`: too few facts. `failed`: a model gave no draft."""

COMPUTED = Actor(kind="tool", name="computed from facts")
_COMPUTED_DRAFT = Draft({}, COMPUTED, without_model("computed"))
_CANNOT_DO_WITHOUT: tuple[SectionName, ...] = ("ai_impact", "moat", "skills")


class Facts(Elsewhere, Protocol):
    """What drafting asks of the fact base."""

    version: str

    def sheet(self, soc: SocCode) -> FactSheet:
        """The fact sheet. Raises `UnknownOccupation`."""
        ...


Compute = Callable[[SectionName, FactSheet, Iterable[Section]], Mapping[str, object]]
"""The computed fields of a section, given the fact sheet and the page's other sections."""


@dataclass(frozen=True)
class SectionOutcome:
    """What happened to one section; `missing` says what there were no facts of, `failure` why there is no draft.

    `left_out` are entries of a model's answer that could not stand and are not in the draft.
    """

    section: SectionName
    outcome: Outcome
    missing: tuple[str, ...] = ()
    failure: ModelError | None = None
    left_out: tuple[str, ...] = ()


@dataclass
class _Page:
    """Sections made so far in this run, and the revisions waiting to be appended together."""

    sections: dict[SectionName, Section] = field(default_factory=dict)
    revisions: list[Revision] = field(default_factory=list)
    outcomes: list[SectionOutcome] = field(default_factory=list)


class Drafting:
    """Drafts occupations with one drafter into one store of revisions, in the source locale."""

    def __init__(self, revisions: Revisions, base: Facts, drafter: Drafter, compute: Compute, locale: Locale) -> None:
        self.revisions = revisions
        self.base = base
        self.drafter = drafter
        self.compute = compute
        self.locale = locale

    def draft(
        self, soc: SocCode, sections: Iterable[SectionName] = SECTION_NAMES, *, thin: bool = False
    ) -> tuple[SectionOutcome, ...]:
        """Draft the sections of one occupation and append them all at once.

        A section that a model gave no draft of has `failed` and the others stand; where no further request would
        fare better, the rest is not asked for. Raises `ThinFacts` listing everything that is missing, unless `thin`
        asks for the sections that stand; `UnknownOccupation`; `Conflict` where somebody wrote meanwhile;
        `StorageError`.
        """
        sheet = self.base.sheet(soc)
        histories = self.revisions.profile(soc, self.locale)
        page = _Page(sections={name: h.head.content for name, h in histories.items() if h.head})
        names = sorted(set(sections), key=SECTION_NAMES.index)
        if not thin:
            _refuse_if_thin(sheet, self._foreseen_thin(names, sheet, page))
        self.drafter.prepare([name for name in names if SPEC[name].drafted and not _is_kept(histories[name])], sheet)
        for name in names:
            self._draft_section(name, sheet, histories[name], page)
            if (failure := page.outcomes[-1].failure) and failure.hopeless:
                break
        if not thin:
            _refuse_if_thin(sheet, page.outcomes)
        if page.revisions:
            self.revisions.append(*page.revisions)
        return tuple(page.outcomes)

    def _foreseen_thin(self, names: Iterable[SectionName], sheet: FactSheet, page: _Page) -> Iterator[SectionOutcome]:
        """The sections that will be thin: found before anybody is asked, who may have to be paid."""
        for name in names:
            missing = self.drafter.missing(name, sheet) if SPEC[name].drafted else None
            if missing is None:
                continue
            try:
                if SPEC[name].kind == "drafted":
                    raise missing
                assemble(name, self.compute(name, sheet, page.sections.values()), {})
            except ThinFacts as thin:
                yield SectionOutcome(name, "thin", thin.missing)

    def _draft_section(self, name: SectionName, sheet: FactSheet, history: History, page: _Page) -> None:
        head = history.head
        if _is_kept(history):
            page.outcomes.append(SectionOutcome(name, "kept"))
            return
        try:
            content, draft = self._compose(name, sheet, page)
        except ThinFacts as thin:
            page.outcomes.append(SectionOutcome(name, "thin", thin.missing))
            return
        except ModelError as failure:
            page.outcomes.append(SectionOutcome(name, "failed", failure=failure))
            return
        content = with_item_ids(content, head.content if head else None, new_item_id)
        page.sections[name] = content
        if head is not None and head.hash == content_hash(content):
            page.outcomes.append(SectionOutcome(name, "unchanged"))
            return
        grounds = Grounds(sheet.hash, self.base.version, cited=remember(content, sheet, elsewhere=self.base))
        reason = f"left out: {'; '.join(draft.left_out)}" if draft.left_out else None
        page.revisions.append(revision_on(history, content, draft.by, draft.provenance, grounds, reason=reason))
        page.outcomes.append(SectionOutcome(name, "redrafted" if head else "drafted", left_out=draft.left_out))

    def _compose(self, name: SectionName, sheet: FactSheet, page: _Page) -> tuple[Section, Draft]:
        spec = SPEC[name]
        others = (section for other, section in page.sections.items() if other != name)
        computed = {} if spec.kind == "drafted" else self.compute(name, sheet, others)
        if spec.kind == "computed":
            return assemble(name, computed, {}), _COMPUTED_DRAFT
        try:
            draft = self.drafter.draft(name, sheet)
        except ThinFacts:
            if spec.kind == "drafted":
                raise
            return assemble(name, computed, {}), _COMPUTED_DRAFT
        return assemble(name, computed, draft.fields), draft


def _is_kept(history: History) -> bool:
    return history.head is not None and history.head.by.kind == "person"


def _refuse_if_thin(sheet: FactSheet, outcomes: Iterable[SectionOutcome]) -> None:
    outcomes = tuple(outcomes)
    fatal = [each for each in outcomes if each.outcome == "thin" and each.section in _CANNOT_DO_WITHOUT]
    if fatal:
        missing = tuple(_distinct(name for each in outcomes for name in each.missing))
        raise ThinFacts(
            said("{soc} {title} has too few facts for a profile", soc=sheet.soc, title=sheet.title),
            lines(
                (
                    *(
                        said("{section}: no {names}", section=each.section, names=none_of(each.missing))
                        for each in outcomes
                        if each.missing
                    ),
                    said("With --thin only the sections that stand are drafted."),
                )
            ),
            missing=missing,
        )


def _distinct(names: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(names))
