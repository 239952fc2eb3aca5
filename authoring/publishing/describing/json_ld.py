"""A profile as schema.org `Occupation` in JSON-LD: what a search engine may show of it, every figure with its year.

Only what is published and has a fact behind it is said. The properties are those of https://schema.org/Occupation as of
version 29; pay is a `MonetaryAmountDistribution` of the official percentiles of the United States.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from authoring.publishing.profile_json import PublicProfile
from schemas.facts import Fact
from schemas.sections.education import Education
from schemas.sections.identity import Identity
from schemas.sections.pay import Pay
from schemas.sections.registry import Section
from schemas.sections.skills import Skills
from schemas.sections.summary import Summary

_DURATION: Final = {"USD/year": "P1Y", "USD/hour": "PT1H"}
_PERCENTILES: Final = {"p10": "percentile10", "p25": "percentile25", "p75": "percentile75", "p90": "percentile90"}
_CREDENTIAL: Final = {
    "high_school": "high school", "associate": "associate degree", "bachelor": "bachelor degree",
    "postsecondary_nondegree": "professional certificate", "master": "postgraduate degree",
    "doctoral_or_professional": "postgraduate degree", "doctoral": "postgraduate degree",
    "first_professional": "postgraduate degree",
}  # fmt: skip
"""The words of schema.org for `credentialCategory`, where it has one."""


def occupation_json_ld(profile: PublicProfile, url: str = "") -> dict[str, Any]:
    """The JSON-LD of one page. `url` is the page's address, where the site has one."""
    there: Mapping[str, Section] = {entry.section: entry.content for entry in profile.sections}
    approved = [entry.disclosure.approved_at for entry in profile.sections if entry.disclosure.approved_at]
    parts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": profile.display_title or profile.title,
        "inLanguage": profile.locale,
        "occupationalCategory": {
            "@type": "CategoryCode",
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "SOC 2018", "url": "https://www.bls.gov/soc/2018/"},
            "codeValue": profile.soc,
            "name": profile.title,
        },
        "occupationLocation": {"@type": "Country", "name": "US"},
        "alternateName": _alternate(there.get("identity"), profile),
        "description": _summary(there.get("summary"), there.get("identity")),
        "skills": _skills(there.get("skills")),
        "estimatedSalary": list(_salary(there.get("pay"), profile)),
        "educationRequirements": _education(there.get("education")),
        "validFrom": _valid_from(there.get("pay"), profile),
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": url or f"urn:soc:2018:{profile.soc}:{profile.locale}",
            "lastReviewed": max(approved)[:10] if approved else None,
            "publisher": {"@type": "Organization", "name": profile.publisher},
        },
    }
    parts["mainEntityOfPage"] = {name: value for name, value in parts["mainEntityOfPage"].items() if value}
    return {name: value for name, value in parts.items() if value}


def _alternate(identity: Section | None, profile: PublicProfile) -> list[str]:
    names = [profile.title] if profile.display_title else []
    return [*names, *identity.alternate_titles] if isinstance(identity, Identity) else names


def _summary(summary: Section | None, identity: Section | None) -> str:
    if isinstance(summary, Summary):
        return " ".join(sentence.text for sentence in summary.sentences)
    return identity.definition if isinstance(identity, Identity) else ""


def _skills(skills: Section | None) -> list[str]:
    return [point.title for point in skills.points] if isinstance(skills, Skills) else []


def _salary(pay: Section | None, profile: PublicProfile) -> Iterator[dict[str, Any]]:
    if not isinstance(pay, Pay) or pay.median is None or pay.unit not in _DURATION:
        return
    said: dict[str, Any] = {
        "@type": "MonetaryAmountDistribution",
        "name": "annual pay" if pay.unit == "USD/year" else "hourly pay",
        "currency": "USD",
        "duration": _DURATION[pay.unit],
        "median": pay.median.value,
    }
    for band in pay.bands:
        for amount in (band.low, band.high):
            name = _PERCENTILES.get(amount.fact.replace("/", "-").rpartition("-")[2])
            if name:
                said[name] = amount.value
    fact = profile.facts.get(pay.median.fact)
    yield {**said, "validFrom": _month(fact)} if fact and _month(fact) else said


def _valid_from(pay: Section | None, profile: PublicProfile) -> str | None:
    """The month that the pay is of: the newest figure a search engine would show."""
    median = pay.median if isinstance(pay, Pay) else None
    fact = profile.facts.get(median.fact) if median else None
    return _month(fact) if fact else None


def _month(fact: Fact) -> str | None:
    """`May 2025` as `2025-05`."""
    month, _, year = fact.period.partition(" ")
    return f"{year}-05" if month == "May" and year.isdigit() else None


def _education(education: Section | None) -> dict[str, Any] | None:
    if not isinstance(education, Education) or education.typical_entry is None:
        return None
    category = _CREDENTIAL.get(education.typical_entry, education.typical_entry.replace("_", " "))
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": category}
