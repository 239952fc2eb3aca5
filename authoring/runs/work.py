"""What a run is given to do: one kind of texts that jobs are made for, and that are finished once their answers are there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

from authoring.errors import ModelError
from authoring.llm.asking import Asked, Judged
from authoring.runs.jobs import Job, LeftAlone, Subject, Why
from schemas.base import Locale, SocCode
from schemas.sections.registry import SectionName
from schemas.status import State

Became: TypeAlias = Literal["written", "unchanged", "kept", "thin", "failed", "computed"]
"""What a section came to. `kept`: a person wrote meanwhile, their words stay. `unchanged`: it says what it said before."""


@dataclass(frozen=True)
class Finished:
    """One section of a group after its texts were appended. `left_out`: what could not stand and was left to a person."""

    section: SectionName
    became: Became
    failure: ModelError | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanting:
    """What a plan asks for: sections, in which states (none: any that a run may touch), and for which reasons."""

    sections: Sequence[SectionName]
    whys: Collection[Why]
    states: Collection[State | Literal["missing"]] = ()


class Work(Protocol):
    """Texts of one locale. Making jobs reads facts and logs and asks nobody; everything but that may run elsewhere."""

    @property
    def locale(self) -> Locale:
        """The locale its texts are in."""
        ...

    def plan(self, soc: SocCode, wanting: Wanting) -> Iterator[Job | LeftAlone]:
        """The sections of one occupation, in page order, each as a job or with why it is left alone."""
        ...

    def judge(self, about: Subject, text: str, *, settle: bool) -> Judged[Any]:
        """What an answer about that is worth; with `settle` a part will do. What it found is kept for `finish`.

        Raises `Conflict` where what the request was made from has changed since.
        """
        ...

    def finish(
        self, soc: SocCode, sections: Collection[SectionName], ends: Mapping[SectionName, tuple[Subject, Asked[Any]]]
    ) -> tuple[Finished, ...]:
        """Make texts of what the conversations came to and append them all at once.

        `ends` are the conversations by section; what stood in them is what `judge` found last. `sections` may name computed
        ones too, which are made along with them. Raises `Conflict` where somebody wrote meanwhile; `StorageError`.
        """
        ...
