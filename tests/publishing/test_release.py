"""A release is whole, or it is not there."""

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from librarian_profile import Desk, full_desk, sections

from authoring.errors import NotAllowed, StorageError
from authoring.publishing.building import NothingToPublish
from authoring.publishing.release import verify

HERE = Path(__file__).parent
NOBODY = 65534


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def leftovers(published):
    return [path.name for path in published.rglob("*.tmp-*")]


def test_a_release_holds_its_files_and_current_leads_to_it(publisher, tmp_path):
    manifest = publisher().publish("Ben Wu", html=True)
    current = tmp_path / "published" / "current"
    assert manifest.release == "2026-11-23.1"
    assert current.readlink() == Path("releases/2026-11-23.1")
    assert verify(current) == manifest == publisher().current()
    assert {"profiles/en/25-4022.json", "index.json", "site/zh-TW/25-4022.html"} <= {f.path for f in manifest.files}


def test_checksums_cover_every_file_and_the_manifest(publisher, tmp_path):
    publisher().publish("Ben Wu", html=True)
    folder = tmp_path / "published" / "current"
    listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    there = everything(folder)
    there.pop("SHA256SUMS")
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in there.items()}


def test_the_same_inputs_give_the_same_bytes(publisher, tmp_path):
    desk = full_desk()
    for name in ("one", "two"):
        publisher(desk, published=tmp_path / name).publish("Ben Wu", html=True)
    assert everything(tmp_path / "one" / "current") == everything(tmp_path / "two" / "current")


def test_source_date_epoch_sets_the_day(publisher, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    manifest = publisher().publish("Ben Wu")
    assert (manifest.release, manifest.created) == ("2023-11-14.1", "2023-11-14T22:13:20Z")


def test_nothing_new_makes_no_release(publisher, tmp_path):
    desk = full_desk("en")
    publisher(desk).publish("Ben Wu")
    with pytest.raises(NothingToPublish, match=r"release 2026-11-23\.1 holds exactly this"):
        publisher(desk).publish("Ana Ortiz")
    assert len(list((tmp_path / "published" / "releases").iterdir())) == 1
    assert publisher(desk).publish("Ben Wu", html=True).release == "2026-11-23.2"


def test_nothing_approved_is_refused(publisher):
    desk = Desk()
    desk.write(sections()[0])
    with pytest.raises(NotAllowed, match="nothing is approved"):
        publisher(desk).publish("Ben Wu")


def test_planning_and_asking_create_nothing(publisher, tmp_path):
    maker = publisher()
    maker.plan()
    assert maker.current() is None
    assert maker.published_hashes() == frozenset()
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_a_killed_run_are_swept(publisher, tmp_path):
    junk = tmp_path / "published" / "releases" / "2026-11-22.1.tmp-abcd" / "profiles"
    junk.mkdir(parents=True)
    (tmp_path / "published" / "current.tmp-ef01").symlink_to("releases/2026-11-22.1")
    publisher().publish("Ben Wu")
    assert leftovers(tmp_path / "published") == []


def test_a_changed_file_is_found_when_a_release_is_read_back(publisher, tmp_path):
    publisher().publish("Ben Wu")
    folder = tmp_path / "published" / "current"
    (folder / "index.json").write_text(json.dumps({}))
    with pytest.raises(StorageError, match=r"index\.json is not as the manifest says"):
        verify(folder)


def test_a_damaged_manifest_is_named(publisher, tmp_path):
    publisher().publish("Ben Wu")
    (tmp_path / "published" / "current" / "manifest.json").write_text("{")
    with pytest.raises(StorageError, match=r"manifest\.json cannot be read"):
        publisher().current()


def test_a_full_disk_leaves_the_old_release_and_nothing_else(publisher, tmp_path):
    publisher(full_desk("en")).publish("Ben Wu")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(StorageError, match="could not write"):
            publisher(full_desk()).publish("Ben Wu")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    published = tmp_path / "published"
    assert verify(published / "current").release == "2026-11-23.1"
    assert [path.name for path in (published / "releases").iterdir()] == ["2026-11-23.1"]


def test_a_read_only_folder_is_an_error_with_a_hint(publisher):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        published = folder / "published"
        published.mkdir()
        (folder / ".authoring").mkdir(mode=0o777)
        (folder / ".authoring").chmod(0o777)
        published.chmod(0o555)
        folder.chmod(0o755)
        was = os.geteuid()
        maker = publisher(published=published)
        maker.plan()
        if was == 0:
            os.seteuid(NOBODY)
        try:
            with pytest.raises(StorageError) as refused:
                maker.publish("Ben Wu")
        finally:
            os.seteuid(was)
            published.chmod(0o755)
        assert "writable" in refused.value.hint
        assert list(published.iterdir()) == []


def test_kill_at_any_moment_leaves_a_whole_release(publisher, tmp_path):
    published = tmp_path / "published"
    rolls = random.Random(25_4022)
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, str(HERE / "publish_forever.py"), str(published)],
            stdout=subprocess.PIPE,
            cwd=HERE.parents[1],
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        )
        with child:
            assert child.stdout.readline() == b"ready\n"
            time.sleep(rolls.uniform(0.0, 3.0))
            child.send_signal(signal.SIGKILL)
        if (published / "current").exists():
            verify(published / "current")
    publisher(full_desk("en")).publish("Ben Wu")
    assert verify(published / "current").profiles[0].locale == "en"
    assert leftovers(published) == []
