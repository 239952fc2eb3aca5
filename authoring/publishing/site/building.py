"""Writing a site into a folder: every page of a release, only what changed, on all processors."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import orjson

from authoring.durable import replace_whole
from authoring.errors import StorageError
from authoring.publishing.page.frame import Site, assets
from authoring.publishing.page.render import render_page
from authoring.publishing.profile_json import DatasetCredit, PublicProfile
from authoring.publishing.release import verify
from authoring.publishing.site.datafiles import robots, sitemap
from authoring.publishing.site.entries import Entry, entry_from, entry_of
from authoring.publishing.site.joining import Joined, Method, front_page
from authoring.settings import PublishSettings
from schemas.base import Locale, SocCode
from schemas.facts import Dataset
from schemas.release import Manifest
from schemas.sections.scores import Scores

_STATE: Final = ".site.json"
_WORTH_IT: Final = 60
_BATCH: Final = 16
_EXAMPLES: Final = 12
"""So many profiles are read for their formulas; a dimension that none of them has is told without one."""

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """What a build did, by path below the site's folder."""

    written: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]


@dataclass(frozen=True)
class _Order:
    """One occupation's page to be drawn: from which file to which, beside which other locales."""

    profile: Path
    page: Path
    others: tuple[Locale, ...]
    site: Site


def build_site(release: Path, out: Path, site: Site, told: Told = lambda _done, _all: None) -> Built:
    """Write the site of a release folder below `out`, and remove pages of ours that it has no more.

    The release is verified first. A page is drawn only where its profile, its languages, the site or the program are others
    than at the last build. Raises `StorageError` where the release is damaged or `out` cannot be written.
    """
    manifest = verify(release)
    was = _read_state(out)
    keys = _keys(manifest, site)
    fresh = [name for name, key in keys.items() if was.get(name, {}).get("key") != key or not (out / name).is_file()]
    try:
        made = dict(_draw(release, out, manifest, site, fresh, told))
        entries = {name: made.get(name) or entry_from(was[name]["entry"]) for name in keys}
        files = dict(joining_files(list(entries.values()), site, manifest.datasets, profile_reader(release)))
        changed = [name for name, content in files.items() if _write(out / name, content)]
        state = {name: {"key": keys[name], "entry": asdict(entries[name])} for name in keys}
        state |= {name: {"key": ""} for name in files}
        gone = [name for name in was if name not in state and _is_below(out, name)]
        for name in gone:
            (out / name).unlink(missing_ok=True)
        _write(out / _STATE, orjson.dumps(state))
    except OSError as cause:
        raise StorageError.writing(Path(cause.filename or out), cause) from cause
    return Built((*made, *changed), len(keys) + len(files) - len(made) - len(changed), tuple(gone))


def joining_files(
    entries: Sequence[Entry],
    site: Site,
    datasets: Iterable[Dataset],
    profile_of: Callable[[SocCode, Locale], PublicProfile],
) -> Iterator[tuple[str, bytes]]:
    """Every file of a site but the occupations' own pages, by path. `entries` in order of locale, then code."""
    locales = tuple(dict.fromkeys(entry.locale for entry in entries))
    used = {name for entry in entries for name in entry.datasets}
    credits_ = tuple(
        DatasetCredit(**each.model_dump(include=set(DatasetCredit.model_fields)))
        for each in sorted(datasets, key=lambda dataset: dataset.id)
        if each.id in used
    )
    formulas, edition = _formulas(entries, profile_of)
    yield from assets().items()
    yield "index.html", front_page(site, locales)
    for locale in locales:
        those = tuple(sorted((each for each in entries if each.locale == locale), key=lambda each: each.soc))
        joined = Joined(site, locale, locales, those, Method(formulas, edition, credits_))
        for name, content in joined.files():
            yield f"{locale}/{name}", content
    if site.url:
        yield "sitemap.xml", sitemap(site, _pages(entries))
        yield "robots.txt", robots(site)


def _pages(entries: Sequence[Entry]) -> dict[str, dict[Locale, str]]:
    found: dict[str, dict[Locale, str]] = {}
    for locale in dict.fromkeys(entry.locale for entry in entries):
        for name in ("index", "map", "rankings", "changes", "method"):
            found.setdefault(f"{name}.html", {})[locale] = ""
    for entry in entries:
        found.setdefault(f"{entry.soc}.html", {})[entry.locale] = entry.changed[:10]
    return found


def _formulas(
    entries: Sequence[Entry], profile_of: Callable[[SocCode, Locale], PublicProfile]
) -> tuple[dict[str, str], str]:
    """The formulas as the profiles themselves give them, from as few profiles as have every dimension."""
    wanted = {name for entry in entries for name in entry.scores}
    found: dict[str, str] = {}
    edition = ""
    for _ in range(_EXAMPLES):
        best = max(entries, key=lambda entry: len(wanted & entry.scores.keys()), default=None)
        if best is None or not wanted & best.scores.keys():
            break
        for each in profile_of(best.soc, best.locale).sections:
            if isinstance(each.content, Scores):
                found |= {score.dimension: score.formula for score in each.content.dimensions}
                edition = each.content.formula_version
        wanted -= best.scores.keys()
    return found, edition


def site_of(settings: PublishSettings) -> Site:
    """What the settings of a workspace say of its site."""
    return Site(settings.publisher, settings.site_url.rstrip("/"), settings.report_errors_to)


def profile_reader(release: Path) -> Callable[[SocCode, Locale], PublicProfile]:
    """Reads single profiles of a release folder."""

    def read(soc: SocCode, locale: Locale) -> PublicProfile:
        return PublicProfile.model_validate_json((release / "profiles" / locale / f"{soc}.json").read_bytes())

    return read


def _keys(manifest: Manifest, site: Site) -> dict[str, str]:
    """What each occupation's page is made from, as a digest, by its path."""
    sums = {entry.path: entry.sha256 for entry in manifest.files}
    tongues = _tongues(manifest)
    common = (edition(), repr(site))
    return {
        f"{each.locale}/{each.soc}.html": _digest(*common, sums[each.file], ",".join(tongues[each.soc]))
        for each in sorted(manifest.profiles, key=lambda each: (tongues["order"].index(each.locale), each.soc))
    }


def _tongues(manifest: Manifest) -> dict[str, list[Locale]]:
    found: dict[str, list[Locale]] = {"order": []}
    for each in manifest.profiles:
        found.setdefault(each.soc, []).append(each.locale)
        if each.locale not in found["order"]:
            found["order"].append(each.locale)
    return found


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def edition() -> str:
    """A digest of everything that decides how a page looks: program, templates, assets and words."""
    digest = hashlib.sha256()
    house = Path(__file__).parents[2]
    for room in ("publishing/page", "publishing/site", "publishing/templates", "publishing/assets", "locales"):
        for path in sorted((house / room).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".j2", ".po", ".css", ".js", ".png", ".svg"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _draw(
    release: Path, out: Path, manifest: Manifest, site: Site, fresh: Sequence[str], told: Told
) -> Iterator[tuple[str, Entry]]:
    tongues, waiting = _tongues(manifest), set(fresh)
    orders = {
        name: _Order(
            (release / each.file).resolve(),
            out / name,
            tuple(other for other in tongues[each.soc] if other != each.locale),
            site,
        )
        for each in manifest.profiles
        if (name := f"{each.locale}/{each.soc}.html") in waiting
    }
    for folder in {order.page.parent for order in orders.values()}:
        folder.mkdir(parents=True, exist_ok=True)
    for done, (name, entry) in enumerate(zip(orders, _drawn(list(orders.values())), strict=True), 1):
        told(done, len(orders))
        yield name, entry


def _drawn(orders: Sequence[_Order]) -> Iterator[Entry]:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(orders) < _WORTH_IT or processors < 2:
        yield from map(_one, orders)
        return
    with ProcessPoolExecutor(processors, get_context("spawn")) as pool:
        yield from pool.map(_one, orders, chunksize=_BATCH)


def _one(order: _Order) -> Entry:
    profile = PublicProfile.model_validate_json(order.profile.read_bytes())
    _write(order.page, render_page(profile, alternates=order.others, site=order.site).encode())
    return entry_of(profile)


def _write(path: Path, content: bytes) -> bool:
    """Write the file where it is not so already, in one step. Whether it was."""
    if path.is_file() and path.read_bytes() == content:
        return False
    replace_whole(path, content)
    return True


def _read_state(out: Path) -> Mapping[str, Any]:
    try:
        found = orjson.loads((out / _STATE).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_below(out: Path, name: str) -> bool:
    return (out / name).resolve().is_relative_to(out.resolve())
