"""What a build leaves for the next one, in the cache: what each occupation was made from, and where its pieces stand.

It is never the truth: without it, or where the rules, the facts or the program are others now, everything is made anew, to
the same bytes. An occupation whose logs and sources are as they were is taken over from the release the record is of.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import orjson

from authoring.durable import replace_lasting
from authoring.publishing.making import MadeOccupation, MadeProfile, Span
from authoring.publishing.profile_json import Index, IndexEntry
from authoring.publishing.site.entries import entry_from
from schemas.base import Locale, SocCode, content_hash
from schemas.release import Manifest, PublishedProfile

_FILE: Final = "publish.json"
_FORMAT: Final = 2


class Grounds(NamedTuple):
    """What a release is made from, as words that are others whenever it is.

    `whole` is of all that every page rests on (facts, rules, settings, program), `of` of one occupation's own logs and
    sources.
    """

    whole: str
    of: Mapping[SocCode, str]


GroundsOf: TypeAlias = Callable[[], Grounds]


def edition() -> str:
    """A digest of the program as far as it decides what a release holds."""
    digest = hashlib.sha256()
    house = Path(__file__).parents[2]
    for room in ("authoring/publishing", "authoring/claims", "authoring/locales", "authoring/facts", "schemas"):
        for path in sorted((house / room).rglob("*")):
            if path.suffix in (".py", ".j2", ".po", ".css", ".js", ".png", ".svg"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def remember(
    cache: Path,
    manifest: Manifest,
    grounds: Grounds,
    made: Mapping[SocCode, MadeOccupation],
    places: Mapping[tuple[SocCode, Locale], dict[str, Span]],
) -> None:
    """Write the record of that release; `places` says where the pieces of each profile stand in the shared files.

    One that cannot be written is no harm: the next build takes longer.
    """
    said = {
        "format": _FORMAT,
        "release": manifest.release,
        "manifest": content_hash(manifest),
        "whole": grounds.whole,
        "of": {soc: grounds.of.get(soc, "") for soc in made},
        "profiles": [
            [soc, each.entry.locale, each.datasets, _spelled(places[soc, each.entry.locale]), asdict(each.listed)]
            for soc, occupation in made.items()
            for each in occupation.profiles
        ],
    }
    try:
        replace_lasting(cache / _FILE, orjson.dumps(said))
    except OSError:
        return


def _spelled(spans: Mapping[str, Span]) -> dict[str, list[int]]:
    return {path: [span.start, span.length] for path, span in spans.items()}


def reusable(
    cache: Path, folder: Path | None, manifest: Manifest | None, grounds: Grounds
) -> Mapping[SocCode, MadeOccupation]:
    """What may be taken over from the current release; nothing where the record is not of it, or of other grounds."""
    if folder is None or manifest is None:
        return {}
    try:
        said = orjson.loads((cache / _FILE).read_bytes())
        if not _is_of(said, manifest, grounds):
            return {}
        index = Index.model_validate_json((folder / "index.json").read_bytes())
        return _occupations(said, folder, manifest, index, grounds)
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _is_of(said: Mapping[str, object], manifest: Manifest, grounds: Grounds) -> bool:
    return (
        said.get("format") == _FORMAT
        and said.get("release") == manifest.release
        and said.get("whole") == grounds.whole
        and said.get("manifest") == content_hash(manifest)
    )


def _occupations(
    said: Mapping[str, object], folder: Path, manifest: Manifest, index: Index, grounds: Grounds
) -> dict[SocCode, MadeOccupation]:
    entries = {(entry.soc, entry.locale): entry for entry in manifest.profiles}
    lines = {(entry.soc, entry.locale): entry for entry in index.profiles}
    files = {entry.path: entry for entry in manifest.files}
    of, profiles = said["of"], said["profiles"]
    if not isinstance(of, dict) or not isinstance(profiles, list):
        return {}
    found: dict[SocCode, list[MadeProfile]] = {soc: [] for soc, was in of.items() if was and was == grounds.of.get(soc)}
    for soc, locale, datasets, pieces, listed in profiles:
        if soc in found:
            found[soc].append(_profile(folder, entries[soc, locale], lines[soc, locale], datasets, pieces, listed))
    return {
        soc: MadeOccupation(
            soc, tuple(made), tuple(files[path] for each in made for path in own_files(each.entry) if path in files), ()
        )
        for soc, made in found.items()
    }


def _profile(
    folder: Path,
    entry: PublishedProfile,
    line: IndexEntry,
    datasets: list[str],
    pieces: dict[str, list[int]],
    listed: dict[str, Any],
) -> MadeProfile:
    spans = {path: Span(folder.resolve() / path, start, length) for path, (start, length) in pieces.items()}
    return MadeProfile(entry, line, spans, tuple(datasets), entry_from(listed))


def own_files(entry: PublishedProfile) -> tuple[str, ...]:
    """The files that are a profile's own: its JSON and, in a release with pages, its page."""
    return entry.file, f"site/{entry.locale}/{entry.soc}.html"
