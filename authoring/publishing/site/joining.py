"""The pages that join others: the list of all occupations, the map, rankings, comparison, changes and method."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, get_args

from authoring.facts.scores.parts import NEGATIVE
from authoring.publishing.page.environment import environment
from authoring.publishing.page.frame import Place, Site, frame, social
from authoring.publishing.page.words import words
from authoring.publishing.profile_json import DatasetCredit
from authoring.publishing.site import drawing
from authoring.publishing.site.datafiles import comparison_data, data_name, feed, search_data
from authoring.publishing.site.entries import Approval, Entry
from schemas.base import Locale
from schemas.sections.ai_impact import Verdict
from schemas.sections.identity import Cluster
from schemas.sections.scores import Dimension

DIMENSIONS: Final = ("overall", *get_args(Dimension))
CLUSTERS: Final[tuple[Cluster, ...]] = get_args(Cluster)
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
_TOP: Final = 5
_NEWEST: Final = 60


@dataclass(frozen=True)
class Method:
    """What the method page tells of the scores: the formula of each dimension and its edition, and every dataset used."""

    formulas: Mapping[str, str]
    edition: str
    datasets: tuple[DatasetCredit, ...]


@dataclass(frozen=True)
class Joined:
    """The joining pages of one locale. `entries` in order of their codes; `locales` are all locales of the site."""

    site: Site
    locale: Locale
    locales: tuple[Locale, ...]
    entries: tuple[Entry, ...]
    method: Method

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file by its name below the locale's folder."""
        yield data_name(self.search), self.search
        yield data_name(self.comparison), self.comparison
        yield "feed.xml", feed(self.site, self.locale, self.news)
        yield "index.html", self._page("index", ("page.js", "list.js"), self._listing())
        yield "map.html", self._page("map", ("page.js", "map.js"), self._map())
        yield "rankings.html", self._page("rankings", ("page.js",), {"tops": self._tops()})
        yield "compare.html", self._page("compare", ("page.js", "compare.js"), self._comparing())
        yield "changes.html", self._page("changes", ("page.js",), {"news": self.news})
        yield "method.html", self._page("method", ("page.js",), self._method())
        for name in DIMENSIONS:
            yield ranking_file(name), self._ranking(name)
        for soc, title in self.unpublished().items():
            yield f"{soc}.html", self._page("missing", (), {"soc": soc, "title": title}, f"{soc}.html", alone=True)

    def unpublished(self) -> Mapping[str, str]:
        """Occupations that pages lead to and that have no page here yet, by code, with their names."""
        there = {entry.soc for entry in self.entries}
        named = {soc: title for entry in self.entries for soc, title in entry.related}
        return {soc: named[soc] for soc in sorted(named.keys() - there)}

    @cached_property
    def search(self) -> bytes:
        """What the search script reads."""
        return search_data(self.entries, CLUSTERS, VERDICTS)

    @cached_property
    def comparison(self) -> bytes:
        """What the comparison script reads."""
        return comparison_data(self.entries, self.locale, DIMENSIONS)

    @cached_property
    def news(self) -> list[dict[str, Any]]:
        """The newest approvals, those of one occupation and one day together."""
        days: dict[tuple[str, str], list[tuple[Entry, Approval]]] = {}
        for entry in self.entries:
            for approval in entry.approvals:
                days.setdefault((approval.at[:10], entry.soc), []).append((entry, approval))
        newest = sorted(days, key=lambda key: (key[0], key[1]), reverse=True)[:_NEWEST]
        return [_news(days[key]) for key in newest]

    def _page(
        self,
        name: str,
        scripts: Sequence[str],
        more: Mapping[str, Any],
        file: str = "",
        *,
        alone: bool = False,
    ) -> bytes:
        file = file or f"{name}.html"
        others = () if alone else tuple(each for each in self.locales if each != self.locale)
        told = words(self.locale)
        title = told["t"](f"site.{name}")
        context = {
            **told,
            "frame": frame(self.site, Place(self.locale, file, others), file.removesuffix(".html"), scripts),
            "social": None if alone else social(told, title, told["t"](f"site.{name}.about")),
            "page_title": title,
            "count": len(self.entries),
            "negative": NEGATIVE,
            **more,
        }
        return environment().get_template(f"site/{name}.html.j2").render(context).encode()

    def _listing(self) -> dict[str, Any]:
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            groups.setdefault(entry.group or "", []).append(entry)
        return {
            "groups": [
                {"code": code, "title": those[0].group_title, "entries": [_row(each) for each in those]}
                for code, those in groups.items()
            ],
            "clusters": CLUSTERS,
            "verdicts": VERDICTS,
            "data": data_name(self.search),
        }

    def _map(self) -> dict[str, Any]:
        placed = [entry for entry in self.entries if entry.exposure is not None and entry.presence is not None]
        clusters: list[dict[str, Any]] = [
            {"name": name, "entries": [_row(each) for each in placed if each.cluster == name]}
            for name in (*CLUSTERS, "")
        ]
        return {
            "clusters": [{**each, "path": drawing.dots(each["entries"])} for each in clusters if each["entries"]],
            "labels": drawing.labels([_row(each) for each in placed]),
            "plot": drawing.PLOT,
            "placed": len(placed),
        }

    def _tops(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "file": ranking_file(name), "rows": ranked(self.entries, name)[:_TOP]} for name in DIMENSIONS
        ]

    def _ranking(self, name: str) -> bytes:
        file, rows = ranking_file(name), ranked(self.entries, name)
        told = words(self.locale)
        label = told["t"]("page.overall" if name == "overall" else f"dimension.{name}")
        context = {
            **told,
            "frame": frame(
                self.site,
                Place(self.locale, file, tuple(each for each in self.locales if each != self.locale)),
                "rankings",
            ),
            "social": social(told, label, told["t"](f"method.{name}")),
            "page_title": label,
            "name": name,
            "negative": NEGATIVE,
            "rows": rows,
            "absent": len(self.entries) - len(rows),
        }
        return environment().get_template("site/ranking.html.j2").render(context).encode()

    def _comparing(self) -> dict[str, Any]:
        return {
            "data": data_name(self.comparison),
            "dimensions": DIMENSIONS,
            "clusters": CLUSTERS,
            "verdicts": VERDICTS,
        }

    def _method(self) -> dict[str, Any]:
        spread = {name: drawing.histogram([row["value"] for row in ranked(self.entries, name)]) for name in DIMENSIONS}
        return {
            "dimensions": DIMENSIONS,
            "formulas": self.method.formulas,
            "edition": self.method.edition,
            "datasets": [credit.model_dump(mode="json") for credit in self.method.datasets],
            "spread": spread,
        }


def ranking_file(name: str) -> str:
    """The file of the ranking by one dimension."""
    return f"ranking-{name.replace('_', '-')}.html"


def ranked(entries: Iterable[Entry], name: str) -> list[dict[str, Any]]:
    """Entries by one dimension, highest first, equal ones by code; those without it are left out. Equal values share a rank."""
    valued = [(entry.overall if name == "overall" else entry.scores.get(name), entry) for entry in entries]
    ordered = sorted(
        ((value, entry) for value, entry in valued if value is not None), key=lambda it: (-it[0], it[1].soc)
    )
    rows: list[dict[str, Any]] = []
    for number, (value, entry) in enumerate(ordered, 1):
        rank = rows[-1]["rank"] if rows and rows[-1]["value"] == value else number
        rows.append({"rank": rank, "value": value, **_row(entry)})
    return rows


def _row(entry: Entry) -> dict[str, Any]:
    """An entry as templates read it."""
    return {
        "soc": entry.soc, "name": entry.name, "official": entry.official, "group": entry.group,
        "group_title": entry.group_title, "cluster": entry.cluster, "verdict": entry.verdict, "overall": entry.overall,
        "ai_risk": entry.scores.get("ai_risk"), "pay": entry.pay, "at_least": entry.pay_at_least,
        "unit": "USD/hour" if entry.by_hour else "USD/year", "growth": entry.growth, "exposure": entry.exposure,
        "presence": entry.presence,
    }  # fmt: skip


def _news(approved: Sequence[tuple[Entry, Approval]]) -> dict[str, Any]:
    entry = approved[0][0]
    last = max(approval.at for _, approval in approved)
    return {
        **_row(entry),
        "at": last,
        "day": last[:10],
        "sections": [approval.section for _, approval in approved],
        "people": list(dict.fromkeys(approval.by for _, approval in approved)),
    }


def front_page(site: Site, locales: Sequence[Locale]) -> bytes:
    """The front page: whose site it is, and its locales, each by its own name."""
    told = words(locales[0])
    context = {
        **told,
        "frame": {**frame(site, Place("", "index.html"), scripts=()), "navigation": (), "feed": "", "canonical": ""},
        "social": None,
        "publisher": site.publisher,
        "locales": [{"locale": each, "name": words(each)["t"]("page.language_name")} for each in locales],
    }
    return environment().get_template("site/front.html.j2").render(context).encode()
