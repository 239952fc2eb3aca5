"""Text that tries to be markup, a script, a style or a layout, in every free text of a profile, in a real browser."""

import json

import pytest
from hostile_texts import CORPUS

from authoring.facts.base import FactBase
from authoring.publishing.page.frame import Site
from authoring.publishing.page.render import render_page
from authoring.publishing.profile_json import PublicProfile
from authoring.publishing.site.building import joining_files
from authoring.publishing.site.entries import entry_of
from authoring.text import clean_line

TEXTS = [clean_line(text)[:600] or "x" for text in CORPUS]
"""What is left of the corpus at entry; of the longest as much as no line has room for."""
SOCS = FactBase.open().socs()[200 : 200 + len(TEXTS)]
FREE = frozenset({
    "alternate_titles", "approved_by", "attribution", "basis_note", "cluster_reason", "definition", "detail", "display_title",
    "edited_by", "exposure_measure", "finding", "formula", "issuer", "label", "licence", "major_group_title", "name",
    "page_title", "period", "publisher", "question", "quote", "reason", "rule", "section_title", "shared_skills", "statement",
    "text", "title", "titles", "url", "vintage", "wording",
})  # fmt: skip
READ = (("en", "25-4022"), ("ja", "15-1252"))


def poisoned(value, text, field=""):
    """The same JSON with every free text replaced."""
    if field in ("drafted_by", "edited_by"):
        text = text[:80]  # names of people are no longer
    if isinstance(value, dict):
        return {
            name: poisoned(each, text, field if field in ("titles", "drafted_by") else name)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [poisoned(each, text, field) for each in value]
    return (
        text
        if (field in FREE or field == "drafted_by")
        and value not in ("person", "model", "tool")
        and isinstance(value, str)
        else value
    )


@pytest.fixture(scope="module")
def hostile(workspace_of_six, tmp_path_factory, serve):
    """A site in two languages in which each occupation is called, and says, one hostile text and nothing else."""
    out, entries, profiles = tmp_path_factory.mktemp("hostile"), [], {}
    site = Site(TEXTS[0], report="https://example.org/new?title={page}")
    for locale, soc in READ:
        plain = json.loads((workspace_of_six / "published/current/profiles" / locale / f"{soc}.json").read_bytes())
        (out / locale).mkdir()
        for other, text in zip(SOCS, TEXTS, strict=True):
            profile = PublicProfile.model_validate_json(json.dumps(poisoned(plain, text) | {"soc": other}))
            profiles[other, locale] = profile
            entries.append(entry_of(profile))
            page = render_page(profile, site=site, alternates=[each for each, _ in READ if each != locale])
            (out / locale / f"{other}.html").write_text(page, "utf-8")
    datasets = [
        each.model_copy(update={"title": TEXTS[1], "attribution": TEXTS[2]}) for each in FactBase.open().datasets()
    ]
    for path, content in joining_files(entries, site, datasets, lambda soc, locale: profiles[soc, locale]):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    return serve(out)


STRANGE = """() => [...document.querySelectorAll("script, style, img, iframe, object, embed, base, [autofocus], [onload]")]
  .filter((each) => !(each.matches("script") && (each.type === "application/ld+json"
    || /^\\/(\\w+\\/|\\w\\w\\/)[\\w.]+\\.js$/.test(new URL(each.src || "x:", location).pathname))))
  .map((each) => each.outerHTML.slice(0, 100))"""


def found_wrong(eye):
    """What hostile text achieved, at both widths."""
    wrong = [*eye.page.evaluate(STRANGE), *eye.out_of_place()]
    eye.at(width=320)
    return [*wrong, *eye.out_of_place(), *eye.faults]


@pytest.mark.parametrize("locale", [locale for locale, _ in READ])
@pytest.mark.parametrize("place", range(len(TEXTS)))
def test_a_page_of_hostile_text_shows_it_and_does_nothing(eye, hostile, locale, place):
    page = eye.open(f"{hostile}/{locale}/{SOCS[place]}.html")
    page.locator("#pay sup a").first.focus()
    assert page.locator("#tip").is_visible()
    assert found_wrong(eye) == []
    assert " ".join(TEXTS[place].split()) in " ".join(page.locator("#moat").text_content().split())
    assert page.evaluate("Object.keys(window).includes('alert') && document.title.length > 0")


@pytest.mark.parametrize("kind", ["index", "map", "rankings", "ranking-ai-risk", "changes", "method"])
def test_lists_of_hostile_names_show_them_and_do_nothing(eye, hostile, kind):
    page = eye.open(f"{hostile}/ja/{kind}.html")
    if kind == "index":
        page.fill("#sought", "<script>")
        page.wait_for_function("() => window.search")
        assert page.locator("table.list tbody:not([hidden]) tr:not(.group)").count() == 2
    if kind == "map":
        page.hover(".map svg >> nth=0")
    assert found_wrong(eye) == []


def test_hostile_names_are_compared_as_names(eye, hostile):
    page = eye.open(f"{hostile}/en/compare.html#{','.join(SOCS[:4])}")
    page.wait_for_selector("table.compare thead th:nth-child(5)")
    heads = page.locator("table.compare thead th a").all_text_contents()
    assert heads == TEXTS[:4]
    assert found_wrong(eye) == []
