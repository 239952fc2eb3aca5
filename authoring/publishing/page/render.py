"""From a public profile to its page."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Any, Final

from authoring.locales.labels import Labels
from authoring.publishing.page.environment import environment
from authoring.publishing.page.frame import Place, Site, alone, frame, report_address, social
from authoring.publishing.page.json_ld import json_ld_script
from authoring.publishing.page.ratings import rating_tags
from authoring.publishing.page.references import References, spelled_value
from authoring.publishing.page.words import labels_of, marked, words
from authoring.publishing.profile_json import PublicProfile
from schemas.base import Locale
from schemas.sections.registry import SECTION_NAMES, SPEC
from schemas.sections.summary import Summary

NOT_ON_PAGE: Final = frozenset({"sources"})
"""Sections a page never lists as missing: sources are credited from what is cited, approved or not."""


def render_page(
    profile: PublicProfile,
    *,
    draft: bool = False,
    alternates: Iterable[Locale] = (),
    to_translate: Collection[str] = frozenset(),
    site: Site | None = None,
    plain: Mapping[str, Any] | None = None,
) -> str:
    """The page as one HTML document. `draft` marks it as not for publication.

    `alternates` are the other locales whose page stands beside it; `to_translate` the items a draft marks as still in the
    source language; `plain` is the profile as a JSON value, where the caller has it. Without a `site` the page is one file
    that loads nothing and leads to no other page. Raises `AuthoringError` for a locale without labels.
    """
    labels = labels_of(profile.locale)
    references = References(profile, labels)
    place = Place(profile.locale, f"{profile.soc}.html", tuple(alternates))
    around = frame(site, place) if site else alone(place, profile.publisher)
    shown = _shown(plain or profile.model_dump(mode="json", exclude={"facts", "passages"}))
    title = profile.display_title or profile.title
    context = {
        **words(profile.locale),
        "frame": around,
        "social": social(words(profile.locale), title, _summary(profile)),
        "title_here": lambda other: profile.titles.get(other["soc"]) or marked(other["title"], labels.language),
        "cite": references.cite,
        "ref": references.ref,
        "places": references.places,
        "ratings": lambda citations: rating_tags(references.ratings(citations), labels),
        "references": references.entries,
        "p": shown,
        "order": SECTION_NAMES,
        "computed": frozenset(name for name in SECTION_NAMES if SPEC[name].kind == "computed"),
        "measure": lambda related: _measure(related, profile),
        "input_value": lambda given: _input_value(given, labels, profile),
        "draft": draft,
        "untranslated": frozenset(to_translate),
        "json_ld": "" if draft else json_ld_script(profile, around["canonical"]),
        "report": report_address(site, profile.soc, profile.locale, title) if site else "",
        "review": _review(shown["sections"]),
        "made": _made(shown["sections"]),
        "missing": [name for name in profile.missing if name not in NOT_ON_PAGE],
    }
    return environment().get_template("page.html.j2").render(context)


def _shown(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The profile as templates read it: its sections by name."""
    there = {entry["section"]: entry for entry in plain["sections"]}
    return {**plain, "sections": {name: there.get(name) for name in SECTION_NAMES}}


def _summary(profile: PublicProfile) -> str:
    said = next((each.content for each in profile.sections if isinstance(each.content, Summary)), None)
    return " ".join(sentence.text for sentence in said.sentences) if said else profile.title


def _review(sections: Mapping[str, Any]) -> dict[str, str] | None:
    """The last approval among the sections of a page: who and when."""
    told = [each["disclosure"] for each in sections.values() if each and each["disclosure"]["approved_at"]]
    last = max(told, key=lambda each: each["approved_at"], default=None)
    return {"by": last["approved_by"], "at": last["approved_at"]} if last else None


def _made(sections: Mapping[str, Any]) -> dict[str, Any]:
    """How the sections of a page came about: how many were computed, drafted by a model or from facts, edited by people."""
    told = [(name, each["disclosure"]) for name, each in sections.items() if each]
    computed = [name for name, each in told if SPEC[name].kind == "computed"]
    written = [each for name, each in told if name not in computed]
    models = list(dict.fromkeys(each["model"] for each in written if each["method"] == "model" and each["model"]))
    return {
        "computed": len(computed),
        "by_model": sum(each["method"] == "model" for each in written),
        "models": models,
        "from_facts": sum(each["method"] == "offline_drafter" for each in written),
        "edited": sum(bool(each["edited_by"]) or each["method"] == "person" for each in written),
        "people": list(dict.fromkeys(chain.from_iterable(each["edited_by"] for each in written))),
        "written": len(written),
    }


def _input_value(given: Mapping[str, Any], labels: Labels, profile: PublicProfile) -> str:
    """A score's input with its unit. Text of an official table stays in its own language."""
    fact = profile.facts.get(given["fact"])
    unit = fact.unit if fact else ""
    shown = spelled_value(labels, given["value"], unit)
    return shown if labels.speaks(given["value"], unit) else marked(shown, labels.language)


def _measure(related: Mapping[str, Any], profile: PublicProfile) -> str:
    """What the study compared here measures, in the words of its fact; the token where no fact stands behind it."""
    named = (fact for other in related["occupations"] for fact in other["exposure_facts"])
    known = (profile.facts[name].label for name in named if name in profile.facts)
    return next(known, related["exposure_measure"])
