"""The checks over a release: each published profile brings the facts and passages it rests on, so nothing else is needed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from authoring.checks.page import check_page
from authoring.checks.registry import CheckedSection, Rule, check
from authoring.checks.reports.reported import Reported
from authoring.errors import StorageError, UsageError
from authoring.publishing.profile_json import PublicProfile
from authoring.publishing.release import Shelf
from schemas.base import SocCode, content_hash
from schemas.facts import FactSheet
from schemas.findings import Finding
from schemas.saying import said


def recheck(published: Path, root: Path, own: Iterable[Rule] = ()) -> Iterator[tuple[SocCode, list[Reported]]]:
    """Every profile of the current release with its findings. Raises `UsageError` where there is none, `StorageError`."""
    release = Shelf(published).current()
    if release is None:
        raise UsageError(said("nothing is published in {path}", path=published), said("Publish first: author publish"))
    rules = tuple(own)
    for path in sorted(release.glob("profiles/*/*.json")):
        try:
            profile = PublicProfile.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as cause:
            raise StorageError(
                said("{path} cannot be read as a published profile", path=path),
                said("Verify the release, or publish again."),
            ) from cause
        file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        yield profile.soc, [_reported(profile, file, *found) for found in _findings(profile, rules)]


def _findings(profile: PublicProfile, own: tuple[Rule, ...]) -> Iterator[tuple[CheckedSection, Finding]]:
    facts, passages = tuple(profile.facts.values()), tuple(profile.passages.values())
    sheet = FactSheet(
        soc=profile.soc, title=profile.title, base_version="published", hash=content_hash([fact.id for fact in facts]),
        facts=facts, passages=passages,
    )  # fmt: skip
    seen = {
        each.section: CheckedSection(each.content, profile.locale, sheet, sources=tuple(profile.documents.values()))
        for each in profile.sections
    }
    for section in seen.values():
        yield from ((section, finding) for finding in check(section, own))
    yield from ((seen[name], finding) for name, finding in check_page(seen))


def _reported(profile: PublicProfile, file: str, section: CheckedSection, finding: Finding) -> Reported:
    place = finding.place
    text = next((each.text for each in section.texts if (each.item, each.field) == (place.item, place.field)), "")
    return Reported(profile.soc, profile.locale, section.content.section, finding, file, 1, text)
