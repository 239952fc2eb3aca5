"""The queue as plain questions: everything by words on stdin, nothing that moves a cursor."""

import subprocess
import sys

import pytest


@pytest.fixture
def drafted(tmp_path, author):
    workspace = tmp_path / "profiles"
    author("init", str(workspace))
    author("--workspace", str(workspace), "draft", "25-4022")
    return workspace


def answers(workspace, *lines, person="Ben"):
    done = subprocess.run(
        [sys.executable, "-m", "authoring", "--workspace", str(workspace), "--as", person, "review", "--linear",
         "--code", "25-4022"],
        input="".join(f"{line}\n" for line in lines), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "\x1b" not in done.stdout + done.stderr
    return done


def test_one_goes_through_the_queue_and_decides_by_words(drafted):
    done = answers(drafted, "app", "req", "Too short.", "next", "back", "facts", "quit")
    assert done.returncode == 0
    assert "approved, bound to text" in done.stderr
    assert "1 of 15" in done.stdout
    assert "3 of 15" in done.stdout
    story = answers(drafted, "history", "quit").stdout
    assert "why here: changes were requested" in story
    assert "Ben: request changes on" in story


def test_words_that_fit_several_or_none_are_asked_again_and_the_end_of_input_leaves(drafted):
    done = answers(drafted, "re", "zebra", "")
    assert "could be request or reject" in done.stderr
    assert "answer with one of" in done.stderr
    assert done.returncode == 0


def test_a_refusal_is_said_and_the_section_stays(drafted):
    done = answers(drafted, "undo", "comment", "", "quit")
    assert "error:" in done.stderr
    assert "left as it is" in done.stderr
    assert "2 of 15" not in done.stdout


def test_what_a_person_may_do_here_is_what_the_screens_do(drafted):
    help_of = answers(drafted, "help", "quit").stderr
    for word in ("approve", "request", "reject", "comment", "waive", "edit", "undo", "facts", "history"):
        assert f"{word}:" in help_of
