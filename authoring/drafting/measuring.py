"""Measures drafts, so that two prompts or two models can be compared: over the drafts in the logs, asking nobody.

A group is one author (a model, the offline drafter), one section and one wording of its template. Every measure is of
the newest draft of each section by that group, before people edited it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from authoring.item_texts import item_texts
from authoring.revisions.history import History
from schemas.base import SocCode
from schemas.events import Revision
from schemas.facts import FactSheet
from schemas.findings import Finding
from schemas.sections.registry import SPEC, Section

_ALIKE: Final = 90.0
"""Two sentences of different occupations that are this alike (0-100, figures left out) say nothing of either."""

_FIGURES: Final = re.compile(r"\d[\d,.]*")
_WORD: Final = re.compile(r"[A-Za-z']+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SENTENCE: Final = re.compile(r"[.!?][”’\")]*(?:\s|$)|(?<![.!?”’\")])\n")

Findings = Callable[[Revision, FactSheet], Sequence[Finding]]


@dataclass(frozen=True)
class Drafted:
    """One draft and what became of it: the text that was approved later, None where none was."""

    revision: Revision
    approved: Section | None


@dataclass(frozen=True)
class Measure:
    """One group. Shares are 0-1; None: nothing to measure it on.

    `grounded`: texts with a citation. `findings`: errors and warnings for each section. `generic`: texts nearly the same in
    another occupation. `grade`: Flesch-Kincaid school grade (Kincaid and others, 1975), English only. `words` and
    `requests` are for each section, `cost_usd` too, None where any price is unknown. `edited`: how much of the text
    changed until it was approved, by Levenshtein distance.
    """

    author: str
    section: str
    template: str
    occupations: int
    grounded: float
    findings: float
    generic: float
    grade: float | None
    words: float
    requests: float | None
    cost_usd: float | None
    edited: float | None


def drafts_in(histories: Iterable[History]) -> Iterator[Drafted]:
    """Every group's newest draft of each section."""
    for history in histories:
        newest: dict[tuple[str, str, str], Revision] = {}
        for revision in history.revisions:
            if SPEC[revision.section].drafted and revision.provenance.method in ("model", "offline_drafter"):
                newest[_group(revision)] = revision
        for revision in newest.values():
            yield Drafted(revision, _approved_after(history, revision))


def _approved_after(history: History, draft: Revision) -> Section | None:
    """The text that was approved with this draft as the last one below it."""
    for revision in reversed(history.revisions):
        if history.approval_of(revision.id):
            below = [
                each for each in history.ancestry(revision.id) if each.provenance.method in ("model", "offline_drafter")
            ]
            return revision.content if below and below[0].id == draft.id else None
    return None


def measure(
    drafts: Iterable[Drafted], sheet_of: Callable[[SocCode], FactSheet], findings_of: Findings
) -> tuple[Measure, ...]:
    """One measure for each group, by author, section and template."""
    groups: dict[tuple[str, str, str], list[Drafted]] = defaultdict(list)
    for draft in drafts:
        groups[_group(draft.revision)].append(draft)
    return tuple(_measure(key, groups[key], sheet_of, findings_of) for key in sorted(groups))


def _group(revision: Revision) -> tuple[str, str, str]:
    return revision.by.name, revision.section, revision.provenance.template or ""


def _measure(
    key: tuple[str, str, str],
    drafts: Sequence[Drafted],
    sheet_of: Callable[[SocCode], FactSheet],
    findings_of: Findings,
) -> Measure:
    texts = [(each.revision, text) for each in drafts for text in item_texts(each.revision.content)]
    found = [
        f for each in drafts for f in findings_of(each.revision, sheet_of(each.revision.soc)) if f.severity != "note"
    ]
    usages = [each.revision.provenance.usage for each in drafts]
    costs = [each.revision.provenance.cost_usd for each in drafts]
    known = [cost for cost in costs if cost is not None]
    english = "\n".join(text.text for revision, text in texts if revision.locale.startswith("en"))
    edits = [_changed(each.revision.content, each.approved) for each in drafts if each.approved]
    return Measure(
        author=key[0],
        section=key[1],
        template=key[2],
        occupations=len({each.revision.soc for each in drafts}),
        grounded=_share(bool(text.citations) for _, text in texts if text.field != "question"),
        findings=len(found) / len(drafts),
        generic=_generic([(revision.soc, text.text) for revision, text in texts]),
        grade=grade(english),
        words=sum(len(text.text.split()) for _, text in texts) / len(drafts),
        requests=sum(usage.attempts for usage in usages if usage) / len(drafts) if any(usages) else None,
        cost_usd=sum(known) / len(drafts) if len(known) == len(drafts) else None,
        edited=sum(edits) / len(edits) if edits else None,
    )


def _share(which: Iterable[bool]) -> float:
    flags = list(which)
    return sum(flags) / len(flags) if flags else 0.0


def _generic(texts: Sequence[tuple[SocCode, str]]) -> float:
    """The share of texts that another occupation has almost word for word."""
    found = [(soc, _FIGURES.sub("#", text.casefold())) for soc, text in texts]
    return _share(_is_elsewhere(soc, text, found) for soc, text in found)


def _is_elsewhere(soc: SocCode, text: str, found: Sequence[tuple[SocCode, str]]) -> bool:
    others = [other for other_soc, other in found if other_soc != soc]
    return process.extractOne(text, others, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None


def grade(text: str) -> float | None:
    """The Flesch-Kincaid grade of English text: 0.39 words a sentence + 11.8 syllables a word - 15.59; None without words."""
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = max(1, len(_SENTENCE.findall(text)))
    syllables = sum(max(1, len(_VOWELS.findall(word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _changed(draft: Section, approved: Section) -> float:
    before, after = (" ".join(text.text for text in item_texts(section)) for section in (draft, approved))
    return float(Levenshtein.normalized_distance(before, after))
