"""Who is where: seen by the others, gone with whoever leaves, and never believed for long."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from authoring.revisions.presence import BELIEVED_SECONDS, PresenceFiles

MOAT = ("25-4022", "en", "moat")


@pytest.fixture
def enter(tmp_path, kept_in, request):
    """Gives the presence of one more program."""
    if kept_in == "files":
        return lambda person: PresenceFiles(tmp_path / ".authoring", person)
    from authoring.revisions.postgres.address import address_of
    from authoring.revisions.postgres.database import Database
    from authoring.revisions.postgres.presence_table import PresenceTable

    address = request.getfixturevalue("emptied")
    return lambda person: PresenceTable(Database(address_of(address)), person)


@pytest.fixture
def make_old(tmp_path, kept_in, postgres):
    """As if nobody had said anything for a minute."""

    def age() -> None:
        if kept_in == "postgres":
            postgres.sql("UPDATE authoring.presence SET seen = seen - interval '60 seconds'", "shared")
            return
        for file in (tmp_path / ".authoring" / "presence").iterdir():
            then = file.stat().st_mtime - BELIEVED_SECONDS - 1
            os.utime(file, (then, then))

    return age


def seen(presence):
    return [(each.person, each.section, each.doing) for each in presence.others()]


def test_the_others_are_seen_and_oneself_is_not(enter):
    mei, jan = enter("Mei"), enter("Jan")
    assert seen(jan) == []
    mei.enter(*MOAT, "reading")
    jan.enter("25-4022", "ja", "faq", "editing")
    assert seen(jan) == [("Mei", "moat", "reading")]
    assert seen(mei) == [("Jan", "faq", "editing")]
    assert sorted(seen(enter("Ada"))) == [("Jan", "faq", "editing"), ("Mei", "moat", "reading")]


def test_whoever_goes_on_is_there_and_whoever_leaves_is_nowhere(enter):
    mei, jan = enter("Mei"), enter("Jan")
    mei.enter(*MOAT, "reading")
    since = jan.others()[0].since
    mei.enter(*MOAT, "reading")
    assert [each.since for each in jan.others()] == [since]
    mei.enter(*MOAT, "editing")
    assert seen(jan) == [("Mei", "moat", "editing")]
    mei.leave()
    assert seen(jan) == []
    mei.leave()


def test_who_says_nothing_for_a_minute_is_not_believed_and_is_again_at_a_word(enter, make_old):
    mei, jan = enter("Mei"), enter("Jan")
    mei.enter(*MOAT, "reading")
    make_old()
    assert seen(jan) == []
    mei.enter(*MOAT, "reading")
    assert seen(jan) == [("Mei", "moat", "reading")]


@pytest.mark.parametrize("kept_in", ["files"])
def test_a_killed_program_on_this_machine_is_nowhere_at_once(enter, tmp_path):
    code = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from authoring.revisions.presence import PresenceFiles
        PresenceFiles(Path({str(tmp_path / ".authoring")!r}), "Mei").enter(*{MOAT!r}, "editing")
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    ran = subprocess.run([sys.executable, "-c", code], check=False)
    assert ran.returncode < 0
    assert len(list((tmp_path / ".authoring" / "presence").iterdir())) == 1
    assert seen(enter("Jan")) == []


@pytest.mark.parametrize("kept_in", ["files"])
@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b'{"person": "M\\u001bei", "soc": "25-4022"}'],
    ids=["empty", "cut", "bytes", "hostile"],
)
def test_a_file_that_is_no_word_of_a_program_is_not_believed(enter, tmp_path, content):
    folder = tmp_path / ".authoring" / "presence"
    folder.mkdir(parents=True)
    (folder / "x.json").write_bytes(content)
    assert seen(enter("Jan")) == []


def test_where_nothing_can_be_written_nobody_is_there_and_nothing_breaks(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    presence = PresenceFiles(Path(tmp_path / "cache"), "Mei")
    presence.enter(*MOAT, "reading")
    presence.leave()
    assert presence.others() == ()


def test_a_database_that_is_gone_makes_nobody_present_and_raises_nothing():
    from authoring.revisions.postgres.address import address_of
    from authoring.revisions.postgres.database import Database
    from authoring.revisions.postgres.presence_table import PresenceTable

    presence = PresenceTable(Database(address_of("postgresql://mei@127.0.0.1:1/team")), "Mei")
    presence.enter(*MOAT, "reading")
    presence.leave()
    assert presence.others() == ()
