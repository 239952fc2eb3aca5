"""Decisions that only the person named in them can have made."""

import subprocess

import pytest

from authoring.errors import NotAllowed
from authoring.reviewing.signing import KEY_VARIABLE, fault_of
from authoring.revisions.fsck import fsck
from authoring.settings import ReviewSettings, Settings

AT = ("25-4022", "en", "moat")


def make_key(folder, name):
    key = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True, stdin=subprocess.DEVNULL)
    return key


@pytest.fixture
def signers(team, tmp_path, monkeypatch):
    """A workspace that asks for signatures and knows Jan's key; the key in the environment."""
    key = make_key(tmp_path, "jan")
    monkeypatch.setenv(KEY_VARIABLE, str(key))
    team.settings = Settings(review=ReviewSettings(sign=True))
    listed = tmp_path / "allowed_signers"
    listed.write_text(f"Jan {key.with_suffix('.pub').read_text()}")
    return listed


def faults(team, signers):
    return [problem.kind for problem in fsck(team.revisions, lambda made: fault_of(made, signers)).problems]


def test_a_decision_is_signed_and_verified(team, moat, signers):
    decision = team.desk("Jan").approve(*AT, on=team.draft(moat("Fine")).id)
    assert decision.signature.startswith("-----BEGIN SSH SIGNATURE-----")
    assert fault_of(decision, signers) is None
    assert faults(team, signers) == []


def test_a_signature_holds_for_this_decision_of_this_person_only(team, moat, signers, tmp_path, monkeypatch):
    decision = team.desk("Jan").approve(*AT, on=team.draft(moat("Fine")).id)
    other_text = decision.model_copy(update={"hash": "0" * 64})
    other_person = decision.model_copy(update={"by": decision.by.model_copy(update={"name": "Mei"})})
    assert "not one of Jan" in fault_of(other_text, signers)
    assert "not one of Mei" in fault_of(other_person, signers)
    assert "is not signed" in fault_of(decision.model_copy(update={"signature": None}), signers)

    monkeypatch.setenv(KEY_VARIABLE, str(make_key(tmp_path, "stranger")))
    team.desk("Jan").withdraw(*AT)
    assert faults(team, signers) == ["signature"]


def test_without_a_key_nothing_is_decided(team, moat, signers, monkeypatch):
    draft = team.draft(moat("Fine"))
    monkeypatch.delenv(KEY_VARIABLE)
    with pytest.raises(NotAllowed) as refused:
        team.desk("Jan").approve(*AT, on=draft.id)
    assert KEY_VARIABLE in refused.value.hint
    assert team.desk("Jan").history(*AT).decisions == ()


def test_a_workspace_that_does_not_ask_takes_decisions_as_they_are(team, moat):
    assert team.desk("Jan").approve(*AT, on=team.draft(moat("Fine")).id).signature is None
