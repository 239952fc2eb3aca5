"""Redrafts with a reason: a person's words stay, the rest follows, and what meets waits as a proposal beside them."""

import json
from pathlib import Path

import pytest
from good_answers import good, wire
from scripted_server import says

from authoring.facts.base import FactBase
from authoring.revisions.store import Revisions
from authoring.settings import open_workspace
from authoring.wiring import Wiring

LIBRARIAN = FactBase.open().sheet("25-4022")


def history():
    return Revisions(Path("drafts"), Path(".authoring")).history("25-4022", "en", "moat")


def points():
    return {point.id: point for point in history().head.content.points}


@pytest.fixture
def drafted(author, server):
    """A section that a model drafted, in a workspace with that model."""
    with Path("authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nname = "openai/scripted-1"\nbase_url = "{server.url}"\nattempts = 1\n')
    server.script(says(good("moat", LIBRARIAN)))
    author("draft", "25-4022", "--sections", "moat")
    server.seen.clear()
    return author


def new_version(**changed):
    """What there is, as a model gives it back, with other details under the ids given; `new` is one more point."""
    answer = wire("moat", LIBRARIAN)
    for entry, (item, point) in zip(answer["points"], points().items(), strict=True):
        entry["id"] = item
        assert entry["title"] == point.title
        if item in changed:
            entry["detail"] = changed[item]
    return json.dumps(answer)


def edit(item, detail):
    """Ada writes other words into one item."""
    head = history().head
    changed = tuple(p.model_copy(update={"detail": detail}) if p.id == item else p for p in head.content.points)
    content = head.content.model_copy(update={"points": changed})
    Wiring(open_workspace(Path()), "ada").desk.save("25-4022", "en", "moat", content, on=head.id)


def test_a_redraft_shows_the_model_the_text_and_the_reason_and_keeps_items(drafted, server):
    first, second, *_ = points()
    server.script(says(new_version(**{first: "Other words about it."})))
    drafted("redraft", "25-4022", "moat", "--because", "too generic", "--because", "say who it is for")
    asked = server.seen[0]["messages"][1]["content"]
    assert "- too generic\n- say who it is for" in asked
    assert f"{first} | title: " in asked
    head = history().head
    assert head.by.kind == "model"
    assert head.reason == "too generic; say who it is for"
    assert head.provenance.template.startswith("moat/redraft.j2@")
    assert points()[first].detail == "Other words about it."
    assert list(points())[1] == second


def test_over_edited_text_the_persons_words_stay_and_the_rest_follows(drafted, server):
    first, second, *_ = points()
    mine = "Ada wrote this."
    edit(first, mine)
    server.script(says(new_version(**{first: "The model about the same.", second: "The model about another."})))
    _, out, _ = drafted("redraft", "25-4022", "moat", "--because", "too generic", "--json")
    told = json.loads(out)
    assert points()[first].detail == mine
    assert points()[second].detail == "The model about another."
    assert told["waiting"] == [{"item": first, "field": "detail"}]
    proposal = history().revision(told["proposal"])
    assert proposal.by.kind == "model"
    assert {p.id: p for p in proposal.content.points}[first].detail == "The model about the same."
    assert not history().forked
    assert history().head.merged == proposal.id
    assert history().head.provenance.method == "merge"


def test_a_second_redraft_starts_from_what_the_first_one_said(drafted, server):
    first, second, *_ = points()
    mine = "Ada wrote this."
    edit(first, mine)
    for words in ("Once.", "Twice."):
        server.script(says(new_version(**{second: words})))
        drafted("redraft", "25-4022", "moat", "--because", f"again, {words}")
        assert points()[second].detail == words
        assert points()[first].detail == mine


def test_one_item_alone_is_changed(drafted, server):
    first, second, *_ = points()
    before = points()
    server.script(says(new_version(**{first: "Only this.", second: "Not this."})))
    drafted("redraft", "25-4022", "moat", "--because", "too long", "--item", first)
    assert f"Change only the entry {first}" in server.seen[0]["messages"][1]["content"]
    assert points() == {**before, first: before[first].model_copy(update={"detail": "Only this."})}


def test_ids_that_a_model_made_up_are_not_taken(drafted, server):
    answer = wire("moat", LIBRARIAN)
    for entry in answer["points"]:
        entry["id"] = "zzzzzzzz"
        entry["detail"] += " Said anew."
    server.script(says(json.dumps(answer)))
    drafted("redraft", "25-4022", "moat", "--because", "say it anew")
    assert "zzzzzzzz" not in points()


def test_the_same_text_again_changes_nothing(drafted, server):
    head = history().head.id
    server.script(says(new_version()))
    drafted("redraft", "25-4022", "moat", "--because", "perhaps")
    assert history().head.id == head


def test_an_answer_that_cannot_stand_leaves_everything_as_it_was(drafted, server):
    head = history().head.id
    first, *_ = points()
    server.script(says(new_version(**{first: "It pays $999,999 a year."})))
    _, _, err = drafted("redraft", "25-4022", "moat", "--because", "name the pay", to=10)
    assert "$999,999" in err
    assert history().head.id == head


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("25-4022", "moat", "--because", "x", "--item", "nosuch"), 2),
        (("25-4022", "moat", "--because", " "), 2),
        (("25-4022", "scores", "--because", "x"), 2),
        (("25-4022", "fit", "--because", "x"), 2),
        (("25-4022", "moat"), 2),
    ],
)
def test_what_cannot_be_redrafted_is_said_and_nobody_is_asked(drafted, server, words, code):
    _, _, err = drafted("redraft", *words, to=code)
    assert err.strip()
    assert not server.seen


def test_reasons_that_recur_are_said_beforehand_where_the_workspace_wants_it(drafted, server):
    nurse = FactBase.open().sheet("29-1141")
    server.script(says(good("moat", nurse)))
    drafted("draft", "29-1141", "--sections", "moat")
    server.script(says(new_version(**{next(iter(points())): "Other words."})))
    drafted("redraft", "25-4022", "moat", "--because", "Name the task", "--because", "only here")
    again = wire("moat", nurse)
    again["points"][0] |= {"id": "", "detail": "Other words about nursing."}
    for entry in again["points"]:
        entry.setdefault("id", "")
    server.script(says(json.dumps(again)))
    drafted("redraft", "29-1141", "moat", "--because", "name the task.")
    _, out, _ = drafted("prompt", "show", "15-1252", "moat")
    assert "keep asking for" not in out
    settings = Path("authoring.toml")
    settings.write_text(settings.read_text().replace("[model]\n", "[model]\nreasons_of_editors = true\n"))
    _, out, _ = drafted("prompt", "show", "15-1252", "moat")
    assert "editors of this site keep asking for" in out
    assert "- Name the task\n" in out
    assert "only here" not in out
