"""`author factcheck`: the real ledger on a real draft, answers in the log, a report, and the gate before a release."""

import json
import os
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from schemas.base import canonical_json
from schemas.events import EVENT


@pytest.fixture
def drafted(author, workspace):
    author("draft", "25-4022")
    return workspace


def _claims(author, *words: str):
    return author("factcheck", "25-4022", "faq", "--json", "--all", *words, to=None).json


def _edit(author, monkeypatch, change: str) -> None:
    monkeypatch.setenv("EDITOR", f"sed -i -e '{change}'")
    author("--as", "ann", "edit", "25-4022", "faq", to=None)


def test_a_claim_is_shown_with_its_source_opened(author, drafted):
    (median,) = [each for each in _claims(author) if each["claim"]["text"] == "$68,270"]
    (ground,) = median["grounds"]
    assert ground["id"] == "oews.2025/25-4022/annual-median"
    assert ground["says"] == "Annual wage, median: 68,270 USD/year, May 2025"
    assert "national_M2025_dl.xlsx" in ground["where"]
    assert "OCC_CODE=25-4022" in ground["where"]


def test_a_quoted_passage_is_shown_with_the_words_in_question(author, drafted):
    checks = author("factcheck", "25-4022", "credentials", "--json", to=1).json
    ground = next(ground for check in checks for ground in check["grounds"] if ground["text"])
    assert 0 <= ground["start"] < ground["end"] <= len(ground["text"])
    assert ground["where"].startswith("Librarians")


def test_only_what_changed_is_asked_again(author, drafted, monkeypatch):
    every = _claims(author)
    words = [word for each in every for word in ("--confirm", each["id"])]
    author("--as", "fay", "factcheck", "25-4022", "faq", *words)
    assert author("factcheck", "25-4022", "faq", "--json").json == []
    _edit(
        author,
        monkeypatch,
        "s/from \\$56,310|between \\$56,310/x/; s/The middle half earned/The middle half of them earned/",
    )
    opened = author("factcheck", "25-4022", "faq", "--json", to=1).json
    assert [each["claim"]["text"] for each in opened] == ["$56,310 and $84,480"]


def test_a_dispute_sends_the_section_back_with_the_reason_and_a_new_text_is_asked_anew(author, drafted, monkeypatch):
    (median,) = [each for each in _claims(author) if each["claim"]["text"] == "$68,270"]
    author("--as", "fay", "factcheck", "25-4022", "faq", "--dispute", median["id"], "--because", "It is old.", to=1)
    assert "request changes" in author("log", "25-4022", "faq").out
    assert "“$68,270” is disputed: It is old." in author("log", "25-4022", "faq").out
    states = {each["claim"]["text"]: each["outcome"] for each in _claims(author)}
    assert states["$68,270"] == "disputed"
    _edit(author, monkeypatch, "s/68,270 a year/68,270 each year/")
    assert {each["claim"]["text"]: each["outcome"] for each in _claims(author)}["$68,270"] == "open"


def test_a_dispute_without_a_reason_and_an_unknown_claim_write_nothing(author, drafted):
    first = _claims(author)[0]["id"]
    assert "needs a reason" in author("factcheck", "25-4022", "--dispute", first, to=2).err
    assert "no claim" in author("factcheck", "25-4022", "--confirm", first, "--confirm", "zzz", to=2).err
    assert {each["outcome"] for each in _claims(author)} == {"open"}
    assert "has no text yet" in author("factcheck", "15-1252", to=2).err


def test_events_of_a_factcheck_are_sound_log_lines(author, drafted):
    author("factcheck", "25-4022", "faq", "--defer", _claims(author)[0]["id"], to=1)
    (event,) = [each for each in author("log", "25-4022", "faq", "--json").json if each["kind"] == "factcheck"]
    Draft202012Validator(EVENT.json_schema()).validate(event)
    assert event["outcome"] == "deferred"
    assert author("fsck").code == 0
    assert author("stats", to=None).code == 0
    assert author("log", "25-4022", "--prov").code == 0


def test_what_was_answered_before_a_kill_is_kept(author, drafted):
    command = [sys.executable, "-m", "authoring", "--as", "fay", "factcheck", "25-4022", "faq"]
    session = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"}, cwd=drafted,
    )  # fmt: skip
    session.stdin.write("confirm\n")
    session.stdin.flush()
    for line in session.stdout:
        if line.startswith("2 of "):
            break
    session.kill()
    session.communicate()
    assert [each["outcome"] for each in _claims(author)].count("confirmed") == 1
    assert author("fsck").code == 0


def test_a_session_is_typed_through(drafted):
    command = [sys.executable, "-m", "authoring", "factcheck", "25-4022", "faq"]
    typed = "what\nd\nconfirm\ntext\ndispute\n\ndispute\nIt is wrong.\nquit\n"
    seen = subprocess.run(command, input=typed, capture_output=True, text=True, cwd=drafted, check=False)
    assert seen.returncode == 1
    assert "Traceback" not in seen.stderr
    assert "needs a reason" in seen.stderr
    assert "1 disputed" in seen.stderr


def test_the_report_is_signed_and_verifies_with_openssh(author, drafted, monkeypatch, tmp_path):
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    monkeypatch.setenv("AUTHORING_SIGNING_KEY", str(key))
    author("--as", "fay", "factcheck", "25-4022", "faq", "--confirm", _claims(author)[0]["id"], to=1)
    report, page = tmp_path / "report.json", tmp_path / "report.html"
    author("--as", "fay", "factcheck", "25-4022", "faq", "--report", report, to=1)
    author("--as", "fay", "factcheck", "25-4022", "faq", "--report", page, to=1)
    told = json.loads(report.read_text("utf-8"))
    (tmp_path / "sig").write_text(told["signature"])
    (tmp_path / "signers").write_text(f"fay {key.with_suffix('.pub').read_text()}")
    verify = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        tmp_path / "signers",
        "-I",
        "fay",
        "-n",
        told["namespace"],
        "-s",
        tmp_path / "sig",
    ]
    assert (
        subprocess.run(verify, input=canonical_json(told["report"]), capture_output=True, check=False).returncode == 0
    )
    forged = canonical_json({**told["report"], "made_by": "bob"})
    assert subprocess.run(verify, input=forged, capture_output=True, check=False).returncode != 0
    assert "BEGIN SSH SIGNATURE" in page.read_text("utf-8")
    assert "1 confirmed" in page.read_text("utf-8")


def test_a_release_can_require_that_changed_figures_are_confirmed(author, drafted):
    settings = drafted / "authoring.toml"
    settings.write_text(settings.read_text("utf-8").replace("[publish]", "[publish]\nfactcheck = true"), "utf-8")
    author("--as", "rex", "approve", "25-4022", "faq", "skills")
    plan = author("publish", "--dry-run", to=None)
    assert "changed figures that nobody has confirmed" in plan.out + plan.err
    numbers = _claims(author, "--numbers")
    words = [word for each in numbers for word in ("--confirm", each["id"])]
    author("--as", "fay", "factcheck", "25-4022", "faq", "--numbers", *words)
    leaving = author("publish", "--dry-run", "--json", to=None).json["leaving"]
    assert [each["section"] for each in leaving] == ["faq"]
