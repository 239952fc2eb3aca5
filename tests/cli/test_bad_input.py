"""Bad input: a message, a hint, an exit code, and nothing half-done."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODES = ("25-4022", "15-1252", "29-1141", "13-2011", "43-3031")


@pytest.mark.parametrize(
    ("given", "says", "suggests"),
    [
        ("25-4020", "25-4020", "25-4022"),
        ("25-402", "25-402", "25-40"),
        ("2540222", "2540222", "two digits, a hyphen, four digits"),
        ("libarian", "libarian", "25-4022"),
        ("25-4021", "25-4021", "25-4022"),
        ("\x1b[31m25-4022", "25-4022", ""),
        ("../../etc/passwd", "passwd", ""),
        ("", "", ""),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest_ones(author, workspace, given, says, suggests):
    refused = author("draft", given, to=2)
    assert says in refused.err
    assert suggests in refused.err
    assert "\x1b" not in refused.err
    assert list((workspace / "drafts").iterdir()) == []


def test_a_folder_that_is_no_workspace_says_how_to_make_one(author, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = author("queue", to=3)
    assert "author init" in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_named_folder_that_is_no_workspace(author, tmp_path):
    assert "is not a workspace" in author("--workspace", tmp_path, "queue", to=3).err
    assert "is not a workspace" in author("--workspace", tmp_path / "nowhere", "queue", to=3).err


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ("source_locale = 3\n", "source_locale"),
        ("locales = []\n", "locales"),
        ("[review]\nfour_eyes = 'perhaps'\n", "review.four_eyes"),
        ("colour = 'red'\n", "colour"),
        ("source_locale = \n", "TOML"),
    ],
)
def test_settings_that_do_not_fit_are_named(author, workspace, settings, names):
    (workspace / "authoring.toml").write_text(settings)
    assert names in author("queue", to=3).err


def test_a_damaged_line_is_named_and_the_rest_is_used(author, workspace):
    author("draft", "25-4022")
    log = workspace / "drafts/25-4022/en.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b"a", b"b", 3)
    log.write_bytes(b"".join(lines))
    seen = author("queue")
    assert "en.jsonl:4" in seen.err
    assert len(author("queue", "--json").json) == 14


def test_an_occupation_with_too_few_facts_is_refused_and_says_what_is_missing(author, workspace):
    refused = author("draft", "55-1011", to=4)
    assert "too few facts" in refused.err
    assert "wage estimate" in refused.err
    assert not (workspace / "drafts/55-1011").exists()
    thin = author("draft", "55-1011", "--thin", "--json").json
    assert {row["section"] for row in thin if row["outcome"] == "drafted"} >= {"identity", "summary"}
    assert author("check", "55-1011").code == 0


def test_one_bad_code_among_good_ones_does_not_stop_the_rest(author, workspace):
    seen = author("draft", "25-4022", "99-9999", "29-1141", to=2)
    assert "99-9999" in seen.err
    assert sorted(path.name for path in (workspace / "drafts").iterdir()) == ["25-4022", "29-1141"]


def test_unknown_sections_locales_and_states_are_refused_with_a_choice(author, workspace):
    author("draft", "25-4022")
    assert "Did you mean moat" in author("show", "25-4022", "moats", to=2).err
    assert "en, zh-TW" in author("show", "25-4022", "--locale", "xx", to=2).err
    assert "changes_requested" in author("queue", "--state", "done", to=2).err


def as_user(folder, *words, **more):
    environment = {**os.environ, "AUTHORING_PERSON": "ada"}
    return subprocess.Popen(
        [sys.executable, "-m", "authoring", "--workspace", str(folder), *words],
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def bound_by_modes():
    """A superuser may write anywhere; without that one capability a mode stops it like everyone else."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def test_a_read_only_folder_is_said_and_nothing_is_half_written(workspace):
    (workspace / "drafts").chmod(0o555)
    process = as_user(workspace, "draft", "25-4022", preexec_fn=bound_by_modes)
    _, err = process.communicate(timeout=60)
    (workspace / "drafts").chmod(0o755)
    assert process.returncode == 3, err
    assert "could not write" in err
    assert "Traceback" not in err
    assert list((workspace / "drafts").iterdir()) == []


def test_a_full_disk_is_said_and_nothing_is_half_written(workspace):
    import resource

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    process = as_user(workspace, "draft", "25-4022", preexec_fn=small_disk)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    assert "could not write" in err
    log = workspace / "drafts/25-4022/en.jsonl"
    assert not log.exists() or log.read_bytes() == b""


def test_ctrl_c_stops_with_130_and_the_same_command_carries_on(author, workspace):
    process = as_user(
        workspace, "draft", *(f"{code}" for code in ("25-4022", "15-1252", "29-1141", "13-2011", "43-3031"))
    )
    log = workspace / "drafts/25-4022/en.jsonl"
    deadline = time.monotonic() + 60
    while not log.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode in (130, 0)
    assert "Traceback" not in err
    author("draft", *CODES)
    assert len(author("queue", "--json").json) == 75


@pytest.mark.parametrize("after", [0.3, 0.6, 0.9, 1.2, 1.6])
def test_a_killed_draft_leaves_whole_occupations_and_the_same_command_carries_on(author, workspace, after):
    process = as_user(workspace, "draft", *CODES)
    time.sleep(after)
    process.kill()
    process.communicate(timeout=60)
    for log in workspace.glob("drafts/*/en.jsonl"):
        assert len(log.read_bytes().splitlines()) in (0, 15), "an occupation is appended whole or not at all"
    author("draft", *CODES)
    rows = author("queue", "--json").json
    assert len(rows) == len({(row["soc"], row["section"]) for row in rows}) == 75
    assert author("queue").err.count("warning") == 0
    for log in workspace.glob("drafts/*/en.jsonl"):
        assert len(log.read_bytes().splitlines()) == 15, "nothing is drafted twice"


def test_a_closed_pipe_is_no_traceback(workspace, author):
    author("draft", "25-4022")
    process = as_user(workspace, "show", "25-4022")
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)
    assert "Traceback" not in err


def test_without_a_terminal_the_tui_refuses_and_names_the_plain_way(workspace):
    process = as_user(workspace, "review", stdin=subprocess.DEVNULL)
    _, err = process.communicate(timeout=60)
    assert process.returncode not in (0, 70)
    assert "author queue" in err


def test_a_full_output_device_is_said_as_such(workspace, author):
    author("draft", "25-4022")
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "authoring", "--workspace", str(workspace), "queue"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert process.returncode == 3
    assert "could not write the output" in process.stderr


def test_a_reader_that_goes_away_is_exit_code_141(workspace, author):
    author("draft", "25-4022")
    line = f"{sys.executable} -m authoring --workspace {workspace} show 25-4022 | (exec 0<&-; sleep 4); exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 141, done.stderr
    assert done.stderr == ""


def test_what_was_never_drafted_is_not_said_to_be_fine(author, workspace):
    for verb in ("check", "diff", "show"):
        assert "has no text yet" in author(verb, "15-1252", to=2).err


def test_a_section_made_from_facts_cannot_be_edited(author, workspace):
    author("draft", "25-4022")
    assert "made from facts" in author("edit", "25-4022", "scores", to=6).err


def test_an_assignment_names_somebody_or_nobody(author, workspace):
    author("draft", "25-4022")
    author("assign", "25-4022", "moat", to=2)
    author("assign", "25-4022", "moat", "grace")
    author("assign", "25-4022", "moat", "--nobody")
    assert "1 to 80 characters" in author("assign", "25-4022", "moat", "x" * 81, to=2).err
    assert "1 to 80 characters" in author("assign", "25-4022", "moat", "\x1b[31m", to=2).err


def test_a_title_serves_for_a_code(author, workspace):
    author("draft", "Registered Nurses")
    assert (workspace / "drafts/29-1141/en.jsonl").exists()


def test_starting_a_translation_is_no_error(author, workspace):
    author("draft", "25-4022")
    author("translate", "25-4022", "--to", "zh-TW")
    notes = author("check", "25-4022", "moat", "--locale", "zh-TW", "--json").json
    assert {note["severity"] for note in notes} == {"note"}
    assert len(notes) == len({note["place"]["item"] for note in notes})


def test_a_mistyped_setting_is_named_and_said_to_be_none(tmp_path, author):
    author("init", tmp_path / "w")
    settings = tmp_path / "w" / "authoring.toml"
    settings.write_text("[review]\nfour_eye = false\n")
    seen = author("--workspace", tmp_path / "w", "queue", to=3)
    assert "`review.four_eye`: there is no such setting" in seen.err
    assert "docs/settings.md" in seen.err
