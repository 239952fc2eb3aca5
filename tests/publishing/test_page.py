"""The page: every part of a profile, in one language, every figure with its source, nothing loaded from anywhere."""

import re
from itertools import pairwise

import pytest
from librarian_profile import ANA, SOC, Base, Desk, cite, fact, full_desk, sections
from lxml import html

from authoring.facts.base import FactBase
from authoring.facts.scores import score_sheet
from authoring.locales.labels import Labels
from authoring.publishing.page.frame import Site
from authoring.publishing.site.building import build_site
from authoring.settings import PublishSettings, Settings
from schemas.facts import FactSheet
from schemas.items import Point
from schemas.sections.moat import Moat
from schemas.sections.registry import SECTION_NAMES

LOCALES = ("en", "zh-TW")
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = {"AI", "BLS", "SOC", "US", "EB", "PERM", "STEM", "OPT", "Ben", "Wu", "FY", "JSON"}


@pytest.fixture
def pages(publisher, tmp_path):
    publisher().publish("Ben Wu", html=True)
    site = tmp_path / "published" / "current" / "site"
    return {locale: (site / locale / f"{SOC}.html").read_text() for locale in LOCALES}


def tree(page):
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def words(element, own):
    """The text a reader sees that is not marked as being in another language, and labels read aloud."""
    if not isinstance(element.tag, str) or element.tag in ("style", "script", "title"):
        return
    if element.get("lang", own) != own:
        return
    yield element.text or ""
    yield element.get("aria-label", "")
    yield element.get("title", "")
    for child in element:
        yield from words(child, own)
        yield child.tail or ""


def numbers(mark):
    """The references a mark such as `3,7–10` makes."""
    for part in mark.split(","):
        first, _, last = part.partition("–")
        yield from range(int(first), int(last or first) + 1)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_section_is_there_under_its_own_title(pages, locale):
    labels = Labels(locale, strict=True)
    headings = [" ".join(heading.text_content().split()) for heading in tree(pages[locale]).iter("h2")]
    shown = [labels.label(f"section.{name}") for name in SECTION_NAMES if name != "summary"]
    assert headings == [labels.label("page.contents"), *shown]


@pytest.mark.parametrize(
    "text",
    [
        "Librarians and Media Collections Specialists", "25-4022", "5.1 out of 10", "AI risk", "6.8", "Mixed",
        "Skilled-migration occupation", "Cataloging of routine titles", "Searching several databases at once",
        "$68,270", "$43,660", "$103,990", "57.2%", "2 years", "$30,000 to $80,000", "Sometimes required",
        "+2.6%", "12,600", "slower than average", "Very high", "Archivists", "0.41", "In force since January 1, 2026",
        "What do librarians earn?", "Used under the CC BY 4.0 license", "approved by Ben Wu",
    ],
)  # fmt: skip
def test_the_english_page_shows_what_the_profile_says(pages, text):
    assert text in " ".join(tree(pages["en"]).text_content().split())


def test_the_english_page_has_no_chinese(pages):
    assert not HAN.search(" ".join(words(tree(pages["en"]), "en")))


def test_the_chinese_page_has_no_english_but_names_and_marked_passages(pages):
    found = LATIN.findall(" ".join(words(tree(pages["zh-TW"]), "zh-TW")))
    assert set(found) <= NAMES


def test_the_chinese_page_words_what_it_can_and_says_what_stays_english(pages):
    page = tree(pages["zh-TW"])
    shown = " ".join(page.text_content().split())
    assert "檔案管理師" in page.xpath("//section[@id='related']//th")[-1].text_content()
    assert page.xpath("//section[@id='related']//th//span[@lang='en'][. = 'Archivists']")
    assert "教育與圖書館職業" in shown
    assert page.xpath("//span[@lang='en'][. = 'Educational Instruction and Library Occupations']")
    assert "BLS 未公布此職業的就業預測" in shown
    assert page.xpath("//dd/span[@lang='en'][. = 'No table of licences.']"), "a reason without words is marked"
    for section in ("identity", "related", "sources"):
        assert "官方名稱與定義以英文原文呈現。" in page.get_element_by_id(section).text_content()
    assert Labels("en").label("page.in_english") not in pages["en"]


def test_every_reason_of_the_formulas_for_an_absent_score_is_worded():
    base = FactBase.open()
    nothing = base.sheet(SOC).model_copy(update={"facts": (), "passages": ()})
    absent = score_sheet(nothing, base).absent
    assert len(absent) == 11
    assert all(Labels(locale).absence(each.dimension, each.reason) for each in absent for locale in LOCALES)


def test_every_major_group_has_words_and_the_english_ones_are_the_official_title():
    base = FactBase.open()
    one_of_each = {soc[:2]: soc for soc in base.socs()}
    groups = [base.sheet(soc).latest("soc", "major-group") for soc in one_of_each.values()]
    assert len(groups) == 23
    for group in groups:
        assert Labels("en", strict=True).label(f"major_group.{group.value}") == group.label
        assert Labels("zh-TW").has(f"major_group.{group.value}")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_loads_its_own_style_and_script_and_nothing_else(pages, locale):
    page = tree(pages[locale])
    assert page.get("lang") == locale
    assert not page.xpath("//img | //iframe | //object | //embed | //form | //*[@srcset] | //style")
    loaded = page.xpath("//script[@src]/@src | //link[@rel='stylesheet']/@href")
    assert loaded
    assert all(re.fullmatch(r"\.\./assets/\w+\.[0-9a-f]{10}\.(js|css)", each) for each in loaded)
    assert page.xpath("//script[not(@src)]/@type") == ["application/ld+json"]
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert "url(" not in pages[locale]
    assert "@import" not in pages[locale]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reference_mark_leads_to_a_source_and_every_source_is_numbered_in_order(pages, locale):
    page = tree(pages[locale])
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    marks = [number for sup in page.iter("sup") for number in numbers(sup.text_content())]
    assert [f"r{number}" for number in sorted(set(marks))] == page.xpath("//ol[@class='refs']/li/@id")
    assert list(dict.fromkeys(marks)) == list(range(1, len(set(marks)) + 1))
    assert all(href[1:] in ids for href in page.xpath("//a/@href") if href.startswith("#"))


def test_a_figure_names_its_source_on_hover_and_in_the_list(pages):
    page = tree(pages["en"])
    mark = page.xpath("//section[@id='pay']//dd[contains(., '$68,270')]//sup/a")[0]
    assert mark.get("title") == "Annual median wage $68,270 a year (May 2025)"
    entry = page.get_element_by_id(mark.get("href")[1:]).text_content()
    assert "Annual median wage $68,270 a year May 2025; Occupational Employment and Wage Statistics" in entry


@pytest.mark.parametrize("locale", LOCALES)
def test_headings_do_not_jump_and_table_heads_have_a_scope(pages, locale):
    page = tree(pages[locale])
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(head.get("scope") for head in page.iter("th"))
    assert len(page.xpath("//main")) == 1


def test_sections_not_approved_are_named_and_not_shown(publisher, tmp_path):
    desk = full_desk("en")
    desk.decide(desk.history(SOC, "en", "faq").head, "withdraw")
    publisher(desk).publish("Ben Wu", html=True)
    page = (tmp_path / "published/current/site/en" / f"{SOC}.html").read_text()
    assert "Not yet published" in page
    assert "What do librarians earn?" not in page
    assert [li.text for li in tree(page).xpath("//aside//li")] == ["Questions people ask"]


def test_a_preview_is_marked_as_a_draft_and_a_published_page_is_not(publisher, pages):
    desk = Desk()
    moat = next(section for section in sections("en") if section.section == "moat")
    desk.write(moat, "zh-TW", to_translate=("mo1",))
    preview = publisher(desk).preview_html(SOC, "zh-TW")
    assert "草稿：尚未核准，不得發布" in preview
    assert "尚未核准" in tree(preview).xpath("//p[@class='by']")[0].text_content()
    assert tree(preview).xpath("//span[@class='untranslated']")
    assert "草稿" not in pages["zh-TW"]


def test_a_page_with_hundreds_of_references_weighs_under_150_kb(publisher):
    many = [fact(f"oews.2025/{SOC}/task/{n}", f"Task {n}: " + "words of it " * 6, n, "percent") for n in range(240)]
    points = tuple(
        Point(id=f"p{n}", title="A title of usual length", detail="A detail of usual length. " * 6,
              citations=cite(*(each.id for each in many[n * 15:n * 15 + 15])))
        for n in range(16)
    )  # fmt: skip

    class Wide(Base):
        def sheet(self, soc):
            known = super().sheet(soc)
            return FactSheet(**{**dict(known), "facts": (*known.facts, *many)})

    desk = full_desk("en")
    desk.write(Moat(section="moat", points=points), by=ANA)
    page = publisher(desk, base=Wide()).preview_html(SOC, "en")
    assert page.count("<li id=") >= 240
    assert len(page.encode()) < 150_000
    assert len(re.search(r"<style>.*?</style>", page, re.DOTALL)[0].encode()) < 30_000


def test_the_site_of_a_release_can_be_drawn_again_from_its_public_files(publisher, tmp_path):
    publisher().publish("Ben Wu", html=True)
    release = tmp_path / "published" / "current"
    built = build_site(release, tmp_path / "again", Site(PublishSettings().publisher))
    released = {str(path.relative_to(release / "site")) for path in (release / "site").rglob("*") if path.is_file()}
    assert set(built.written) == released
    for path in released:
        assert (tmp_path / "again" / path).read_bytes() == (release / "site" / path).read_bytes()


def test_the_list_of_occupations_links_to_every_page(publisher, tmp_path):
    publisher().publish("Ben Wu", html=True)
    site = tmp_path / "published/current/site"
    listed = tree((site / "zh-TW/index.html").read_text()).xpath("//tbody//a/@href")
    assert listed == [f"{SOC}.html"]


def test_the_front_page_names_the_publisher_and_every_language_in_its_own_words(publisher, tmp_path):
    settings = Settings(publish=PublishSettings(publisher="The Career Graph"))
    publisher(settings=settings).publish("Ben Wu", html=True)
    front = tree((tmp_path / "published/current/site/index.html").read_text())
    assert front.findtext(".//title") == front.findtext(".//h1") == "The Career Graph"
    links = [(link.get("href"), link.get("lang"), link.text) for link in front.xpath("//main//a")]
    assert links == [("en/index.html", "en", "English"), ("zh-TW/index.html", "zh-TW", "繁體中文")]
