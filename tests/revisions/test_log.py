"""The log on a disk that misbehaves: killed writers, full disks, many writers, torn and foreign lines."""

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.errors import StorageError
from authoring.revisions.log import LogFile
from authoring.revisions.store import Revisions
from schemas.base import canonical_json

SOC = "25-4022"


@pytest.fixture
def kept_in() -> str:
    return "files"


APPEND_COMMENTS = """
    import sys
    from pathlib import Path
    from authoring.errors import Conflict, StorageError
    from authoring.revisions.ids import new_event_id, now
    from authoring.revisions.store import Revisions
    from schemas.events import Actor, Comment

    folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    store = Revisions(folder / "drafts", folder / "cache")

    def comment(text):
        return Comment(kind="comment", id=new_event_id(), at=now(), by=Actor(kind="person", name=name),
                       soc="25-4022", locale="en", section="moat", parent=None, item=None, text=text)
"""


def script(body: str) -> str:
    return textwrap.dedent(APPEND_COMMENTS) + textwrap.dedent(body)


def start(folder: Path, body: str, name: str = "Mei", count: int = 0) -> "subprocess.Popen[bytes]":
    arguments = [sys.executable, "-c", script(body), str(folder), name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE)


def log_of(folder: Path) -> LogFile:
    return LogFile(folder / "drafts" / SOC / "en.jsonl", folder / "cache" / "locks" / "test.lock")


@pytest.mark.parametrize("milliseconds", [30, 55, 90])
def test_a_writer_killed_at_any_moment_has_lost_nothing_it_acknowledged(tmp_path, milliseconds):
    writer = start(
        tmp_path,
        """
        while True:
            made = [comment("x" * 5000), comment("y")]
            store.append(*made)
            print(made[0].id, made[1].id, flush=True)
        """,
    )
    first = writer.stdout.readline()
    time.sleep(milliseconds / 1000)
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged = (first + writer.stdout.read()).decode().split("\n")
    writer.stdout.close()
    writer.wait()
    whole = [event_id for line in acknowledged[:-1] for event_id in line.split()]

    contents = log_of(tmp_path).read()
    ids = [event.id for event in contents.events]
    assert set(whole) <= set(ids)
    assert len(ids) == len(set(ids))
    assert contents.damaged == ()
    store = Revisions(tmp_path / "drafts", tmp_path / "cache")
    assert len(store.history(SOC, "en", "moat").comments) == len(ids)


def test_eight_writers_at_once_lose_nothing_and_share_one_head(tmp_path, write):
    store = Revisions(tmp_path / "drafts", tmp_path / "cache")
    store.append(write.revision(None, "Begin"))
    body = """
        from schemas.base import content_hash
        from schemas.events import Revision
        while count:
            store.append(comment(f"{name} {count}"))
            head = store.history("25-4022", "en", "moat").head
            title = head.content.points[0].model_copy(update={"title": f"{name} {count}"})
            content = head.content.model_copy(update={"points": (title,)})
            mine = head.model_copy(update={"id": new_event_id(head.id), "parent": head.id, "content": content,
                                           "hash": content_hash(content)})
            try:
                store.append(mine)
            except Conflict:
                continue
            count -= 1
    """
    writers = [start(tmp_path, body, f"P{number}", 6) for number in range(8)]
    for writer in writers:
        assert writer.wait(timeout=120) == 0
        writer.stdout.close()

    history = Revisions(tmp_path / "drafts", tmp_path / "cache").history(SOC, "en", "moat")
    assert len(history.revisions) == 1 + 8 * 6
    assert not history.forked
    assert len(history.ancestry(history.head.id)) == 1 + 8 * 6
    assert len({comment.text for comment in history.comments}) == 8 * 6


def test_a_torn_last_line_is_reported_then_set_aside_and_nothing_else_is_touched(revisions, drafts, write):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    log = drafts / SOC / "en.jsonl"
    whole = log.read_bytes()
    torn = whole[: len(whole) // 2]
    with log.open("ab") as file:
        file.write(torn)

    assert revisions.history(SOC, "en", "moat").revisions == (first,)
    assert [(bad.file, bad.line) for bad in revisions.damage()] == [(log, 2)]
    assert log.read_bytes() == whole + torn

    second = write.revision(first, "Asks twice")
    revisions.append(second)
    assert log.read_bytes().startswith(whole)
    assert revisions.history(SOC, "en", "moat").revisions == (first, second)
    aside = log.with_name("en.jsonl.torn")
    assert aside.read_bytes() == torn + b"\n"
    assert [bad.file for bad in revisions.damage()] == [aside]


def test_a_full_disk_is_an_error_and_the_log_is_what_it_was(tmp_path):
    writer = start(
        tmp_path,
        """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        store.append(comment("first"))
        log = folder / "drafts" / "25-4022" / "en.jsonl"
        before = log.read_bytes()
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 300, resource.RLIM_INFINITY))
        try:
            store.append(comment("z" * 2000))
            print("acknowledged")
        except StorageError as error:
            print(error.message)
        print(log.read_bytes() == before, len(store.history("25-4022", "en", "moat").comments))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        store.append(comment("after"))
        print(len(store.history("25-4022", "en", "moat").comments), store.damage())
        store.close()
        """,
    )
    said = writer.communicate(timeout=60)[0].decode().splitlines()
    assert "could not write" in said[0]
    assert "en.jsonl" in said[0]
    assert said[1:] == ["True 1", "2 ()"]


def test_a_disk_full_from_the_start_leaves_no_empty_log(tmp_path):
    writer = start(
        tmp_path,
        """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
        try:
            store.append(comment("z" * 2000))
        except StorageError as error:
            print((folder / "drafts" / "25-4022" / "en.jsonl").exists())
        """,
    )
    assert writer.communicate(timeout=60)[0] == b"False\n"


def test_a_log_from_a_checkout_with_other_line_ends_is_still_trusted(revisions, drafts, write):
    first = write.revision(None, "Asks back")
    revisions.append(first, write.comment(first, "Hm."))
    log = drafts / SOC / "en.jsonl"
    log.write_bytes(log.read_bytes().replace(b"\n", b"\r\n"))
    assert len(revisions.history(SOC, "en", "moat").events) == 2
    assert revisions.damage() == ()


def test_one_id_for_two_different_events_is_damage(revisions, drafts, tmp_path, write, writer_for):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    other = Revisions(tmp_path / "other", tmp_path / "other-cache")
    other.append(write.revision(None, "Listens", id=first.id))
    with (drafts / SOC / "en.jsonl").open("ab") as log:
        log.write((tmp_path / "other" / SOC / "en.jsonl").read_bytes())
    assert revisions.history(SOC, "en", "moat").revisions == (first,)
    assert "otherwise" in revisions.damage()[0].reason


def test_a_line_is_canonical_json_and_the_documented_code_checks_its_seal(revisions, drafts, write):
    revisions.append(write.revision(None, "Café 館員 “x”\\", '\U0001f600 "seal":"no"'))
    line = (drafts / SOC / "en.jsonl").read_bytes().rstrip(b"\n")
    assert canonical_json(json.loads(line)) == line

    document = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")
    (documented,) = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    exec(documented, {"line": line})
    with pytest.raises(AssertionError):
        exec(documented, {"line": line.replace("館員".encode(), "館長".encode())})


@given(st.lists(st.binary(max_size=60) | st.just(b'{"a":1,"seal":"' + b"0" * 64 + b'"}'), max_size=6))
@settings(max_examples=40, deadline=None)
def test_no_bytes_whatever_stop_the_reading_of_good_lines(tmp_path_factory, write, foreign):
    folder = tmp_path_factory.mktemp("log")
    store = Revisions(folder / "drafts", folder / "cache")
    first = write.revision(None, "Asks back")
    store.append(first)
    log = folder / "drafts" / SOC / "en.jsonl"
    good = log.read_bytes()
    log.write_bytes(b"".join(line + b"\n" for line in foreign) + good)
    contents = log_of(folder).read()
    assert contents.events == (first,)
    assert len(contents.damaged) == sum(line.count(b"\n") + 1 for line in foreign)
    store.append(write.revision(first, "Asks twice"))
    assert log.read_bytes().endswith(b"\n")
    assert len(log_of(folder).read().events) == 2


def test_a_lock_that_is_held_is_waited_for(revisions, drafts, write, monkeypatch):
    from filelock import FileLock

    import authoring.revisions.log as log_module

    monkeypatch.setattr(log_module, "LOCK_SECONDS", 0.1)
    revisions.append(write.revision(None, "Asks back"))
    with FileLock(revisions.cache / "locks" / "25-4022.en.lock"), pytest.raises(StorageError) as refused:
        revisions.append(write.comment(None, "Hm."))
    assert "locked" in refused.value.message
