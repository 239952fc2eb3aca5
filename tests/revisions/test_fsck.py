"""What an examination finds, what it mends, and that it never touches a word of history."""

import sqlite3

import pytest

from authoring.revisions.fsck import fsck, repair
from authoring.revisions.lines import to_line
from authoring.revisions.store import Revisions

SOC = "25-4022"


@pytest.fixture
def kept_in() -> str:
    return "files"


@pytest.fixture
def log(revisions, drafts, write):
    first = write.revision(None, "Asks back")
    revisions.append(first, write.comment(first, "Good"))
    return drafts / SOC / "en.jsonl"


def found(revisions):
    return [(problem.kind, problem.weight, problem.line) for problem in fsck(revisions).problems]


def add(log, *events):
    log.write_bytes(log.read_bytes() + b"".join(to_line(event) for event in events))


def test_a_sound_workspace_has_no_problem_and_examining_creates_nothing(revisions, log, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    report = fsck(revisions)
    assert (report.logs, report.problems, report.exit_code) == (1, (), 0)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_line_changed_by_hand_is_named_and_stays(revisions, log):
    broken = log.read_bytes().replace(b'"Good"', b'"Bad!"')
    log.write_bytes(broken)
    report = fsck(revisions)
    assert found(revisions) == [("damaged", "error", 2)]
    assert report.exit_code == 9
    assert repair(revisions, report).problems == report.problems
    assert log.read_bytes() == broken


def test_what_a_seal_cannot_show_is_found_too(revisions, log, write, writer_for):
    head = revisions.history(SOC, "en", "moat").head
    other_text = write.revision(head, "Another", hash="0" * 64)
    lost_parent = write.comment(other_text.model_copy(update={"id": "0" * 26}), "On what?")
    elsewhere = writer_for("15-1252", "en").revision(None, "Elsewhere")
    newer = write.revision(other_text, "From the future", schema_version="99.0")
    decision = write.decision(newer, "approve").model_copy(update={"hash": "1" * 64})
    older_than_parent = write.revision(newer, "Early", id="0" * 25 + "1")
    add(log, other_text, lost_parent, elsewhere, newer, decision, older_than_parent)

    assert sorted(found(revisions)) == sorted(
        [
            ("hash", "error", 3),
            ("parent", "error", 4),
            ("misplaced", "error", 5),
            ("schema", "error", 6),
            ("decision", "warning", 7),
            ("parent", "error", 8),
            ("forked", "note", 0),
        ]
    )


def test_a_torn_line_is_set_aside_by_repair_and_stays_reported_until_its_file_is_removed(revisions, log):
    whole = log.read_bytes()
    log.write_bytes(whole + whole[:99])
    report = fsck(revisions)
    assert [(problem.kind, problem.mends) for problem in report.problems] == [("torn", True)]
    assert log.read_bytes() == whole + whole[:99]

    after = repair(revisions, report)
    assert [problem.kind for problem in after.problems] == ["aside"]
    assert after.exit_code == 1
    assert log.read_bytes() == whole
    aside = log.with_name("en.jsonl.torn")
    assert aside.read_bytes() == whole[:99] + b"\n"

    aside.unlink()
    assert fsck(revisions).problems == ()


def test_a_torn_file_whose_log_is_gone_is_said_to_be_alone(revisions, log):
    log.rename(log.with_name("en.jsonl.torn"))
    (problem,) = fsck(revisions).problems
    assert problem.kind == "aside"
    assert "is not there" in problem.message


def test_an_index_that_says_otherwise_is_made_anew(revisions, log, drafts, tmp_path):
    wanted = revisions.statuses()
    revisions.close()
    index = sqlite3.connect(tmp_path / ".authoring" / "index.sqlite")
    index.execute("UPDATE sections SET author = 'Nobody'")
    index.commit()
    index.close()

    again = Revisions(drafts, tmp_path / ".authoring")
    report = fsck(again)
    assert [(problem.kind, problem.file) for problem in report.problems] == [("index", log)]
    assert repair(again, report).problems == ()
    assert again.statuses() == wanted
    again.close()


def test_an_index_that_is_merely_behind_is_no_problem(revisions, log, write):
    revisions.statuses()
    add(log, write.comment(revisions.history(SOC, "en", "moat").head, "Later"))
    assert fsck(revisions).problems == ()


def test_a_file_that_is_not_named_like_a_log_is_said_not_to_be_read(revisions, log):
    log.with_name("notes.jsonl").write_text("{}\n")
    assert found(revisions) == [("stray", "warning", 0)]
