"""The public shape of a profile: one JSON file that holds its sections, their claims, and everything they rest on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from authoring.publishing.citing import FactFinder, cited_by
from authoring.publishing.disclosure import Disclosure
from authoring.publishing.ports import Title
from authoring.publishing.public_claims import PublicClaim
from authoring.publishing.spelling import clean, is_clean, json_line
from schemas.base import Day, Line, Locale, Sha256, SocCode, Value
from schemas.citations import Source
from schemas.events import Revision
from schemas.facts import Dataset, Fact, Passage
from schemas.sections.identity import Identity
from schemas.sections.registry import SECTION_NAMES, Section, SectionName
from schemas.sections.related import Related
from schemas.sections.sources import Sources

PUBLIC_SCHEMA_VERSION: Final = "1.1.0"
"""Version of the published shapes, as https://semver.org has it for their readers: `compatibility` decides what a change is,
and a release whose version does not say so is refused."""


class DatasetCredit(Value):
    """A dataset that a page rests on, with the licence and the attribution it asks for."""

    id: str
    title: Line
    publisher: Line
    vintage: Line
    released: Day | None
    url: str
    licence: Line
    licence_url: str | None
    attribution: Line


class PublicProvenance(Value):
    """What the draft below people's edits was made from; the hashes are those of the fact sheet and of the prompt."""

    software: Line
    schema_version: Line
    base_version: Line | None
    sheet_hash: Sha256 | None
    template: Line | None
    prompt_hash: Sha256 | None


class PublicSection(Value):
    """One section, how it came about, and what of it can be checked. Releases before 1.1.0 had neither of the last two."""

    section: SectionName
    content: Section
    disclosure: Disclosure
    provenance: PublicProvenance | None = None
    claims: tuple[PublicClaim, ...] = ()


class PublicProfile(Value):
    """One occupation in one locale. `facts`, `passages` and `documents` are those its sections cite, by id.

    `facts` also holds what a computed fact was computed from. `missing` names the sections left out because
    they are not approved; `titles` holds what related occupations are called in the locale;
    `display_title` is None where the locale has no title of its own.
    """

    schema_version: str
    soc: SocCode
    locale: Locale
    title: Line
    display_title: Line | None
    publisher: Line
    licence: Line
    sections: tuple[PublicSection, ...]
    missing: tuple[SectionName, ...]
    titles: Mapping[SocCode, Line] = {}
    facts: Mapping[str, Fact]
    passages: Mapping[str, Passage]
    documents: Mapping[str, Source]
    datasets: tuple[DatasetCredit, ...]


@dataclass(frozen=True)
class SpelledProfile:
    """A profile of clean strings, as a JSON value and as a line of JSON: what every file that speaks of it is made from."""

    profile: PublicProfile
    plain: dict[str, Any]
    line: bytes

    @classmethod
    def of(cls, profile: PublicProfile) -> "SpelledProfile":
        """The profile, with its strings cleaned where that is needed."""
        plain = profile.model_dump(mode="json")
        line = json_line(plain)
        if not is_clean(line):
            line = json_line(clean(plain))
            profile = PublicProfile.model_validate_json(line)
            plain = profile.model_dump(mode="json")
        return cls(profile, plain, line)


class IndexEntry(Value):
    """One line of the index. `page` is None in a release without pages."""

    soc: SocCode
    locale: Locale
    title: Line
    display_title: Line | None
    file: str
    sections: tuple[SectionName, ...]
    missing: tuple[SectionName, ...]


class Index(Value):
    """Every profile of a release, by code and locale."""

    schema_version: str
    publisher: Line
    licence: Line
    profiles: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class Imprint:
    """What every file of a release says of its publisher."""

    publisher: str
    licence: str


def public_profile(
    locale: Locale,
    sections: Sequence[PublicSection],
    finder: FactFinder,
    datasets: Iterable[Dataset],
    documents: Iterable[Source],
    imprint: Imprint,
    title: Title = lambda _locale, _soc: None,
) -> PublicProfile:
    """The profile with its sections in page order, citations resolved and sources credited."""
    by_name = {entry.section: entry for entry in sections}
    cited = [cited_by(entry.content) for entry in sections]
    facts = finder.with_inputs(name for each in cited for name in (*each.facts, *each.either))
    passages = {
        name: passage for each in cited for name in each.passages if (passage := finder.passage(name)) is not None
    }
    quoted = {name for each in cited for name in (*each.documents, *each.either)}
    used = {fact.dataset for fact in facts.values()} | {passage.dataset for passage in passages.values()}
    return PublicProfile(
        schema_version=PUBLIC_SCHEMA_VERSION,
        soc=finder.own.soc,
        locale=locale,
        title=finder.own.title,
        display_title=_display_title(by_name.get("identity")),
        publisher=imprint.publisher,
        licence=imprint.licence,
        sections=tuple(by_name[name] for name in SECTION_NAMES if name in by_name),
        missing=tuple(name for name in SECTION_NAMES if name not in by_name),
        titles=_titles(locale, by_name.get("related"), title),
        facts=facts,
        passages=dict(sorted(passages.items())),
        documents={each.id: each for each in sorted(documents, key=lambda d: d.id) if each.id in quoted},
        datasets=tuple(_credit(each) for each in sorted(datasets, key=lambda d: d.id) if each.id in used),
    )


def _titles(locale: Locale, related: PublicSection | None, title: Title) -> dict[SocCode, str]:
    named = related.content.occupations if related and isinstance(related.content, Related) else ()
    return {each.soc: found for each in named if (found := title(locale, each.soc))}


def public_provenance(draft: Revision) -> PublicProvenance:
    """What a reader is told of how that draft was made."""
    made = draft.provenance
    return PublicProvenance(
        software=made.software,
        schema_version=draft.schema_version,
        base_version=draft.base_version,
        sheet_hash=draft.sheet_hash,
        template=made.template,
        prompt_hash=made.prompt_hash,
    )


def _display_title(identity: PublicSection | None) -> str | None:
    return identity.content.display_title if identity and isinstance(identity.content, Identity) else None


def _credit(dataset: Dataset) -> DatasetCredit:
    return DatasetCredit(**dataset.model_dump(include=set(DatasetCredit.model_fields)))


def documents_of(content: Section | None) -> tuple[Source, ...]:
    """The source documents a sources section lists."""
    return content.documents if isinstance(content, Sources) else ()


def index_entry(profile: PublicProfile) -> IndexEntry:
    """The line of the index for one profile."""
    return IndexEntry(
        soc=profile.soc,
        locale=profile.locale,
        title=profile.title,
        display_title=profile.display_title,
        file=profile_path(profile.soc, profile.locale),
        sections=tuple(entry.section for entry in profile.sections),
        missing=profile.missing,
    )


def profile_path(soc: SocCode, locale: Locale) -> str:
    """Where a profile stands in a release."""
    return f"profiles/{locale}/{soc}.json"


def json_schema(model: type[Value]) -> dict[str, object]:
    """The JSON Schema (2020-12) of a public file, as published beside it under `schema/`."""
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **json.loads(json.dumps(schema))}
