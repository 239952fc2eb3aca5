"""What only a database can meet with: a line that is cut, a server that dies, passwords, many machines."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from pathlib import Path

import pytest
from cutting_proxy import CuttingProxy

from authoring.errors import StorageError, WorkspaceError
from authoring.revisions.contents import LogName
from authoring.revisions.fsck import fsck, repair
from authoring.revisions.lines import to_line
from authoring.revisions.postgres.address import address_of
from authoring.revisions.postgres.database import Database
from authoring.revisions.postgres.log_tables import LogTables
from authoring.revisions.store import Revisions
from authoring.settings import open_workspace
from authoring.wiring import Wiring
from schemas.events import Redaction

SOC = "25-4022"
HERE = LogName(SOC, "en")


@pytest.fixture
def kept_in() -> str:
    return "postgres"


def cut_every_line(postgres) -> None:
    """As a firewall, a sleeping laptop or an administrator does."""
    postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'author'")


def test_a_cut_line_is_not_noticed_when_nothing_was_under_way(revisions, postgres, write):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    cut_every_line(postgres)
    second = write.revision(first, "Asks twice")
    revisions.append(second)
    cut_every_line(postgres)
    assert revisions.history(SOC, "en", "moat").revisions == (first, second)


@pytest.fixture
def fragile(postgres, database_named):
    """A store behind a line that can be cut, and the line."""
    folder = Path(tempfile.mkdtemp(prefix="px"))  # a socket's path has to be short
    line = CuttingProxy(folder, postgres.folder)
    name = database_named()
    address = f"postgresql://tests@/{name}?host={folder}"
    store = Revisions(folder / "none", folder / "cache", LogTables(Database(address_of(address))))
    yield store, line
    store.close()
    line.close()
    shutil.rmtree(folder)


def test_an_event_that_was_kept_unheard_is_acknowledged_once_and_not_doubled(fragile, write):
    store, line = fragile
    first = write.revision(None, "Asks back")
    store.append(first)
    second, comment = write.revision(first, "Asks twice"), write.comment(first, "Hm.")
    line.cut_next_commit()
    store.append(second, comment)
    assert line.cuts == 1
    assert store.logs.copy_of(HERE).lines == to_line(first) + to_line(second) + to_line(comment)
    assert [row.head for row in store.statuses()] == [second.id]
    assert fsck(store).problems == ()


def test_a_redaction_that_was_done_unheard_is_not_done_twice(fragile, write):
    store, line = fragile
    first = write.revision(None, "Secret words")
    second = write.revision(first, "Other words")
    store.append(first, second)
    fields = write.comment(second, "-").model_dump(exclude={"kind", "item", "text"})
    redaction = Redaction(
        **fields, kind="redaction", target=first.id, replaced="0" * 64, hash=first.hash, reason="A court said so."
    )
    line.cut_next_commit()
    store.redact(first, redaction)
    assert line.cuts == 1
    assert store.logs.copy_of(HERE).lines.count(redaction.id.encode()) == 1
    assert fsck(store).problems == ()


def test_a_server_that_is_gone_is_an_error_that_says_so_and_the_text_is_kept_by_whoever_typed_it(
    postgres, database, tmp_path, write
):
    store = Revisions(tmp_path / "none", tmp_path / "cache", LogTables(Database(address_of(database))))
    first = write.revision(None, "Asks back")
    store.append(first)
    postgres.stop(signal.SIGQUIT)  # at once, as in a crash
    try:
        with pytest.raises(StorageError) as gone:
            store.append(write.revision(first, "Asks twice"))
        assert "cannot be reached" in gone.value.message
        assert "What you typed is kept" in gone.value.hint
    finally:
        postgres.start()
    second = write.revision(first, "Asks twice")
    store.append(second)
    assert store.history(SOC, "en", "moat").revisions == (first, second)
    store.close()


def test_a_server_that_starts_again_while_an_append_is_under_way_is_waited_for(postgres, database, tmp_path, write):
    store = Revisions(tmp_path / "none", tmp_path / "cache", LogTables(Database(address_of(database))))
    first = write.revision(None, "Asks back")
    held = threading.Event()
    tries = []

    def slow(connection, again):
        tries.append(again)
        if not again:
            held.set()
            connection.exec_driver_sql("SELECT pg_sleep(30)")
        return

    working = threading.Thread(target=lambda: store.logs.database.write(slow))
    working.start()
    held.wait(10)
    postgres.stop(signal.SIGQUIT)
    postgres.start()
    working.join(30)
    assert tries == [False, True]
    store.append(first)
    assert store.history(SOC, "en", "moat").head == first
    store.close()


WRITER = """
    import sys, time
    from pathlib import Path
    from authoring.revisions.ids import new_event_id, now
    from authoring.revisions.postgres.address import address_of
    from authoring.revisions.postgres.database import Database
    from authoring.revisions.postgres.log_tables import LogTables
    from authoring.revisions.store import Revisions
    from schemas.events import Actor, Comment

    store = Revisions(Path("none"), Path(sys.argv[2]), LogTables(Database(address_of(sys.argv[1]))))

    def comment(text):
        return Comment(kind="comment", id=new_event_id(), at=now(), by=Actor(kind="person", name="Mei"),
                       soc="25-4022", locale="en", section="moat", parent=None, item=None, text=text)
"""


def start(address: str, tmp_path, body: str) -> "subprocess.Popen[bytes]":
    code = textwrap.dedent(WRITER) + textwrap.dedent(body)
    arguments = [sys.executable, "-c", code, address, str(tmp_path / "writer")]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE)


@pytest.mark.parametrize("milliseconds", [20, 60])
def test_a_writer_killed_at_any_moment_has_lost_nothing_it_acknowledged(revisions, emptied, tmp_path, milliseconds):
    writer = start(
        emptied,
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
    said = (first + writer.stdout.read()).decode().split("\n")
    writer.stdout.close()
    writer.wait()
    acknowledged = [event_id for line in said[:-1] for event_id in line.split()]

    ids = [event.id for event in revisions.history(SOC, "en", "moat").events]
    assert set(acknowledged) <= set(ids)
    assert len(ids) == len(set(ids))
    assert len(ids) % 2 == 0  # both of an append, or none
    assert fsck(revisions).problems == ()


def test_what_is_written_beside_the_lines_is_examined_and_made_anew(revisions, write):
    revisions.append(write.revision(None, "Asks back"))
    wanted = revisions.statuses()
    database = revisions.logs.database
    database.write(lambda c, _again: c.exec_driver_sql("UPDATE authoring.sections SET author = 'Nobody'"))
    report = fsck(revisions)
    assert [(problem.kind, problem.mends) for problem in report.problems] == [("index", True)]
    assert repair(revisions, report).problems == ()
    assert revisions.statuses() == wanted


def test_a_line_changed_in_the_database_is_found(revisions, write):
    revisions.append(write.revision(None, "Asks back"))
    revisions.logs.database.write(
        lambda c, _again: c.exec_driver_sql("UPDATE authoring.lines SET raw = overlay(raw PLACING 'X'::bytea FROM 40)")
    )
    assert fsck(revisions).exit_code == 9


def test_rows_that_another_version_of_the_program_folded_are_folded_anew(revisions, eyes, write):
    revisions.append(write.revision(None, "Asks back"))
    wanted = revisions.statuses()

    def as_before(connection, _again):
        connection.exec_driver_sql("UPDATE authoring.about SET index_version = 1")
        connection.exec_driver_sql("ALTER TABLE authoring.sections DROP COLUMN author, ADD COLUMN older text")

    revisions.logs.database.write(as_before)
    assert eyes("elsewhere").statuses() == wanted


def test_tables_of_a_newer_program_are_not_touched(revisions, eyes, write):
    revisions.append(write.revision(None, "Asks back"))
    change = "UPDATE authoring.about SET layout = layout + {}"
    revisions.logs.database.write(lambda c, _again: c.exec_driver_sql(change.format(1)))
    try:
        with pytest.raises(WorkspaceError) as refused:
            eyes("elsewhere").statuses()
        assert "layout 2" in refused.value.message
    finally:
        revisions.logs.database.write(lambda c, _again: c.exec_driver_sql(change.format(-1)))


SECRET = "correct-horse"


@pytest.fixture
def guarded(postgres, database_named):
    """A database whose user has a password."""
    name = database_named()
    if not postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'guarded'"):
        postgres.sql(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
    postgres.sql(f"ALTER DATABASE {name} OWNER TO guarded")
    return postgres.url(name, user="guarded")


def workspace(tmp_path, *lines: str) -> Wiring:
    (tmp_path / "authoring.toml").write_text("\n".join(lines) + "\n")
    return Wiring(open_workspace(tmp_path), "Mei")


def test_a_password_comes_from_the_environment_or_a_closed_file(guarded, tmp_path, monkeypatch, write):
    monkeypatch.setenv("PGPASSWORD", SECRET)
    store = workspace(tmp_path, f'database = "{guarded}"').revisions
    store.append(write.revision(None, "Asks back"))
    store.close()

    monkeypatch.delenv("PGPASSWORD")
    file = tmp_path / "password"
    file.write_text(SECRET + "\n")
    file.chmod(0o644)
    named = (f'database = "{guarded}"', 'database_password_file = "password"')
    with pytest.raises(WorkspaceError, match="can be read by others"):
        _ = workspace(tmp_path, *named).revisions
    file.chmod(0o600)
    store = workspace(tmp_path, *named).revisions
    assert store.occupations() == (SOC,)
    store.close()

    pgpass = tmp_path / "pgpass"
    pgpass.write_text(f"*:*:*:guarded:{SECRET}\n")
    pgpass.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(pgpass))
    store = workspace(tmp_path, named[0]).revisions
    assert store.occupations() == (SOC,)
    store.close()


def test_a_wrong_password_is_refused_at_once_and_no_password_is_ever_shown(guarded, tmp_path, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "wrong-horse")
    store = workspace(tmp_path, f'database = "{guarded}"').revisions
    with pytest.raises(StorageError) as refused:
        store.occupations()
    assert "password authentication failed" in refused.value.message
    assert "horse" not in f"{refused.value.message} {refused.value.hint} {refused.value!r} {refused.value.__cause__!r}"
    store.close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://mei:correct-horse@db/team", "holds a password"),
        ("postgresql://mei@db/team?password=correct-horse", "holds a password"),
        ("mysql://mei@db/team", "not PostgreSQL"),
        ("postgresql://mei@db", "names no database"),
        ("somewhere", "not the address"),
        ("postgresql://mei@db:port/team", "not the address"),
    ],
    ids=["password", "password in the query", "mysql", "no name", "no address", "bad port"],
)
def test_a_bad_address_is_refused_without_showing_a_password(address, said):
    with pytest.raises(WorkspaceError, match=said) as refused:
        address_of(address)
    assert "horse" not in f"{refused.value.message} {refused.value.hint} {refused.value.__cause__!r}"


def test_a_database_nobody_wrote_to_is_empty_and_reading_makes_no_tables(postgres, database_named, tmp_path):
    name = database_named()
    store = Revisions(tmp_path / "none", tmp_path / "cache", LogTables(Database(address_of(postgres.url(name)))))
    assert (store.occupations(), store.statuses(), store.damage()) == ((), (), ())
    assert fsck(store).problems == ()
    assert postgres.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'authoring'", name) == [(0,)]
    store.close()


def test_many_who_begin_at_once_make_the_tables_once(database, tmp_path, write, writer_for):
    stores = [
        Revisions(tmp_path / "none", tmp_path / f"{n}", LogTables(Database(address_of(database)))) for n in range(6)
    ]
    failed = []

    def begin(number: int) -> None:
        try:
            stores[number].append(writer_for(f"25-402{number}", "en").revision(None, "A"))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(stores[0].occupations()) == 6
    for store in stores:
        store.close()
