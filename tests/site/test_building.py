"""Building: what is written, what is kept, and that the files keep their promises."""

import re
from pathlib import Path

import pytest
from lxml import etree
from six_languages import LOCALES

from authoring.cli.app import run
from authoring.facts.base import FactBase
from authoring.facts.scores import map_position, position_of, score_sheet
from authoring.facts.titles import translated_titles
from authoring.publishing.page.frame import Site
from authoring.publishing.site.building import build_site
from authoring.publishing.site.entries import Entry
from authoring.publishing.site.joining import Joined, Method

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "published/current"
SITE = Site("AI Career Graph", "https://careers.example.org", "https://example.org/new?title={page}")


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_build_writes_nothing_and_a_lost_page_comes_back(tmp_path):
    first = build_site(RELEASE, tmp_path, SITE)
    before = contents(tmp_path)
    assert build_site(RELEASE, tmp_path, SITE).written == ()
    (tmp_path / "en/25-4022.html").unlink()
    assert build_site(RELEASE, tmp_path, SITE).written == ("en/25-4022.html",)
    assert contents(tmp_path) == before
    assert len(first.written) == len(before) - 1  # all but the record of the build


def test_a_damaged_record_is_no_harm(tmp_path):
    build_site(RELEASE, tmp_path, SITE)
    (tmp_path / ".site.json").write_text("{")
    assert build_site(RELEASE, tmp_path, SITE).removed == ()


def test_addresses_are_whole_where_the_site_knows_where_it_lives(tmp_path):
    build_site(RELEASE, tmp_path, SITE)
    page = (tmp_path / "en/25-4022.html").read_text()
    assert '<link rel="canonical" href="https://careers.example.org/en/25-4022.html">' in page
    assert 'hreflang="zh-TW" href="https://careers.example.org/zh-TW/25-4022.html"' in page
    assert "https://example.org/new?title=25-4022%20en" in page
    locations = etree.parse(tmp_path / "sitemap.xml").findall(".//{*}loc")
    for each in locations:
        assert (tmp_path / each.text.removeprefix("https://careers.example.org/")).is_file()
    feed = etree.parse(tmp_path / "en/feed.xml")
    assert feed.find("{*}entry/{*}link").get("href") == "https://careers.example.org/en/25-4022.html"


def test_every_link_of_every_page_leads_to_a_page(tmp_path):
    build_site(RELEASE, tmp_path, SITE)
    for page in tmp_path.rglob("*.html"):
        for target in re.findall(r"<a [^>]*href=\"?([^\"#> ]+)", page.read_text()):
            assert target.startswith(("https://", "http://", "mailto:")) or (page.parent / target).is_file(), (
                page,
                target,
            )


@pytest.mark.parametrize("locale", LOCALES)
def test_lists_of_every_occupation_weigh_less_too(locale):
    base, titles = FactBase.open(), translated_titles(locale)
    entries = tuple(
        Entry(
            soc=soc, locale=locale, name=titles[soc].title if soc in titles else base.title(soc), official=base.title(soc), group=f"{soc[:2]}-0000",  # noqa: E501
            group_title="G", cluster="high_ai_exposure", verdict="highly_exposed", overall=5.5, pay=123456.0,
            scores={"ai_risk": 7.5}, exposure=7.5, presence=2.5,
        )
        for soc in base.socs()
    )  # fmt: skip
    files = dict(Joined(SITE, locale, ("en", locale), entries, Method({}, "", ())).files())
    assert len(entries) == 867
    assert {
        name: len(content) for name, content in files.items() if name.endswith(".html") and len(content) > 150_000
    } == {}


def test_the_place_on_the_map_is_that_of_the_formulas():
    base = FactBase.open()
    for soc in base.socs()[::40]:
        sheet = base.sheet(soc)
        assert position_of(score_sheet(sheet, base)) == map_position(sheet, base)


def test_the_verb_builds_and_says_where(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert run(["site", "build", "--out", str(tmp_path / "out")]) == 0
    assert "index.html" in capsys.readouterr().err
    assert (tmp_path / "out/zh-TW/map.html").is_file()
