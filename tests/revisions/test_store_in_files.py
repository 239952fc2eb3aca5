"""What only logs in files can meet with: git, links, foreign files, folders that cannot be written."""

import subprocess
import sys
from pathlib import Path

import pytest

from authoring.errors import StorageError
from authoring.revisions.store import Revisions

SOC = "25-4022"


@pytest.fixture
def kept_in() -> str:
    return "files"


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


def test_a_link_that_leads_out_of_the_workspace_is_not_followed(revisions, drafts, tmp_path, write):
    outside = tmp_path / "outside"
    outside.mkdir()
    drafts.mkdir()
    (drafts / SOC).symlink_to(outside)

    with pytest.raises(StorageError):
        revisions.append(write.revision(None, "A"))
    assert list(outside.iterdir()) == []
    assert revisions.occupations() == ()


def test_what_was_cut_off_is_not_set_aside_through_a_link(revisions, drafts, write, tmp_path):
    first = write.revision(None, "A")
    revisions.append(first)
    log = drafts / SOC / "en.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole + whole[:40])
    (tmp_path / "theirs").write_text("theirs")
    log.with_name("en.jsonl.torn").symlink_to(tmp_path / "theirs")
    with pytest.raises(StorageError):
        revisions.append(write.comment(first, "Hm."))
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert log.read_bytes() == whole + whole[:40]


def test_only_files_named_like_logs_are_logs(revisions, drafts, write, writer_for):
    revisions.append(write.revision(None, "A"))
    revisions.append(writer_for(SOC, "zh-TW").revision(None, "B"))
    (drafts / SOC / "notes.jsonl").write_text("mine\n")
    (drafts / "README.md").write_text("mine\n")

    assert revisions.occupations() == (SOC,)
    assert revisions.locales(SOC) == ("en", "zh-TW")
    assert revisions.damage() == ()


def test_the_cache_keeps_itself_out_of_git(revisions, tmp_path, write):
    revisions.append(write.revision(None, "A"))
    revisions.statuses()
    assert (tmp_path / ".authoring" / ".gitignore").read_text() == "*\n"


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


def test_a_log_that_is_gone_leaves_the_index(revisions, drafts, write):
    revisions.append(write.revision(None, "A"))
    assert len(revisions.statuses()) == 1
    (drafts / SOC / "en.jsonl").unlink()
    assert revisions.statuses() == ()
    assert revisions.history(SOC, "en", "moat").head is None
