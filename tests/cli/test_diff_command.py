"""`author diff` and `author blame` on a real workspace, real git and real releases."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "json" / "comparison.json").read_text("utf-8"))


def _edit(author, monkeypatch, section: str, change: str, person: str = "ann") -> None:
    monkeypatch.setenv("EDITOR", f"sed -i -e '{change}'")
    author("--as", person, "edit", "25-4022", section, to=None)


def _git(folder: Path, *words: str) -> str:
    ran = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture
def drafted(author, workspace):
    author("draft", "25-4022")
    return workspace


@pytest.fixture
def repository(author, drafted):
    for words in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "T"),
        ("config", "user.email", "t@example.org"),
    ):
        _git(drafted, *words)
    _git(drafted, "add", "-A")
    _git(drafted, "commit", "-qm", "drafted")
    return drafted


def test_figures_and_claims_come_first_and_the_exit_code_is_that_of_diff(author, drafted, monkeypatch):
    assert author("diff", "25-4022").out == ""
    _edit(author, monkeypatch, "faq", "s/68,270/68,720/")
    seen = author("diff", "25-4022", to=1)
    assert "1 figure changed: $68,270 -> $68,720; 1 claim now unsupported: $68,720" in " ".join(seen.out.split())
    assert seen.out.index("figure changed faq") < seen.out.index("questions[")
    assert author("diff", "25-4022", "moat").out == ""


def test_the_json_fits_its_published_schema(author, drafted, monkeypatch):
    _edit(author, monkeypatch, "faq", "s/68,270/68,720/")
    _edit(author, monkeypatch, "moat", "s/title: Initiative/title: Keeping up/")
    told = author("diff", "--json", to=1).json
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    (profile,) = told["profiles"]
    assert [section["section"] for section in profile["sections"]] == ["moat", "faq"]
    assert [(c["kind"], c["old"]["text"], c["new"]["text"]) for c in profile["claims"]] == [
        ("figure", "$68,270", "$68,720")
    ]


@pytest.mark.parametrize("width", [40, 80, 120, 160])
def test_every_layout_fits_the_width(author, drafted, monkeypatch, width):
    _edit(author, monkeypatch, "faq", "s/Half of the workers/In May 2025, one half of all workers/")
    monkeypatch.setenv("COLUMNS", str(width))
    for layout in ("--unified", "--side-by-side"):
        lines = author("diff", "25-4022", layout, to=1).out.splitlines()
        assert lines
        assert max(map(len, lines)) <= width


def test_a_page_of_hostile_text_is_inert(author, drafted, monkeypatch, tmp_path):
    _edit(
        author,
        monkeypatch,
        "moat",
        r"s/title: Initiative/title: <script>alert(1)<\/script> [x](javascript:1) {{ 7*7 }}/",
    )
    page = tmp_path / "page.html"
    author("diff", "25-4022", "--format", "html", "-o", page, to=1)
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert "{{ 7*7 }}" in text
    assert "default-src 'none'" in text
    markdown = author("diff", "25-4022", "--format", "markdown", to=1).out
    assert "<script" not in markdown
    assert "](javascript" not in markdown


def test_two_git_revisions_and_the_texts_as_they_are(author, repository, monkeypatch):
    _git(repository, "checkout", "-qb", "branch")
    _edit(author, monkeypatch, "moat", "s/title: Initiative/title: Keeping up/")
    assert "-Initiative-" in author("diff", "--git", "HEAD", to=1).out
    _git(repository, "commit", "-qam", "edited")
    assert author("diff", "--git", "HEAD").out == ""
    assert "-Initiative-" in author("diff", "--git", "main..branch", to=1).out
    assert "+Initiative+" in author("diff", "--git", "branch..main", to=1).out
    for nonsense in ("nowhere", "--upload-pack=x", "main..nowhere"):
        assert "git does not know" in author("diff", f"--git={nonsense}", to=2).err


def test_git_diff_and_git_merge_speak_items_once_installed(author, repository, monkeypatch):
    author("diff", "--install-git")
    author("diff", "--install-git")
    _git(repository, "checkout", "-qb", "branch")
    _edit(author, monkeypatch, "moat", "s/title: Initiative/title: Keeping up/")
    shown = _git(repository, "diff")
    assert "title: [-Initiative-]{+Keeping up+}" in shown
    assert '"kind"' not in shown
    _git(repository, "commit", "-qam", "branch")
    assert "Keeping up" in _git(repository, "show", "HEAD")
    _git(repository, "checkout", "-q", "main")
    _edit(author, monkeypatch, "moat", "s/title: Initiative/title: Going ahead/", "bea")
    _edit(author, monkeypatch, "faq", "s/half less/the other half less/", "bea")
    _git(repository, "commit", "-qam", "main")
    assert "forked in moat" in _git(repository, "merge", "branch")
    assert "forked" in author("approve", "25-4022", "moat", to=7).err
    assert author("fsck", to=None).code in (0, 1)
    author("diff", "--uninstall-git")
    assert "author-log" not in (repository / ".git" / "config").read_text("utf-8")
    assert "author-log" not in (repository / ".git" / "info" / "attributes").read_text("utf-8")


def test_two_releases_first_in_a_line_and_then_in_full(author, drafted, monkeypatch):
    author("--as", "rex", "approve", "25-4022", "moat", "--computed")
    first = author("--as", "rex", "publish").out + author("log", "25-4022", "moat").out
    assert first
    _edit(author, monkeypatch, "moat", "s/title: Initiative/title: Keeping up/")
    assert "-Initiative-" in author("diff", "25-4022", "moat", "--from", "published", to=1).out
    author("--as", "rex", "approve", "25-4022", "moat")
    author("--as", "rex", "publish")
    names = sorted(path.name for path in (drafted / "published" / "releases").iterdir())
    told = author("diff", "--release", f"{names[0]}..{names[1]}", "--summary", to=1)
    assert len(told.out.splitlines()) == 1
    assert "-Initiative-" in author("diff", "--release", "..".join(names), "25-4022", to=1).out
    assert "there is no release 1999" in author("diff", "--release", "1999..", to=2).err


def test_another_workspace(author, drafted, monkeypatch, tmp_path):
    subprocess.run(["cp", "-r", str(drafted), str(tmp_path / "copy")], check=True)
    assert author("diff", "--against", tmp_path / "copy").out == ""
    _edit(author, monkeypatch, "moat", "s/title: Initiative/title: Keeping up/")
    assert "-Initiative-" in author("diff", "--against", tmp_path / "copy", to=1).out
    assert "not a workspace" in author("diff", "--against", tmp_path, to=3).err


def test_ways_that_exclude_each_other_are_refused(author, drafted):
    assert "do not go together" in author("diff", "--git", "a", "--release", "b", to=2).err


def test_blame_names_the_editor_of_one_item_and_the_drafter_of_the_rest(author, drafted, monkeypatch):
    _edit(author, monkeypatch, "moat", "s/title: Initiative/title: Keeping up with what is new/", "ann")
    lines = author("blame", "25-4022", "moat", "--json").json
    edited = [line for line in lines if line["text"] == "Keeping up with what is new"]
    assert [(e["by"]["name"], e["first_by"]["name"], e["editors"]) for e in edited] == [
        ("ann", "offline drafter", ["ann"])
    ]
    assert edited[0]["edited"] > 0
    assert {line["by"]["name"] for line in lines if line not in edited} == {"offline drafter"}
    assert "has no text yet" in author("blame", "15-1252", "moat", to=2).err
