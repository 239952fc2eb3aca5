"""What scripts and other programs read of a site: search and comparison data, the feed, the sitemap."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

import orjson
from lxml import etree

from authoring.publishing.page.frame import Site
from authoring.publishing.page.words import words
from authoring.publishing.site.entries import Entry
from schemas.base import Locale

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_MOST_ALTERNATES: Final = 24
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def data_name(content: bytes) -> str:
    """The name of a data file: what it is, and a digest, so that it may be kept for ever."""
    kind = content[: content.index(b"=")].decode().rpartition(".")[2]
    return f"{kind}.{hashlib.sha256(content).hexdigest()[:10]}.js"


def search_data(entries: Iterable[Entry], clusters: Sequence[str], verdicts: Sequence[str]) -> bytes:
    """By code: other names, cluster and verdict as places in their lists. A script, because pages are also read from disk."""
    told = {
        entry.soc: [
            "|".join(dict.fromkeys((*((entry.official,) if entry.official != entry.name else ()), *entry.alternates)))
            if len(entry.alternates) <= _MOST_ALTERNATES
            else "|".join((entry.official, *entry.alternates[:_MOST_ALTERNATES])),
            _place(entry.cluster, clusters),
            _place(entry.verdict, verdicts),
        ]
        for entry in entries
    }
    return b"window.search=" + orjson.dumps(told) + b"\n"


def comparison_data(entries: Iterable[Entry], locale: Locale, dimensions: Sequence[str]) -> bytes:
    """By code: what the comparison shows, numbers as numbers for its bars and in the locale's words for its cells."""
    told = words(locale)
    found = {entry.soc: _compared(entry, told, dimensions) for entry in entries}
    return b"window.figures=" + orjson.dumps(found) + b"\n"


def _compared(entry: Entry, told: Mapping[str, Any], dimensions: Sequence[str]) -> list[object]:
    unit = "USD/hour" if entry.by_hour else "USD/year"
    pay = told["t"](f"unit.{unit}", n=told["money"](entry.pay, unit)) if entry.pay is not None else ""
    growth = told["percent"](entry.growth, signed=True) if entry.growth is not None else ""
    return [
        entry.name,
        entry.cluster,
        entry.verdict,
        f"{pay} ({entry.pay_period[-4:]})" if pay and entry.pay_period else pay,
        f"{growth} ({entry.growth_round})" if growth else "",
        told["number"](entry.openings) if entry.openings is not None else "",
        told["t"](f"credential.{entry.education}") if entry.education else "",
        [entry.overall if name == "overall" else entry.scores.get(name) for name in dimensions],
    ]


def _place(name: str, names: Sequence[str]) -> int:
    return names.index(name) if name in names else -1


def feed(site: Site, locale: Locale, news: Sequence[Mapping[str, Any]]) -> bytes:
    """The newest approvals as an Atom feed: one entry an occupation and day."""
    told = words(locale)
    base = f"{site.url}/{locale}/" if site.url else ""
    root = etree.Element(f"{{{_ATOM}}}feed", {_XML_LANG: locale}, nsmap=cast("dict[str, str]", {None: _ATOM}))
    _add(root, "title", f"{site.publisher}: {told['t']('site.changes')}")
    _add(root, "id", base + "feed.xml" if base else f"urn:career-graph:{locale}")
    _add(root, "updated", news[0]["at"] if news else "1970-01-01T00:00:00Z")
    author = etree.SubElement(root, f"{{{_ATOM}}}author")
    _add(author, "name", site.publisher)
    if base:
        etree.SubElement(root, f"{{{_ATOM}}}link", rel="self", href=f"{base}feed.xml")
    for each in news:
        entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, "title", f"{each['name']} ({each['soc']})")
        _add(entry, "id", f"urn:career-graph:{locale}:{each['soc']}:{each['day']}")
        _add(entry, "updated", each["at"])
        etree.SubElement(entry, f"{{{_ATOM}}}link", href=f"{base}{each['soc']}.html")
        sections = told["listed"](told["t"](f"section.{name}") for name in each["sections"])
        _add(entry, "summary", told["t"]("changes.approved", names=told["listed"](each["people"]), sections=sections))
    return _document(root)


def sitemap(site: Site, pages: Mapping[str, Mapping[Locale, str]]) -> bytes:
    """Every page with its sisters in other languages. `pages`: by file name, the day each locale's was last changed."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=cast("dict[str, str]", {None: _SITEMAP, "xhtml": _XHTML}))
    for file, days in pages.items():
        for locale, day in days.items():
            url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
            etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = f"{site.url}/{locale}/{file}"
            if day:
                etree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = day
            for other in days if len(days) > 1 else ():
                sister = {"rel": "alternate", "hreflang": other, "href": f"{site.url}/{other}/{file}"}
                etree.SubElement(url, f"{{{_XHTML}}}link", sister)
    return _document(root)


def robots(site: Site) -> bytes:
    """That everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\nSitemap: {site.url}/sitemap.xml\n".encode()


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _document(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
