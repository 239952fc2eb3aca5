"""A later round of Employment Projections is read by its folder: BLS keeps the headings but for the years in them."""

import shutil
from pathlib import Path

import pytest
from conftest import EXCERPTS
from openpyxl import load_workbook

from authoring.errors import FactsError
from authoring.facts.base import FactBase
from authoring.facts.building import build
from authoring.facts.editions import editions_at
from authoring.facts.files import OfficialFiles

KNOWN = EXCERPTS / "bls-ep-2024-34"


def moved(text: str, by: int) -> str:
    """A heading of 2024-34 as the round `by` years later prints it."""
    for year in (2034, 2024):
        text = text.replace(str(year), str(year + by))
    return text.replace("–34", f"–{34 + by}").replace("2022–23", f"{2022 + by}–{23 + by}")


def later_round(folder: Path, by: int) -> None:
    """The workbooks of the known round under the headings of a later one, as BLS would publish them."""
    target = folder / f"bls-ep-{2024 + by}-{34 + by}"
    target.mkdir()
    for workbook in KNOWN.glob("*.xlsx"):
        book = load_workbook(workbook)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(max_row=2):
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = moved(cell.value, by)
        book.save(target / workbook.name)


def built(folder: Path, out: Path) -> FactBase:
    files = OfficialFiles(folder)
    return FactBase.open(build(files, out, editions_at(files)).path)


def test_a_later_round_stands_beside_the_known_one_with_its_own_years(tmp_path: Path) -> None:
    folder = shutil.copytree(EXCERPTS, tmp_path / "official")
    later_round(folder, 2)
    sheet = built(folder, tmp_path / "facts.sqlite").sheet("25-4022")
    found = {fact.measure: fact for fact in sheet.facts if fact.dataset == "ep.2026-36"}
    known = [fact for fact in sheet.facts if fact.dataset == "ep.2024-34"]
    assert len(found) == len(known)
    assert (found["employment-2036"].value, found["employment-2036"].period) == (144.5, "2036")
    assert (found["change-percent"].value, found["change-percent"].period) == (1.7, "2026-36")
    assert found["attainment/master"].period == "2024-25"
    assert found["change-percent"].locator.column == "Employment change, percent, 2026–36"
    newest = sheet.latest("ep", "change-percent")
    assert newest is not None
    assert newest.dataset == "ep.2026-36"


def test_the_official_workbook_takes_the_place_of_the_transcription_but_for_the_exposure(tmp_path: Path) -> None:
    folder = shutil.copytree(EXCERPTS, tmp_path / "official")
    later_round(folder, 1)
    sheet = built(folder, tmp_path / "facts.sqlite").sheet("25-4022")
    change, exposure = sheet.latest("ep", "change-percent"), sheet.latest("ep", "ai-exposure-category")
    assert change is not None
    assert exposure is not None
    assert (change.id, change.basis_note) == ("ep.2025-35/25-4022/change-percent", None)
    assert (exposure.dataset, exposure.value) == ("ep.2025-35-exposure", "Very high")
    assert {fact.measure for fact in sheet.facts if fact.dataset == "ep.2025-35-exposure"} == {"ai-exposure-category"}


def test_another_rounds_workbook_in_the_wrong_folder_is_an_error_that_names_sheet_and_column(tmp_path: Path) -> None:
    folder = shutil.copytree(EXCERPTS, tmp_path / "official")
    shutil.copytree(KNOWN, folder / "bls-ep-2026-36")
    message = r"bls-ep-2026-36/occupation\.xlsx, sheet 'Table 1\.2': no column '2026 National Employment Matrix code'"
    with pytest.raises(FactsError, match=message):
        built(folder, tmp_path / "facts.sqlite")


@pytest.mark.parametrize("missing", ["education.xlsx", "skills.xlsx"])
def test_a_round_without_one_of_its_workbooks_covers_less(tmp_path: Path, missing: str) -> None:
    folder = shutil.copytree(EXCERPTS, tmp_path / "official")
    (folder / "bls-ep-2024-34" / missing).unlink()
    files = OfficialFiles(folder)
    report = build(files, tmp_path / "facts.sqlite", editions_at(files))
    assert report.narrowed["ep.2024-34"] == (f"bls-ep-2024-34/{missing}",)
    assert FactBase.open(report.path).sheet("25-4022").latest("ep", "entry-education") is not None
