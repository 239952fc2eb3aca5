"""Text that tries to be markup, a template, a command or a layout stays text on the page and in the files."""

import json
import re

import pytest
from hostile_texts import CORPUS
from librarian_profile import EN, SOC, Base, Desk, drafted, fact, mixed
from lxml import html
from pydantic import ValidationError

from authoring.publishing.page.frame import asset
from authoring.text import clean_line
from schemas.facts import Fact, FactSheet
from schemas.sections.immigration import Immigration, Rule

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def hostile_desk(text):
    """Every drafted text is the hostile one, cleaned once at entry as outside text is."""
    safe = clean_line(text) or "x"
    spoken = {key: (safe, safe, safe)[: len(value)] if isinstance(value, tuple) else safe for key, value in EN.items()}
    desk = Desk()
    for content in (*drafted(spoken), *mixed(spoken)):
        desk.decide(desk.write(content))
    return desk


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_is_inert_on_the_page_and_readable(publisher, tmp_path, text):
    publisher(hostile_desk(text)).publish("Ben Wu", html=True)
    folder = tmp_path / "published" / "current"
    raw = (folder / "site/en" / f"{SOC}.html").read_text()
    page = html.document_fromstring(raw.encode(), parser=html.HTMLParser(encoding="utf-8"))
    assert not page.xpath("//img | //iframe | //svg[@onload] | //style")
    for script in page.xpath("//script"):
        assert re.fullmatch(r"\.\./assets/\w+\.[0-9a-f]{10}\.js", script.get("src", "")) or (
            script.get("type") == "application/ld+json" and json.loads(script.text)["@type"] == "Occupation"
        )
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@autofocus")
    assert all(re.match(r"#|https://|[\w-]+\.html(#|$)", href) for href in page.xpath("//a/@href"))
    assert not CONTROLS.search(raw)
    shown = page.get_element_by_id("moat").text_content()
    assert (clean_line(text) or "x") in shown
    assert "49" not in shown


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_comes_back_from_the_json_as_it_went_in(publisher, tmp_path, text):
    publisher(hostile_desk(text)).publish("Ben Wu")
    raw = (tmp_path / "published/current/profiles/en" / f"{SOC}.json").read_text()
    moat = next(entry for entry in json.loads(raw)["sections"] if entry["section"] == "moat")
    assert moat["content"]["points"][0]["title"] == (clean_line(text) or "x")
    assert not CONTROLS.search(raw)


UNSAFE = [text for text in CORPUS if CONTROLS.search(text)]


@pytest.mark.parametrize("text", UNSAFE)
def test_no_field_of_a_fact_or_a_rule_can_hold_a_control(text):
    rule = {"rule": "r", "route": "H-1B", "statement": "A rule.", "effective_from": None, "url": "https://www.dol.gov"}
    for field in ("rule", "statement", "url"):
        with pytest.raises(ValidationError, match="not allowed in text"):
            Rule(**{**rule, "checked_on": "2026-11-20", field: text})
    for field in ("id", "measure", "label", "value", "unit", "period", "dataset", "basis_note"):
        known = fact(f"oews.2025/{SOC}/employment", "Employment", 1, "jobs")
        with pytest.raises(ValidationError, match="not allowed in text"):
            Fact(**{**dict(known), field: text})


@pytest.mark.parametrize("text", [text for text in CORPUS if text not in UNSAFE])
def test_addresses_ids_and_units_are_inert_too(publisher, text):
    rule = Rule(rule=text, route="H-1B", statement="A rule.", effective_from=None, url=text, checked_on="2026-11-20")
    content = next(section for section in mixed(EN) if section.section == "immigration")
    desk = Desk()
    desk.write(Immigration(**{**dict(content), "rules": (rule,)}))

    class Odd(Base):
        def sheet(self, soc):
            known = super().sheet(soc)
            odd = fact(f"oews.2025/{SOC}/employment", "Employment", 1, text)
            kept = tuple(each for each in known.facts if each.id != odd.id)
            return FactSheet(**{**dict(known), "facts": (*kept, odd)})

    maker = publisher(desk)
    maker._base = Odd()
    raw = maker.preview_html(SOC, "en")
    page = html.document_fromstring(raw.encode(), parser=html.HTMLParser(encoding="utf-8"))
    assert [script.text for script in page.xpath("//script")] == [asset("page.js").decode()]
    assert not page.xpath("//img | //@*[starts-with(name(), 'on')]")
    assert not [href for href in page.xpath("//a/@href") if not href.startswith(("#", "https://", "index.html"))]
    assert not CONTROLS.search(raw)


@pytest.mark.parametrize("address", ["https://www.bls.gov/x?a=1&b=2", "http://example.org"])
def test_web_addresses_become_links(address):
    from authoring.publishing.page.links import web_address

    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " https://x.org",
        "//x.org",
        "data:text/html,x",
        "https://x.org/\u202e",
        "https://[",
        "/x",
        "",
    ],
)
def test_other_addresses_do_not(address):
    from authoring.publishing.page.links import web_address

    assert web_address(address) is None
