"""What a published profile is made of, as plain frozen values over its JSON. Fields added by later releases are ignored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

Json: TypeAlias = Mapping[str, Any]

_CARRIED: Final = frozenset({"exact", "rounded", "derived"})
_OF_CLAIM: Final = ("item", "field", "start", "end", "text", "kind", "verdict", "low", "high", "unit")
_OF_FACT: Final = ("id", "label", "value", "unit", "period", "dataset", "basis", "at_least")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one official source; `at_least`: the source says only this or more."""

    id: str
    label: str
    value: str | int | float | bool
    unit: str
    period: str
    dataset: str
    basis: str
    at_least: bool
    source_file: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement: characters `start` to `end` of the text in `field` of `item`, and what carries it.

    `low` and `high` are what a numeric claim says, in `unit`; equal for one value, None where it is no number.
    """

    section: str
    item: str
    field: str
    start: int
    end: int
    text: str
    kind: str
    verdict: str
    low: float | None
    high: float | None
    unit: str | None
    facts: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Whether something that is cited carries it."""
        return self.verdict in _CARRIED


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How a section came about. `ai_disclosure` is in the words of the W3C draft: `human-only`, `ai-assisted`."""

    drafted_by: str
    method: str
    model: str | None
    edited_by: tuple[str, ...]
    translated_from: str | None
    approved_by: str | None
    approved_at: str | None
    four_eyes: bool | None
    ai_disclosure: str | None


@dataclass(frozen=True)
class Section:
    """One published section: its name, its content as JSON, how it came about, and its claims."""

    name: str
    content: Json
    disclosure: Disclosure
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that holds what was sought."""

    soc: str
    locale: str
    section: str
    item: str
    field: str
    text: str


@dataclass(frozen=True)
class Profile:
    """One occupation in one locale. `data` is the whole file as JSON; `schema/profile.schema.json` describes it."""

    data: Json

    @property
    def soc(self) -> str:
        """The SOC 2018 code."""
        return str(self.data["soc"])

    @property
    def locale(self) -> str:
        """The BCP 47 tag."""
        return str(self.data["locale"])

    @property
    def title(self) -> str:
        """What readers of the locale call it; the official English title where there is no other."""
        return str(self.data["display_title"] or self.data["title"])

    @property
    def missing(self) -> tuple[str, ...]:
        """The sections that are not published."""
        return tuple(self.data["missing"])

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The published sections by name, in page order."""
        return {entry["section"]: _section(entry) for entry in self.data["sections"]}

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The facts that it rests on, by id."""
        return {name: _fact(fact) for name, fact in self.data["facts"].items()}

    @property
    def claims(self) -> Iterator[Claim]:
        """The claims of all sections, in page order."""
        for section in self.sections.values():
            yield from section.claims

    @property
    def scores(self) -> Mapping[str, float]:
        """The scored dimensions, 0 to 10; one without enough facts is not there."""
        section = self.sections.get("scores")
        return {each["dimension"]: each["value"] for each in section.content["dimensions"]} if section else {}

    @property
    def attributions(self) -> Mapping[str, str]:
        """What the licence of each dataset behind the profile asks to be said, by dataset."""
        return {each["id"]: each["attribution"] for each in self.data["datasets"]}


def _section(entry: Json) -> Section:
    told = entry["disclosure"]
    return Section(
        name=entry["section"],
        content=entry["content"],
        disclosure=Disclosure(
            drafted_by=told["drafted_by"]["name"],
            method=told["method"],
            model=told["model"],
            edited_by=tuple(told["edited_by"]),
            translated_from=told["translated_from"],
            approved_by=told["approved_by"],
            approved_at=told["approved_at"],
            four_eyes=told["four_eyes"],
            ai_disclosure=told.get("ai_disclosure"),
        ),
        claims=tuple(_claim(entry["section"], claim) for claim in entry.get("claims", ())),
    )


def _claim(section: str, claim: Json) -> Claim:
    named = {name: claim[name] for name in _OF_CLAIM}
    return Claim(section=section, facts=tuple(claim["facts"]), **named)


def _fact(fact: Json) -> Fact:
    named = {name: fact[name] for name in _OF_FACT}
    return Fact(source_file=fact["locator"]["file"], **named)
