"""Events: the append-only history of one section in one locale. A revision is one kind of event.

Invariant: an event is never changed. Undo, redraft, merge and translation append.
"""

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Block, Line, Locale, Sha256, SocCode, Timestamp, Value
from schemas.citations import CitedFact
from schemas.sections.registry import Section, SectionName

EventId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$")]
"""A ULID: 48 bits of milliseconds, then 80 random bits; sorts by time."""

ActorName = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]{1,80}$")]


class Actor(Value):
    """Who did it: a person, a model, or a tool (the offline drafter, the computing code)."""

    kind: Literal["person", "model", "tool"]
    name: ActorName


class Usage(Value):
    """Tokens of all attempts together, as the provider counted them."""

    input_tokens: int
    output_tokens: int
    cached_input_tokens: int
    attempts: int


class Parameter(Value):
    """One parameter of a model request, spelled as sent."""

    name: Line
    value: Line


class Provenance(Value):
    """How a revision's content was made. What does not apply is None; a price that is not known is None."""

    method: Literal["person", "model", "offline_drafter", "computed", "offline_translation", "merge", "import"]
    software: Line
    model: Line | None
    template: Line | None
    prompt_hash: Sha256 | None
    parameters: tuple[Parameter, ...]
    usage: Usage | None
    cost_usd: float | None
    seconds: float | None
    job_key: Sha256 | None


class TranslatedFrom(Value):
    """The source revision a translation was made from."""

    locale: Locale
    revision: EventId
    hash: Sha256


class EventBase(Value):
    """What every event has. `parent` is the head revision it was made on, None for the first."""

    id: EventId
    at: Timestamp
    by: Actor
    soc: SocCode
    locale: Locale
    section: SectionName
    parent: EventId | None


class Revision(EventBase):
    """One immutable version of a section in a locale.

    `hash` is the content hash of `content`; `merged` is the other parent of a merge; `to_translate` lists the items
    whose text waits for translation: still the source's, or of an earlier wording of it. `cited` holds the facts it cites
    with their values of then; None where that was not kept.
    """

    kind: Literal["revision"]
    merged: EventId | None
    hash: Sha256
    schema_version: Line
    sheet_hash: Sha256 | None
    base_version: Line | None
    content: Section
    provenance: Provenance
    reason: Line | None
    translated_from: TranslatedFrom | None
    to_translate: tuple[str, ...]
    cited: tuple[CitedFact, ...] | None = None


DecisionAction = Literal["approve", "request_changes", "reject", "waive", "withdraw"]


class Decision(EventBase):
    """A person's decision on one exact content hash (`parent` is the revision decided on).

    `rule` and `fingerprint` name the finding that a `waive` is about. `withdraw` takes back the last decision.
    `signature`: an OpenSSH signature of the decision without it, where the workspace asks for one.
    """

    kind: Literal["decision"]
    action: DecisionAction
    hash: Sha256
    sheet_hash: Sha256 | None
    schema_version: Line
    reason: Line | None
    rule: Line | None
    fingerprint: Line | None
    signature: Block | None = None


class Comment(EventBase):
    """A remark on a section or on one of its items."""

    kind: Literal["comment"]
    item: Line | None
    text: Line


class Assignment(EventBase):
    """Who is to look at this section; None takes the assignment back. With `until` it is a claim that ends then."""

    kind: Literal["assignment"]
    assignee: ActorName | None
    until: Timestamp | None = None


class Answer(EventBase):
    """A model's raw reply and its usage, kept before anything else is done with it."""

    kind: Literal["answer"]
    job_key: Sha256
    model: Line
    reply: str
    stop_reason: Line
    usage: Usage
    cost_usd: float | None


class Redaction(EventBase):
    """The words of the event `target` had to go, and were replaced in its line.

    `replaced` is the seal of the line as it was; `hash` the content hash of a revision, None for other events.
    """

    kind: Literal["redaction"]
    target: EventId
    replaced: Sha256
    hash: Sha256 | None
    reason: Line


class FactCheck(EventBase):
    """What a person found of one claim, on one exact text (`parent`, `hash`).

    `fingerprint` is over the claim, the whole text it stands in and what was looked at: it lapses when any of them
    changes. `looked_at` says which facts and passages, each with its value as it was then.
    """

    kind: Literal["factcheck"]
    outcome: Literal["confirmed", "disputed", "deferred"]
    hash: Sha256
    fingerprint: Sha256
    item: Line
    field: Line
    claim: Line
    text: Line
    looked_at: tuple[Line, ...]
    reason: Line | None


Event = Annotated[
    Revision | Decision | Comment | Assignment | Answer | Redaction | FactCheck, Field(discriminator="kind")
]
EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)
"""Reads any event from JSON by its `kind` field."""
