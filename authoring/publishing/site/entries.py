"""What lists, maps, rankings and comparisons need of one profile: a small value made from its public file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from authoring.facts.scores import position_of
from authoring.publishing.profile_json import PublicProfile
from schemas.base import Locale, SocCode
from schemas.sections.ai_impact import AiImpact
from schemas.sections.education import Education
from schemas.sections.identity import Identity
from schemas.sections.outlook import Outlook
from schemas.sections.pay import Pay
from schemas.sections.related import Related
from schemas.sections.scores import Scores

Content = TypeVar("Content")


@dataclass(frozen=True)
class Approval:
    """When a section was approved, by whom, and in which wording."""

    section: str
    at: str
    by: str
    hash: str


@dataclass(frozen=True)
class Entry:
    """One occupation in one locale, as lists show it.

    `name` is what readers of the locale call it, `official` its English title; `pay` the median in US dollars a year, or
    an hour where `by_hour`; `growth` in percent over the round it names; `exposure` and `presence` its place on the map,
    0 to 10; `related` the occupations its page leads to. None, or an empty text, is what the profile does not say.
    """

    soc: SocCode
    locale: Locale
    name: str
    official: str
    alternates: tuple[str, ...] = ()
    group: str = ""
    group_title: str = ""
    cluster: str = ""
    verdict: str = ""
    overall: float | None = None
    scores: dict[str, float] = field(default_factory=dict)
    pay: float | None = None
    pay_at_least: bool = False
    by_hour: bool = False
    pay_period: str = ""
    growth: float | None = None
    growth_round: str = ""
    openings: float | None = None
    education: str = ""
    exposure: float | None = None
    presence: float | None = None
    approvals: tuple[Approval, ...] = ()
    related: tuple[tuple[SocCode, str], ...] = ()
    datasets: tuple[str, ...] = ()

    @property
    def changed(self) -> str:
        """When the last of its sections was approved; empty for a draft."""
        return max((approval.at for approval in self.approvals), default="")


def entry_of(profile: PublicProfile) -> Entry:
    """The entry of a profile."""
    return Entry(
        soc=profile.soc,
        locale=profile.locale,
        name=profile.display_title or profile.title,
        official=profile.title,
        approvals=tuple(_approvals(profile)),
        related=tuple(_related(profile)),
        datasets=tuple(credit.id for credit in profile.datasets),
        **_identity(_content(profile, Identity)),
        **_scores(_content(profile, Scores)),
        **_pay(_content(profile, Pay)),
        **_outlook(_content(profile, Outlook)),
        verdict=said.verdict if (said := _content(profile, AiImpact)) else "",
        education=(taught.typical_entry or "") if (taught := _content(profile, Education)) else "",
    )


def entry_from(plain: dict[str, Any]) -> Entry:
    """The entry that was kept as `dataclasses.asdict` and JSON."""
    lists = {name: tuple(plain[name]) for name in ("alternates", "datasets")}
    lists["related"] = tuple((soc, title) for soc, title in plain["related"])
    return Entry(**{**plain, **lists, "approvals": tuple(Approval(**each) for each in plain["approvals"])})


def _content(profile: PublicProfile, model: type[Content]) -> Content | None:
    return next((each.content for each in profile.sections if isinstance(each.content, model)), None)


def _related(profile: PublicProfile) -> Iterator[tuple[SocCode, str]]:
    content = _content(profile, Related)
    for other in content.occupations if content else ():
        yield other.soc, profile.titles.get(other.soc) or other.title


def _approvals(profile: PublicProfile) -> Iterator[Approval]:
    for each in profile.sections:
        told = each.disclosure
        if told.approved_at and told.approved_by:
            yield Approval(each.section, told.approved_at, told.approved_by, told.hash)


def _identity(content: Identity | None) -> dict[str, Any]:
    if content is None:
        return {}
    return {
        "alternates": content.alternate_titles,
        "group": content.major_group,
        "group_title": content.major_group_title,
        "cluster": content.cluster or "",
    }


def _scores(content: Scores | None) -> dict[str, Any]:
    if content is None:
        return {}
    place = position_of(content)
    return {
        "overall": content.overall,
        "scores": {score.dimension: score.value for score in content.dimensions},
        "exposure": place.exposure if place else None,
        "presence": place.presence if place else None,
    }


def _pay(content: Pay | None) -> dict[str, Any]:
    if content is None or content.median is None:
        return {}
    return {
        "pay": content.median.value,
        "pay_at_least": content.median.at_least,
        "by_hour": content.unit == "USD/hour",
        "pay_period": content.period or "",
    }


def _outlook(content: Outlook | None) -> dict[str, Any]:
    if content is None or not content.projections:
        return {}
    newest = content.projections[0]
    return {"growth": newest.change_percent, "growth_round": newest.round, "openings": newest.openings}
