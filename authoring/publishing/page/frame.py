"""What stands around the content of a page: where it lives, its other languages, its style and scripts."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from authoring.publishing.page.words import labels_of
from schemas.base import Locale, SocCode

STYLE: Final = "site.css"
SCRIPTS: Final = ("page.js", "list.js", "compare.js", "map.js")
PICTURE: Final = "card.png"
ICON: Final = "icon.svg"
ASSETS: Final = "assets"
NAVIGATION: Final = ("index", "map", "rankings", "compare", "changes", "method")
"""The pages every page of a site leads to, by the name of their file."""


@dataclass(frozen=True)
class Site:
    """What a site says of itself. `url` is where it will live, without a slash at its end; empty: nobody knows yet.

    `report` is where errors are reported: a mail address, or a web address in which `{page}` stands for the page.
    `live` marks a preview that reloads itself while somebody edits.
    """

    publisher: str
    url: str = ""
    report: str = ""
    live: bool = False


@dataclass(frozen=True)
class Place:
    """Where a page is: its locale and file name, and the other locales that have the same page."""

    locale: Locale
    file: str
    others: tuple[Locale, ...] = ()


@cache
def asset(name: str) -> bytes:
    """A file that pages load, as it is shipped."""
    return files("authoring.publishing").joinpath("assets", name).read_bytes()


@cache
def asset_name(name: str) -> str:
    """The name an asset has on a site: with a digest of its content, so that it may be kept for ever."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(asset(name)).hexdigest()[:10]}.{suffix}"


def assets() -> dict[str, bytes]:
    """Every asset by its path on a site."""
    return {f"{ASSETS}/{asset_name(name)}": asset(name) for name in (STYLE, *SCRIPTS, PICTURE, ICON)}


def frame(site: Site, place: Place, here: str = "", scripts: Sequence[str] = ("page.js",)) -> dict[str, Any]:
    """The frame of a page of a site; `here` is its entry of `NAVIGATION`, `scripts` are assets it runs."""
    names = tuple(dict.fromkeys((place.locale, *place.others)))
    root = "" if not place.locale else "../"
    live = "; connect-src 'self'" if site.live else ""
    return {
        "policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
        f"form-action 'none'{live}",
        "style": f"{root}{ASSETS}/{asset_name(STYLE)}",
        "scripts": [f"{root}{ASSETS}/{asset_name(name)}" for name in scripts],
        "icon": f"{root}{ASSETS}/{asset_name(ICON)}",
        "live": f"{root}live.js" if site.live else "",
        "inline_style": "",
        "inline_script": "",
        "publisher": site.publisher,
        "navigation": NAVIGATION,
        "here": here,
        "file": place.file,
        "others": [{"locale": name, "name": labels_of(name).label("page.language_name")} for name in place.others],
        "languages": [{"locale": name, "href": _address(site, name, place.file)} for name in names if place.others],
        "default": f"{site.url}/" if site.url else "../index.html",
        "canonical": _address(site, place.locale, place.file) if site.url else "",
        "picture": f"{site.url}/{ASSETS}/{asset_name(PICTURE)}" if site.url else "",
        "feed": "feed.xml",
    }


def _address(site: Site, locale: Locale, file: str) -> str:
    return f"{site.url}/{locale}/{file}" if site.url else f"../{locale}/{file}"


def alone(place: Place, publisher: str) -> dict[str, Any]:
    """The frame of a page that is one file: style and script are in it, and it leads nowhere but to its own parts."""
    style, script = asset(STYLE), asset("page.js")
    return {
        **frame(Site(publisher), place),
        "policy": f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; "
        "form-action 'none'",
        "style": "",
        "icon": "",
        "scripts": (),
        "inline_style": style.decode(),
        "inline_script": script.decode(),
        "navigation": (),
        "languages": (),
        "feed": "",
    }


def _digest(content: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"


def report_address(site: Site, soc: SocCode, locale: Locale, title: str) -> str:
    """Where to report an error of a page; empty where the site does not say."""
    page = quote(f"{soc} {locale} {title}")
    if site.report.startswith(("https://", "http://")):
        return site.report.replace("{page}", page)
    return f"mailto:{quote(site.report, safe='@')}?subject={page}" if "@" in site.report else ""


def social(words: Mapping[str, Any], title: str, description: str) -> dict[str, str]:
    """What is shown of a page where somebody passes it on."""
    return {"title": title, "description": _cut(description), "locale": str(words["lang"]).replace("-", "_")}


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
