"""`author check` in every form it reports in, on drafts and on what is published."""

import json

import pytest
from lxml import html


@pytest.fixture
def wrong(author, workspace, monkeypatch):
    """A profile with a sentence that no fact carries, written by a person who also likes tags."""
    author("draft", "25-4022")
    monkeypatch.setenv("EDITOR", "sed -i '0,/detail: .*/s//detail: Since 2019 <b>45 percent<\\/b> is done by robots./'")
    author("edit", "25-4022", "moat", to=None)
    return workspace


def test_open_errors_end_with_five_and_are_told_as_data(author, wrong):
    found = author("check", "--json", to=5).json
    assert {(f["section"], f["rule"]) for f in found if f["severity"] == "error"} >= {("moat", "numbers.unsupported")}
    (markup, *_) = (f for f in found if f["rule"] == "safety.markup")
    assert markup["severity"] == "warning"
    assert author("check", "fit").code == 0


def test_a_second_run_says_the_same_and_a_changed_rule_runs_anew(author, wrong):
    first, second = (author("check", "--json", to=5).json for _ in range(2))
    assert first == second
    (wrong / "checks.toml").write_text('[[avoid]]\nterm = "robots"\n', "utf-8")
    assert {f["rule"] for f in author("check", "--json", to=5).json} - {f["rule"] for f in first} == {
        "own.avoid.robots"
    }


def test_a_damaged_cache_is_done_without(author, wrong):
    first = author("check", "--json", to=5).json
    (wrong / ".authoring" / "findings.sqlite").write_bytes(b"no database at all")
    assert author("check", "--json", to=5).json == first


def test_sarif_names_rule_place_level_and_a_lasting_fingerprint(author, wrong):
    log = json.loads(author("check", "--format", "sarif", to=5).out)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run = log["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["results"]
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        assert result["partialFingerprints"]["finding/v1"]
        place = result["locations"][0]["physicalLocation"]
        assert (wrong / place["artifactLocation"]["uri"]).is_file()
        assert place["region"]["startLine"] >= 1


def test_the_page_of_an_occupation_marks_the_words_and_obeys_none_of_them(author, wrong, tmp_path):
    author("check", "--format", "html", "--out", tmp_path / "pages", to=5)
    page = html.fromstring((tmp_path / "pages" / "25-4022.html").read_text("utf-8"))
    assert "2019" in [mark.text for mark in page.iter("mark")]
    assert not list(page.iter("b"))
    assert "numbers.unsupported" in page.text_content()


def test_what_is_published_is_checked_by_what_it_brings_along(author, workspace):
    assert author("check", "--published", to=2).err.startswith("error: nothing is published")
    author("draft", "25-4022")
    author("--as", "bob", "approve", "25-4022", "moat", "pay", "--computed")
    author("publish")
    (workspace / "authoring.toml").write_text('fact_base = "gone.sqlite"\n', "utf-8")
    seen = author("check", "--published")
    assert "1 occupation checked: 0 errors" in seen.err
    (profile,) = (workspace / "published" / "current").glob("profiles/en/*.json")
    profile.write_text(profile.read_text("utf-8").replace("$68,270", "$86,270"), "utf-8")
    found = author("check", "--published", "--json", to=5).json
    assert {f["rule"] for f in found if f["severity"] == "error"} == {"numbers.contradicted", "consistency.pay"}
