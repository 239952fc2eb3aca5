"""What publishing asks of its neighbours, and no more: the written sections and the facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from authoring.checks import CheckedSection
from authoring.revisions.history import History
from schemas.base import Locale, SocCode
from schemas.events import Decision, Revision
from schemas.facts import Dataset, Fact, FactSheet
from schemas.findings import Finding
from schemas.sections.registry import SectionName

Check: TypeAlias = Callable[[CheckedSection], Sequence[Finding]]
"""The findings on one section, at least those of rules that hold one back; `authoring.checks.check` is one."""

Unconfirmed: TypeAlias = Callable[[History, Revision], int]
"""How many changed figures of a head nobody has fact-checked."""

Title: TypeAlias = Callable[[Locale, SocCode], str | None]
"""What an occupation is called in a locale; None where that has no title for it."""

Clock: TypeAlias = Callable[[], datetime]
"""The time now, aware of its zone."""


Sign: TypeAlias = Callable[[bytes, str], str]
"""Signs a message under a namespace with the person's ssh key."""


class Written(Protocol):
    """The histories of all sections; `authoring.revisions.store.Revisions` is one."""

    def occupations(self) -> Iterable[SocCode]:
        """Every occupation that has a log."""

    def locales(self, soc: SocCode) -> Iterable[Locale]:
        """The locales that occupation is written in."""

    def profile(self, soc: SocCode, locale: Locale) -> Mapping[SectionName, History]:
        """The history of every section that was ever written."""


class Facts(Protocol):
    """The fact base."""

    @property
    def version(self) -> str:
        """Which edition of the base this is."""

    def sheet(self, soc: SocCode) -> FactSheet:
        """All facts known about one occupation."""

    def fact(self, fact_id: str) -> Fact | None:
        """One fact of any occupation; None where there is none of that id."""

    def newest(self, fact_id: str) -> Fact | None:
        """The newest edition of that fact's measure for its occupation; None where there is none."""

    def title(self, soc: SocCode) -> str:
        """Its official title."""

    def socs(self) -> Sequence[SocCode]:
        """Every occupation there is."""

    def datasets(self) -> Iterable[Dataset]:
        """Every dataset of the base, with licence and attribution."""


SignatureFault: TypeAlias = Callable[[Decision], str | None]
"""What is wrong with the signature of a decision, in words; None where it is that of the person it names."""
