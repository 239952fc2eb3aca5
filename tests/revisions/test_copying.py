"""Logs carried to a database and back are the same bytes, whatever is in them; nothing there already is lost."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.errors import StorageError, UsageError
from authoring.revisions.contents import LogName
from authoring.revisions.copying import copy_logs
from authoring.revisions.lines import to_line
from authoring.revisions.log_files import LogFiles
from authoring.revisions.logs import Copied
from authoring.revisions.postgres.address import address_of
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.log_tables import LogTables
from authoring.revisions.store import Revisions

HERE = LogName("25-4022", "en")


@pytest.fixture
def team(emptied):
    logs = LogTables(Database(address_of(emptied)))
    yield logs
    logs.close()


@pytest.fixture
def files(tmp_path):
    return LogFiles(tmp_path / "drafts", tmp_path / "cache" / "locks")


def put(logs, lines, aside=b""):
    assert logs.put(HERE, Copied(lines, aside), logs.copy_of(HERE))


def copied(source, target, **how):
    return [(each.outcome, each.carried) for each in copy_logs(source, target, **how)]


def lines_of(write):
    """Good lines, damaged ones, twice the same, foreign line ends, a torn end: what a log may hold after a hard life."""
    first = write.revision(None, "Café 館員")
    second, side = write.revision(first, "Asks"), write.revision(first, "Listens")
    good = [to_line(event) for event in (first, second, side, write.comment(second, "Hm."))]
    damaged = [
        good[1].replace(b"Asks", b"Begs"),
        b"\n",
        b"\x00\xff\xfe\n",
        b"not json\r\n",
        good[0].replace(b"\n", b"\r\n"),
    ]
    torn = [good[2][:70], b"\r", good[3].rstrip(b"\n"), b""]
    return st.tuples(st.lists(st.sampled_from(good + damaged) | st.binary(max_size=20).map(lambda b: b + b"\n"), max_size=7),
                     st.sampled_from(torn)).map(lambda parts: b"".join(parts[0]) + parts[1])  # fmt: skip


def test_any_log_comes_back_byte_for_byte(emptied, write):
    team = LogTables(Database(address_of(emptied)))

    @given(lines_of(write), st.sampled_from([b"", b'{"at":\n', b"\xff\n\n"]))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def check(content, aside):
        with tempfile.TemporaryDirectory() as folder:
            here, there = (
                LogFiles(Path(folder) / name, Path(folder) / "cache" / "locks") for name in ("here", "there")
            )
            put(here, content, aside)
            put(team, b"", b"")
            team.log(*HERE).put(Copied(content, aside), Copied(b"", team.copy_of(HERE).aside))
            assert team.copy_of(HERE).lines == content
            list(copy_logs(team, there))
            assert (Path(folder) / "there/25-4022/en.jsonl").read_bytes() == content
            if aside:
                assert (Path(folder) / "there/25-4022/en.jsonl.torn").read_bytes() == aside
            # Both stores read the same history and name the same damage.
            ours, theirs = here.log(*HERE).read(), team.log(*HERE).read()
            assert (ours.events, ours.torn) == (theirs.events, theirs.torn)
            assert [(bad.line, bad.reason) for bad in ours.damaged] == [
                (bad.line, bad.reason) for bad in theirs.damaged
            ]

    check()
    team.close()


def test_importing_again_changes_nothing_and_what_grew_is_brought_up_to_date(team, files, write):
    first = write.revision(None, "Asks back")
    put(files, to_line(first))
    assert copied(files, team) == [("copied", 1)]
    stamps = dict(team.stamps())
    assert copied(files, team) == [("same", 0)]
    assert team.stamps() == stamps

    files.log(*HERE).append(write.comment(first, "Hm."))
    assert copied(files, team) == [("grown", 1)]
    team.log(*HERE).append(write.comment(first, "Yes."))
    assert copied(files, team) == [("ahead", 0)]
    assert copied(team, files) == [("grown", 1)]
    assert files.copy_of(HERE) == team.copy_of(HERE)


def test_what_went_two_ways_is_left_alone_and_joined_when_asked(team, files, write, tmp_path):
    first = write.revision(None, "Asks back")
    left, right = write.revision(first, "Left"), write.revision(first, "Right")
    put(files, to_line(first) + to_line(left))
    put(team, to_line(first) + to_line(right))
    before = team.copy_of(HERE)
    assert copied(files, team) == [("diverged", 0)]
    assert team.copy_of(HERE) == before

    assert copied(files, team, join=True) == [("joined", 1)]
    store = Revisions(tmp_path / "none", tmp_path / "other", team)
    history = store.history(*HERE, "moat")
    assert set(history.heads) == {left, right}
    assert [row.forked for row in store.statuses()] == [True]
    store.close()
    # What both have by now is no difference any more.
    assert copied(files, team, join=True) == [("joined", 0)]


def test_a_log_somebody_writes_to_meanwhile_loses_nothing(team, files, write):
    first = write.revision(None, "Asks back")
    put(files, to_line(first))
    was = team.copy_of(HERE)
    team.log(*HERE).append(first)
    assert not team.put(HERE, Copied(b"other\n", b""), was)
    assert team.log(*HERE).read().events == (first,)


def test_an_import_that_is_cut_off_has_whole_logs_only_and_carries_on(team, tmp_path, files, write, writer_for):
    for soc in ("11-1011", "15-1252", "25-4022"):
        files.log(soc, "en").append(writer_for(soc, "en").revision(None, "A"), writer_for(soc, "en").comment(None, "B"))
    (tmp_path / "drafts/15-1252/en.jsonl").unlink()
    (tmp_path / "drafts/15-1252/en.jsonl").mkdir()
    with pytest.raises(StorageError):
        list(copy_logs(files, team))
    assert [name.soc for name in team.names()] == ["11-1011"]
    (tmp_path / "drafts/15-1252/en.jsonl").rmdir()
    assert [outcome for outcome, _ in copied(files, team)] == ["same", "copied"]


def test_an_import_reads_only_what_is_named_like_a_log_and_lies_in_its_folder(team, files, write, tmp_path):
    line, drafts, outside = to_line(write.revision(None, "A")), tmp_path / "drafts", tmp_path / "outside"
    for name in (
        "25-4022/..jsonl",
        "25-4022/en\n.jsonl",
        "25-4022/..%2fen.jsonl",
        "25-4022;drop/en.jsonl",
        "../en.jsonl",
    ):
        (drafts / name).parent.mkdir(parents=True, exist_ok=True)
        (drafts / name).write_bytes(line)
    outside.mkdir()
    (outside / "en.jsonl").write_bytes(line)
    (drafts / "29-1141").symlink_to(outside)
    (drafts / "25-4022" / "ja.jsonl").symlink_to(outside / "en.jsonl")
    assert copied(files, team) == []
    assert team.names() == ()

    put(files, line)
    assert copied(files, team) == [("copied", 1)]
    assert team.names() == (HERE,)


@pytest.mark.parametrize("link", ["25-4022", "25-4022/en.jsonl", "25-4022/en.jsonl.torn"])
def test_an_export_does_not_follow_a_link_out_of_its_folder(team, files, write, tmp_path, link):
    put(team, to_line(write.revision(None, "A")), b'{"at":\n')
    outside = tmp_path / "outside"
    outside.mkdir()
    if "/" in link:
        (outside / "kept").write_bytes(b"theirs\n")
    where = tmp_path / "drafts" / link
    where.parent.mkdir(parents=True)
    where.symlink_to(outside / "kept" if "/" in link else outside)
    before = [(path.name, path.read_bytes()) for path in outside.iterdir()]
    if link.endswith(".torn"):
        copied(team, files)
    else:
        with pytest.raises(StorageError, match="leads out of"):
            copied(team, files)
    assert [(path.name, path.read_bytes()) for path in outside.iterdir()] == before


@pytest.mark.parametrize("name", [("../../etc", "en"), ("25-4022", "../../x"), ("25-4022", "en/../../x"), ("", "en")])
def test_a_name_from_a_database_that_is_no_log_s_never_becomes_a_path(files, write, tmp_path, name):
    class Hostile:
        """A database somebody else writes to."""

        def names(self):
            return (LogName(*name),)

        def copy_of(self, _name):
            return Copied(to_line(write.revision(None, "A")), b"")

    with pytest.raises(UsageError):
        copied(Hostile(), files)
    assert list(tmp_path.iterdir()) == []
