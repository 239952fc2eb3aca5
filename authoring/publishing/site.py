"""The pages of a release and the list of them: drawn from the public profiles alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from authoring.errors import StorageError
from authoring.publishing.page.render import render_front, render_index, render_page
from authoring.publishing.profile_json import PublicProfile, index_entry
from authoring.publishing.release import verify

FRONT: Final = "index.html"


def site_files(profiles: Sequence[PublicProfile]) -> Mapping[str, bytes]:
    """Every page by its path: `<locale>/<soc>.html`, `<locale>/index.html`, and the front page."""
    locales = tuple(dict.fromkeys(profile.locale for profile in profiles))
    there = {(profile.soc, profile.locale) for profile in profiles}
    files: dict[str, bytes] = {}
    for profile in profiles:
        others = [other for other in locales if other != profile.locale and (profile.soc, other) in there]
        files[f"{profile.locale}/{profile.soc}.html"] = render_page(profile, alternates=others).encode()
    for locale in locales:
        entries = [index_entry(profile) for profile in profiles if profile.locale == locale]
        others = [other for other in locales if other != locale]
        files[f"{locale}/{FRONT}"] = render_index(locale, entries, others).encode()
    files[FRONT] = render_front(profiles[0].publisher, locales).encode()
    return files


def render_site(release: Path, out: Path) -> tuple[Path, ...]:
    """Write the pages of a release folder below `out`; returns the paths written.

    The release is verified first. Raises `StorageError` where it is damaged or `out` cannot be written.
    """
    manifest = verify(release)
    profiles = [
        PublicProfile.model_validate_json((release / profile.file).read_bytes()) for profile in manifest.profiles
    ]
    written = []
    for name, content in site_files(profiles).items():
        path = out / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as cause:
            raise StorageError.writing(path, cause) from cause
        written.append(path)
    return tuple(written)
