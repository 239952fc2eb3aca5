"""Every kind of page, read in a real browser: by eye, by keyboard, enlarged, on a phone, without scripts."""

from pathlib import Path

import axe_playwright_python
import pytest

from tests.site.conftest import EVERY_PAGE, LOCALES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 120);
})"""


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_barrier_no_fault_no_shift_and_nothing_from_elsewhere(reading, served, path):
    page = reading()
    page.goto(f"{served}/{path}")
    assert page.evaluate(SHIFT) == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE)
        found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
    assert page.faults == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_on_a_phone_and_at_twice_the_size_nothing_runs_out_of_the_page(reading, served, path):
    page = reading(width=320, device_scale_factor=2)  # what a window of 640 points is at 200 percent
    page.goto(f"{served}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", [path for path in EVERY_PAGE if path.startswith("en/")])
def test_without_scripts_every_page_still_says_everything(reading, served, path):
    scripted, plain = reading(), reading(java_script_enabled=False)
    for page in (scripted, plain):
        page.goto(f"{served}/{path}")
    assert plain.locator("main tbody tr").count() == scripted.locator("main tbody tr").count()
    assert plain.locator("main h2").all_inner_texts() == scripted.locator("main h2").all_inner_texts()
    assert plain.faults == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_keyboard_alone_reaches_the_source_of_a_figure(reading, served, locale):
    page = reading()
    page.goto(f"{served}/{locale}/25-4022.html")
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


def test_the_pointer_shows_the_source_beside_a_figure_and_print_keeps_them_all(reading, served):
    page = reading()
    page.goto(f"{served}/en/25-4022.html")
    page.hover("#pay dd sup a")
    assert "Annual wage" in page.locator("#tip").inner_text()
    page.emulate_media(media="print")
    assert page.locator("ol.refs").is_visible()
    assert not page.locator("nav.site").is_visible()


@pytest.mark.parametrize(
    ("locale", "sought", "found"),
    [("en", "reference libr", True), ("en", "254022", True), ("en", "plumber", False), ("zh-TW", "圖書館", True)],
)
def test_search_finds_by_title_other_names_and_code_in_any_script(reading, served, locale, sought, found):
    page = reading(width=390)
    page.goto(f"{served}/{locale}/index.html")
    with page.expect_response("**/search.*.js"):
        page.focus("#sought")
    page.keyboard.type(sought)
    page.wait_for_function("document.querySelector('#found').textContent.length > 1")
    assert page.locator("table.list tbody tr:not(.group):visible").count() == found
    assert page.faults == []


def test_a_column_sorts_by_keyboard_and_says_so(reading, served):
    page = reading()
    page.goto(f"{served}/en/index.html")
    page.focus("thead th:nth-child(4) button")
    page.keyboard.press("Enter")
    assert page.get_attribute("thead th:nth-child(4)", "aria-sort") == "descending"


def test_a_comparison_opens_from_its_address_and_names_what_it_does_not_know(reading, served):
    page = reading()
    page.goto(f"{served}/en/compare.html#25-4022")
    page.wait_for_selector("table.compare thead th:nth-child(2)")
    assert "$68,270" in page.inner_text("table.compare")
    page.fill("#o2", "nobody does this")
    page.keyboard.press("Tab")
    assert page.inner_text("#found") == "No occupation matches"


def test_pages_read_from_disk_work_as_well(reading, site_folder):
    page = reading()
    page.goto(f"file://{site_folder}/en/compare.html#25-4022")
    page.wait_for_selector("table.compare thead th:nth-child(2)")
    assert [fault for fault in page.faults if not fault.startswith("external: file://")] == []
