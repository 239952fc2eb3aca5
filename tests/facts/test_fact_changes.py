"""What changed between two fact bases, and which of it a text rests on: on real wages of two years."""

import gzip
import json
import shutil
from pathlib import Path

import pytest
from conftest import EXCERPTS
from typer.testing import CliRunner, Result

from authoring.cli.facts import app
from authoring.facts.base import FactBase
from authoring.facts.building import build
from authoring.facts.changes import FactChange, changed_facts, diff_bases
from authoring.facts.editions import editions_at
from authoring.facts.files import OfficialFiles

PROJECTIONS = "bls-ep-2025-35-transcribed/bls_ai_exposure_and_projections_2025-35.csv"
TASKS = "onet/30.3/Task Statements.txt.gz"


def built(folder: Path, out: Path) -> FactBase:
    files = OfficialFiles(folder)
    return FactBase.open(build(files, out, editions_at(files)).path)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    """A base as of 2025: without the wages of May 2025, with other projections and a task less."""
    folder = shutil.copytree(EXCERPTS, tmp_path_factory.mktemp("old") / "official")
    (folder / "bls-oews/national_M2025_dl.xlsx").unlink()
    projections = folder / PROJECTIONS
    text = projections.read_text("utf-8")
    assert "Very high,2.6,12600," in text
    projections.write_text(text.replace("Very high,2.6,12600,", "High,2.6,12500,"), "utf-8")
    lines = gzip.decompress((folder / TASKS).read_bytes()).decode().splitlines(keepends=True)
    (folder / TASKS).write_bytes(gzip.compress("".join(each for each in lines if "\t22412\t" not in each).encode()))
    return built(folder, folder.parent / "old.sqlite")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return built(EXCERPTS, tmp_path_factory.mktemp("new") / "new.sqlite")


def only(changes: tuple[FactChange, ...], fact: str) -> FactChange:
    (found,) = [change for change in changes if change.fact == fact]
    return found


def test_a_changed_number_comes_with_its_size(old: FactBase, new: FactBase) -> None:
    change = only(diff_bases(old, new).changes, "ep.2025-35/25-4022/openings-annual")
    assert (change.kind, change.before, change.after, change.unit) == ("changed", 12_500, 12_600, "jobs/year")
    assert (change.absolute, change.percent, change.differs) == (100, 0.8, ("value",))


def test_a_changed_word_has_no_size(old: FactBase, new: FactBase) -> None:
    change = only(diff_bases(old, new).changes, "ep.2025-35/25-4022/ai-exposure-category")
    assert (change.before, change.after, change.absolute, change.percent) == ("High", "Very high", None, None)


def test_a_newer_edition_is_compared_with_the_one_before_it(old: FactBase, new: FactBase) -> None:
    change = only(diff_bases(old, new).changes, "oews.2025/25-4022/annual-median")
    assert (change.kind, change.before_fact) == ("newer", "oews.2024/25-4022/annual-median")
    assert (change.before, change.after, change.absolute, change.percent) == (64_320, 68_270, 3_950, 6.14)
    assert (change.before_period, change.after_period) == ("May 2024", "May 2025")


def test_a_step_from_a_top_code_has_no_size(old: FactBase, new: FactBase) -> None:
    change = only(diff_bases(old, new).changes, "oews.2025/29-1211/annual-median")
    assert (change.before, change.top_coded, change.absolute) == (239_200, ("before",), None)


def test_what_one_side_does_not_have_is_added_or_removed(old: FactBase, new: FactBase) -> None:
    task = "onet.30.3/25-4022/task/22412"
    assert only(diff_bases(old, new).changes, task).kind == "added"
    assert only(diff_bases(new, old).changes, task).kind == "removed"
    assert diff_bases(new, old).per_dataset["oews.2025"].keys() == {"removed"}


def test_the_way_back_has_as_many_changes_and_no_way_has_none(old: FactBase, new: FactBase) -> None:
    assert len(diff_bases(old, new).changes) == len(diff_bases(new, old).changes)
    assert diff_bases(new, new).changes == ()


def test_every_difference_of_the_sheets_is_a_change(old: FactBase, new: FactBase) -> None:
    named = {change.fact for change in diff_bases(old, new).changes}
    for soc in new.socs():
        before = {fact.id: fact for fact in old.sheet(soc).facts}
        after = {fact.id: fact for fact in new.sheet(soc).facts}
        assert {each for each in {*before, *after} if before.get(each) != after.get(each)} == {
            fact for fact in named if fact.split("/")[1] == soc
        }


def test_of_the_facts_a_text_cites_those_that_changed_are_named(old: FactBase, new: FactBase) -> None:
    cited = [
        "oews.2024/25-4022/annual-median",
        "ep.2025-35/25-4022/openings-annual",
        "ep.2025-35/25-4022/openings-annual",
        "ep.2024-34/25-4022/change-percent",
        "ooh.2025/librarians/pay/1",
        "onet.29.0/25-4022/job-zone",
    ]
    found = {change.fact: change.kind for change in changed_facts(cited, old, new)}
    assert found == {
        "oews.2025/25-4022/annual-median": "newer",
        "ep.2025-35/25-4022/openings-annual": "changed",
        "onet.29.0/25-4022/job-zone": "removed",
    }
    assert changed_facts(cited[2:5], new, new) == ()


def test_an_earlier_year_cited_beside_the_newest_one_is_not_called_stale(new: FactBase) -> None:
    assert changed_facts(["oews.2021/25-4022/annual-median"], new, new) == ()


def test_a_passage_that_is_gone_is_named(new: FactBase, old: FactBase, tmp_path: Path) -> None:
    less = shutil.copytree(EXCERPTS, tmp_path / "less")
    (less / "bls-ooh/ooh_html_2025-08-28_edition.tar.xz").unlink()
    without = built(less, tmp_path / "less.sqlite")
    cited = "ooh.2025/librarians/pay/1"
    (change,) = changed_facts([cited], new, without)
    assert (change.kind, change.fact, change.soc) == ("removed", cited, None)
    passages = [change for change in diff_bases(new, without).changes if change.soc is None]
    assert cited in {change.fact for change in passages}


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["diff", *words])


def test_the_command_sums_up_then_lists_and_its_exit_code_says_whether_anything_changed(
    old: FactBase, new: FactBase
) -> None:
    shown = run(str(old.path), str(new.path))
    assert shown.exit_code == 1
    assert "\n  ep.2025-35                   2 changed\n" in shown.stdout
    assert "64,320 to 68,270 USD/year (+3,950, +6.1 %); May 2024 to May 2025" in shown.stdout
    assert "at least 239,200 to" in shown.stdout
    same = run(str(new.path), str(new.path))
    assert (same.exit_code, same.stdout.count("\n")) == (0, 1)


def test_the_command_gives_json_of_one_occupation_and_family(old: FactBase, new: FactBase) -> None:
    shown = run(str(old.path), str(new.path), "--occupation", "25-4022", "--family", "ep", "--json")
    found = json.loads(shown.stdout)
    assert found["per_occupation"] == {"25-4022": {"changed": 2}}
    assert {change["fact"] for change in found["changes"]} == {
        "ep.2025-35/25-4022/openings-annual",
        "ep.2025-35/25-4022/ai-exposure-category",
    }
