"""Datasets without a stated licence are read from a user's own files, marked, and never part of the bundled base."""

import shutil
from pathlib import Path

import pytest
from conftest import EXCERPTS
from openpyxl import Workbook
from typer.testing import CliRunner

from authoring.cli.facts import app
from authoring.facts.base import FactBase

AIOE = "ai-exposure/aioe"
ILO = "ai-exposure/ilo-gmyrek-2025/Final_Scores_ISCO08_Gmyrek_et_al_2025.xlsx"


def write_book(path: Path, sheet: str, *rows: tuple[object, ...]) -> None:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Official excerpts, and beside them files of the unlicensed datasets' shapes with made-up values."""
    folder = shutil.copytree(EXCERPTS, tmp_path_factory.mktemp("own") / "official")
    for name, sheet, column, shift in (
        ("AIOE_DataAppendix.xlsx", "Appendix A", "AIOE", 0.0),
        ("Language Modeling AIOE and AIIE.xlsx", "LM AIOE", "Language Modeling AIOE", 0.1),
        ("Image Generation AIOE and AIIE.xlsx", "IG AIOE", "Image Generation AIOE", 0.2),
    ):
        rows = [("25-4021", "Librarians", 0.5 + shift), ("15-1132", "A", 1.0), ("15-1133", "B", 2.0)]
        write_book(folder / AIOE / name, sheet, ("SOC Code", "Occupation Title", column), *rows)
    head = ("ISCO_08", "Title", "mean_score_2025", "SD_2025", "potential25")
    write_book(folder / ILO, "Sheet1", head, ("2622", "Librarians", 0.25, 0.5, "Somewhere"))
    titles = folder / "titles-zh"
    titles.mkdir()
    (titles / "taiwan_occupational_classification_rev6_zh-TW.csv").write_text(
        "code,level_digits,title_zh_TW\n2622,4,某某人員\n1321,4,別的人員\n", "utf-8"
    )
    (titles / "derived_isco08_vs_taiwan_rev6_same_code_checked.csv").write_text(
        "isco08,isco08_title_en,taiwan_rev6_title_zh_TW_same_code,meaning_check\n"
        "2622,Librarians,某某人員,same_or_near\n1321,Manufacturing managers,別的人員,different\n",
        "utf-8",
    )
    return folder


def test_a_build_reads_them_warns_and_marks_the_licence_as_not_stated(folder: Path) -> None:
    out = folder.parent / "own.sqlite"
    built = CliRunner().invoke(app, ["build", "--from", str(folder), "--out", str(out)])
    assert built.exit_code == 0
    for dataset in ("aioe.2023", "ilo-exposure.2025", "taiwan-titles.6"):
        assert f"warning: no licence is stated for {dataset}" in built.stderr
    base = FactBase.open(out)
    stated = {dataset.id: dataset.licence for dataset in base.datasets()}
    assert {stated[name] for name in ("aioe.2023", "ilo-exposure.2025", "taiwan-titles.6")} == {"not stated"}
    librarian = base.sheet("25-4022")
    found = {fact.measure: (fact.value, fact.basis) for fact in librarian.facts if stated[fact.dataset] == "not stated"}
    assert found["aioe"] == (0.5, "soc2010_crosswalk")
    assert found["isco/2622/mean"] == (0.25, "soc2010_crosswalk")
    assert found["title/2622"] == ("某某人員", "soc2010_crosswalk")


def test_several_old_codes_that_became_one_are_averaged_and_named(folder: Path) -> None:
    out = folder.parent / "mean.sqlite"
    CliRunner().invoke(app, ["build", "--from", str(folder), "--out", str(out)])
    found = FactBase.open(out).sheet("15-1252").latest("aioe", "aioe")
    assert found is not None
    assert (found.value, found.basis_note) == (1.5, "SOC 2010 15-1132, 15-1133")
    assert found.derivation is not None


def test_licensed_only_leaves_them_out(folder: Path) -> None:
    out = folder.parent / "licensed.sqlite"
    built = CliRunner().invoke(app, ["build", "--from", str(folder), "--out", str(out), "--licensed-only"])
    assert "warning" not in built.stderr
    assert "not stated" not in {dataset.licence for dataset in FactBase.open(out).datasets()}


def test_the_bundled_base_holds_none_of_them(bundled: FactBase) -> None:
    families = {dataset.id.partition(".")[0] for dataset in bundled.datasets()}
    assert families.isdisjoint({"aioe", "ilo-exposure", "taiwan-titles"})
    assert "not stated" not in {dataset.licence for dataset in bundled.datasets()}
