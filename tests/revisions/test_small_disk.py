"""A disk that fills up, then one that can only be read: refused in words, nothing lost, nothing half-written, no rubbish."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("small_disk.py")


def namespaces() -> "list[str] | None":
    """How a process gets mounts of its own here; None where it cannot (in many containers)."""
    for command in (["unshare", "-m"], ["unshare", "-rm"]):
        if not shutil.which("unshare"):
            return None
        tried = subprocess.run(
            [*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False, timeout=30
        )
        if tried.returncode == 0:
            return command
    return None


@pytest.fixture(scope="module", params=["as this machine has it", "by limits"])
def said(request, tmp_path_factory):
    """What happened on the disk: on a real small one where this machine lets us mount one, and under limits."""
    own_mounts = namespaces() if request.param == "as this machine has it" else None
    disk = tmp_path_factory.mktemp("disk")
    for folder in (disk, *disk.parents):
        if folder.stat().st_mode & 0o005 != 0o005 and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)  # for whoever has no rights there
    how = ["mounted"] if own_mounts else ["limited"]
    ran = subprocess.run(
        [*(own_mounts or []), sys.executable, str(SCRIPT), str(disk), *how], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    yield json.loads(ran.stdout)
    subprocess.run(["chmod", "-R", "u+rwX", disk], check=True)


def test_a_full_disk_refuses_in_words_and_changes_nothing(said):
    assert said["before"] == ["done"] * 6
    assert all("could not write" in each and "en.jsonl" in each for each in said["full"])
    assert said["unchanged"]
    assert said["seen on a full disk"] == {"events": said["ids"][:6], "rows": 0, "problems": []}


def test_a_redaction_on_a_full_disk_is_whole_or_not_at_all(said):
    assert "could not write" in said["redacted on a full disk"]
    assert said["leftovers"] == []


def test_when_there_is_room_again_work_goes_on(said):
    assert (said["after"], said["redacted"], said["words"]) == ("done", "done", False)


def test_a_disk_that_can_only_be_read_is_read(said):
    assert "could not write" in said["read only"]
    seen = said["seen on a read-only disk"]
    assert set(said["ids"]) <= set(seen["events"])
    assert seen["problems"] == []
