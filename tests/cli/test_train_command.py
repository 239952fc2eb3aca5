"""`author train`: wrong copies for a reviewer to find, apart from the logs; `author stats` shows how many are found."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def drafted(author, workspace):
    author("draft", "25-4022")
    return workspace


def planted(folder: Path):
    """The exercise that is open, with what is wrong in it, as its file holds it."""
    (file,) = (folder / "training").glob("ada-*.jsonl")
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [line["exercise"] for line in lines if "exercise" in line][-1]


def test_an_exercise_is_a_copy_with_one_error_that_touches_no_log_and_is_shown_without_its_answer(author, drafted):
    logs = {path: path.read_bytes() for path in (drafted / "drafts").rglob("*") if path.is_file()}
    for _ in range(6):
        shown = author("train", "--json").json
        hidden = planted(drafted)
        assert not {"kind", "item", "before", "after"} & set(shown)
        assert [text["text"] for text in shown["texts"]] == [text["text"] for text in hidden["texts"]]
        assert author("train", "--json").json == shown, "it stays until it is answered"
        author("train", "--answer", "none")
    assert {path: path.read_bytes() for path in (drafted / "drafts").rglob("*") if path.is_file()} == logs
    assert "training" not in author("publish", "--dry-run", to=None).out


def test_what_was_caught_missed_and_accused_in_vain_is_counted_for_each_person(author, drafted):
    assert "Training" not in author("stats").out
    caught = planted_count = alarms = clean = 0
    for turn in range(60):
        author("train")
        exercise = planted(drafted)
        wrong = exercise["item"]
        if wrong == "none":
            clean += 1
            said = author("train", "--answer", exercise["texts"][0]["item"])
            alarms += 1
            assert "nothing was wrong" in said.out
        else:
            planted_count += 1
            find = turn % 2 == 0
            said = author("train", "--answer", wrong if find else "none")
            caught += find
            assert said.out.startswith(f"{'caught' if find else 'missed'}: {exercise['kind']} in {wrong}")
        if clean and planted_count > 2:
            break
    (rate,) = author("stats", "--json").json["training"]
    assert (rate["person"], rate["planted"], rate["caught"]) == ("ada", planted_count, caught)
    assert (rate["false_alarms"], rate["answered"]) == (alarms, planted_count + clean)
    assert rate["catch_rate"] == pytest.approx(caught / planted_count)
    assert sum(rate["missed"].values()) == planted_count - caught
    assert "Training" in author("stats").out


def test_what_cannot_be_trained_on_or_answered_is_said(author, workspace):
    assert "author draft" in author("train", to=6).err
    assert "author train" in author("train", "--answer", "none", to=2).err
    author("draft", "25-4022")
    author("train")
    assert "no item `x`" in author("train", "--answer", "x", to=2).err


def test_a_damaged_record_is_passed_over(author, drafted):
    author("train")
    (file,) = (drafted / "training").glob("*.jsonl")
    with file.open("ab") as stream:
        stream.write(b'{"answer": 7}\n\xff\xfe{"person')
    assert author("train", "--json").json["id"] == planted_id(file)


def planted_id(file):
    return json.loads(file.read_bytes().splitlines()[0])["exercise"]["id"]
