"""The registry of rules: each an id, a severity and a function whose docstring is the user's explanation."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Protocol

from authoring.claims import claims_of
from authoring.claims.reading import ToRead, quotes_its_grounds, to_read
from authoring.gating import Gated, folded
from authoring.glossary import Glossary
from authoring.item_texts import ItemText, item_texts, items
from authoring.staleness import Elsewhere
from schemas.base import Locale, SocCode
from schemas.citations import CitedFact, Source, SourceCitation
from schemas.claims import Claim, Reading
from schemas.facts import FactSheet
from schemas.findings import Finding, Place, Severity
from schemas.items import Item
from schemas.saying import Template
from schemas.sections.faq import Faq
from schemas.sections.registry import Section


@dataclass(frozen=True)
class SourceText:
    """A quoted source with the text of its snapshot, None where that is missing or changed.

    `newest` is the text of the document when somebody last looked; `old`: that was long ago.
    """

    source: Source
    text: str | None
    newest: str | None = None
    retired: bool = False
    old: bool = False


class KnownTitle(Protocol):
    """What an occupation is called in the language of the page, and whether a person has read that."""

    @property
    def title(self) -> str: ...

    @property
    def reviewed(self) -> bool: ...


@dataclass(frozen=True)
class CheckedSection:
    """What a rule sees: the section, its locale, the facts it rests on and the sources people added.

    `source_texts` are those it quotes, as far as they are known here; `cited` the facts it cites as they were when it
    was written, empty for a translation: its numbers are its source's. `elsewhere` gives those of other occupations.
    `original` is what a translation was made from, `glossary` what was agreed on terms of its language, `titles` what
    occupations are called in it; None: not known here. `read` gives what second readers said, by text.
    """

    content: Section
    locale: Locale
    sheet: FactSheet
    to_translate: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    source_texts: tuple[SourceText, ...] = ()
    cited: tuple[CitedFact, ...] = ()
    elsewhere: Elsewhere | None = field(default=None, compare=False)
    titles: Mapping[SocCode, KnownTitle] | None = None
    read: Callable[[], Mapping[str, Reading]] = field(default=dict, compare=False)
    original: Section | None = None
    glossary: Glossary | None = None
    texts: tuple[ItemText, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(item_texts(self.content)))

    def beside(
        self,
        *,
        glossary: Glossary | None = None,
        titles: Mapping[SocCode, KnownTitle] | None = None,
        source_texts: tuple[SourceText, ...] | None = None,
    ) -> "CheckedSection":
        """The same section with what else is known beside it. Its claims are read once for both."""
        known = {"glossary": glossary, "titles": titles, "source_texts": source_texts}
        _ = self.claims
        other = copy(self)
        for name, value in known.items():
            if value is not None:
                object.__setattr__(other, name, value)
        return other

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item of the drafted parts, outer before inner, in page order."""
        return tuple(items(self.content))

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The ids of the sources outside the fact tables that its items quote."""
        citations = (each for item in self.items for each in item.citations)
        return frozenset(each.source for each in citations if isinstance(each, SourceCitation))

    @cached_property
    def folded(self) -> str:
        """All texts as one, as the gates of patterns look at it."""
        return folded("\n".join(text.text for text in self.texts))

    @cached_property
    def source_side(self) -> tuple[ItemText, ...]:
        """Every text of what it was translated from; none for a section of the source language."""
        return tuple(item_texts(self.original)) if self.original else ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claim ledger of the section, made once for all rules; without items that wait for translation."""
        waiting = frozenset(self.to_translate)
        return claims_of(
            self.content, self.sheet, tuple(text for text in self.texts if text.item not in waiting), self.locale
        )

    @cached_property
    def to_read(self) -> tuple[ToRead, ...]:
        """The texts for which rules are not enough."""
        waiting = frozenset(self.to_translate)
        return to_read((text for text in self.texts if text.item not in waiting), self.claims, self.sheet)

    @cached_property
    def readings(self) -> tuple[tuple[ToRead, Reading], ...]:
        """What second readers said of these very texts. A quote that is not in the cited words makes it void."""
        known = self.read() if self.to_read else {}
        found = ((text, known[text.fingerprint]) for text in self.to_read if text.fingerprint in known)
        return tuple((text, reading) for text, reading in found if quotes_its_grounds(reading, text))

    @cached_property
    def _text_of(self) -> dict[tuple[str, str], str]:
        return {(text.item, text.field): text.text for text in self.texts}

    def around(self, item: str) -> str:
        """The words that an item answers to: the question of an answer's sentence, else nothing."""
        return self._questions.get(item, "")

    @cached_property
    def _questions(self) -> dict[str, str]:
        asked = self.content.questions if isinstance(self.content, Faq) else ()
        return {sentence.id: question.question for question in asked for sentence in question.answer}

    def hit(self, claim: Claim, message: str, hint: str) -> "Hit":
        """A hit at the place of a claim."""
        text = self._text_of.get((claim.item, claim.field), claim.text)
        return Hit(claim.item, claim.field, message, hint, claim.start, claim.end, text)


@dataclass(frozen=True)
class Hit:
    """What a rule returns: where, what is wrong, what to do. `fix`: what to put in place of the span, where that is safe."""

    item: str
    field: str
    message: str
    hint: str
    start: int = 0
    end: int = 0
    text: str = ""
    fix: str | None = None


RuleFunction = Callable[[CheckedSection], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """One registered rule; `explanation` is its function's docstring."""

    id: str
    severity: Severity
    function: RuleFunction

    @property
    def explanation(self) -> str:
        """What the rule is about, for the person who meets it."""
        return " ".join((self.function.__doc__ or "").split())


def sweep(
    section: CheckedSection,
    pattern: re.Pattern[str] | Gated,
    message: Template,
    hint: Template,
    fix: Callable[[str], str] | None = None,
    *,
    outside: re.Pattern[str] | None = None,
    fields: frozenset[str] | None = None,
) -> Iterator[Hit]:
    """A hit for every place in the section's texts where a pattern stands; `{text}` is what stood there, `{fix}` the fix.

    `outside`: not within what that pattern matches, such as quotes. Texts that wait for translation are left out.
    """
    if isinstance(pattern, Gated) and not pattern.opens(section.folded):
        return
    for text in section.texts:
        if text.item in section.to_translate or (fields is not None and text.field not in fields):
            continue
        apart = [found.span() for found in outside.finditer(text.text)] if outside else []
        for found in pattern.finditer(text.text):
            if any(start <= found.start() < end for start, end in apart):
                continue
            instead = fix(found[0]) if fix else None
            told = (message.filled(text=found[0], fix=instead), hint.filled(text=found[0], fix=instead))
            yield Hit(text.item, text.field, *told, *found.span(), text.text, instead)


RULES: Final[dict[str, Rule]] = {}


def rule(rule_id: str, severity: Severity) -> Callable[[RuleFunction], RuleFunction]:
    """Register a function as a rule under an id such as `numbers.unsupported`."""

    def register(function: RuleFunction) -> RuleFunction:
        RULES[rule_id] = Rule(rule_id, severity, function)
        return function

    return register


def all_rules() -> tuple[Rule, ...]:
    """Every rule of every family, in the order of registration."""
    from authoring.checks import (  # noqa: F401, PLC0415  (they register here)
        chinese,
        evidence,
        freshness,
        grounding,
        language,
        licensing,
        migration,
        named,
        numbers,
        polarity,
        reader,
        safety,
        sources,
        structure,
        titles,
        tone,
        translation,
        typesetting,
        typography,
    )

    return tuple(RULES.values())


def check(
    section: CheckedSection, own: Iterable[Rule] = (), only: Callable[[Rule], bool] = lambda _rule: True
) -> tuple[Finding, ...]:
    """All findings of all rules and of a workspace's own, errors first, in page order within a severity.

    `only` chooses rules: who asks whether a section may leave need not be told how it reads.
    """
    order = {"error": 0, "warning": 1, "note": 2}
    found = [finding for each in (*all_rules(), *own) if only(each) for finding in _run(each, section)]
    return tuple(sorted(found, key=lambda finding: order[finding.severity]))


def _run(each: Rule, section: CheckedSection) -> Iterator[Finding]:
    return (finding_of(each.id, each.severity, hit) for hit in each.function(section))


def finding_of(rule_id: str, severity: Severity, hit: Hit) -> Finding:
    """What a rule returned, as a finding."""
    return Finding(
        rule=rule_id,
        severity=severity,
        place=Place(item=hit.item, field=hit.field, start=hit.start, end=hit.end),
        message=hit.message,
        hint=hit.hint,
        fingerprint=_fingerprint(rule_id, hit),
        fix=hit.fix,
    )


def _fingerprint(rule_id: str, hit: Hit) -> str:
    spoken_of = "\x1f".join((rule_id, hit.item, hit.field, hit.message, hit.text))
    return hashlib.sha256(spoken_of.encode()).hexdigest()[:16]


@cache
def edition() -> str:
    """A digest of the rules as they are written: findings counted under another edition are counted anew."""
    digest = hashlib.sha256()
    house = Path(__file__).parents[1]
    rooms = (
        module
        for room in ("checks", "claims", "glossary", "quantities", "staleness")
        for module in (house / room).rglob("*.py")
    )
    for module in sorted((*rooms, *(house / name for name in ("gating.py", "item_texts.py", "quoting.py")))):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]
