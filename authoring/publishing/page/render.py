"""From a public profile to its page."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup, escape

from authoring.locales.labels import Labels
from authoring.publishing.page import charts
from authoring.publishing.page.environment import environment
from authoring.publishing.page.links import web_address
from authoring.publishing.page.references import References
from authoring.publishing.profile_json import IndexEntry, PublicProfile
from authoring.text import clean_block
from schemas.base import Locale
from schemas.sections.registry import SECTION_NAMES, SPEC

_OWN_SCRIPT: Final = {"zh": ("CJK",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "ko": ("HANGUL", "CJK")}
_FIGURE: Final = re.compile(r"[\d.,-]+")
NOT_ON_PAGE: Final = frozenset({"sources"})
"""Sections a page never lists as missing: sources are credited from what is cited, approved or not."""


def render_page(
    profile: PublicProfile,
    *,
    draft: bool = False,
    alternates: Iterable[Locale] = (),
    to_translate: Collection[str] = frozenset(),
) -> str:
    """The page as one HTML document that loads nothing. `draft` marks it as not for publication.

    `alternates` are the other locales whose page stands beside it; `to_translate` the items a draft marks as
    still in the source language. Raises `AuthoringError` for a locale without labels.
    """
    labels = Labels(profile.locale)
    references = References(profile, labels)
    context = {
        **_words(labels),
        "title_here": lambda other: _title_here(other, profile, labels),
        "cite": references.cite,
        "ref": references.ref,
        "references": references.entries,
        "p": _plain(profile),
        "order": SECTION_NAMES,
        "computed": frozenset(name for name in SECTION_NAMES if SPEC[name].kind == "computed"),
        "measure": lambda related: _measure(related, profile),
        "input_value": lambda given: _input_value(given, labels, profile),
        "draft": draft,
        "untranslated": frozenset(to_translate),
        "alternates": _named_locales(alternates),
        "missing": [name for name in profile.missing if name not in NOT_ON_PAGE],
    }
    return environment().get_template("page.html.j2").render(context)


def render_index(locale: Locale, entries: Iterable[IndexEntry], alternates: Iterable[Locale] = ()) -> str:
    """The list of all published occupations of one locale."""
    labels = Labels(locale)
    context = {
        **_words(labels),
        "locale": locale,
        "entries": [entry.model_dump(mode="json") for entry in entries],
        "alternates": _named_locales(alternates),
    }
    return environment().get_template("index.html.j2").render(context)


def render_front(publisher: str, locales: Sequence[Locale]) -> str:
    """The front page of a site: whose it is, and its locales, each by its own name, the first one's words around them."""
    context = {**_words(Labels(locales[0])), "publisher": publisher, "locales": _named_locales(locales)}
    return environment().get_template("front.html.j2").render(context)


def _plain(profile: PublicProfile) -> dict[str, Any]:
    plain: dict[str, Any] = profile.model_dump(mode="json", exclude={"facts", "passages"})
    there = {entry["section"]: entry for entry in plain["sections"]}
    plain["sections"] = {name: there.get(name) for name in SECTION_NAMES}
    return plain


def _words(labels: Labels) -> Mapping[str, Any]:
    return {
        "lang": labels.locale,
        "t": labels.text,
        "has_label": labels.has,
        "counted": labels.counted,
        "money": labels.money,
        "number": labels.number,
        "percent": labels.percent,
        "day": labels.date,
        "years": labels.years,
        "listed": labels.listed,
        "english": lambda text: _marked(text, labels.language),
        "named": lambda text: _name(text, labels.language),
        "absence": lambda absent: (
            labels.absence(absent["dimension"], absent["reason"]) or _marked(absent["reason"], labels.language)
        ),
        "major_group": lambda identity: _major_group(identity, labels),
        "reasons": lambda text: _reasons(text, labels),
        "official": lambda text: _official(text, labels),
        "period": lambda text: labels.period(text) or _marked(text, labels.language),
        "link": web_address,
        "trend": charts.trend,
        "highest": charts.highest,
    }


def _input_value(given: Mapping[str, Any], labels: Labels, profile: PublicProfile) -> str:
    """A score's input with its unit. Text of an official table stays in its own language."""
    fact = profile.facts.get(given["fact"])
    unit = fact.unit if fact else ""
    shown = labels.value(given["value"], unit)
    return shown if labels.speaks(given["value"], unit) else _marked(shown, labels.language)


def _marked(text: str, language: str) -> str:
    return text if language == "en" else Markup('<span lang="en">{}</span>').format(clean_block(text))


def _major_group(identity: Mapping[str, Any], labels: Labels) -> str:
    """The group in the locale's words, where it has them, before its official title."""
    official, key = identity["major_group_title"], f"major_group.{identity['major_group']}"
    if labels.language == "en" or not labels.has(key):
        return _marked(official, labels.language)
    return Markup('{}<br><span class="note">{}</span>').format(labels.label(key), _marked(official, labels.language))


def _title_here(other: Mapping[str, Any], profile: PublicProfile, labels: Labels) -> str:
    """Another occupation's title in the locale; the official one where it has none."""
    return profile.titles.get(other["soc"]) or _marked(other["title"], labels.language)


def _official(text: str, labels: Labels) -> str:
    """A word of an official table: in the locale's words where its list is closed, else as it stands."""
    key = f"official.{text}"
    return labels.label(key) if labels.has(key) else _marked(text, labels.language)


def _reasons(text: str, labels: Labels) -> Markup:
    """The tokens of a rule, `ai_risk=8.4, licence=required`, in words; what is no known token stays as it stands."""
    mark = escape(labels.label("list.separator"))
    return mark.join(_reason(token, labels) for token in text.split(", "))


def _reason(token: str, labels: Labels) -> Markup:
    key, _, value = token.partition("=")
    shown = value if _FIGURE.fullmatch(value) else _official(value, labels)
    if labels.has(f"dimension.{key}"):
        return Markup("{} {}").format(labels.label(f"dimension.{key}"), shown)
    if labels.has(f"reason.{key}"):
        return escape(labels.label(f"reason.{key}")).format(value=shown)
    return Markup("{}").format(_marked(token, labels.language))


def _measure(related: Mapping[str, Any], profile: PublicProfile) -> str:
    """What the study compared here measures, in the words of its fact; the token where no fact stands behind it."""
    named = (fact for other in related["occupations"] for fact in other["exposure_facts"])
    known = (profile.facts[name].label for name in named if name in profile.facts)
    return next(known, related["exposure_measure"])


def _name(text: str, language: str) -> str:
    """A proper name: marked as English where it holds no letter of the page's own script."""
    scripts = _OWN_SCRIPT.get(language)
    own = scripts is None or any(unicodedata.name(letter, "").startswith(scripts) for letter in text)
    return text if own else _marked(text, language)


def _named_locales(locales: Iterable[Locale]) -> list[Mapping[str, str]]:
    return [{"locale": locale, "name": Labels(locale).label("page.language_name")} for locale in locales]
