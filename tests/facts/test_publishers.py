"""What the readers make of the publishers' marks, gaps and oddities, on real rows."""

from pathlib import Path

import pytest

from authoring.facts.base import FactBase
from schemas.facts import Fact

DOCUMENT = Path(__file__).parents[2] / "docs" / "facts.md"


def fact(base: FactBase, fact_id: str) -> Fact:
    found = base.sheet(fact_id.split("/")[1]).fact(fact_id)
    assert found is not None, fact_id
    return found


@pytest.mark.parametrize(
    ("fact_id", "value", "unit", "period"),
    [
        ("oews.2025/25-4022/annual-median", 68_270, "USD/year", "May 2025"),
        ("oews.2025/25-4022/annual-p10", 43_660, "USD/year", "May 2025"),
        ("oews.2025/25-4022/annual-p90", 103_990, "USD/year", "May 2025"),
        ("oews.2024/25-4022/annual-median", 64_320, "USD/year", "May 2024"),
        ("oews.2023/25-4022/annual-median", 64_370, "USD/year", "May 2023"),
        ("oews.2022/25-4022/annual-median", 61_660, "USD/year", "May 2022"),
        ("oews.2021/25-4022/annual-median", 61_190, "USD/year", "May 2021"),
        ("oews.2025/25-4022/employment", 133_790, "jobs", "May 2025"),
        ("oews.2025/25-4022/hourly-median", 32.82, "USD/hour", "May 2025"),
        ("oews.2025/15-1252/annual-median", 135_980, "USD/year", "May 2025"),
        ("oews.2025/29-1141/annual-median", 97_550, "USD/year", "May 2025"),
        ("ep.2024-34/25-4022/change-percent", 1.7, "percent", "2024-34"),
        ("ep.2024-34/25-4022/openings-annual", 13.5, "thousand jobs/year", "2024-34"),
        ("ep.2024-34/25-4022/employment-2024", 142.1, "thousand jobs", "2024"),
        ("ep.2024-34/25-4022/entry-education", "Master's degree", "text", "2024"),
        ("ep.2024-34/25-4022/attainment/master", 57.2, "percent", "2022-23"),
        ("ep.2024-34/25-4022/attainment/bachelor", 24.5, "percent", "2022-23"),
        ("ep.2024-34/25-4022/top-skill/2", "Computers and information technology", "text", "2024"),
        ("ep.2024-34/15-1252/change-percent", 15.8, "percent", "2024-34"),
        ("ep.2024-34/29-1141/change-percent", 4.9, "percent", "2024-34"),
        ("ep.2025-35/25-4022/change-percent", 2.6, "percent", "2025-35"),
        ("ep.2025-35/25-4022/openings-annual", 12_600, "jobs/year", "2025-35"),
        ("ep.2025-35/25-4022/ai-exposure-category", "Very high", "text", "2025-35"),
        ("ep.2025-35/29-1141/ai-exposure-category", "High", "text", "2025-35"),
        ("onet.30.3/25-4022/job-zone", 5, "job zone", "2022-08"),
        ("onet.30.3/15-1252/job-zone", 4, "job zone", "2025-08"),
        ("onet.30.3/29-1141/job-zone", 4, "job zone", "2021-08"),
        ("onet.30.3/25-4022/education/8", 64.65, "percent", "2022-08"),
        ("onet-importance.30/25-4022/task/22412/importance", 4.09, "rating 1-5", "30.x"),
        ("ooh.2025/25-4022/growth-wording", "Slower than average", "text", "2024-34"),
        ("ooh.2025/25-4022/page", "librarians", "text", "edition of August 2025"),
        ("soc.2018/25-4022/major-group", "25-0000", "code", "2018"),
    ],
)
def test_the_official_value_comes_with_unit_and_period(
    base: FactBase, fact_id: str, value: str | float, unit: str, period: str
) -> None:
    found = fact(base, fact_id)
    assert (found.value, found.unit, found.period, found.at_least) == (value, unit, period, False)


@pytest.mark.parametrize(("soc", "tasks", "core"), [("25-4022", 30, 27), ("15-1252", 17, 11), ("29-1141", 27, 15)])
def test_every_task_is_there_with_its_type(base: FactBase, soc: str, tasks: int, core: int) -> None:
    types = [f.value for f in base.sheet(soc).each("onet", "task/") if f.measure.endswith("/type")]
    assert (len(types), types.count("Core")) == (tasks, core)


def test_the_literal_none_of_bls_is_a_value(base: FactBase) -> None:
    assert fact(base, "ep.2024-34/25-4022/work-experience").value == "None"
    assert fact(base, "ep.2024-34/25-4022/on-the-job-training").value == "None"


@pytest.mark.parametrize(("year", "annual", "hourly"), [(2021, 208_000, 100), (2024, 239_200, 115)])
def test_a_wage_above_the_top_code_says_at_least_that_years_top_code(
    base: FactBase, year: int, annual: int, hourly: int
) -> None:
    for measure, top in (("annual-median", annual), ("hourly-median", hourly)):
        found = fact(base, f"oews.{year}/29-1211/{measure}")
        assert (found.value, found.at_least) == (top, True)


def test_a_wage_that_is_not_available_is_no_fact(base: FactBase) -> None:
    actors = base.sheet("27-2011")
    assert actors.fact("oews.2025/27-2011/hourly-median") is not None
    assert list(actors.each("oews", "annual-")) == []


def test_an_occupation_that_a_year_left_out_has_no_wage_of_that_year(base: FactBase) -> None:
    legislators = base.sheet("11-1031")
    assert legislators.fact("oews.2025/11-1031/employment") is None
    newest = legislators.latest("oews", "employment")
    assert newest is not None
    assert newest.dataset == "oews.2024"


def test_a_combined_code_speaks_for_its_occupations_and_says_so(base: FactBase) -> None:
    for fact_id in ("oews.2025/13-1021/annual-median", "ep.2024-34/13-1021/entry-education"):
        found = fact(base, fact_id)
        assert found.basis == "combined_code"
        assert found.basis_note is not None
        assert "13-1020 Buyers and purchasing agents" in found.basis_note.replace(
            "Purchasing Agents", "purchasing agents"
        )
        assert "13-1020" in found.locator.row


def test_a_transcribed_value_says_that_it_is_one(base: FactBase) -> None:
    note = fact(base, "ep.2025-35/25-4022/change-percent").basis_note
    assert note is not None
    assert "transcribed" in note
    licence = next(dataset.licence for dataset in base.datasets() if dataset.id == "ep.2025-35")
    assert "transcription" in licence


def test_an_occupation_with_parts_only_takes_them_and_names_them(base: FactBase) -> None:
    others = base.sheet("15-1299")
    tasks = [f for f in others.each("onet", "task/") if not f.measure.endswith("/type")]
    assert tasks
    assert {f.basis for f in tasks} == {"detailed_code"}
    assert all("O*NET code 15-1299.0" in str(f.basis_note) for f in tasks)
    skill = fact(base, "onet.30.3/15-1299/skill/2.A.1.a/importance")
    assert skill.derivation is not None
    assert "mean of Data Value" in skill.derivation.formula
    assert "15-1299.01, 15-1299.02" in str(skill.basis_note)


def test_the_whole_code_is_not_mixed_with_its_parts(base: FactBase) -> None:
    nurses = base.sheet("29-1141")
    assert {f.basis for f in nurses.each("onet", "task/")} == {"direct"}
    assert "Acute Care Nurses" in base.occupation("29-1141").alternate_titles


def test_a_level_of_a_skill_that_is_not_relevant_is_no_fact(base: FactBase) -> None:
    sheet = base.sheet("25-4022")
    importance = {f.measure.split("/")[1] for f in sheet.each("onet", "skill/") if f.measure.endswith("/importance")}
    level = {f.measure.split("/")[1] for f in sheet.each("onet", "skill/") if f.measure.endswith("/level")}
    assert len(importance) == 35
    assert level < importance


def test_software_tells_c_from_its_relatives_and_marks_only_what_is_marked(base: FactBase) -> None:
    sheet = base.sheet("15-1252")
    software = {f.measure: f.value for f in sheet.each("onet", "software/")}
    assert (software["software/c"], software["software/c-plus-plus"], software["software/c-sharp"]) == (
        "C",
        "C++",
        "C#",
    )
    marks = {f.value for f in sheet.each("onet", "software/") if f.measure.endswith(("/hot-technology", "/in-demand"))}
    assert marks == {"yes"}


def test_a_military_occupation_has_names_and_nothing_that_nobody_measured(base: FactBase) -> None:
    sheet = base.sheet("55-1011")
    assert {f.dataset for f in sheet.facts if f.dataset.startswith(("oews", "ep", "ooh"))} == set()
    assert base.occupation("55-1011").alternate_titles
    assert sheet.passages == ()


def test_a_related_occupation_stands_with_its_rank_title_and_tier(base: FactBase) -> None:
    found = fact(base, "onet.30.3/25-4022/related/25-4011")
    assert found.label == "Archivists"
    assert isinstance(found.value, int)
    assert str(found.basis_note).startswith(("Primary", "Supplemental"))


def test_every_unit_is_explained_in_the_document(bundled: FactBase) -> None:
    documented = DOCUMENT.read_text("utf-8")
    units = {fact.unit for soc in bundled.socs()[::25] for fact in bundled.sheet(soc).facts}
    assert {unit for unit in units if f"`{unit}`" not in documented} == set()
