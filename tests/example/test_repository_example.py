"""The example in this repository is what the tool makes today: read, checked, and nothing new to publish."""

import shutil
from pathlib import Path

import pytest

from authoring.cli.app import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def example(tmp_path, monkeypatch):
    for name in ("drafts", "published"):
        shutil.copytree(ROOT / name, tmp_path / name, symlinks=True)
    shutil.copy(ROOT / "authoring.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUTHORING_PERSON", "reader")
    monkeypatch.delenv("AUTHORING_WORKSPACE", raising=False)
    return tmp_path


def test_every_line_and_every_check_holds(example):
    assert run(["fsck"]) == 0
    assert run(["check", "25-4022", "--locale", "en"]) == 0


def test_publishing_it_again_would_make_the_same_files(example, capsys):
    assert run(["publish"]) != 0
    assert "nothing new" in capsys.readouterr().err, "run `make example`"


def test_drafting_it_again_would_change_no_machine_text(example, capsys):
    assert run(["draft", "25-4022", "--json"]) == 0
    said = capsys.readouterr().out
    assert '"redrafted"' not in said, "run `make example`"
    assert said.count('"kept"') == 1


def test_it_shows_a_persons_words_approved_by_another(example, capsys):
    assert run(["log", "25-4022", "moat"]) == 0
    told = capsys.readouterr().out
    assert "Example editor" in told
    assert "Example reviewer" in told
    page = (example / "published/current/site/en/25-4022.html").read_text("utf-8")
    assert "Keeping up with what is new" in page
    assert "圖書館員與媒體館藏專員" in (example / "published/current/site/zh-TW/25-4022.html").read_text("utf-8")
