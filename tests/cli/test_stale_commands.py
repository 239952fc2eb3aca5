"""From one fact base to the next at the command line: what lapses, what is proposed, and what stays as it was."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from authoring.facts.base import FactBase
from authoring.facts.building import build
from authoring.facts.editions import editions_at
from authoring.facts.files import OfficialFiles

EXCERPTS = Path(__file__).parents[1] / "facts" / "official"
MOVED = {"scores", "pay", "outlook", "faq", "related"}
NEIGHBOUR = "25-4011"


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


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """The newest base, and one in which BLS corrected the median of a neighbour of 25-4022, and that alone."""
    folder = tmp_path_factory.mktemp("corrected")
    official = Path(shutil.copytree(EXCERPTS, folder / "official"))
    for name in ("as-published", "corrected"):
        if name == "corrected":
            correct_median(official / "bls-oews/national_M2025_dl.xlsx", NEIGHBOUR, 64560)
        files = OfficialFiles(official)
        build(files, folder / f"{name}.sqlite", editions_at(files))
    return folder


def correct_median(file, soc, value):
    book = openpyxl.load_workbook(file)
    table = book.worksheets[0]
    column = {cell.value: cell.column for cell in table[1]}
    rows = [row for row in range(2, table.max_row + 1) if table.cell(row, column["OCC_CODE"]).value == soc]
    for row in rows:
        table.cell(row, column["A_MEDIAN"]).value = value
    assert rows
    book.save(file)


def content(author, section):
    (shown,) = author("show", "25-4022", section, "--json").json
    return shown["revision"]["content"]


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


@pytest.fixture
def before_a_correction(author, workspace, corrected):
    use(workspace, corrected / "as-published.sqlite")
    author("draft", "25-4022", "--thin")
    author("translate", "25-4022", "--to", "zh-TW")
    author("check", "--json", to=None)
    assert author("stale", "--json").json == []


def test_a_correction_of_anothers_figure_leaves_the_sheet_as_it_is(corrected):
    before, after = (FactBase.open(corrected / f"{name}.sqlite") for name in ("as-published", "corrected"))
    assert before.version != after.version
    assert before.sheet_hash("25-4022") == after.sheet_hash("25-4022")
    assert before.sheet_hash(NEIGHBOUR) != after.sheet_hash(NEIGHBOUR)


def test_related_alone_is_stale_when_a_figure_of_a_neighbour_was_corrected(
    author, workspace, corrected, before_a_correction
):
    use(workspace, corrected / "corrected.sqlite")
    (found, translation) = author("stale", "--json").json
    assert (found["section"], found["locale"], found["stale"]) == ("related", "en", "facts")
    assert (translation["section"], translation["locale"], translation["stale"]) == ("related", "zh-TW", "source")
    (moved,) = found["facts"]
    assert moved["before"]["fact"] == f"oews.2025/{NEIGHBOUR}/annual-median"
    assert (moved["before"]["value"], moved["after"]["value"]) == (64550, 64560)
    assert NEIGHBOUR in author("stale").out
    told = [f for f in author("check", "--json", to=None).json if f["rule"] == "stale.facts"]
    assert [(f["section"], f["locale"]) for f in told] == [("related", "en")]
    assert f"({NEIGHBOUR})" in told[0]["message"]
    queued = {(e["section"], e["locale"]) for e in author("queue", "--stale", "--json").json}
    assert queued == {("related", "en"), ("related", "zh-TW")}


def test_refreshing_related_takes_the_figure_of_today_and_nothing_else_moves(
    author, workspace, corrected, before_a_correction
):
    use(workspace, corrected / "corrected.sqlite")
    before = content(author, "related")
    (proposal,) = author("refresh", "25-4022", "--json").json
    assert proposal["section"] == "related"
    author("refresh", "25-4022", "--save")
    after = content(author, "related")
    medians = [{each["soc"]: each["median_pay_there"] for each in it["occupations"]} for it in (before, after)]
    assert medians[0] | {NEIGHBOUR: 64560} == medians[1]
    assert medians[0][NEIGHBOUR] == 64550
    assert [e for e in author("stale", "--json").json if e["stale"] == "facts"] == []
    assert [f for f in author("check", "--json", to=None).json if f["rule"] == "stale.facts"] == []
    author("fsck")
    use(workspace, corrected / "as-published.sqlite")
    assert {e["section"] for e in author("stale", "--json").json if e["stale"] == "facts"} == {"related"}
