"""Every kind of page in every language, opened once: everything that a reader may rely on is looked at there and then."""

import html5lib
import pytest
from six_languages import LOCALES, NOT_PUBLISHED

HEAVIEST = 150_000
KINDS = (
    "25-4022", "index", "map", "rankings", "ranking-ai-risk", "compare", "changes", "method", NOT_PUBLISHED,
)  # fmt: skip
PAGES = ["index.html", *(f"{locale}/{kind}.html" for locale in LOCALES for kind in KINDS)]
IN_THE_DARK = {f"en/{kind}.html" for kind in KINDS}
"""Colours are the same in every language, and on the pages of all occupations."""
OTHERS = [f"en/{soc}.html" for soc in ("15-1252", "27-2011", "29-1141", "29-1214", "47-2152")]


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_a_page_has_no_barrier_no_fault_and_no_weight_and_stays_in_its_place(eye, served, site_folder, path):
    page = eye.open(f"{served}/{path}")
    shift, weight = eye.shift(), eye.weight()
    found = {
        "parts that moved": [shift] if shift else [],
        "too heavy": [weight] if weight > HEAVIEST else [],
        "barriers": eye.barriers(),
        "too faint": eye.too_faint() if path in PAGES else [],
        "out of place": eye.out_of_place(),
        "not valid": faults_of_markup((site_folder / path).read_bytes()),
    }
    if path in IN_THE_DARK:
        page.emulate_media(color_scheme="dark")
        found["too faint in the dark"] = eye.too_faint()
    eye.at(width=640)
    found["out of place at 200 %"] = eye.out_of_place()
    eye.at(width=320)
    found["out of place on a phone, or at 400 %"] = eye.out_of_place()
    found["said to the console, asked for or refused"] = eye.faults
    assert {what: each for what, each in found.items() if each} == {}


def faults_of_markup(content):
    """What a parser by the letter of the standard says of the markup."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(content)
    return [(code, place) for place, code, _ in parser.errors]


READ = """() => { for (const each of document.querySelectorAll("form, noscript")) each.remove();
  return document.body.innerText.replaceAll(/\\s+/g, " "); }"""


@pytest.mark.parametrize("path", [path for path in PAGES if path.partition("/")[0] in ("index.html", "en", "ja")])
def test_without_scripts_a_page_says_the_same(windows, served, path):
    scripted, plain = windows(), windows(java_script_enabled=False)
    said = scripted.open(f"{served}/{path}").evaluate(READ)
    assert plain.open(f"{served}/{path}").evaluate(READ) == said
    assert plain.faults == []


LISTEN = """() => {
  const stops = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((each) => each.checkVisibility() && !each.disabled);
  window.reached = [];
  document.addEventListener("focusin", ({ target }) => {
    const box = target.getBoundingClientRect(), at = stops.indexOf(target);
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && getComputedStyle(target).outlineStyle !== "none";
    window.reached.push(seen ? at : `${target.outerHTML.slice(0, 80)} is not seen to be reached`);
  });
  return stops.length;
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_key_reaches_everything_there_is_to_do_and_shows_where_it_is(eye, served, kind):
    page = eye.open(f"{served}/es/{kind}.html")
    there = page.evaluate(LISTEN)
    assert there > 5
    for _ in range(there):
        page.keyboard.press("Tab")
    assert page.evaluate("window.reached") == list(range(there))
