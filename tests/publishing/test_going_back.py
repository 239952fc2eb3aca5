"""Going back to an earlier release, and taking one back: nothing is deleted, and nothing damaged becomes current."""

import contextlib
import json
import subprocess
from datetime import UTC, datetime

import pytest
from librarian_profile import full_desk

from authoring.errors import Conflict, NotAllowed, StorageError, UsageError
from authoring.publishing.release import verify
from authoring.publishing.releases import Releases
from authoring.reviewing.signing import signature_of


@pytest.fixture
def releases(publisher, tmp_path):
    """Three releases: English, Chinese, both."""
    for desk in (full_desk("en"), full_desk("zh-TW"), full_desk()):
        made = publisher(desk)
        made.publish("Ben Wu")
    return Releases(made.shelf, lambda: datetime(2026, 11, 24, 8, tzinfo=UTC), made.locked)


def states(releases):
    return {release.version: release.state for release in releases.all()}


def current(tmp_path):
    return (tmp_path / "published/current").readlink().name


def test_the_newest_comes_first_and_one_is_current(releases):
    assert list(states(releases).items()) == [
        ("2026-11-23.3", "current"), ("2026-11-23.2", "earlier"), ("2026-11-23.1", "earlier"),
    ]  # fmt: skip


def test_going_back_leads_to_the_one_before_and_forth_again(releases, tmp_path):
    assert releases.roll_back().release == "2026-11-23.2"
    assert current(tmp_path) == "2026-11-23.2"
    assert releases.roll_back("2026-11-23.3").release == "2026-11-23.3"
    assert current(tmp_path) == "2026-11-23.3"


def test_after_going_back_the_next_release_is_compared_with_what_is_current(releases, publisher, tmp_path):
    releases.roll_back("2026-11-23.1")
    manifest = publisher(full_desk()).publish("Ben Wu")
    assert (manifest.release, manifest.previous) == ("2026-11-23.4", "2026-11-23.1")
    changes = json.loads((tmp_path / "published/current/changes.json").read_text())
    assert {section["locale"] for section in changes["sections"]} == {"zh-TW"}


def test_a_damaged_release_does_not_become_current(releases, tmp_path):
    (tmp_path / "published/releases/2026-11-23.2/index.json").write_text("{}")
    with pytest.raises(StorageError, match=r"index\.json is not as the manifest says"):
        releases.roll_back()
    assert current(tmp_path) == "2026-11-23.3"


def test_what_is_taken_back_stays_says_why_and_is_current_no_more(releases, tmp_path):
    release = releases.yank("current", "grace", "The pay of\nlibrarians is wrong.")
    assert (release.version, release.state) == ("2026-11-23.3", "yanked")
    assert current(tmp_path) == "2026-11-23.2"
    told = json.loads((tmp_path / "published/yanked.json").read_text())["2026-11-23.3"]
    assert told == {"by": "grace", "at": "2026-11-24T08:00:00Z", "reason": "The pay of librarians is wrong."}
    assert verify(tmp_path / "published/releases/2026-11-23.3").release == "2026-11-23.3"
    with pytest.raises(NotAllowed, match="was taken back: The pay"):
        releases.roll_back("2026-11-23.3")


def test_going_back_passes_over_what_was_taken_back(releases, tmp_path):
    releases.yank("2026-11-23.2", "grace", "Mistranslated.")
    assert current(tmp_path) == "2026-11-23.3"
    assert releases.roll_back().release == "2026-11-23.1"
    with pytest.raises(NotAllowed, match="no earlier release"):
        releases.roll_back()


def test_taking_back_the_only_release_or_without_a_reason_is_refused(releases, tmp_path):
    with pytest.raises(UsageError, match="for a reason"):
        releases.yank("2026-11-23.1", "grace", " ")
    releases.yank("2026-11-23.1", "grace", "x")
    releases.yank("2026-11-23.2", "grace", "x")
    with pytest.raises(NotAllowed, match="no earlier release"):
        releases.yank("current", "grace", "x")
    assert states(releases)["2026-11-23.3"] == "current"


def test_nobody_goes_back_while_somebody_publishes(releases, publisher, tmp_path):
    with contextlib.ExitStack() as busy:
        busy.enter_context(publisher().locked())
        with pytest.raises(Conflict, match="another release is being made"):
            releases.roll_back()
    assert current(tmp_path) == "2026-11-23.3"


def test_a_release_that_is_not_there_is_named_with_those_that_are(releases):
    with pytest.raises(UsageError, match=r"no release `2020-01-01\.1`") as refused:
        releases.verified("2020-01-01.1")
    assert "2026-11-23.3, 2026-11-23.2" in refused.value.hint
    assert states(releases)["2026-11-23.3"] == "current"


def test_a_signed_release_is_verified_by_ssh_keygen_alone(publisher, tmp_path):
    key, signers = tmp_path / "key", tmp_path / "allowed_signers"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    signers.write_text(f"ben {key.with_suffix('.pub').read_text()}")
    sign = lambda message, namespace: signature_of(message, namespace, key)  # noqa: E731
    publisher(full_desk("en"), sign=sign).publish("Ben Wu")
    current = tmp_path / "published/current"
    check = [
        *("ssh-keygen", "-Y", "verify", "-f", signers, "-I", "ben", "-n", "release@career-graph-authoring"),
        *("-s", current / "SHA256SUMS.sig"),
    ]
    sums = (current / "SHA256SUMS").read_bytes()
    assert subprocess.run(check, input=sums, capture_output=True, check=False).returncode == 0
    assert subprocess.run(check, input=sums + b"x", capture_output=True, check=False).returncode != 0
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=current, check=False)
    assert checked.returncode == 0
