"""What a reader does with the pages: points at figures, searches, sorts, compares, looks at the map, prints, reads from disk."""

import re

import pytest
from six_languages import LOCALES, OCCUPATIONS, title

from authoring.facts.base import FactBase


@pytest.mark.parametrize("locale", LOCALES)
def test_the_keyboard_alone_reaches_the_source_of_a_figure(eye, served, locale):
    page = eye.open(f"{served}/{locale}/25-4022.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('sup a')"):
            break
    tip = page.locator("#tip")
    assert tip.is_visible()
    number = page.evaluate("document.activeElement.getAttribute('href')")
    assert page.locator(number).inner_text().split("\n")[0][:20] in tip.inner_text().replace("\n", " ")
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_the_pointer_shows_the_source_beside_a_figure_and_print_keeps_them_all(eye, served):
    page = eye.open(f"{served}/en/25-4022.html")
    page.hover("#pay dd sup a")
    assert "Annual wage" in page.locator("#tip").inner_text()
    page.emulate_media(media="print")
    assert page.locator("ol.refs").is_visible()
    assert page.locator("#scores details table").is_visible()
    assert not page.locator("nav.site").is_visible()


SAME = """() => { const gaps = [];
  for (const link of document.querySelectorAll("sup a")) {
    const entry = document.querySelector(link.getAttribute("href"));
    if (!entry || !entry.textContent.trim() || !(link.title || link.dataset.title)) gaps.push(link.outerHTML);
  }
  return gaps; }"""


@pytest.mark.parametrize("soc", OCCUPATIONS)
def test_every_mark_of_a_source_has_words_to_show_and_a_place_to_lead_to(eye, served, soc):
    page = eye.open(f"{served}/en/{soc}.html")
    assert page.locator("sup a").count() > 40
    assert page.evaluate(SAME) == []


SOUGHT = [
    ("en", "reference libr", ["25-4022"]),
    ("en", "254022", ["25-4022"]),
    ("en", "29", ["29-1141", "29-1214"]),
    ("en", "plumb", ["47-2152"]),
    ("en", "astronaut", []),
    ("zh-TW", "圖書館", ["25-4022"]),
    ("zh-CN", "护士", ["29-1141"]),
    ("ja", "司書", ["25-4022"]),
    ("ja", "ｿﾌﾄｳｪｱ", ["15-1252"]),
    ("ko", "간호사", ["29-1141"]),
    ("es", "medicos", ["29-1214"]),
]


@pytest.mark.parametrize(("locale", "sought", "found"), SOUGHT)
def test_search_finds_by_title_other_names_and_code_in_any_script(windows, served, locale, sought, found):
    eye = windows(width=390)
    page = eye.open(f"{served}/{locale}/index.html")
    page.focus("#sought")
    page.keyboard.type(sought)
    page.wait_for_function("() => window.search && document.querySelector('#found').textContent.length > 1")
    assert shown_codes(page) == found
    assert eye.faults == []


ROWS = "table.list tbody:not([hidden]) tr:not(.group)"


def shown_codes(page):
    """The codes of the rows of a list in their order."""
    links = page.locator(f"{ROWS} a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    return [link.removesuffix(".html") for link in links]


def by(known, *, down=True):
    """Codes in order of a value; those without one are always last."""
    there = [soc for soc in OCCUPATIONS if known.get(soc) is not None]
    return sorted(there, key=lambda soc: known[soc], reverse=down) + [soc for soc in OCCUPATIONS if soc not in there]


@pytest.mark.parametrize("locale", ["en", "es", "ko"])
def test_columns_sort_by_keyboard_as_the_figures_do_whatever_the_language_writes_them_like(eye, served, locale):
    page = eye.open(f"{served}/{locale}/index.html")
    base = FactBase.open()
    pay = {soc: fact.value for soc in OCCUPATIONS if (fact := base.sheet(soc).latest("oews", "annual-median"))}
    for down in (True, False):
        page.focus("thead th:nth-child(4) button")
        page.keyboard.press("Enter")
        assert page.get_attribute("thead th:nth-child(4)", "aria-sort") == ("descending" if down else "ascending")
        assert shown_codes(page) == by(pay, down=down)
    page.click("thead th:nth-child(6) button")
    overall = page.locator(f"{ROWS} td:last-child").all_inner_texts()
    values = [float(each.replace(",", ".")) for each in overall]
    assert values == sorted(values, reverse=True)
    assert page.get_attribute("thead th:nth-child(4)", "aria-sort") is None
    page.click("thead th:nth-child(2) button")
    assert shown_codes(page) == list(OCCUPATIONS)


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_filters_leave_what_they_say_and_the_count_says_how_many(eye, served, locale):
    page = eye.open(f"{served}/{locale}/index.html")
    page.select_option("#group", label=page.locator("tr.group th").nth(3).inner_text())
    assert shown_codes(page) == ["29-1141", "29-1214"]
    assert re.search(r"(?<!\d)2(?!\d)", page.inner_text("#found"))
    page.fill("#sought", "29-1141")
    assert shown_codes(page) == ["29-1141"]
    page.fill("#sought", "")
    page.select_option("#group", index=0)
    assert shown_codes(page) == list(OCCUPATIONS)
    page.select_option("#cluster", index=1)
    page.wait_for_function("() => window.search")
    shown = set(shown_codes(page))
    assert shown < set(OCCUPATIONS)


def test_a_ranking_is_in_order_and_says_what_the_pages_say(eye, served):
    page = eye.open(f"{served}/en/ranking-ai-risk.html")
    rows = page.locator("table.ranking tbody tr").evaluate_all(
        "rows => rows.map((row) => [row.querySelector('a').getAttribute('href'), row.cells[2].textContent.trim()])"
    )
    assert {href.removesuffix(".html") for href, _ in rows} == set(OCCUPATIONS)
    values = [float(value) for _, value in rows]
    assert values == sorted(values, reverse=True)
    for href, value in (rows[0], rows[-1]):
        page = eye.open(f"{served}/en/{href}")
        told = page.locator("#scores .scorelist li", has_text="AI risk").locator("b").inner_text()
        assert told == value


def test_the_map_names_the_dot_under_the_pointer_and_opens_its_page(eye, served):
    page = eye.open(f"{served}/en/map.html")
    rows = page.locator(f"{ROWS}").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))"
    )
    assert len(rows) == len(OCCUPATIONS)
    assert {name for name, *_ in rows} == {FactBase.open().title(soc) for soc in OCCUPATIONS}
    box = page.locator(".map svg").first.bounding_box()
    scale = box["width"] / 600
    for name, exposure, presence in rows:
        x = box["x"] + (56 + float(exposure) * 52) * scale
        y = box["y"] + (16 + (10 - float(presence)) * 52) * scale
        page.mouse.move(x, y)
        assert name in page.inner_text("#pointed")
    page.mouse.click(x, y)
    page.wait_for_selector("main.with-toc")
    assert page.inner_text("h1") == rows[-1][0]


@pytest.mark.parametrize("locale", ["en", "es"])
def test_four_occupations_are_compared_and_the_address_keeps_the_choice(eye, served, locale):
    page = eye.open(f"{served}/{locale}/compare.html#25-4022,15-1252")
    page.wait_for_selector("table.compare thead th:nth-child(3)")
    pay = page.locator("tr[data-cell='3'] td").all_inner_texts()
    digits = [re.sub(r"\D", "", each)[:6] for each in pay]
    assert digits[0].startswith("68270")
    assert digits[1] == "135980"
    for field, soc in (("#o3", "29-1141"), ("#o4", "27-2011")):
        page.fill(field, title(locale, soc) if locale != "en" else FactBase.open().title(soc))
        page.keyboard.press("Tab")
    assert page.url.endswith("#25-4022,15-1252,29-1141,27-2011")
    assert page.locator("table.compare thead th a").count() == 4
    for row in range(12):
        cells = page.locator("table.compare tbody tr").nth(row).locator("td")
        assert cells.count() == 4
        for cell in range(4):
            bar, text = cells.nth(cell).locator(".level"), cells.nth(cell).inner_text().strip()
            assert bar.count() == (text != "–"), (row, cell, text)
    risk = page.locator("table.compare tbody tr").filter(has=page.locator("th")).all_inner_texts()
    assert len(risk) == 18
    eye.at(width=320)
    assert eye.out_of_place() == []
    assert eye.faults == []


def test_a_comparison_names_what_it_does_not_know_and_forgets_nothing(eye, served):
    page = eye.open(f"{served}/en/compare.html#25-4022")
    page.wait_for_selector("table.compare thead th:nth-child(2)")
    assert "$68,270" in page.inner_text("table.compare")
    page.fill("#o2", "nobody does this")
    page.keyboard.press("Tab")
    assert page.inner_text("#found") == "No occupation matches"
    assert "$68,270" in page.inner_text("table.compare")


def test_a_related_occupation_is_compared_from_the_page_that_names_it(eye, served):
    page = eye.open(f"{served}/en/25-4022.html")
    page.locator("#related a", has_text="Compare").first.click()
    page.wait_for_selector("table.compare thead th:nth-child(2)")
    assert "#25-4022" in page.url
    assert "Librarians" in page.inner_text("table.compare thead")


def test_pages_read_from_disk_work_as_well(eye, site_folder):
    page = eye.open(f"file://{site_folder}/en/compare.html#25-4022")
    page.wait_for_selector("table.compare thead th:nth-child(2)")
    assert eye.faults == []
