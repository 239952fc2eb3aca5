"""The pages of a release and the lists of them: drawn from the public profiles alone, one profile at a time."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from authoring.errors import StorageError
from authoring.publishing.page.render import render_front, render_index, render_page
from authoring.publishing.profile_json import Index, PublicProfile
from authoring.publishing.release import verify
from schemas.base import Locale, SocCode

FRONT: Final = "index.html"
Page: TypeAlias = tuple[str, bytes]
"""A path below the site, and the file."""


def index_pages(index: Index) -> Mapping[str, bytes]:
    """The pages that list others: `<locale>/index.html` for each locale, and the front page."""
    locales = tuple(dict.fromkeys(entry.locale for entry in index.profiles))
    files: dict[str, bytes] = {}
    for locale in locales:
        entries = [entry for entry in index.profiles if entry.locale == locale]
        others = [other for other in locales if other != locale]
        files[f"{locale}/{FRONT}"] = render_index(locale, entries, others).encode()
    files[FRONT] = render_front(index.publisher, locales).encode()
    return files


def pages(index: Index, profile_of: Callable[[SocCode, Locale], PublicProfile]) -> Iterator[Page]:
    """Every page of a site, each made when it is asked for."""
    locales = tuple(dict.fromkeys(entry.locale for entry in index.profiles))
    there = {(entry.soc, entry.locale) for entry in index.profiles}
    for entry in index.profiles:
        others = [other for other in locales if other != entry.locale and (entry.soc, other) in there]
        page = render_page(profile_of(entry.soc, entry.locale), alternates=others)
        yield f"{entry.locale}/{entry.soc}.html", page.encode()
    yield from index_pages(index).items()


def render_site(release: Path, out: Path) -> tuple[Path, ...]:
    """Write the pages of a release folder below `out`; returns the paths written.

    The release is verified first. Raises `StorageError` where it is damaged or `out` cannot be written.
    """
    verify(release)
    index = Index.model_validate_json((release / "index.json").read_bytes())
    files = {(entry.soc, entry.locale): release / entry.file for entry in index.profiles}
    written = []
    for name, content in pages(
        index, lambda soc, locale: PublicProfile.model_validate_json(files[soc, locale].read_bytes())
    ):
        path = out / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as cause:
            raise StorageError.writing(path, cause) from cause
        written.append(path)
    return tuple(written)
