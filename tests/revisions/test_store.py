"""What a workspace's histories add up to, and who may write what after whom."""

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.errors import Conflict, StorageError, UsageError
from authoring.revisions.lines import to_line
from authoring.revisions.rows import row_of
from authoring.revisions.store import Revisions

SOC = "25-4022"


def test_what_was_appended_is_read_back_by_another_process_s_eyes(revisions, drafts, tmp_path, write):
    first = write.revision(None, "Asks back", "Knows the house")
    second = write.revision(first, "Asks back", "Knows the town")
    comment = write.comment(second, "Which town?")
    revisions.append(first)
    revisions.append(second, comment)

    history = Revisions(drafts, tmp_path / "other").history(SOC, "en", "moat")

    assert history.revisions == (first, second)
    assert history.comments == (comment,)
    assert history.head == second
    assert not history.forked


def test_a_section_nobody_wrote_is_empty_and_reading_creates_nothing(revisions, tmp_path):
    assert revisions.history(SOC, "en", "moat").head is None
    assert revisions.occupations() == ()
    assert list(tmp_path.iterdir()) == []


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


def test_two_branches_joined_by_git_show_as_forked_and_a_merge_heals_them(revisions, drafts, write, tmp_path):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    log = drafts / SOC / "en.jsonl"
    shared = log.read_bytes()
    left, right = write.revision(first, "Left"), write.revision(first, "Right")
    revisions.append(left)
    ours = log.read_bytes().removeprefix(shared)
    log.write_bytes(shared)
    revisions.append(right)
    log.write_bytes(shared + ours + log.read_bytes().removeprefix(shared) + ours)  # union keeps a line twice

    history = revisions.history(SOC, "en", "moat")
    assert history.forked
    assert history.heads == (left, right)
    assert history.head == right
    assert revisions.damage() == ()
    assert [row.forked for row in revisions.statuses()] == [True]

    revisions.append(write.revision(right, "Left", "Right", merged=left.id))
    assert not revisions.history(SOC, "en", "moat").forked


def test_branches_that_git_joins_by_union_lose_nothing(tmp_path, write):
    def git(*words: str) -> None:
        who = ("-c", "user.name=Mei", "-c", "user.email=mei@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    def commit(*events: object) -> None:
        store = Revisions(tmp_path / "drafts", tmp_path / ".authoring")
        store.append(*events)
        git("add", "-A")
        git("commit", "-m", "work")

    git("init")
    (tmp_path / ".gitattributes").write_text("drafts/**/*.jsonl merge=union -text\n")
    first = write.revision(None, "Asks back")
    left, right = write.revision(first, "Left"), write.revision(first, "Right")
    remark = write.comment(right, "Hm.")
    commit(first)
    git("checkout", "-b", "other")
    commit(left)
    git("checkout", "main")
    commit(right, remark)
    git("merge", "other")

    store = Revisions(tmp_path / "drafts", tmp_path / ".authoring")
    history = store.history(SOC, "en", "moat")
    assert history.heads == (left, right)
    assert history.comments == (remark,)
    assert store.damage() == ()
    store.close()
    tracked = subprocess.run(["git", "ls-files"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert tracked.split() == [".gitattributes", f"drafts/{SOC}/en.jsonl"]


def test_one_append_is_about_one_occupation_and_locale(revisions, write, writer_for):
    with pytest.raises(ValueError, match="one occupation"):
        revisions.append(write.revision(None, "A"), writer_for("25-4022", "ja").revision(None, "B"))


@pytest.mark.parametrize("name", ["../../etc", "25-4022/../../x", "", "25-4022\n", "x" * 300, "../25-4022"])
def test_hostile_names_are_refused_before_a_path_is_made(revisions, name, tmp_path):
    with pytest.raises(UsageError):
        revisions.history(name, "en", "moat")
    with pytest.raises(UsageError):
        revisions.history(SOC, name, "moat")
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_out_of_the_workspace_is_not_followed(revisions, drafts, tmp_path, write):
    outside = tmp_path / "outside"
    outside.mkdir()
    drafts.mkdir()
    (drafts / SOC).symlink_to(outside)

    with pytest.raises(StorageError):
        revisions.append(write.revision(None, "A"))
    assert list(outside.iterdir()) == []
    assert revisions.occupations() == ()


def test_only_files_named_like_logs_are_logs(revisions, drafts, write, writer_for):
    revisions.append(write.revision(None, "A"))
    revisions.append(writer_for(SOC, "zh-TW").revision(None, "B"))
    (drafts / SOC / "notes.jsonl").write_text("mine\n")
    (drafts / "README.md").write_text("mine\n")

    assert revisions.occupations() == (SOC,)
    assert revisions.locales(SOC) == ("en", "zh-TW")
    assert revisions.damage() == ()


def test_a_damaged_line_is_named_and_the_others_survive(revisions, drafts, write):
    first = write.revision(None, "Asks back")
    comment = write.comment(first, "Good")
    second = write.revision(first, "Asks twice")
    revisions.append(first, comment, second)
    log = drafts / SOC / "en.jsonl"
    broken = log.read_bytes().replace(b'"Good"', b'"Bad!"')
    log.write_bytes(broken)

    damage = revisions.damage()
    assert [(bad.file, bad.line) for bad in damage] == [(log, 2)]
    assert "seal" in damage[0].reason
    history = revisions.history(SOC, "en", "moat")
    assert history.revisions == (first, second)
    assert history.comments == ()
    assert log.read_bytes() == broken

    third = write.revision(second, "Asks thrice")
    revisions.append(third)
    assert log.read_bytes().startswith(broken)


def test_a_damaged_index_or_one_of_another_version_is_thrown_away(revisions, drafts, tmp_path, write):
    revisions.append(write.revision(None, "A"))
    wanted = revisions.statuses()
    revisions.close()
    index = tmp_path / ".authoring" / "index.sqlite"

    index.write_bytes(b"this is no database" * 400)
    after_damage = Revisions(drafts, tmp_path / ".authoring")
    assert after_damage.statuses() == wanted
    after_damage.close()

    foreign = sqlite3.connect(index)
    foreign.execute("PRAGMA user_version = 99")
    foreign.execute("DROP TABLE sections")
    foreign.execute("CREATE TABLE sections (other TEXT)")
    foreign.commit()
    foreign.close()
    after_other = Revisions(drafts, tmp_path / ".authoring")
    assert after_other.statuses() == wanted
    after_other.close()


def test_the_cache_keeps_itself_out_of_git(revisions, tmp_path, write):
    revisions.append(write.revision(None, "A"))
    revisions.statuses()
    assert (tmp_path / ".authoring" / ".gitignore").read_text() == "*\n"


def test_a_log_that_is_gone_leaves_the_index(revisions, drafts, write):
    revisions.append(write.revision(None, "A"))
    assert len(revisions.statuses()) == 1
    (drafts / SOC / "en.jsonl").unlink()
    assert revisions.statuses() == ()
    assert revisions.history(SOC, "en", "moat").head is None


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


def add(drafts: Path, soc: str, locale: str, line: bytes) -> None:
    """Write past the store, as git, an editor or a bad disk does."""
    log = drafts / soc / f"{locale}.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        file.write(line)


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


@given(moves)
@settings(max_examples=40, deadline=None)
def test_an_index_kept_in_step_equals_one_built_from_nothing(writer_for, sequence):
    with tempfile.TemporaryDirectory() as folder:
        drafts = Path(folder) / "drafts"
        kept = Revisions(drafts, Path(folder) / "kept")
        for number, (move, (soc, locale)) in enumerate(sequence):
            write = writer_for(soc, locale)
            head = kept.history(soc, locale, "moat").head
            if move == "look":
                kept.statuses()
            elif move == "damage":
                add(drafts, soc, locale, b"nonsense\n")
            elif head is None:
                kept.append(write.revision(None, f"Title {number}"))
            elif move == "fork" and head.parent:
                side = kept.history(soc, locale, "moat").revision(head.parent)
                add(drafts, soc, locale, to_line(write.revision(side, f"Title {number}")))
            else:
                append_move(kept, write, kept.history(soc, locale, "moat"), move, number)
        rebuilt = Revisions(drafts, Path(folder) / "rebuilt")
        assert kept.statuses() == rebuilt.statuses()
        assert kept.damage() == rebuilt.damage()
        every = [kept.profile(soc, locale)["moat"] for soc in kept.occupations() for locale in kept.locales(soc)]
        assert set(kept.statuses()) == {row_of(history) for history in every if history.head}
        kept.close()
        rebuilt.close()


def test_a_read_only_cache_still_shows_the_queue(unprivileged, writer_for):
    def look(folder: Path) -> str:
        (folder / ".authoring").mkdir(mode=0o555)
        store = Revisions(folder / "drafts", folder / ".authoring")
        rows = store.statuses()
        store.close()
        return rows[0].soc

    assert unprivileged(look, prepared=lambda f: _one_draft(f, writer_for)) == SOC


def test_an_index_that_can_only_be_read_is_left_for_one_in_memory(unprivileged, writer_for):
    def look(folder: Path) -> str:
        cache = folder / ".authoring"
        store = Revisions(folder / "drafts", cache)
        store.statuses()
        store.append(writer_for("15-1252", "en").revision(None, "B"))
        store.close()
        for path in (*cache.iterdir(), cache):
            path.chmod(0o555)
        again = Revisions(folder / "drafts", cache)
        rows = again.statuses()
        again.close()
        return " ".join(row.soc for row in rows)

    assert unprivileged(look, prepared=lambda f: _one_draft(f, writer_for)) == f"15-1252 {SOC}"


def test_a_read_only_folder_is_an_error_that_says_so_and_changes_nothing(unprivileged, writer_for):
    def add(folder: Path) -> str:
        store = Revisions(folder / "drafts", folder / ".authoring")
        head = store.history(SOC, "en", "moat").head
        for path in (folder / "drafts" / SOC / "en.jsonl", folder / "drafts" / SOC):
            path.chmod(0o555)
        try:
            store.append(writer_for(SOC, "en").revision(head, "B"))
        except StorageError as error:
            return f"{error.message} {len(store.history(SOC, 'en', 'moat').revisions)}"
        return "was written"

    said = unprivileged(add, prepared=lambda f: _one_draft(f, writer_for))
    assert "could not write" in said
    assert "en.jsonl: Permission denied" in said
    assert said.endswith(" 1")


def _one_draft(folder: Path, writer_for) -> None:
    store = Revisions(folder / "drafts", folder / "elsewhere")
    store.append(writer_for(SOC, "en").revision(None, "A"))
    store.close()


def test_the_index_is_not_loaded_before_it_is_used():
    code = "import sys, authoring.revisions.store; print('sqlalchemy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_what_no_reader_would_take_is_never_acknowledged(revisions, drafts, write):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    before = (drafts / SOC / "en.jsonl").read_bytes()
    with pytest.raises(ValueError, match="not allowed in text"):
        revisions.append(write.comment(first, "Fine").model_copy(update={"text": "two\nlines"}))
    assert (drafts / SOC / "en.jsonl").read_bytes() == before
