"""What a team's histories add up to, and who may write what after whom: the same in files and in PostgreSQL."""

import hashlib
import json
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from authoring.errors import Conflict, UsageError
from authoring.revisions.contents import LogName
from authoring.revisions.folding import fold_headers
from authoring.revisions.fsck import fsck, repair
from authoring.revisions.lines import to_line
from authoring.revisions.logs import Copied
from authoring.revisions.postgres.log_tables import LogTables
from authoring.revisions.redacting import REDACTED
from authoring.revisions.rows import row_of
from authoring.revisions.store import Revisions
from schemas.base import canonical_json
from schemas.events import Redaction

SOC = "25-4022"
HERE = LogName(SOC, "en")


def put_lines(store: Revisions, name: LogName, change) -> None:
    """Change the bytes of a log past the store, as git, an import or a bad disk does."""
    was = store.logs.copy_of(name)
    assert store.logs.put(name, Copied(change(was.lines), was.aside), was)


def test_what_was_appended_is_read_back_by_another_process_s_eyes(revisions, eyes, write):
    first = write.revision(None, "Asks back", "Knows the house")
    second = write.revision(first, "Asks back", "Knows the town")
    comment = write.comment(second, "Which town?")
    revisions.append(first)
    revisions.append(second, comment)

    history = eyes("other").history(SOC, "en", "moat")

    assert history.revisions == (first, second)
    assert history.comments == (comment,)
    assert history.head == second
    assert not history.forked


def test_a_section_nobody_wrote_is_empty_and_reading_creates_nothing(revisions, tmp_path):
    assert revisions.history(SOC, "en", "moat").head is None
    assert revisions.occupations() == ()
    assert revisions.locales(SOC) == ()
    assert list(revisions.every_event()) == []
    assert list(tmp_path.iterdir()) == []


def test_another_process_s_events_are_seen_at_the_next_look(revisions, eyes, write):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    elsewhere = eyes("elsewhere")
    assert elsewhere.history(SOC, "en", "moat").head == first
    assert [row.head for row in elsewhere.statuses()] == [first.id]
    second = write.revision(first, "Asks twice")
    revisions.append(second)
    assert elsewhere.history(SOC, "en", "moat").head == second
    assert [row.head for row in elsewhere.statuses()] == [second.id]


def test_a_second_writer_on_the_same_head_is_told_whose_it_is_now(revisions, write):
    first = write.revision(None, "Asks back")
    mine, theirs = write.revision(first, "Mine"), write.revision(first, "Theirs")
    revisions.append(first)
    revisions.append(theirs)

    with pytest.raises(Conflict) as caught:
        revisions.append(mine)

    assert caught.value.theirs == theirs.id
    assert revisions.history(SOC, "en", "moat").revisions == (first, theirs)


def test_a_decision_on_a_text_that_was_replaced_is_a_conflict(revisions, write):
    first = write.revision(None, "Asks back")
    second = write.revision(first, "Asks twice")
    revisions.append(first, second)

    with pytest.raises(Conflict):
        revisions.append(write.decision(first, "approve"))


def test_a_second_first_draft_is_a_conflict(revisions, write):
    revisions.append(write.revision(None, "One"))
    with pytest.raises(Conflict):
        revisions.append(write.revision(None, "Other"))


def test_a_redraft_from_an_older_base_may_come_only_with_its_merge(revisions, write):
    draft = write.revision(None, "Asks back")
    edited = write.revision(draft, "Asks back", by=write.decision(draft, "approve").by)
    revisions.append(draft, edited)
    redraft = write.revision(draft, "Listens")
    with pytest.raises(Conflict):
        revisions.append(redraft)

    as_merge = draft.provenance.model_copy(update={"method": "merge"})
    merge = write.revision(edited, "Asks back", "Listens", merged=redraft.id, provenance=as_merge)
    revisions.append(redraft, merge)

    history = revisions.history(SOC, "en", "moat")
    assert history.heads == (merge,)
    assert history.base_of_last_redraft == redraft


def test_one_append_is_about_one_occupation_and_locale(revisions, write, writer_for):
    with pytest.raises(ValueError, match="one occupation"):
        revisions.append(write.revision(None, "A"), writer_for("25-4022", "ja").revision(None, "B"))


def test_a_line_from_before_a_field_was_added_is_read_and_folded_like_any_other(revisions, write):
    draft = write.revision(None, "Asks back")
    older = json.loads(to_line(draft))
    del older["cited"], older["seal"]
    seal = hashlib.sha256(canonical_json(older)).hexdigest()
    line = canonical_json({**older, "seal": seal}) + b"\n"
    put_lines(revisions, HERE, lambda _none: line)
    assert revisions.history(SOC, "en", "moat").revisions == (draft,)
    assert set(revisions.statuses()) == {row_of(revisions.history(SOC, "en", "moat"))}
    assert (
        fold_headers(line, SOC, "en") == revisions.statuses()
    )  # without being read in full, which takes four times as long
    assert fsck(revisions).problems == ()


@pytest.mark.parametrize("name", ["../../etc", "25-4022/../../x", "", "25-4022\n", "x" * 300, "../25-4022"])
def test_hostile_names_are_refused_before_a_path_is_made(revisions, name, tmp_path):
    with pytest.raises(UsageError):
        revisions.history(name, "en", "moat")
    with pytest.raises(UsageError):
        revisions.history(SOC, name, "moat")
    assert list(tmp_path.iterdir()) == []


def test_occupations_and_locales_are_listed_in_order(revisions, write, writer_for):
    revisions.append(writer_for(SOC, "zh-TW").revision(None, "B"))
    revisions.append(write.revision(None, "A"))
    revisions.append(writer_for("15-1252", "ja").revision(None, "C"))
    assert revisions.occupations() == ("15-1252", SOC)
    assert revisions.locales(SOC) == ("en", "zh-TW")
    assert [event.locale for event in revisions.every_event()] == ["ja", "en", "zh-TW"]


def test_two_branches_brought_together_show_as_forked_and_a_merge_heals_them(revisions, write):
    first = write.revision(None, "Asks back")
    left, right = write.revision(first, "Left"), write.revision(first, "Right")
    revisions.append(first, left)
    put_lines(revisions, HERE, lambda lines: lines + to_line(right) + to_line(left))  # union keeps a line twice

    history = revisions.history(SOC, "en", "moat")
    assert history.forked
    assert history.heads == (left, right)
    assert revisions.damage() == ()
    assert [row.forked for row in revisions.statuses()] == [True]

    revisions.append(write.revision(right, "Left", "Right", merged=left.id))
    assert not revisions.history(SOC, "en", "moat").forked
    assert [row.forked for row in revisions.statuses()] == [False]


def test_a_damaged_line_is_named_and_the_others_survive(revisions, write):
    first = write.revision(None, "Asks back")
    comment = write.comment(first, "Good")
    second = write.revision(first, "Asks twice")
    revisions.append(first, comment, second)
    put_lines(revisions, HERE, lambda lines: lines.replace(b'"Good"', b'"Bad!"'))
    broken = revisions.logs.copy_of(HERE).lines

    damage = revisions.damage()
    assert [(bad.file, bad.line) for bad in damage] == [(revisions.logs.path(HERE), 2)]
    assert "seal" in damage[0].reason
    history = revisions.history(SOC, "en", "moat")
    assert history.revisions == (first, second)
    assert history.comments == ()

    revisions.append(write.revision(second, "Asks thrice"))
    assert revisions.logs.copy_of(HERE).lines.startswith(broken)
    assert fsck(revisions).exit_code == 9


def test_a_torn_last_line_is_set_aside_by_the_next_writer(revisions, write):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    whole = revisions.logs.copy_of(HERE).lines
    put_lines(revisions, HERE, lambda lines: lines + lines[:99])
    assert revisions.history(SOC, "en", "moat").revisions == (first,)
    assert [bad.line for bad in revisions.damage()] == [2]

    second = write.revision(first, "Asks twice")
    revisions.append(second)
    assert revisions.logs.copy_of(HERE) == Copied(whole + to_line(second), whole[:99] + b"\n")
    assert revisions.history(SOC, "en", "moat").revisions == (first, second)
    assert ["set aside" in bad.reason for bad in revisions.damage()] == [True]


def test_a_whole_line_that_lost_only_its_newline_counts(revisions, write):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    put_lines(revisions, HERE, lambda lines: lines.rstrip(b"\n"))
    second = write.revision(first, "Asks twice")
    revisions.append(second)
    assert revisions.history(SOC, "en", "moat").revisions == (first, second)
    assert revisions.logs.copy_of(HERE).lines == to_line(first) + to_line(second)
    assert revisions.damage() == ()


def test_repair_sets_a_torn_line_aside_and_touches_nothing_else(revisions, write):
    revisions.append(write.revision(None, "Asks back"))
    whole = revisions.logs.copy_of(HERE).lines
    put_lines(revisions, HERE, lambda lines: lines + b'{"id":')
    report = fsck(revisions)
    assert [(problem.kind, problem.mends) for problem in report.problems] == [("torn", True)]
    assert [problem.kind for problem in repair(revisions, report).problems] == ["aside"]
    assert revisions.logs.copy_of(HERE) == Copied(whole, b'{"id":\n')


def test_redacted_words_are_gone_from_every_line_and_from_every_index(revisions, eyes, write):
    first = write.revision(None, "Secret words")
    second = write.revision(first, "Other words")
    revisions.append(first, second)
    elsewhere = eyes("elsewhere")
    assert elsewhere.history(SOC, "en", "moat").revisions == (first, second)
    redaction = Redaction(
        **{**write.comment(second, "-").model_dump(exclude={"kind", "item", "text"}), "kind": "redaction"},
        target=first.id, replaced="0" * 64, hash=first.hash, reason="A court said so.",
    )  # fmt: skip
    revisions.redact(first, redaction)

    assert b"Secret" not in revisions.logs.copy_of(HERE).lines
    (was, _) = elsewhere.history(SOC, "en", "moat").revisions
    assert (was.content.points[0].title, was.hash) == (REDACTED, first.hash)
    assert fsck(elsewhere).problems == ()
    elsewhere.append(write.revision(second, "Third"))
    assert len(revisions.history(SOC, "en", "moat").revisions) == 3


def test_what_no_reader_would_take_is_never_acknowledged(revisions, write):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    before = revisions.logs.copy_of(HERE)
    with pytest.raises(ValueError, match="not allowed in text"):
        revisions.append(write.comment(first, "Fine").model_copy(update={"text": "two\nlines"}))
    assert revisions.logs.copy_of(HERE) == before


def test_a_damaged_index_or_one_of_another_version_is_thrown_away(revisions, eyes, tmp_path, write):
    revisions.append(write.revision(None, "A"))
    wanted = revisions.statuses()
    revisions.close()
    index = tmp_path / ".authoring" / "index.sqlite"

    index.write_bytes(b"this is no database" * 400)
    after_damage = eyes()
    assert after_damage.statuses() == wanted
    after_damage.close()

    foreign = sqlite3.connect(index)
    foreign.execute("PRAGMA user_version = 99")
    foreign.execute("DROP TABLE sections")
    foreign.execute("CREATE TABLE sections (other TEXT)")
    foreign.commit()
    foreign.close()
    assert eyes().statuses() == wanted


moves = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "revise",
                "edit",
                "comment",
                "approve",
                "send back",
                "waive",
                "withdraw",
                "assign",
                "claim",
                "fork",
                "merge",
                "look",
                "damage",
            ]
        ),
        st.sampled_from([("25-4022", "en"), ("25-4022", "zh-TW"), ("15-1252", "en")]),
    ),
    max_size=18,
)


def append_move(store: Revisions, write, history, move: str, number: int) -> None:
    head, title = history.head, f"Title {number}"
    if move in ("revise", "edit"):
        by = write.decision(head, "approve").by if move == "edit" else head.by
        store.append(write.revision(head, title, by=by))
    elif move == "merge" and history.forked:
        store.append(write.revision(head, title, merged=history.heads[0].id))
    elif move == "comment":
        store.append(write.comment(head, "Hm."))
    elif move == "waive":
        store.append(write.decision(head, "waive", rule="r", fingerprint=f"f{number}"))
    elif move in ("assign", "claim"):
        until = "2026-11-23T12:00:00.000Z" if move == "claim" else None
        store.append(write.assignment(head, f"Person {number}").model_copy(update={"until": until}))
    elif move in ("approve", "withdraw", "send back"):
        store.append(write.decision(head, "request_changes" if move == "send back" else move))


def empty(store: Revisions) -> None:
    """One database serves all examples: making one takes longer than the rest."""
    if isinstance(store.logs, LogTables):
        store.logs.database.write(
            lambda connection, _again: connection.execute(text("TRUNCATE authoring.logs CASCADE"))
        )


@given(moves)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_index_kept_in_step_equals_one_built_from_nothing(open_logs, writer_for, sequence):
    with tempfile.TemporaryDirectory() as folder:

        def opened(cache: str) -> Revisions:
            return Revisions(Path(folder) / "drafts", Path(folder) / cache, open_logs())

        kept = opened("kept")
        empty(kept)
        for number, (move, (soc, locale)) in enumerate(sequence):
            write = writer_for(soc, locale)
            head = kept.history(soc, locale, "moat").head
            if move == "look":
                kept.statuses()
            elif move == "damage":
                put_lines(kept, LogName(soc, locale), lambda lines: lines + b"nonsense\n")
            elif head is None:
                kept.append(write.revision(None, f"Title {number}"))
            elif move == "fork" and head.parent:
                side = kept.history(soc, locale, "moat").revision(head.parent)
                line = to_line(write.revision(side, f"Title {number}"))
                put_lines(kept, LogName(soc, locale), lambda lines, line=line: lines + line)
            else:
                append_move(kept, write, kept.history(soc, locale, "moat"), move, number)
        rebuilt = opened("rebuilt")
        assert kept.statuses() == rebuilt.statuses()
        assert kept.damage() == rebuilt.damage()
        every = [kept.profile(soc, locale)["moat"] for soc in kept.occupations() for locale in kept.locales(soc)]
        assert set(kept.statuses()) == {row_of(history) for history in every if history.head}
        assert "index" not in {problem.kind for problem in fsck(kept).problems}
        kept.close()
        rebuilt.close()
