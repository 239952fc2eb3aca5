"""The fact base answers for every occupation, says what it does not know, and is rebuilt byte for byte."""

import gzip
import shutil
import sqlite3
from pathlib import Path

import pytest
from excerpting import HERE as EXCERPTS

from authoring.errors import FactsError, UnknownOccupation
from authoring.facts.base import FactBase
from authoring.facts.building import BuildReport
from authoring.facts.building import build as build_base
from authoring.facts.editions import editions_at
from authoring.facts.files import OfficialFiles
from schemas.base import content_hash
from schemas.facts import FactSheet


def build(files: OfficialFiles, out: Path) -> BuildReport:
    return build_base(files, out, editions_at(files, licensed_only=True))


COUNTED_ALONE = ("soc.", "oews.", "ep.", "ooh.", "onet.")
"""Datasets whose facts about one occupation do not depend on which other occupations a build knows."""


def test_every_detailed_occupation_answers_with_its_title_and_a_valid_sheet(bundled: FactBase) -> None:
    socs = bundled.socs()
    assert len(socs) == 867
    for soc in socs:
        sheet = bundled.sheet(soc)
        assert sheet.title == bundled.title(soc)
        assert sheet.fact(f"soc.2018/{soc}/title").value == sheet.title


@pytest.mark.parametrize("soc", ["25-4022", "15-1299"])
def test_one_fact_and_its_newest_edition_are_those_of_the_sheet(bundled: FactBase, soc: str) -> None:
    sheet = bundled.sheet(soc)
    for fact in sheet.each("oews", ""):
        assert bundled.fact(fact.id) == fact
        assert bundled.newest(fact.id) == sheet.latest("oews", fact.measure)


@pytest.mark.parametrize("fact_id", ["oews.2025/99-9999/annual-median", "oews.1999/25-4022/no-such", "no id", ""])
def test_there_is_no_fact_where_none_is(bundled: FactBase, fact_id: str) -> None:
    assert bundled.fact(fact_id) is None
    assert bundled.newest(fact_id) is None


def test_a_later_edition_is_the_newest_of_one_that_is_gone(bundled: FactBase) -> None:
    gone = "oews.1999/25-4022/annual-median"
    assert bundled.fact(gone) is None
    assert bundled.newest(gone) == bundled.sheet("25-4022").latest("oews", "annual-median")


@pytest.mark.parametrize("soc", ["25-4022", "13-1021", "15-1299", "55-1011"])
def test_a_sheet_read_from_the_file_is_what_the_schemas_allow_and_its_hash_is_right(base: FactBase, soc: str) -> None:
    sheet = base.sheet(soc)
    assert FactSheet.model_validate(sheet.model_dump()) == sheet
    covered = sheet.model_dump(include={"soc", "title", "facts", "passages"})
    assert content_hash(covered) == sheet.hash == base.sheet_hash(soc)


def test_the_twenty_eight_hidden_occupations_are_marked_as_combined(bundled: FactBase) -> None:
    hidden = [
        soc
        for soc in bundled.socs()
        if (fact := bundled.sheet(soc).fact(f"oews.2025/{soc}/employment")) and fact.basis == "combined_code"
    ]
    assert len(hidden) == 28


def test_the_bundled_base_was_built_by_the_readers_of_this_version(bundled: FactBase, base: FactBase) -> None:
    for soc in ("25-4022", "13-1021", "29-1211"):
        shipped = {fact.id: fact for fact in bundled.sheet(soc).facts}
        read_now = [fact for fact in base.sheet(soc).facts if fact.dataset.startswith(COUNTED_ALONE)]
        assert read_now
        assert [fact.id for fact in read_now if shipped.get(fact.id) != fact] == []


def test_distributions_are_sorted_and_of_the_newest_edition(bundled: FactBase) -> None:
    medians = bundled.distribution("oews", "annual-median")
    assert list(medians) == sorted(medians)
    assert 68_270 in medians
    newest = [
        fact.value for soc in bundled.socs() if (fact := bundled.sheet(soc).fact(f"oews.2025/{soc}/annual-median"))
    ]
    assert sorted(newest) == list(medians)
    assert bundled.distribution("oews", "no-such-measure") == ()


@pytest.mark.parametrize(
    ("words", "message", "nearest"),
    [
        ("25-4021", "SOC 2010 code (Librarians)", "25-4022"),
        ("15-1132", "SOC 2010 code (Software Developers, Applications)", "15-1252"),
        ("25-4022.00", "not written as a SOC code", "25-4022"),
        ("254022", "not written as a SOC code", "25-4022"),
        ("13-1020", "a group of occupations", "13-1021"),
        ("25-4000", "a group of occupations", "25-4011"),
        ("25-0000", "a group of occupations", "25-1011"),
        ("25-4023", "no detailed occupation 25-4023", "25-4022"),
        ("99-9999", "no detailed occupation 99-9999", "55-3019"),
        ("librarian", "no occupation is called 'librarian'", "25-4022"),
        ("", "no occupation is called ''", None),
        ("'; DROP TABLE sheets; --", "no occupation is called", None),
        ("\x1b[31m25-4022\x1b[0m", "no", None),
    ],
)
def test_a_code_that_is_none_is_answered_with_what_it_is_and_the_nearest_ones(
    bundled: FactBase, words: str, message: str, nearest: str | None
) -> None:
    with pytest.raises(UnknownOccupation) as caught:
        bundled.sheet(words)
    assert message in caught.value.message
    assert "\x1b" not in caught.value.message
    assert caught.value.hint
    if nearest:
        assert caught.value.nearest[0][0] == nearest
        assert nearest in caught.value.hint


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    first = build(OfficialFiles(EXCERPTS), tmp_path / "a.sqlite")
    elsewhere = shutil.copytree(EXCERPTS, tmp_path / "elsewhere")
    second = build(OfficialFiles(elsewhere), tmp_path / "b.sqlite")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.hash == second.hash


def test_a_changed_value_changes_the_sheet_that_has_it_and_no_other(tmp_path: Path) -> None:
    changed = shutil.copytree(EXCERPTS, tmp_path / "changed")
    tasks = changed / "onet/30.3/Task Statements.txt.gz"
    text = gzip.decompress(tasks.read_bytes()).decode()
    assert "Check books in and out of the library." in text
    tasks.write_bytes(gzip.compress(text.replace("Check books in and out", "Check media in and out").encode()))
    build(OfficialFiles(EXCERPTS), tmp_path / "before.sqlite")
    build(OfficialFiles(changed), tmp_path / "after.sqlite")
    before, after = FactBase.open(tmp_path / "before.sqlite"), FactBase.open(tmp_path / "after.sqlite")
    assert [soc for soc in before.socs() if before.sheet_hash(soc) != after.sheet_hash(soc)] == ["25-4022"]
    assert before.hash != after.hash


def test_a_missing_optional_edition_is_reported_and_a_missing_required_one_stops_the_build(tmp_path: Path) -> None:
    less = shutil.copytree(EXCERPTS, tmp_path / "less")
    (less / "onet/30.1/Knowledge.xlsx").unlink()
    studied = "ai-exposure/gpts-are-gpts/occ_level.csv"
    (less / studied).unlink()
    report = build(OfficialFiles(less), tmp_path / "less.sqlite")
    assert report.missing["gpts-are-gpts.2023"] == (studied,)
    assert "gpts-are-gpts.2023" not in report.facts_per_dataset
    assert report.narrowed == {"onet.30.3": ("onet/30.3/Knowledge.txt",)}
    for workbook in (less / "bls-oews").glob("*.xlsx"):
        workbook.unlink()
    with pytest.raises(FactsError, match=r"national_M2025_dl\.xlsx not found"):
        build(OfficialFiles(less), tmp_path / "none.sqlite")
    assert [path.name for path in tmp_path.glob("none*")] == []


def test_a_year_of_wages_that_nobody_knew_of_yet_is_found_by_its_file(tmp_path: Path) -> None:
    later = shutil.copytree(EXCERPTS, tmp_path / "later")
    (later / "bls-oews/national_M2025_dl.xlsx").rename(later / "bls-oews/national_M2026_dl.xlsx")
    report = build(OfficialFiles(later), tmp_path / "later.sqlite")
    assert report.missing["oews.2025"] == ("bls-oews/national_M2025_dl.xlsx",)
    median = FactBase.open(report.path).sheet("25-4022").latest("oews", "annual-median")
    assert median is not None
    assert (median.id, median.period, median.value) == ("oews.2026/25-4022/annual-median", "May 2026", 68_270)


def test_two_rows_for_one_value_stop_the_build(tmp_path: Path) -> None:
    twice = shutil.copytree(EXCERPTS, tmp_path / "twice")
    projections = twice / "bls-ep-2025-35-transcribed/bls_ai_exposure_and_projections_2025-35.csv"
    lines = projections.read_text("utf-8").splitlines(keepends=True)
    projections.write_text("".join([*lines, lines[1]]), "utf-8")
    with pytest.raises(FactsError, match=r"two facts have the id ep\.2025-35/"):
        build(OfficialFiles(twice), tmp_path / "twice.sqlite")


def test_a_file_that_is_no_fact_base_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to be looked at " * 20)
    sqlite3.connect(tmp_path / "empty.sqlite").execute("CREATE TABLE other (a)").connection.close()
    old = sqlite3.connect(tmp_path / "old.sqlite")
    old.executescript("CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('format', '0');")
    old.close()
    for name, message in (
        ("none.sqlite", "no fact base at"),
        ("text.sqlite", "is no fact base"),
        ("empty.sqlite", "is no fact base"),
        ("old.sqlite", "of format 0"),
    ):
        with pytest.raises(FactsError, match=message) as caught:
            FactBase.open(tmp_path / name)
        assert "author facts build" in caught.value.hint


def test_every_dataset_states_licence_attribution_and_the_checksums_of_its_files(bundled: FactBase) -> None:
    for dataset in bundled.datasets():
        assert dataset.licence
        assert dataset.attribution
        assert dataset.files
    onet = next(dataset for dataset in bundled.datasets() if dataset.id == "onet.30.3")
    assert "Used under the CC BY 4.0 license" in onet.attribution
    assert "We have modified all or some of this information" in onet.attribution
