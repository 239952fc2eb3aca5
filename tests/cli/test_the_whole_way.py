"""From a SOC code to a published page, at the command line, as the README tells it."""

import json

import pytest


@pytest.fixture
def librarian(author, workspace):
    author("draft", "25-4022")
    return workspace


DRAFTED = ("summary", "ai_impact", "moat", "skills", "credentials", "fit", "faq")
MIXED = ("pay", "education", "immigration", "outlook")


def test_a_draft_fills_every_section_and_breaks_no_rule(author, librarian):
    assert {row["section"] for row in author("queue", "--json").json} == {
        "identity", "summary", "scores", "ai_impact", "moat", "skills", "pay", "education", "credentials",
        "immigration", "fit", "outlook", "related", "faq", "sources",
    }  # fmt: skip
    found = author("check", "25-4022", "--json").json
    assert [finding for finding in found if finding["severity"] != "note"] == []


def test_drafting_again_changes_nothing(author, librarian):
    before = (librarian / "drafts/25-4022/en.jsonl").read_bytes()
    outcomes = author("draft", "25-4022", "--json").json
    assert {row["outcome"] for row in outcomes} == {"unchanged"}
    assert (librarian / "drafts/25-4022/en.jsonl").read_bytes() == before


def edit_with(monkeypatch, tmp_path, script):
    editor = tmp_path / "editor"
    editor.write_text(f"#!/usr/bin/env python3\nimport sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{script}\n")
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))


REWRITE = """
text = path.read_text()
path.write_text(text.replace("Communication skills", "Explaining things so that patrons understand"))
"""


def test_an_edit_is_approved_by_a_second_person_and_published(author, librarian, monkeypatch, tmp_path):
    edit_with(monkeypatch, tmp_path, REWRITE)
    author("edit", "25-4022", "moat")
    assert "Explaining things so that patrons understand" in author("show", "25-4022", "moat").out

    own = author("approve", "25-4022", "moat", to=6)
    assert "your own words" in own.err
    author("--as", "grace", "approve", "25-4022", "moat")
    author("--as", "grace", "approve", "25-4022", "--computed")
    author("--as", "grace", "publish")

    current = librarian / "published/current"
    profile = json.loads((current / "profiles/en/25-4022.json").read_text())
    assert "Explaining things" in json.dumps(profile)
    manifest = json.loads((current / "manifest.json").read_text())
    sections = {s["section"]: s for s in manifest["profiles"][0]["sections"]}
    assert sections["moat"]["approved_by"] == "grace"
    assert sections["moat"]["four_eyes"] is True
    assert "faq" in manifest["profiles"][0]["missing"]
    page = (current / "site/en/25-4022.html").read_text()
    assert "Explaining things so that patrons understand" in page
    assert {row["state"] for row in author("queue", "--section", "moat", "--json").json} == {"published"}


def test_an_edit_reopens_that_section_and_only_that_one(author, librarian, monkeypatch, tmp_path):
    author("approve", "25-4022", "moat", "skills")
    edit_with(monkeypatch, tmp_path, REWRITE)
    author("--as", "grace", "edit", "25-4022", "moat")
    states = {row["section"]: row["state"] for row in author("queue", "--json").json}
    assert states["moat"] == "in_review"
    assert states["skills"] == "approved"


def test_a_redraft_leaves_a_persons_words_alone(author, librarian, monkeypatch, tmp_path):
    edit_with(monkeypatch, tmp_path, REWRITE)
    author("edit", "25-4022", "moat")
    outcomes = {row["section"]: row["outcome"] for row in author("draft", "25-4022", "--json").json}
    assert outcomes["moat"] == "kept"
    assert "Explaining things" in author("show", "25-4022", "moat").out


BREAK_ONCE = """
import os
marker = pathlib.Path(os.environ["MARKER"])
text = path.read_text()
if not marker.exists():
    marker.write_text("seen")
    path.write_text(text.replace("  title: Communication skills", "  titel: Explaining"))
else:
    assert "titel: Explaining" in text, "what was typed is gone"
    assert "titel" in text.splitlines()[0] + text.splitlines()[1], "the error is not on top"
    path.write_text(text.replace("titel:", "title:"))
"""


def test_a_bad_save_opens_again_with_the_error_and_nothing_lost(author, librarian, monkeypatch, tmp_path):
    monkeypatch.setenv("MARKER", str(tmp_path / "marker"))
    edit_with(monkeypatch, tmp_path, BREAK_ONCE)
    author("edit", "25-4022", "moat")
    assert "- Explaining · " in author("show", "25-4022", "moat").out


def test_changes_requested_are_in_the_queue_and_in_the_log(author, librarian):
    author("--as", "grace", "request-changes", "25-4022", "faq", "--reason", "too generic")
    author("--as", "grace", "comment", "25-4022", "faq", "Say what a branch librarian earns.")
    assert [row["section"] for row in author("queue", "--state", "changes-requested", "--json").json] == ["faq"]
    told = author("log", "25-4022", "faq").out
    assert "request changes on" in told
    assert "too generic" in told
    assert "Say what a branch librarian earns." in told


def test_a_diff_shows_what_people_changed_since_the_draft(author, librarian, monkeypatch, tmp_path):
    assert author("diff", "25-4022", "moat").out == ""
    edit_with(monkeypatch, tmp_path, REWRITE)
    author("edit", "25-4022", "moat")
    changed = author("diff", "25-4022", "moat", to=1)
    assert "Explaining" in changed.out


def test_a_translation_is_never_passed_off_as_translated(author, librarian):
    outcomes = {row["section"]: row for row in author("translate", "25-4022", "--to", "zh-TW", "--json").json}
    assert outcomes["moat"]["to_translate"] == 7
    assert outcomes["scores"]["to_translate"] == 0
    refused = author("--as", "grace", "approve", "25-4022", "moat", "--locale", "zh-TW", to=6)
    assert "left to translate" in refused.err
    author("--as", "grace", "approve", "25-4022", "--computed", "--locale", "zh-TW")
    author("publish")
    page = (librarian / "published/current/site/zh-TW/25-4022.html").read_text()
    assert 'lang="zh-Hant' in page or 'lang="zh-TW"' in page
    assert "Communication skills" not in page


def test_nothing_approved_nothing_published(author, librarian):
    refused = author("publish", to=6)
    assert "nothing is approved" in refused.err
    assert not (librarian / "published/current").exists()
    held = author("publish", "--dry-run", "--json").json
    assert held["leaving"] == []
    assert len(held["held_back"]) >= 15


def test_publishing_the_same_twice_makes_one_release(author, librarian):
    author("approve", "25-4022", "--computed")
    author("publish")
    again = author("publish", to=None)
    assert again.code != 0
    assert "nothing new" in again.err
    assert len(list((librarian / "published/releases").iterdir())) == 1


def test_a_preview_is_marked_and_publishes_nothing(author, librarian, tmp_path):
    author("preview", "25-4022", "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert "$68,270" in page
    assert "draft" in page.lower()
    assert not (librarian / "published/current").exists()


def test_the_demo_drafts_three_occupations_and_prints_the_queue(author, workspace):
    shown = author("demo", "--no-tui")
    for soc in ("25-4022", "15-1252", "29-1141"):
        assert soc in shown.out
    assert {row["state"] for row in author("queue", "--json").json} == {"draft"}
    again = author("demo", "--no-tui")
    assert again.err.count("drafted before, left as it is") == 3
