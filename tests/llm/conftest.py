"""Servers, a loop, a workspace and a command line for everything that has to do with models."""

import pytest
from scripted_server import KEY, listening

from authoring.cli.app import run
from authoring.llm.loop import LoopThread


@pytest.fixture
def server():
    with listening() as scripted:
        yield scripted


@pytest.fixture
def loop():
    thread = LoopThread()
    yield thread
    thread.close()


@pytest.fixture
def author(capsys, monkeypatch, tmp_path):
    """Runs `author` in a fresh workspace; gives exit code, stdout and stderr."""
    monkeypatch.setenv("AUTHORING_PERSON", "ada")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    folder = tmp_path / "profiles"
    assert run(["init", str(folder)]) == 0
    monkeypatch.chdir(folder)

    def command(*words, to=0):
        capsys.readouterr()
        code = run([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err + printed.out
        assert to is None or code == to, printed.err
        return code, printed.out, printed.err

    return command
