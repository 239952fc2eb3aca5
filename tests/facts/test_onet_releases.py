"""O*NET changes names and layout of its tables from release to release: both layouts are read, and the newest speaks."""

import gzip
import shutil
from pathlib import Path

import pytest
from conftest import EXCERPTS
from locating import Located
from openpyxl import Workbook

from authoring.errors import FactsError
from authoring.facts.base import FactBase
from authoring.facts.building import BuildReport, build
from authoring.facts.editions import editions_at
from authoring.facts.files import OfficialFiles

NEEDED = ("Occupation Data.txt", "Task Statements.txt.gz")
"""The same, byte for byte, in 30.1 and 30.3."""


def built(folder: Path, out: Path) -> tuple[BuildReport, FactBase]:
    files = OfficialFiles(folder)
    report = build(files, out, editions_at(files))
    return report, FactBase.open(report.path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with O*NET 30.1 alone, named as its archive unpacks."""
    folder = shutil.copytree(EXCERPTS, tmp_path_factory.mktemp("older") / "official")
    older = folder / "onet" / "db_30_1_text"
    (folder / "onet" / "30.1").rename(older)
    for name in NEEDED:
        (folder / "onet" / "30.3" / name).rename(older / name)
    shutil.rmtree(folder / "onet" / "30.3")
    return folder


@pytest.fixture(scope="module")
def older(folder: Path) -> tuple[BuildReport, FactBase]:
    return built(folder, folder.parent / "older.sqlite")


@pytest.mark.parametrize(
    ("measure", "value", "table"),
    [
        ("skill/2.A.1.a/importance", 3.88, "Skills"),
        ("skill/2.B.1.e/importance", 3.12, "Skills"),
        ("knowledge/2.C.7.a/importance", 4.39, "Knowledge"),
        ("education/8", 64.65, None),
        ("experience/5", 18.22, None),
        ("interest/1.B.1.c", 2.65, None),
        ("software/adobe-acrobat", "Adobe Acrobat", None),
        ("alternate-title/1", "Access Services Librarian", None),
        ("job-zone", 5, None),
    ],
)
def test_the_layout_of_30_1_gives_the_same_measures(
    older: tuple[BuildReport, FactBase], measure: str, value: str | float, table: str | None
) -> None:
    found = older[1].sheet("25-4022").latest("onet", measure)
    assert found is not None
    assert (found.dataset, found.value, found.locator.table) == ("onet.30.1", value, table)


def test_every_value_of_the_older_layout_is_found_again_in_its_file(
    older: tuple[BuildReport, FactBase], folder: Path
) -> None:
    located = Located(OfficialFiles(folder))
    facts = [fact for fact in older[1].sheet("25-4022").each("onet", "") if isinstance(fact.value, int | float)]
    assert len(facts) > 100
    for fact in facts:
        assert [float(cell) for cell in located.cells(fact.locator)] == pytest.approx([float(fact.value)])


def test_release_and_month_come_from_the_folder_and_its_read_me(older: tuple[BuildReport, FactBase]) -> None:
    onet = next(dataset for dataset in older[1].datasets() if dataset.id == "onet.30.1")
    assert onet.vintage == "30.1, December 2025"
    assert "O*NET 30.1 Database by the U.S. Department of Labor" in onet.attribution


def test_studies_of_tasks_are_joined_to_the_release_at_hand(older: tuple[BuildReport, FactBase]) -> None:
    physical = list(older[1].sheet("25-4022").each("microsoft-applicability", "task/"))
    assert len(physical) == 30


def test_tables_that_the_release_does_not_have_are_named(older: tuple[BuildReport, FactBase]) -> None:
    absent = older[0].narrowed["onet.30.1"]
    assert "onet/db_30_1_text/Related Occupations.txt" in absent
    assert not any("Skills" in path for path in absent), "its skills are there, in the older layout"


def test_the_newest_whole_release_speaks_and_an_older_one_fills_in(tmp_path: Path) -> None:
    newer = shutil.copytree(EXCERPTS, tmp_path / "newer")
    shutil.copytree(newer / "onet" / "30.3", newer / "onet" / "31.0")
    (newer / "onet" / "31.0" / "Read Me.txt").write_text("O*NET 31.0 Database\nAugust 2026 Release\n")
    report, base = built(newer, tmp_path / "newer.sqlite")
    counted = {dataset for dataset in report.facts_per_dataset if dataset.startswith("onet.")}
    assert counted == {"onet.31.0", "onet.30.1"}
    sheet = base.sheet("25-4022")
    assert {fact.measure.split("/")[0] for fact in sheet.facts if fact.dataset == "onet.30.1"} == {"knowledge"}
    assert next(each.vintage for each in base.datasets() if each.id == "onet.31.0") == "31.0, August 2026"


def test_workbooks_of_a_release_are_read_like_its_text_files(tmp_path: Path) -> None:
    books = shutil.copytree(EXCERPTS, tmp_path / "books")
    text = books / "onet" / "30.3" / "Job Zones.txt"
    book = Workbook()
    sheet = book.active
    sheet.title = "Job Zones"
    for line in text.read_text("utf-8").splitlines():
        code, zone, *rest = line.split("\t")
        sheet.append([code, int(zone) if zone.isdigit() else zone, *rest])
    book.save(text.with_suffix(".xlsx"))
    text.unlink()
    found = built(books, tmp_path / "books.sqlite")[1].sheet("25-4022").latest("onet", "job-zone")
    assert found is not None
    assert (found.value, found.locator.file, found.locator.table) == (5, "onet/30.3/Job Zones.xlsx", "Job Zones")


def test_task_ratings_of_a_release_take_the_place_of_the_partial_copy(tmp_path: Path) -> None:
    rated = shutil.copytree(EXCERPTS, tmp_path / "rated")
    head = "O*NET-SOC Code\tTask ID\tScale ID\tCategory\tData Value\tDate\n"
    rows = "25-4022.00\t22412\tIM\tn/a\t4.21\t08/2026\n25-4022.00\t22412\tFT\t1\t3.00\t08/2026\n"
    (rated / "onet" / "30.3" / "Task Ratings.txt").write_text(head + rows)
    report, base = built(rated, tmp_path / "rated.sqlite")
    found = base.sheet("25-4022").latest("onet-importance", "task/22412/importance")
    assert found is not None
    assert (found.value, found.dataset, found.period) == (4.21, "onet-importance.30.3", "2026-08")
    assert "onet-importance.30" not in report.facts_per_dataset


def test_a_renamed_column_is_an_error_that_names_file_and_column(tmp_path: Path) -> None:
    changed = shutil.copytree(EXCERPTS, tmp_path / "changed")
    zones = changed / "onet" / "30.3" / "Job Zones.txt"
    zones.write_text(zones.read_text("utf-8").replace("Job Zone\t", "Zone\t", 1))
    with pytest.raises(FactsError, match=r"onet/30\.3/Job Zones\.txt: no column 'Job Zone'; it has: O\*NET-SOC Code"):
        built(changed, tmp_path / "changed.sqlite")


def test_a_truncated_table_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    cut = shutil.copytree(EXCERPTS, tmp_path / "cut")
    tasks = cut / "onet" / "30.3" / "Task Statements.txt.gz"
    whole = gzip.decompress(tasks.read_bytes())
    tasks.write_bytes(gzip.compress(whole[: whole.rindex(b"\t")]))
    with pytest.raises(FactsError, match=r"Task Statements\.txt, line \d+"):
        built(cut, tmp_path / "cut.sqlite")
