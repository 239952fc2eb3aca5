"""What templates may say and write in one locale: its labels, numbers and dates, each made once and kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from markupsafe import Markup, escape

from authoring.locales.labels import Labels
from authoring.publishing.page import charts
from authoring.publishing.page.links import web_address
from authoring.text import clean_block
from schemas.base import Locale

_OWN_SCRIPT: Final = {"zh": ("CJK",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "ko": ("HANGUL", "CJK")}
_FIGURE: Final = re.compile(r"-?\d+(\.\d+)?")
_KEPT: Final = 1 << 16
"""Numbers and labels kept in memory: a site of thousands of pages writes the same ones again and again."""


@cache
def labels_of(locale: Locale) -> Labels:
    """The labels of a locale, read once. Raises `AuthoringError` for a locale without any."""
    return Labels(locale)


@cache
def words(locale: Locale) -> Mapping[str, Any]:
    """The functions of every template of a locale, by the name templates call them by."""
    labels = labels_of(locale)
    kept = lru_cache(maxsize=_KEPT)
    return {
        "lang": locale,
        "t": _text(labels),
        "has_label": labels.has,
        "counted": labels.counted,
        "money": kept(labels.money),
        "number": kept(labels.number),
        "percent": kept(labels.percent),
        "day": kept(labels.date),
        "years": kept(labels.years),
        "english": kept(lambda text: marked(text, labels.language)),
        "named": kept(lambda text: name(text, labels.language)),
        "absence": lambda absent: (
            labels.absence(absent["dimension"], absent["reason"]) or marked(absent["reason"], labels.language)
        ),
        "major_group": lambda identity: _major_group(identity, labels),
        "listed": labels.listed,
        "reasons": lambda text: _reasons(text, labels),
        "official": kept(lambda text: official(text, labels)),
        "period": kept(lambda text: labels.period(text) or marked(text, labels.language)),
        "link": kept(web_address),
        "radar": charts.radar,
        "trend": charts.trend,
        "highest": charts.highest,
    }


def _text(labels: Labels) -> Callable[..., str]:
    plain = lru_cache(maxsize=_KEPT)(labels.label)

    def text(key: str, **values: object) -> str:
        return labels.text(key, **values) if values else plain(key)

    return text


def marked(text: str, language: str) -> str:
    """Text that exists in English only, marked as English on a page of another language."""
    return text if language == "en" else Markup('<span lang="en">{}</span>').format(clean_block(text))


def official(text: str, labels: Labels) -> str:
    """A word of an official table: in the locale's words where its list is closed, else as it stands."""
    key = f"official.{text}"
    return labels.label(key) if labels.has(key) else marked(text, labels.language)


def _major_group(identity: Mapping[str, Any], labels: Labels) -> str:
    """The group in the locale's words, where it has them, before its official title."""
    own, key = identity["major_group_title"], f"major_group.{identity['major_group']}"
    if labels.language == "en" or not labels.has(key):
        return marked(own, labels.language)
    return Markup('{}<br><span class="note">{}</span>').format(labels.label(key), marked(own, labels.language))


def _reasons(text: str, labels: Labels) -> Markup:
    """The tokens of a rule, `ai_risk=8.4, licence=required`, in words; what is no known token stays as it stands."""
    mark = escape(labels.label("list.separator"))
    return mark.join(_reason(token, labels) for token in text.split(", "))


def _reason(token: str, labels: Labels) -> Markup:
    key, _, value = token.partition("=")
    shown = labels.number(float(value)) if _FIGURE.fullmatch(value) else official(value, labels)
    if labels.has(f"dimension.{key}"):
        return Markup("{} {}").format(labels.label(f"dimension.{key}"), shown)
    if labels.has(f"reason.{key}"):
        return escape(labels.label(f"reason.{key}")).format(value=shown)
    return Markup("{}").format(marked(token, labels.language))


def name(text: str, language: str) -> str:
    """A proper name: marked as English where it holds no letter of the page's own script."""
    scripts = _OWN_SCRIPT.get(language)
    own = scripts is None or any(unicodedata.name(letter, "").startswith(scripts) for letter in text)
    return text if own else marked(text, language)
