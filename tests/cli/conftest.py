"""A command line to type at: runs `author` in this process and gives back what a person would see."""

import json
from dataclasses import dataclass

import pytest

from authoring.cli.app import run


@dataclass(frozen=True)
class Seen:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def author(capsys, monkeypatch):
    monkeypatch.delenv("AUTHORING_WORKSPACE", raising=False)
    monkeypatch.setenv("AUTHORING_PERSON", "ada")

    def command(*words: str, to: int | None = 0) -> Seen:
        capsys.readouterr()
        code = run([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err + printed.out
        if to is not None:
            assert code == to, printed.err
        return Seen(code, printed.out, printed.err)

    return command


@pytest.fixture
def workspace(author, tmp_path, monkeypatch):
    """A fresh workspace that is also the current folder."""
    folder = tmp_path / "profiles"
    author("init", folder)
    monkeypatch.chdir(folder)
    return folder
