"""A public profile as rows of the flat tables."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from authoring.item_texts import item_texts
from authoring.publishing import tables
from authoring.publishing.profile_json import PublicProfile, PublicSection, profile_path
from schemas.claims import CARRIED
from schemas.facts import Fact
from schemas.items import items_in
from schemas.release import ProfileCounts
from schemas.sections.ai_impact import AiImpact
from schemas.sections.education import Education
from schemas.sections.identity import Identity
from schemas.sections.pay import Pay
from schemas.sections.registry import Section, SectionName
from schemas.sections.scores import Scores

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Cell, ...]


def rows_of(profile: PublicProfile) -> Mapping[str, Sequence[Row]]:
    """The rows of every table, by its name, in page order. Their strings are those of the profile."""
    whose = (profile.soc, profile.locale)
    return {
        tables.PROFILES.name: (_profile(profile),),
        tables.SECTIONS.name: tuple((*whose, *_section(entry)) for entry in profile.sections),
        tables.ITEMS.name: _numbered(whose, 3, _items(profile)),
        tables.CLAIMS.name: _numbered(whose, 3, _claims(profile)),
        tables.CITATIONS.name: _numbered(whose, 2, _citations(profile)),
        tables.SCORES.name: tuple((*whose, *row) for row in _scores(_contents(profile).get("scores"))),
        tables.FACTS.name: tuple((*whose, *_fact(fact)) for fact in profile.facts.values()),
    }


def counts_of(profile: PublicProfile, rows: Mapping[str, Sequence[Row]]) -> ProfileCounts:
    """How much the profile holds."""
    verdicts = [claim.verdict for entry in profile.sections for claim in entry.claims]
    return ProfileCounts(
        items=len({(row[2], row[3]) for row in rows[tables.ITEMS.name]}),
        citations=len(rows[tables.CITATIONS.name]),
        claims=len(verdicts),
        carried=sum(verdict in CARRIED for verdict in verdicts),
        facts=len(profile.facts),
        passages=len(profile.passages),
        documents=len(profile.documents),
    )


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV (RFC 4180, but with bare newlines): UTF-8, an empty field for no value."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _truth(value: bool | None) -> Cell:
    """Yes or no as tables spell it."""
    return None if value is None else "true" if value else "false"


def _numbered(whose: Row, place: int, found: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with whose they are in front and their position behind the `place` cells that say where."""
    return tuple((*whose, *row[:place], at, *row[place:]) for at, row in enumerate(found, 1))


def _contents(profile: PublicProfile) -> Mapping[SectionName, Section]:
    return {entry.section: entry.content for entry in profile.sections}


def _profile(profile: PublicProfile) -> Row:
    there = _contents(profile)
    identity, impact, scores = there.get("identity"), there.get("ai_impact"), there.get("scores")
    pay, education = there.get("pay"), there.get("education")
    approved = [entry.disclosure.approved_at for entry in profile.sections if entry.disclosure.approved_at]
    return (
        profile.soc,
        profile.locale,
        profile.title,
        profile.display_title,
        *(
            (identity.major_group, identity.cluster, _truth(identity.skilled_migration))
            if isinstance(identity, Identity)
            else (None, None, None)
        ),
        impact.verdict if isinstance(impact, AiImpact) else None,
        scores.overall if isinstance(scores, Scores) else None,
        *(_pay(pay) if isinstance(pay, Pay) else (None, None, None, None)),
        education.typical_entry if isinstance(education, Education) else None,
        len(profile.sections),
        " ".join(profile.missing) or None,
        max(approved, default=""),
        profile_path(profile.soc, profile.locale),
    )


def _pay(pay: Pay) -> Row:
    median = pay.median
    return (median.value if median else None, pay.unit, pay.period, median.fact if median else None)


def _section(entry: PublicSection) -> Row:
    told = entry.disclosure
    return (
        entry.section,
        told.hash,
        told.revision,
        told.drafted_by.name,
        told.method,
        told.model,
        "; ".join(told.edited_by) or None,
        told.translated_from,
        told.ai_disclosure,
        told.approved_by,
        told.approved_at,
        _truth(told.four_eyes),
        len(entry.claims),
        sum(claim.verdict in CARRIED for claim in entry.claims),
    )


def _items(profile: PublicProfile) -> Iterator[Row]:
    for entry in profile.sections:
        told = entry.disclosure
        for text in item_texts(entry.content):
            item = told.items.get(text.item)
            term = item.ai_disclosure if item else told.ai_disclosure
            yield (entry.section, text.item, text.field, text.text, term)


def _claims(profile: PublicProfile) -> Iterator[Row]:
    for entry in profile.sections:
        for claim in entry.claims:
            yield (
                entry.section, claim.item, claim.field, claim.start, claim.end, claim.text, claim.kind, claim.verdict,
                claim.low, claim.high, claim.unit, claim.statistic, claim.period, _ids(claim.facts),
                _ids(binding.id for binding in claim.quotes), claim.formula,
            )  # fmt: skip


def _citations(profile: PublicProfile) -> Iterator[Row]:
    for entry in profile.sections:
        for item in items_in(entry.content):
            for citation in item.citations:
                cited = getattr(citation, citation.kind)
                yield (entry.section, item.id, citation.kind, cited, getattr(citation, "quote", None))


def _scores(scores: Section | None) -> Iterator[Row]:
    if not isinstance(scores, Scores):
        return
    for each in scores.dimensions:
        facts = _ids(given.fact for given in each.inputs)
        yield (each.dimension, each.direction, each.value, each.low, each.high, each.formula, facts, None)
    for absent in scores.absent:
        yield (absent.dimension, absent.direction, None, None, None, None, None, absent.reason)


def _fact(fact: Fact) -> Row:
    number = fact.value if isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool) else None
    at = fact.locator
    return (
        fact.id, fact.dataset, fact.measure, fact.label, str(fact.value), number, fact.unit, fact.period, fact.basis,
        _truth(fact.at_least), at.file, at.table, at.row, at.column,
    )  # fmt: skip


def _ids(names: Iterable[str]) -> str | None:
    return " ".join(dict.fromkeys(names)) or None
