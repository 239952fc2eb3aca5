"""Drafts as the work of a run: which sections of an occupation want a draft and why, and the drafts that came of answers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Final

from pydantic import BaseModel

from authoring.drafting.drafter import Draft
from authoring.drafting.models.estimating import answer_tokens
from authoring.drafting.models.judging import Asking, judge
from authoring.drafting.models.requests import DraftRequests
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.drafting.workflow import Compute, Drafting, Facts, SectionOutcome
from authoring.errors import Conflict, ThinFacts
from authoring.llm.asking import Asked, Judged, exhausted
from authoring.llm.budget import at_most
from authoring.prompting import estimated_tokens
from authoring.revisions.history import History
from authoring.revisions.store import Revisions
from authoring.runs.jobs import Job, LeftAlone, Subject, Tokens, Why, WhyNot
from authoring.runs.work import Became, Finished, Wanting
from authoring.staleness import moved_facts, same_facts
from schemas.base import Locale, SocCode
from schemas.events import Revision, Usage
from schemas.facts import FactSheet
from schemas.saying import said
from schemas.sections.registry import SPEC, SectionName
from schemas.status import State

StateOf = Callable[[History], State]
"""What the review says of a section."""

_SHEETS: Final = 48
_BY_PEOPLE: Final = ("in_review", "changes_requested")
_BECAME: Final[Mapping[str, Became]] = {
    "drafted": "written",
    "redrafted": "written",
    "unchanged": "unchanged",
    "kept": "kept",
    "thin": "thin",
    "failed": "failed",
}


@dataclass
class DraftWork:
    """Drafts in the source locale, by one model. `errors_in` counts what the checks hold against a text."""

    requests: DraftRequests
    base: Facts
    compute: Compute
    state_of: StateOf
    errors_in: Callable[[Revision, FactSheet], int]
    _found: dict[tuple[SocCode, SectionName], BaseModel] = field(default_factory=dict)

    @property
    def locale(self) -> Locale:
        """The source locale."""
        return self.requests.locale

    @property
    def _revisions(self) -> Revisions:
        return self.requests.revisions

    def plan(self, soc: SocCode, wanting: Wanting) -> Iterator[Job | LeftAlone]:
        """See `Work.plan`."""
        histories = self._revisions.profile(soc, self.locale)
        sheet = self.base.sheet(soc)
        for name in wanting.sections:
            if not SPEC[name].drafted:
                continue
            found = self._considered(histories[name], sheet, wanting)
            if isinstance(found, LeftAlone):
                yield found
                continue
            try:
                yield self._job(histories[name], sheet, found)
            except ThinFacts as thin:
                yield LeftAlone(soc, self.locale, name, "thin facts", f"no {', no '.join(thin.missing)}")

    def judge(self, about: Subject, text: str, *, settle: bool) -> Judged[Any]:
        """See `Work.judge`."""
        judged = judge(self._asked_for(about), text, settle=settle)
        if judged.value is not None:
            self._found[about.soc, about.section] = judged.value
        return judged

    def finish(
        self, soc: SocCode, sections: Collection[SectionName], ends: Mapping[SectionName, tuple[Subject, Asked[Any]]]
    ) -> tuple[Finished, ...]:
        """See `Work.finish`."""
        stood = {name: self._found.pop((soc, name), None) for name in ends}
        ready = _Ready(self.requests, stood, ends)
        names = [name for name in sections if name in ends or not SPEC[name].drafted]
        drafting = Drafting(self._revisions, _AtHand(self.base, self._sheet_of), ready, self.compute, self.locale)
        return tuple(_finished(each) for each in drafting.draft(soc, names, thin=True))

    def _considered(self, history: History, sheet: FactSheet, wanting: Wanting) -> Why | LeftAlone:
        """Why that section is to be drafted, or why not."""
        head = history.head
        state = self.state_of(history) if head else "missing"
        if wanting.states and state not in wanting.states:
            return self._left(history, "another state", state)
        why = self._why(history, sheet, wanting.whys)
        if head is not None:
            refused = self._refused(history, head, state, why, named=state in wanting.states)
            if refused:
                return refused
        if why is None:
            return self._left(history, "up to date")
        return why if why in wanting.whys else self._left(history, "not asked for", why)

    def _refused(
        self, history: History, head: Revision, state: str, why: Why | None, *, named: bool
    ) -> LeftAlone | None:
        """What stands in the way of a new draft, whatever the reason for one."""
        if history.forked:
            return self._left(history, "two versions", "merge them first: author review")
        if head.by.kind == "person":
            return self._left(history, "edited by a person", head.by.name)
        if history.approval is not None and why != "stale":
            return self._left(history, "approved", f"{history.approval.by.name}, unchanged since")
        if state in _BY_PEOPLE and why != "stale" and not named:
            return self._left(history, "in review", state.replace("_", " "))
        return None

    def _why(self, history: History, sheet: FactSheet, whys: Collection[Why]) -> Why | None:
        head = history.head
        if head is None:
            return "failed" if exhausted([answer.stop_reason for answer in history.answers]) else "missing"
        if not same_facts(head, sheet) and moved_facts(head.content, head.cited or (), sheet, self.base):
            return "stale"
        if head.provenance.method != "model":
            return "offline" if head.by.kind != "person" else None
        if not _of_model(head, str(self.requests.name)):
            return "model"
        if head.provenance.template != self.requests.prompts.wording(history.section, "draft"):
            return "prompt"
        return "findings" if "findings" in whys and self.errors_in(head, sheet) else None

    def _job(self, history: History, sheet: FactSheet, why: Why) -> Job:
        made = self.requests.job(history.section, sheet)
        request, key = made.request, made.request.key(str(self.requests.name))
        texts = (*(message.text for message in request.messages), request.schema.decode())
        tokens = Tokens(sum(map(estimated_tokens, texts)), answer_tokens(history.section))
        usage = Usage(input_tokens=tokens.input, output_tokens=tokens.output, cached_input_tokens=0, attempts=1)
        worst = self.requests.price(at_most(request))
        return Job(
            about=Subject(sheet.soc, self.locale, history.section, key, request.grounds, made.origin),
            why=why,
            request=request,
            tokens=tokens,
            least_usd=self.requests.price(usage),
            worst_usd=None if worst is None else Decimal(str(worst)),
            head=history.head.id if history.head else None,
            after=history.events[-1].id if history.events else None,
            kept=any(answer.job_key == key and answer.stop_reason == "complete" for answer in history.answers),
        )

    def _asked_for(self, about: Subject) -> Asking:
        sheet = self._sheet_of(about.soc)
        if sheet.hash not in about.grounds:
            raise Conflict(
                said("the facts about {soc} changed since it was asked for", soc=about.soc),
                said("Run it again: it is planned anew."),
            )
        return self.requests.asking(about.section, sheet)

    @cached_property
    def _sheet_of(self) -> Callable[[SocCode], FactSheet]:
        """The sheets of the occupations that answers come for: as many as are under way at the same time."""
        return lru_cache(maxsize=_SHEETS)(self.base.sheet)

    def _left(self, history: History, why_not: WhyNot, detail: str = "") -> LeftAlone:
        return LeftAlone(history.soc, history.locale, history.section, why_not, detail)


class _AtHand:
    """The fact base, with the sheets that answers were judged by still in hand."""

    def __init__(self, base: Facts, sheet: Callable[[SocCode], FactSheet]) -> None:
        self.version = base.version
        self.sheet, self.fact, self.newest = sheet, base.fact, base.newest


@dataclass
class _Ready:
    """A drafter whose conversations have been held: it hands out what they came to."""

    requests: DraftRequests
    stood: Mapping[SectionName, BaseModel | None]
    ends: Mapping[SectionName, tuple[Subject, Asked[Any]]]

    def draft(self, section: SectionName, sheet: FactSheet) -> Draft:  # noqa: ARG002 - the protocol's
        """The draft. Raises `ModelError` where no answer could stand."""
        about, asked = self.ends[section]
        return self.requests.draft(section, about.origin, asked.with_value(self.stood[section]))

    def missing(self, section: SectionName, sheet: FactSheet) -> ThinFacts | None:
        """Why there is too little to write from, or None."""
        return OfflineDrafter().missing(section, sheet)

    def prepare(self, sections: Sequence[SectionName], sheet: FactSheet) -> None:
        """Everything is there."""


def _of_model(head: Revision, name: str) -> bool:
    """Whether that model wrote it: servers answer with its name, often with a date after it."""
    model = name.partition("/")[2]
    said = head.provenance.model or ""
    return said in (model, name) or said.startswith(f"{model}-")


def _finished(outcome: SectionOutcome) -> Finished:
    became = "computed" if not SPEC[outcome.section].drafted else _BECAME[outcome.outcome]
    return Finished(outcome.section, became, outcome.failure, outcome.left_out)
