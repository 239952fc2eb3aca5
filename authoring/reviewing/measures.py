"""Measures of the work: who does how much, how good the drafts were, what an approved section costs, where time goes.

All of them are read from histories and say nothing that the logs do not. Rates are None where nothing was counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from statistics import fmean, median

from pydantic import Field
from rapidfuzz.distance import Levenshtein

from authoring.reviewing.states import START, TRANSITIONS, ReviewStep
from authoring.revisions.history import History
from schemas.base import Value
from schemas.events import Decision, Event, Revision
from schemas.items import Item, items_in
from schemas.status import STATES, State

_SENT_BACK = ("request_changes", "reject")


class PersonMeasures(Value):
    """What one person did. `days` are those on which they did anything; `per_day` sections edited or decided on."""

    person: str
    edits: int
    approvals: int
    sent_back: int
    comments: int
    days: int
    per_day: float


class DraftMeasures(Value):
    """How the drafts of one writer and one template fared.

    `as_drafted` were approved without a change, `after_edits` with some; `approval_rate` is the first of all that were
    decided on. `edit_distance` is the mean share of characters changed between a draft and what was approved, 0 to 1.
    """

    writer: str
    template: str
    drafts: int
    as_drafted: int
    after_edits: int
    sent_back: int
    approval_rate: float | None
    edit_distance: float | None


class Measures(Value):
    """All measures of a set of sections. Times are medians in hours of the stays that ended; costs are in US dollars."""

    sections: int
    approved: int
    people: tuple[PersonMeasures, ...]
    drafts: tuple[DraftMeasures, ...]
    cost: float
    cost_per_approved: float | None
    hours_in_state: dict[State, float] = Field(default_factory=dict)
    reopen_rate: float | None


def measure(histories: Iterable[History]) -> Measures:
    """The measures of those sections; a history without a revision counts for nothing."""
    told = [history for history in histories if history.head]
    approved = sum(history.approval is not None for history in told)
    cost = sum(_costs(told).values())
    stays = [stay for history in told for stay in _stays(history)]
    approvals = [reopened for history in told for reopened in _reopened(history)]
    return Measures(
        sections=len(told),
        approved=approved,
        people=_people(event for history in told for event in history.events),
        drafts=_drafts(told),
        cost=cost,
        cost_per_approved=cost / approved if approved else None,
        hours_in_state={
            state: median(hours) for state in STATES if (hours := [took for where, took in stays if where == state])
        },
        reopen_rate=sum(approvals) / len(approvals) if approvals else None,
    )


def _people(events: Iterable[Event]) -> tuple[PersonMeasures, ...]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    days: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.by.kind == "person":
            counts[event.by.name][event.action if isinstance(event, Decision) else event.kind] += 1
            days[event.by.name].add(event.at[:10])
    return tuple(_person(name, counts[name], len(days[name])) for name in sorted(counts))


def _person(name: str, count: Counter[str], days: int) -> PersonMeasures:
    sent_back = sum(count[action] for action in _SENT_BACK)
    return PersonMeasures(
        person=name,
        edits=count["revision"],
        approvals=count["approve"],
        sent_back=sent_back,
        comments=count["comment"],
        days=days,
        per_day=(count["revision"] + count["approve"] + sent_back) / days,
    )


def _drafts(histories: Iterable[History]) -> tuple[DraftMeasures, ...]:
    fates: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for history in histories:
        for draft in history.revisions:
            if draft.by.kind != "person":
                made = draft.provenance
                fates[made.model or draft.by.name, made.template or "-"].append(_fate(history, draft))
    return tuple(_draft_measures(*key, fates[key]) for key in sorted(fates))


def _fate(history: History, draft: Revision) -> tuple[str, float]:
    """What became of a draft, and how much of it was changed before it was approved."""
    if history.approval_of(draft.id):
        return "as drafted", 0.0
    for later in history.revisions:
        if later.id > draft.id and later.by.kind != "person" and not later.merged:
            break
        if later.id > draft.id and history.approval_of(later.id):
            return "after edits", Levenshtein.normalized_distance(_words(draft), _words(later))
    sent_back = any(decision.action in _SENT_BACK for decision in history.decisions_on(draft.id))
    return ("sent back" if sent_back else "undecided"), 0.0


def _words(revision: Revision) -> str:
    texts = (
        getattr(item, name)
        for item in items_in(revision.content)
        for name, field in type(item).model_fields.items()
        if name not in Item.model_fields and field.annotation is str
    )
    return "\n".join(texts)


def _draft_measures(writer: str, template: str, fates: list[tuple[str, float]]) -> DraftMeasures:
    count = Counter(fate for fate, _ in fates)
    decided = count["as drafted"] + count["after edits"] + count["sent back"]
    distances = [distance for fate, distance in fates if fate in ("as drafted", "after edits")]
    return DraftMeasures(
        writer=writer,
        template=template,
        drafts=len(fates),
        as_drafted=count["as drafted"],
        after_edits=count["after edits"],
        sent_back=count["sent back"],
        approval_rate=count["as drafted"] / decided if decided else None,
        edit_distance=fmean(distances) if distances else None,
    )


def _costs(histories: Iterable[History]) -> dict[str, float]:
    """What was paid, each job once: an answer and the revision made of it name the same job."""
    paid: dict[str, float] = {}
    for history in histories:
        for answer in history.answers:
            paid[answer.job_key] = max(paid.get(answer.job_key, 0.0), answer.cost_usd or 0.0)
        for revision in history.revisions:
            job = revision.provenance.job_key or revision.id
            paid[job] = max(paid.get(job, 0.0), revision.provenance.cost_usd or 0.0)
    return paid


def _walk(history: History) -> Iterator[tuple[State, Event]]:
    """The state after each event that has one, along the newest text of its time."""
    state: State = START
    head: str | None = None
    for event in history.events:
        step: ReviewStep | None = None
        if isinstance(event, Revision):
            head, step = event.id, "edited" if event.by.kind == "person" else "drafted"
        elif event.parent == head and isinstance(event, Decision):
            step = "waive" if event.rule else event.action
        elif event.parent == head and event.kind == "comment":
            step = "commented"
        if step is not None:
            state = TRANSITIONS[state].get(step, state)
            yield state, event


def _stays(history: History) -> Iterator[tuple[State, float]]:
    """Each stay in a state that ended, in hours."""
    walked = list(_walk(history))
    since = walked[0] if walked else None
    for state, event in walked:
        if since is not None and state != since[0]:
            took = datetime.fromisoformat(event.at) - datetime.fromisoformat(since[1].at)
            yield since[0], max(0.0, took.total_seconds() / 3600)
            since = (state, event)


def _reopened(history: History) -> Iterator[bool]:
    """For each time the section became approved, whether it was opened again."""
    states = [state for state, _ in _walk(history)]
    for place, state in enumerate(states):
        if state == "approved" and (place == 0 or states[place - 1] != "approved"):
            yield any(later != "approved" for later in states[place + 1 :])
