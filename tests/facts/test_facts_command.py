"""`author facts`: what a person and a script get to see."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from excerpting import HERE as EXCERPTS
from typer.testing import CliRunner, Result

from authoring.cli.facts import app
from authoring.errors import UnknownOccupation, UsageError
from schemas.sections.registry import SECTION_NAMES


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_show_groups_values_by_source_with_unit_period_and_attribution() -> None:
    shown = run("show", "25-4022").stdout
    assert "25-4022  Librarians and Media Collections Specialists" in shown
    assert "68,270 USD/year  (May 2025)" in shown
    assert "13.5 thousand jobs/year  (2024-34)" in shown
    assert "Used under the CC BY 4.0 license" in shown
    assert "61,190" not in shown, "earlier editions are named, not listed"
    assert "oews.2021  an earlier edition, 13 facts: --family oews" in shown


def test_show_takes_a_job_title_and_a_family() -> None:
    shown = run("show", "librarian", "--family", "oews").stdout
    assert "61,190 USD/year  (May 2021)" in shown
    assert "onet.30.3" not in shown


def test_show_explains_how_a_value_came_to_the_occupation_once_per_source() -> None:
    shown = run("show", "13-1021", "--family", "ep").stdout
    assert shown.count("combined_code: BLS publishes 13-1020 Buyers and purchasing agents") >= 1
    assert "5.8 percent" in shown
    assert "at least 239,200 USD/year  (May 2024)" in run("show", "29-1211", "--family", "oews").stdout


def test_json_is_the_whole_sheet() -> None:
    sheet = json.loads(run("show", "25-4022", "--json").stdout)
    assert sheet["soc"] == "25-4022"
    assert len(sheet["facts"]) > 500
    assert {"id", "value", "unit", "period", "locator", "basis"} <= sheet["facts"][0].keys()
    assert sheet["passages"]


@pytest.mark.parametrize(
    ("words", "error"),
    [(("show", "25-4021"), UnknownOccupation), (("show", "25-4022", "--family", "wages"), UsageError)],
)
def test_a_wrong_word_is_an_error_that_the_command_line_knows(words: tuple[str, ...], error: type) -> None:
    failed = run(*words)
    assert isinstance(failed.exception, error)
    assert failed.stdout == ""


def test_find_lists_code_title_and_the_name_that_matched() -> None:
    assert run("find", "archivist", "-n", "1").stdout.splitlines()[1].split() == ["25-4011", "Archivists", "Archivist"]
    found = json.loads(run("find", "RN", "--json").stdout)
    assert (found[0]["soc"], found[0]["name"]) == ("29-1141", "Registered Nurse (RN)")
    assert run("find", "§§§").stdout == ""


def test_datasets_state_licence_and_attribution() -> None:
    listed = json.loads(run("datasets", "--json").stdout)
    assert listed["version"]
    assert all(each["licence"] and each["attribution"] and each["facts"] for each in listed["datasets"])
    assert "Licence: CC BY 4.0" in run("datasets").stdout


def test_build_makes_a_base_that_show_reads_and_says_what_was_missing(tmp_path: Path) -> None:
    less, out = shutil.copytree(EXCERPTS, tmp_path / "less"), tmp_path / "new.sqlite"
    (less / "onet/30.1/Knowledge.xlsx").unlink()
    built = run("build", "--from", str(less), "--out", str(out))
    assert "11 occupations" in built.stdout
    assert "onet.30.3 covers less, because files are missing: onet/30.3/Knowledge.txt" in built.stdout
    assert "reading oews.2025" in built.stderr
    assert "68,270 USD/year" in run("show", "25-4022", "--base", str(out)).stdout


def test_a_workspace_may_name_its_own_fact_base(tmp_path: Path) -> None:
    run("build", "--from", str(EXCERPTS), "--out", str(tmp_path / "ours.sqlite"))
    (tmp_path / "authoring.toml").write_text('fact_base = "ours.sqlite"\n')
    command = [sys.executable, "-m", "authoring", "--workspace", str(tmp_path), "facts", "find", "nurse", "--json"]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    ours = {"11-1031", "13-1021", "15-1252", "15-1299", "25-4011", "25-4022", "27-2011", "29-1141", "29-1211"}
    assert {match["soc"] for match in json.loads(found.stdout)} <= ours


@pytest.fixture(scope="module")
def excerpts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("coverage") / "new.sqlite"
    run("build", "--from", str(EXCERPTS), "--out", str(out))
    return out


def test_coverage_says_what_can_be_drafted_of_whom_what_is_missing_and_why(excerpts: Path) -> None:
    covered = json.loads(run("coverage", "--base", str(excerpts), "--json").stdout)
    rows = {row["soc"]: {each["section"]: each for each in row["sections"]} for row in covered["occupations"]}
    assert {name for name, each in rows["25-4022"].items() if each["extent"] != "full"} == {"scores", "credentials"}
    assert rows["25-4022"]["credentials"]["lacks"] == [
        {"what": "wording on licences", "why": "the handbook says nothing plain about licences"}
    ]
    soldier = {lack["what"]: lack["why"] for each in rows["55-1011"].values() for lack in each["lacks"]}
    assert rows["55-1011"]["pay"]["extent"] == "none"
    assert soldier["median pay"] == "military: BLS and OFLC publish civilian occupations only"
    assert soldier["tasks"] == "O*NET has collected no data on it, only a title and a definition"
    assert covered["per_dataset"]["soc.2018"] == len(rows) == 11
    assert covered["per_section"]["pay"] == {"full": 9, "partly": 0, "none": 2}
    combined = {row["soc"]: row["combined"] for row in covered["occupations"]}
    assert (combined["13-1021"], combined["25-4022"]) == ("13-1020", None)


def test_coverage_names_a_dataset_that_is_not_in_the_base(tmp_path: Path) -> None:
    less, out = shutil.copytree(EXCERPTS, tmp_path / "less"), tmp_path / "less.sqlite"
    (less / "bls-ooh/ooh_html_2025-08-28_edition.tar.xz").unlink()
    run("build", "--from", str(less), "--out", str(out))
    shown = run("coverage", "--base", str(out)).stdout
    assert "no handbook in this base: handbook page" in shown
    assert "not in this base: ooh: growth wording" in shown


def test_coverage_is_one_page_that_needs_nothing_else(excerpts: Path, tmp_path: Path) -> None:
    page = tmp_path / "coverage.html"
    run("coverage", "--base", str(excerpts), "--html", str(page))
    text = page.read_text("utf-8")
    assert all(word not in text for word in ("http", "<script", "<link", "src="))
    assert '<tr id="25-4022">' in text
    assert 'aria-label="pay: none, no median pay, pay percentiles">○' in text
    assert "<li>median pay: military: BLS and OFLC publish civilian occupations only</li>" in text


def test_every_section_that_needs_facts_is_covered(excerpts: Path) -> None:
    covered = json.loads(run("coverage", "--base", str(excerpts), "--json").stdout)
    assert {*covered["per_section"], "sources"} == set(SECTION_NAMES)


def test_score_reads_the_fact_base_of_the_workspace(excerpts: Path, tmp_path: Path) -> None:
    shutil.copy(excerpts, tmp_path / "ours.sqlite")
    (tmp_path / "authoring.toml").write_text('fact_base = "ours.sqlite"\n')
    command = [sys.executable, "-m", "authoring", "--workspace", str(tmp_path), "facts", "score", "15-2051"]
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 2
    assert "SOC 2018 has no detailed occupation 15-2051" in failed.stderr, "our base has eleven occupations"


def test_reading_facts_loads_neither_the_readers_nor_their_libraries() -> None:
    code = (
        "import sys; from authoring.facts.base import FactBase; FactBase.open().sheet('25-4022'); "
        "print([name for name in ('lxml', 'python_calamine', 'rapidfuzz', 'openpyxl') if name in sys.modules])"
    )
    proof = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert proof.stdout.strip() == "[]"
