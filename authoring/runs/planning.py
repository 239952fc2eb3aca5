"""Plans: every section of every occupation asked for, either as a job or with the reason why it is left alone."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from authoring.runs.jobs import Group, Job, LeftAlone, Why, WhyNot
from authoring.runs.work import Wanting, Work
from schemas.base import Locale, Sha256, SocCode, Value, content_hash
from schemas.sections.registry import SPEC, SectionName
from schemas.status import State

MOST_TURNS = 3
"""Requests that a conversation may take before it is given up; the dearest case of a plan reckons with all of them."""


class Wish(Value):
    """What a plan was asked for, as a person said it. Two runs with the same wish are one and the same run."""

    selection: str
    sections: tuple[SectionName, ...]
    locales: tuple[Locale, ...]
    model: str
    whys: tuple[Why, ...]
    states: tuple[State | Literal["missing"], ...] = ()
    limit: int | None = None

    @property
    def id(self) -> Sha256:
        """The same for the same wish. The limit is no part of it: the next hundred belong to the same run."""
        return content_hash(self.model_dump(mode="json", exclude={"limit"}))


@dataclass(frozen=True)
class Plan:
    """Jobs in the order of occupations, and what is left alone. `cut` counts jobs beyond the limit."""

    wish: Wish
    socs: tuple[SocCode, ...]
    jobs: tuple[Job, ...]
    left: tuple[LeftAlone, ...]
    cut: int = 0

    @cached_property
    def groups(self) -> Mapping[Group, tuple[Job, ...]]:
        """The jobs that are appended together."""
        found: dict[Group, list[Job]] = {}
        for job in self.jobs:
            found.setdefault(job.about.group, []).append(job)
        return {group: tuple(jobs) for group, jobs in found.items()}

    @property
    def computed(self) -> tuple[SectionName, ...]:
        """The sections that code makes along with the others of a group."""
        return tuple(name for name in self.wish.sections if not SPEC[name].drafted)

    @cached_property
    def whys(self) -> Mapping[Why, int]:
        """How many jobs there are for each reason."""
        return Counter(job.why for job in self.jobs)

    @cached_property
    def why_nots(self) -> Mapping[WhyNot, int]:
        """How many texts are left alone for each reason."""
        return Counter(each.why_not for each in self.left)

    @property
    def to_ask(self) -> tuple[Job, ...]:
        """The jobs whose first answer is not kept already."""
        return tuple(job for job in self.jobs if not job.kept)

    @cached_property
    def least_usd(self) -> float | None:
        """What it costs if every first answer stands; None where a price is not known."""
        prices = [job.least_usd for job in self.to_ask]
        return None if None in prices else sum(price for price in prices if price is not None)

    @cached_property
    def worst_usd(self) -> Decimal | None:
        """What it costs if every answer is as long as it may be and none stands before the last turn."""
        prices = [job.worst_usd for job in self.to_ask]
        return (
            None if None in prices else MOST_TURNS * sum((price for price in prices if price is not None), Decimal(0))
        )

    @property
    def tokens(self) -> tuple[int, int]:
        """About how many tokens go in and come out, if every first answer stands."""
        return sum(job.tokens.input for job in self.to_ask), sum(job.tokens.output for job in self.to_ask)


def make_plan(
    wish: Wish,
    socs: Sequence[SocCode],
    works: Sequence[Work],
    told: Callable[[SocCode], None] = lambda _soc: None,
    *,
    source_first: bool = True,
) -> Plan:
    """Go through every occupation; `told` hears of each as it is done.

    With `source_first` the first of `works` writes what the others translate: they wait for what it is to write.
    """
    jobs: list[Job] = []
    left: list[LeftAlone] = []
    wanting = Wanting(wish.sections, wish.whys, wish.states)
    for soc in socs:
        first: set[SectionName] = set()
        for place, work in enumerate(works):
            for found in work.plan(soc, wanting):
                settled = _settled(found, first)
                if isinstance(settled, LeftAlone):
                    left.append(settled)
                    continue
                jobs.append(settled)
                if place == 0 and source_first:
                    first.add(settled.about.section)
        told(soc)
    most = len(jobs) if wish.limit is None else wish.limit
    return Plan(wish, tuple(socs), tuple(jobs[:most]), tuple(left), max(0, len(jobs) - most))


def _settled(found: Job | LeftAlone, first: Collection[SectionName]) -> Job | LeftAlone:
    """What was found; a translation whose source is to be written in the same run waits for it."""
    if isinstance(found, Job):
        about = found.about
        return LeftAlone(*about.group, about.section, "source first") if about.section in first else found
    if found.why_not in ("no source text", "up to date") and found.section in first:
        return LeftAlone(found.soc, found.locale, found.section, "source first")
    return found
