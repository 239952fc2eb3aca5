"""Works on a disk that fills up and then can only be read; says what came of it. Run by `test_small_disk.py`.

With `mounted` the disk is a small tmpfs in a mount namespace of this process's own. Where nothing may be mounted (`limited`),
a limit on the size of files stands in for the full disk, and closed folders and lost rights for the read-only one.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from authoring.errors import AuthoringError, StorageError
from authoring.revisions.fsck import fsck
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.lines import seal_of
from authoring.revisions.store import Revisions
from schemas.events import Actor, Comment, Redaction

WHERE = {"soc": "25-4022", "locale": "en", "section": "moat"}
BY = Actor(kind="person", name="Mei")
disk, mounted = Path(sys.argv[1]), sys.argv[2] == "mounted"
if mounted:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=True)
log = disk / "drafts" / "25-4022" / "en.jsonl"
store = Revisions(disk / "drafts", disk / "cache")


def comment(text: str) -> Comment:
    return Comment(kind="comment", id=new_event_id(), at=now(), by=BY, **WHERE, parent=None, item=None, text=text)


def redact(target: Comment) -> str:
    words = {"target": target.id, "replaced": seal_of(target), "hash": None, "reason": "A private person."}
    try:
        store.redact(
            target, Redaction(kind="redaction", id=new_event_id(), at=now(), by=BY, **WHERE, parent=None, **words)
        )
    except StorageError as error:
        return error.message
    return "done"


def append(event: Comment) -> str:
    try:
        store.append(event)
    except StorageError as error:
        return error.message
    return "done"


def look() -> dict[str, object]:
    """What another process sees."""
    eyes = Revisions(disk / "drafts", disk / "cache")
    try:
        events = [event.id for event in eyes.history(*WHERE.values()).events]
        rows = len(eyes.statuses())
        problems = [f"{problem.kind} {problem.weight}" for problem in fsck(eyes).problems]
    except AuthoringError as error:
        return {"error": error.message}
    finally:
        eyes.close()
    return {"events": events, "rows": rows, "problems": problems}


def fill() -> None:
    if not mounted:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        return
    ballast = os.open(disk / "ballast", os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while True:
            os.write(ballast, b"x" * 512)
    os.close(ballast)


def free() -> None:
    if mounted:
        (disk / "ballast").unlink()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def read_only() -> None:
    store.close()
    if mounted:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        return
    for folder, _, files in os.walk(disk):
        for name in files:
            (Path(folder) / name).chmod(0o444)
        Path(folder).chmod(0o555)
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


said: dict[str, object] = {}
kept = [comment(f"{number} " + "x" * 3000) for number in range(6)]
said["before"] = [append(event) for event in kept]
store.statuses()
fill()
before = log.read_bytes()
full = [append(comment("y" * 9000)) for _ in range(3)]
said["full"] = full
said["redacted on a full disk"] = redact(kept[0])
said["unchanged"] = log.read_bytes() == before
said["leftovers"] = sorted(path.name for path in log.parent.iterdir() if path != log)
said["seen on a full disk"] = look()
free()
after = comment("after")
said["after"] = append(after)
said["redacted"] = redact(kept[1])
said["words"] = "1 xxx" in log.read_text()
said["ids"] = [event.id for event in (*kept, after)]
read_only()
said["read only"] = append(comment("z"))
said["seen on a read-only disk"] = look()
sys.stdout.write(json.dumps(said))
