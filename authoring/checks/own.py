"""A team's own rules without code: terms to avoid, phrases that must stand, limits; from `checks.toml` of the workspace.

Rules with code come from Python packages: an entry point of the group `career_graph_authoring.rules` names a function that
returns rules (`authoring.checks.Rule`), made as those of this package are.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Final

from pydantic import Field

from authoring.checks.registry import CheckedSection, Hit, Rule, RuleFunction, sweep
from schemas.base import Line, Locale, Value
from schemas.findings import Severity
from schemas.saying import said, template
from schemas.sections.registry import SectionName

OWN_RULES_FILE: Final = "checks.toml"
ENTRY_POINTS: Final = "career_graph_authoring.rules"
_HAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


class _Scope(Value):
    """Where a rule holds: these locales and sections; empty: all."""

    severity: Severity = "warning"
    locales: tuple[Locale, ...] = ()
    sections: tuple[SectionName, ...] = ()
    why: Line = ""


class Avoid(_Scope):
    """A term that is not to be used, and what to say instead."""

    term: Annotated[Line, Field(min_length=1)]
    instead: Line = ""


class Require(_Scope):
    """A phrase that has to stand in a section; with `when`, only where that word stands in it."""

    phrase: Annotated[Line, Field(min_length=1)]
    when: Line = ""


class Limit(_Scope):
    """At most so many words or characters in the texts of a section, or so many items."""

    words: Annotated[int, Field(ge=1)] | None = None
    characters: Annotated[int, Field(ge=1)] | None = None
    items: Annotated[int, Field(ge=1)] | None = None


class OwnRules(Value):
    """Everything that `checks.toml` may say."""

    avoid: tuple[Avoid, ...] = ()
    require: tuple[Require, ...] = ()
    limit: tuple[Limit, ...] = ()


def rules_of(own: OwnRules) -> tuple[Rule, ...]:
    """The rules that the file asks for, each with an id such as `own.avoid.information-professional`."""
    made = (
        *((f"own.avoid.{_slug(each.term)}", each, _avoid(each)) for each in own.avoid),
        *((f"own.require.{_slug(each.phrase)}", each, _require(each)) for each in own.require),
        *((f"own.limit.{n}", each, _limit(each)) for n, each in enumerate(own.limit, 1)),
    )
    return tuple(Rule(rule_id, scope.severity, _within(scope, function)) for rule_id, scope, function in made)


def _within(scope: _Scope, function: RuleFunction) -> RuleFunction:
    def held(section: CheckedSection) -> Iterable[Hit]:
        here = not scope.locales or section.locale in scope.locales
        return function(section) if here and (not scope.sections or section.content.section in scope.sections) else ()

    held.__doc__ = scope.why or "A rule of this workspace."
    return held


def _avoid(rule: Avoid) -> RuleFunction:
    pattern = _word(rule.term)
    hint = said("Say “{words}”.", words=rule.instead) if rule.instead else (rule.why or said("Say it otherwise."))
    fix: Callable[[str], str] | None = (lambda _: rule.instead) if rule.instead else None

    def avoid(section: CheckedSection) -> Iterator[Hit]:
        found = sweep(section, pattern, template("“{text}” is a term to avoid"), template("Say it otherwise."), fix)
        yield from (_begun(replace(hit, hint=hint)) for hit in found)

    return avoid


def _begun(hit: Hit) -> Hit:
    """The substitute with a capital where it begins a text that began with one."""
    if not hit.fix or hit.start or not hit.text[:1].isupper():
        return hit
    return replace(hit, fix=hit.fix[0].upper() + hit.fix[1:])


def _require(rule: Require) -> RuleFunction:
    phrase, when = _word(rule.phrase), _word(rule.when) if rule.when else None

    def require(section: CheckedSection) -> Iterator[Hit]:
        everything = "\n".join(text.text for text in section.texts)
        asked = bool(section.texts) and not section.to_translate and (when is None or when.search(everything))
        if asked and not phrase.search(everything):
            yield Hit(
                "",
                "",
                said("“{phrase}” stands nowhere in it", phrase=rule.phrase),
                rule.why or said("Say it."),
                text=rule.phrase,
            )

    return require


def _limit(rule: Limit) -> RuleFunction:
    def limit(section: CheckedSection) -> Iterator[Hit]:
        texts = [text.text for text in section.texts]
        counted = (
            (said("words"), rule.words, sum(len(text.split()) for text in texts)),
            (said("characters"), rule.characters, sum(map(len, texts))),
            (said("items"), rule.items, len(section.items)),
        )
        for name, most, count in counted:
            if most is not None and count > most:
                yield Hit(
                    "",
                    "",
                    said("has {count} {name}, at most {most} are wanted", count=count, name=name, most=most),
                    rule.why or said("Shorten it."),
                    text=str(count),
                )

    return limit


def _word(term: str) -> re.Pattern[str]:
    """A term as whole words; Chinese has no spaces to go by."""
    escaped = re.escape(term)
    return re.compile(escaped if _HAN.search(term) else rf"(?<!\w){escaped}(?!\w)", re.IGNORECASE)


def _slug(term: str) -> str:
    return re.sub(r"\W+", "-", term.lower()).strip("-") or "term"
