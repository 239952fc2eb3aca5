"""Eight processes at work on the same five sections: every edit is there, each once, and nothing is forked."""

import os
import subprocess
import sys
import textwrap
from collections import Counter

from authoring.revisions.fsck import fsck

EDITS = int(os.environ.get("AUTHORING_EDITS", "15"))
"""Of each process. The long run: AUTHORING_EDITS=100."""
PROCESSES = 8
PLACES = [("25-4022", "en"), ("25-4022", "ja"), ("25-4022", "zh-TW"), ("15-1252", "en"), ("29-1141", "en")]

EDITOR = """
    import random, sys
    from pathlib import Path
    from authoring.errors import Conflict
    from authoring.revisions.making import Grounds, revision_on, without_model
    from authoring.revisions.postgres.address import address_of
    from authoring.revisions.postgres.database import Database
    from authoring.revisions.postgres.log_tables import LogTables
    from authoring.revisions.store import Revisions
    from schemas.events import Actor
    from schemas.items import Point
    from schemas.sections.moat import Moat

    folder, address, name, edits, places = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), eval(sys.argv[5])
    logs = LogTables(Database(address_of(address))) if address else None
    store = Revisions(folder / "drafts", folder / f"cache-{name}" if address else folder / "cache", logs)
    refused = 0
    for number in range(edits):
        place = places[number % len(places)]
        while True:
            history = store.history(*place, "moat")
            mine = Point(id="p0", title=f"{name} {number}", detail="Why.", citations=())
            content = Moat(section="moat", points=(mine,))
            edit = revision_on(history, content, Actor(kind="person", name=name), without_model("person"), Grounds())
            try:
                store.append(edit)
            except Conflict:
                refused += 1
                continue
            break
    store.close()
    print(refused)
"""


def test_eight_processes_lose_no_edit(revisions, tmp_path, kept_in, request):
    address = request.getfixturevalue("emptied") if kept_in == "postgres" else ""
    code = textwrap.dedent(EDITOR)
    told = [str(tmp_path), address]
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", code, *told, f"p{number}", str(EDITS), repr(PLACES)], stdout=subprocess.PIPE
        )
        for number in range(PROCESSES)
    ]
    said = [writer.communicate(timeout=300)[0] for writer in crowd]
    assert [writer.returncode for writer in crowd] == [0] * PROCESSES
    assert sum(int(each) for each in said) > 0, "they never met: this run shows nothing"

    for index, place in enumerate(PLACES):
        history = revisions.history(*place, "moat")
        edits = len(range(index, EDITS, len(PLACES))) * PROCESSES
        assert len(history.revisions) == edits
        assert not history.forked
        # Each was made on the one before it, so the head comes of all of them: a lost edit would be missing there.
        ancestry = history.ancestry(history.head.id)
        titles = Counter(revision.content.points[0].title for revision in ancestry)
        wanted = {f"p{number} {edit}" for number in range(PROCESSES) for edit in range(index, EDITS, len(PLACES))}
        assert titles == Counter(wanted)
    assert fsck(revisions).problems == ()
