"""From one fact base to the next at the command line: what lapses, what is proposed, and what stays as it was."""

import shutil
from pathlib import Path

import pytest

from authoring.facts.building import build
from authoring.facts.editions import editions_at
from authoring.facts.files import OfficialFiles

EXCERPTS = Path(__file__).parents[1] / "facts" / "official"
MOVED = {"scores", "pay", "outlook", "faq"}


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    """A base as it was before the wages of May 2025 and the projections of 2025-35, and the one after."""
    folder = tmp_path_factory.mktemp("bases")
    earlier = Path(shutil.copytree(EXCERPTS, folder / "official"))
    (earlier / "bls-oews/national_M2025_dl.xlsx").unlink()
    shutil.rmtree(earlier / "bls-ep-2025-35-transcribed")
    for name, files in (("old", OfficialFiles(earlier)), ("new", OfficialFiles(EXCERPTS))):
        build(files, folder / f"{name}.sqlite", editions_at(files))
    return folder


def use(workspace, base):
    settings = workspace / "authoring.toml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("fact_base")]
    settings.write_text("\n".join([f'fact_base = "{base}"', *lines]) + "\n", "utf-8")


@pytest.fixture
def approved(author, workspace, bases):
    use(workspace, bases / "old.sqlite")
    author("draft", "25-4022", "--thin")
    author("--as", "bob", "approve", "25-4022", "pay", "outlook", "moat", "faq")
    author("translate", "25-4022", "--to", "zh-TW")
    assert author("stale", "--json").json == []
    use(workspace, bases / "new.sqlite")


def test_exactly_what_rests_on_the_new_editions_is_stale_and_its_approvals_lapse(author, approved):
    found = author("stale", "--json").json
    assert {(each["section"], each["stale"]) for each in found if each["locale"] == "en"} == {
        (n, "facts") for n in MOVED
    }
    assert {each["section"] for each in found if each["stale"] == "source"} == MOVED
    median = next(
        f for each in found if each["section"] == "pay" for f in each["facts"] if "median" in f["before"]["fact"]
    )
    assert (median["before"]["value"], median["after"]["value"]) == (64320, 68270)
    states = {(e["section"], e["locale"]): e["state"] for e in author("queue", "--json").json}
    assert states["pay", "en"] == "in_review"
    assert states["moat", "en"] == "approved"
    assert "facts that moved" in author("--as", "bob", "approve", "25-4022", "pay", to=6).err


def test_the_smallest_edit_is_shown_first_and_saved_when_asked(author, approved):
    shown = author("refresh", "25-4022", "pay")
    assert "+ " in shown.out
    assert "more than $68,270 a year in May 2025" in shown.out
    assert "$64,320" in author("show", "25-4022", "pay").out
    author("refresh", "25-4022", "pay", "--save")
    text = author("show", "25-4022", "pay").out
    assert "$68,270" in text
    assert "between $56,310 and $84,480" in text
    assert {each["section"] for each in author("stale", "--json").json if each["stale"] == "facts"} == MOVED - {"pay"}
    author("--as", "bob", "approve", "25-4022", "pay")


def test_a_sentence_on_the_older_round_is_left_for_redraft(author, approved):
    (proposal,) = author("refresh", "25-4022", "outlook", "--json").json
    waiting = [edit for edit in proposal["edits"] if edit["redraft"]]
    assert len(waiting) == 1
    assert "Slower than average" in waiting[0]["before"]
    assert waiting[0]["before"] == waiting[0]["after"]


def test_who_means_the_older_value_says_so_and_the_approval_stands_again(author, approved):
    moved = [
        f for f in author("check", "25-4022", "outlook", "--locale", "en", "--json").json if f["rule"] == "stale.facts"
    ]
    assert moved
    for finding in moved:
        item = ("--item", finding["place"]["item"])
        author(
            "--as", "bob", "waive", "25-4022", "outlook", "stale.facts", *item, "--reason", "The older round is meant."
        )
    assert "outlook" not in {each["section"] for each in author("stale", "--json").json}
