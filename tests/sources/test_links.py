"""`author check --online`: whether what is quoted still stands where readers are sent; asked politely and not every time."""

import json
from datetime import date
from pathlib import Path

import pytest

from authoring.settings import open_workspace
from authoring.sources.fetching import Limits
from authoring.sources.links import Links
from authoring.wiring import Wiring
from schemas.citations import SourceCitation

PAGE = (
    b"<html><title>Desk</title><body><p>The library introduced an AI chatbot in 2024 for its readers.</p></body></html>"
)
QUOTE = "The library introduced an AI chatbot in 2024 for its readers."
LIMITS = Limits(seconds=5, private=True)


def links(folder, day="2026-11-24", waits=None):
    return Links(folder, LIMITS, lambda: date.fromisoformat(day), wait=(waits if waits is not None else []).append)


@pytest.mark.parametrize(
    ("status", "dead"), [(200, False), (403, False), (401, False), (429, False), (404, True), (410, True), (503, True)]
)
def test_only_what_is_gone_or_broken_is_told_and_the_document_is_not_taken(web, tmp_path, status, dead):
    url = web.page("/a", PAGE, status=status)
    fault = links(tmp_path).fault(url)
    assert (fault is not None) == dead
    assert fault is None or str(status) in fault


def test_a_redirect_is_followed_and_a_server_that_is_not_there_is_told(web, tmp_path):
    web.page("/b", PAGE)
    assert links(tmp_path).fault(web.page("/a", b"", status=301, Location="/b")) is None
    assert web.seen == ["/a", "/b"]
    assert links(tmp_path).fault(web.page("/round", b"", status=302, Location="/round"))
    assert links(tmp_path).fault("http://127.0.0.1:1/x")


def test_one_host_is_asked_once_a_second_and_an_address_not_again_for_a_week(web, tmp_path):
    waits = []
    asking = links(tmp_path, waits=waits)
    alive, gone = web.page("/a", PAGE), web.page("/b", PAGE, status=404)
    assert (asking.fault(alive), asking.fault(gone) is None) == (None, False)
    assert len(waits) == 1
    asking.keep()
    later = links(tmp_path, "2026-11-26")
    assert later.fault(alive) is None
    assert later.fault(gone)
    assert web.seen == ["/a", "/b", "/b"]
    links(tmp_path, "2026-12-02").fault(alive)
    assert web.seen[-1] == "/a"


def test_a_damaged_memory_is_done_without(web, tmp_path):
    (tmp_path / "links.json").write_text('{"http://x": ["yesterday", 7]}', "utf-8")
    assert links(tmp_path).fault(web.page("/a", PAGE)) is None


def test_private_networks_are_not_asked_unless_the_settings_say_so(web, tmp_path):
    url = web.page("/a", PAGE)
    assert Links(tmp_path, Limits(), lambda: date(2026, 11, 24)).fault(url)
    assert not web.seen


def test_the_check_tells_which_item_quotes_a_document_that_is_gone(web, author):
    with Path("authoring.toml").open("a") as settings:
        settings.write("\n[sources]\nallow_private = true\n")
    author("draft", "25-4022", "--sections", "moat")
    author("sources", "add", "25-4022", web.page("/desk", PAGE))
    wiring = Wiring(open_workspace(Path()), "ada")
    (document,) = wiring.shelf.of("25-4022")
    head = wiring.desk.history("25-4022", "en", "moat").head
    first, *others = head.content.points
    quote = SourceCitation(kind="source", source=document.sources[0].id, quote=QUOTE)
    changed = first.model_copy(update={"citations": (*first.citations, quote)})
    content = head.content.model_copy(update={"points": (changed, *others)})
    wiring.desk.save("25-4022", "en", "moat", content, on=head.id)
    assert "sources.unreachable" not in author("check", "--online")[0]
    web.page("/desk", b"", status=404)
    assert "sources.unreachable" not in author("check", "--online")[0], "it was asked for today"
    Path(".authoring/links.json").unlink()
    found = [f for f in json.loads(author("check", "--online", "--json")[0]) if f["rule"] == "sources.unreachable"]
    assert [(f["place"]["item"], f["severity"]) for f in found] == [(first.id, "note")]
    assert "404" in found[0]["message"]
    asked = len(web.seen)
    author("check")
    assert len(web.seen) == asked, "without --online nobody is asked"
