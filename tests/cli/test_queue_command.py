"""`author queue`, `author search` and `author claim` as a person and a program see them."""

import pytest


@pytest.fixture
def drafted(author, workspace):
    author("draft", "25-4022")
    author("draft", "29-1141")
    return workspace


def places(seen):
    return {(line["soc"], line["section"]) for line in seen.json}


def test_the_queue_is_narrowed_by_what_one_asks(author, drafted):
    author("claim", "25-4022", "moat")
    assert {soc for soc, _ in places(author("queue", "--group", "29", "--json"))} == {"29-1141"}
    assert places(author("queue", "--assignee", "me", "--json")) == {("25-4022", "moat")}
    assert ("25-4022", "moat") not in places(author("queue", "--unassigned", "--json"))
    assert places(author("queue", "--stale", "--json")) == set()
    assert places(author("queue", "--older-than", "1", "--json")) == set()
    assert len(author("queue", "--limit", "3", "--json").json) == 3
    line = author("queue", "nurses", "--section", "moat", "--json").json[0]
    assert (line["why"], line["stale"], line["model"]) == ("a draft nobody has looked at", False, None)


def test_a_saved_view_is_a_filter_with_a_name(author, drafted):
    settings = drafted / "authoring.toml"
    settings.write_text(settings.read_text() + '\n[review.views.mine]\nassignee = "me"\nsections = ["moat", "faq"]\n')
    author("claim", "25-4022", "moat")
    author("claim", "25-4022", "skills")
    assert places(author("queue", "--view", "mine", "--json")) == {("25-4022", "moat")}
    assert places(author("queue", "--view", "mine", "--section", "skills", "--json")) == {("25-4022", "skills")}
    assert "mine" in author("queue", "--view", "yours", to=2).err


@pytest.mark.parametrize("words", [("--group", "2x"), ("--older-than", "-1"), ("--state", "gone")])
def test_what_cannot_be_asked_is_said(author, drafted, words):
    assert author("queue", *words, to=2).out == ""


def test_somebody_else_s_claim_is_refused_with_who_has_it(author, drafted):
    author("claim", "25-4022", "moat")
    assert "is with ada until" in author("--as", "jan", "claim", "25-4022", "moat", to=6).err
    author("assign", "25-4022", "moat", "--nobody")
    author("--as", "jan", "claim", "25-4022", "moat")


def test_a_search_finds_titles_and_text(author, drafted):
    assert {hit["soc"] for hit in author("search", "registered", "nur", "--json").json} == {"29-1141"}
    assert author("search", "nosuchwordanywhere", "--json").json == []
    assert "29-1141" in author("search", "nurses").out


def test_a_view_of_one_s_own_is_kept_used_and_forgotten(author, workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTHORING_VIEWS", str(tmp_path / "mine" / "views.json"))
    author("draft", "25-4022", "--sections", "moat,faq")
    author("queue", "--section", "faq", "--save", "questions")
    assert [line["section"] for line in author("queue", "--view", "questions", "--json").json] == ["faq"]
    settings = workspace / "authoring.toml"
    settings.write_text(settings.read_text() + '\n[review.views.questions]\nsections = ["moat"]\n')
    assert [line["section"] for line in author("queue", "--view", "questions", "--json").json] == ["faq"]
    author("queue", "--forget", "questions")
    assert [line["section"] for line in author("queue", "--view", "questions", "--json").json] == ["moat"]
    assert "no view" in author("queue", "--forget", "questions", to=2).err
    assert "no name" in author("queue", "--save", "../x", to=2).err


def test_a_file_of_views_that_cannot_be_read_is_named(author, workspace, tmp_path, monkeypatch):
    views = tmp_path / "views.json"
    monkeypatch.setenv("AUTHORING_VIEWS", str(views))
    views.write_text('{"x": {"states": ["nonsense"]}}')
    assert str(views) in author("queue", "--view", "x", to=3).err


def test_a_filter_that_keeps_nothing_does_not_say_that_the_queue_is_empty(author, drafted):
    assert author("queue", "--assignee", "nobody-of-that-name").err == "30 sections in the queue, none like that\n"
    assert author("queue", "--section", "moat", "--group", "29").err.startswith("1 section, ")
