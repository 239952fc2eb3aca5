"""Scores: recomputable from what is shown, deterministic, and honest about what is missing."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.facts.base import FactBase
from authoring.facts.scores import DIRECTIONS, FORMULA_VERSION, find_cluster, map_position, score_sheet
from authoring.facts.scores.points import median, piecewise, rank_points
from authoring.facts.scores.survey import rank_correlation, survey
from schemas.facts import FactSheet
from schemas.sections.scores import Score, Scores

DOCUMENT = Path(__file__).parents[2] / "docs" / "scores.md"
SOME = ("25-4022", "15-1252", "29-1141", "25-2055", "11-1011", "47-2061", "55-1011", "13-1082", "27-2011")
WORKED = "25-4022"


@pytest.fixture(scope="module")
def scored(bundled: FactBase) -> dict[str, Scores]:
    return {soc: score_sheet(bundled.sheet(soc), bundled) for soc in SOME}


def one(scores: Scores, dimension: str) -> Score:
    return next(found for found in scores.dimensions if found.dimension == dimension)


def test_every_dimension_is_present_or_absent_with_a_reason(scored: dict[str, Scores]) -> None:
    for scores in scored.values():
        found = [each.dimension for each in scores.dimensions] + [each.dimension for each in scores.absent]
        assert sorted(found) == sorted(DIRECTIONS)
        assert all(each.reason for each in scores.absent)


def test_every_input_is_a_fact_of_the_sheet_with_its_value(bundled: FactBase, scored: dict[str, Scores]) -> None:
    for soc, scores in scored.items():
        sheet = bundled.sheet(soc)
        for part in (part for each in scores.dimensions for part in each.inputs):
            fact = sheet.fact(part.fact)
            assert fact is not None
            assert fact.value == part.value


def test_a_weighted_score_can_be_recomputed_from_what_is_shown(scored: dict[str, Scores]) -> None:
    for scores in scored.values():
        for each in scores.dimensions:
            if each.dimension != "ai_risk":
                total = sum(part.points * part.weight for part in each.inputs)
                weight = sum(part.weight for part in each.inputs)
                assert each.value == pytest.approx(total / weight, abs=0.051)


def test_exposure_is_the_median_of_the_studies_and_shows_how_far_they_differ(scored: dict[str, Scores]) -> None:
    for scores in scored.values():
        for risk in (each for each in scores.dimensions if each.dimension == "ai_risk"):
            by_study: dict[str, list[float]] = {}
            for part in risk.inputs:
                by_study.setdefault(part.fact.partition("/")[0], []).append(part.points)
            readings = [sum(points) / len(points) for points in by_study.values()]
            assert risk.value == pytest.approx(median(readings), abs=0.051)
            assert (risk.low, risk.high) == (
                pytest.approx(min(readings), abs=0.051),
                pytest.approx(max(readings), abs=0.051),
            )


def test_overall_is_the_mean_after_inverting_the_negative_ones(scored: dict[str, Scores]) -> None:
    for scores in scored.values():
        good = [each.value if each.direction == "positive" else 10 - each.value for each in scores.dimensions]
        assert scores.overall == (pytest.approx(sum(good) / len(good), abs=0.051) if good else None)


def test_the_same_sheet_gives_the_same_scores_again(bundled: FactBase, scored: dict[str, Scores]) -> None:
    assert score_sheet(bundled.sheet("25-4022"), bundled) == scored["25-4022"]


def test_a_military_occupation_has_no_guessed_score(bundled: FactBase, scored: dict[str, Scores]) -> None:
    assert scored["55-1011"].dimensions == ()
    assert scored["55-1011"].overall is None
    assert map_position(bundled.sheet("55-1011"), bundled) is None


def test_an_empty_sheet_has_eleven_absent_dimensions(bundled: FactBase) -> None:
    empty = FactSheet(soc="25-4022", title="x", base_version="x", hash="0" * 64, facts=(), passages=())
    assert len(score_sheet(empty, bundled).absent) == 11


@pytest.mark.parametrize(
    ("dimension", "more", "less"),
    [
        ("income", "15-1252", "47-2061"),
        ("ai_risk", "15-1252", "47-2061"),
        ("ai_augmentation", "25-4022", "47-2061"),
        ("human_moat", "29-1141", "15-1252"),
        ("study_length", "25-4022", "15-1252"),
        ("licensing", "29-1141", "15-1252"),
        ("prospects", "15-1252", "25-4022"),
        ("pr_friendliness", "15-1252", "47-2061"),
        ("pr_difficulty", "47-2061", "15-1252"),
    ],
)
def test_scores_order_occupations_as_their_facts_do(
    scored: dict[str, Scores], dimension: str, more: str, less: str
) -> None:
    assert one(scored[more], dimension).value > one(scored[less], dimension).value


def test_schedule_a_makes_the_way_easier_for_nurses(bundled: FactBase, scored: dict[str, Scores]) -> None:
    parts = one(scored["29-1141"], "pr_difficulty").inputs
    without = [part for part in parts if "Schedule A" not in part.label]
    assert len(without) == len(parts) - 1
    assert one(scored["29-1141"], "pr_difficulty").value < sum(part.points * part.weight for part in without) / sum(
        part.weight for part in without
    )


@pytest.mark.parametrize(
    ("soc", "cluster"),
    [
        ("25-4022", "high_ai_exposure"),
        ("29-1141", "licensed"),
        ("11-1011", "human_trust"),
        ("47-2061", "on_site"),
        ("17-2141", "ai_augmented"),
        ("53-2021", "regulated"),
    ],
)
def test_each_cluster_has_the_occupations_its_rule_names(bundled: FactBase, soc: str, cluster: str) -> None:
    sheet = bundled.sheet(soc)
    found = find_cluster(sheet, bundled)
    assert found.cluster == cluster
    assert all(sheet.fact(fact) for fact in found.facts)


def test_a_labourer_stands_lower_in_exposure_than_a_developer_and_higher_in_presence(bundled: FactBase) -> None:
    developer, labourer = (map_position(bundled.sheet(soc), bundled) for soc in ("15-1252", "47-2061"))
    assert developer is not None
    assert labourer is not None
    assert developer.exposure > labourer.exposure
    assert developer.presence < labourer.presence


def test_the_document_works_the_formulas_through_with_todays_numbers(scored: dict[str, Scores]) -> None:
    scores, rows = scored[WORKED], _rows(DOCUMENT.read_text(encoding="utf-8"))
    assert FORMULA_VERSION in DOCUMENT.read_text(encoding="utf-8")
    expected = {
        (each.dimension, part.fact, f"{part.value}", f"{part.points:g}", f"{part.weight:g}")
        for each in scores.dimensions
        for part in each.inputs
    } | {(each.dimension, f"{each.value}", f"{each.low}", f"{each.high}") for each in scores.dimensions}
    assert rows == expected | {("overall", f"{scores.overall}", "", "")}


def test_the_document_shows_the_highest_the_lowest_and_the_correlations_of_the_bundled_base(bundled: FactBase) -> None:
    shown = DOCUMENT.read_text("utf-8").partition("<!-- survey -->")[2].partition("<!-- /survey -->")[0]
    for one in survey(bundled):
        highest, lowest = (
            "; ".join(f"{each.title} {each.value}" for each in standings) for standings in (one.highest, one.lowest)
        )
        assert f"| {one.dimension} | {one.occupations} | {highest} | {lowest} |" in shown
        for measure, value in one.goes_with.items():
            assert f"| {one.dimension} | `{measure}` | {value:+.2f} |" in shown


def _rows(document: str) -> set[tuple[str, ...]]:
    worked = document.partition("<!-- worked -->")[2].partition("<!-- /worked -->")[0]
    cells = (re.split(r"\s*\|\s*", line.strip().strip("|").strip()) for line in worked.splitlines() if "|" in line)
    return {tuple(cell.strip("` ") for cell in row) for row in cells if row[0] in {*DIRECTIONS, "overall"}}


numbers = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(numbers, min_size=2, max_size=50), numbers, numbers)
def test_a_higher_value_never_gets_fewer_points(spread: list[float], a: float, b: float) -> None:
    low, high = (rank_points(value, sorted(spread)) for value in sorted((a, b)))
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= 10


@given(st.lists(numbers, min_size=2, max_size=50, unique=True))
def test_the_lowest_value_gets_no_points_and_the_highest_ten(spread: list[float]) -> None:
    ordered = sorted(spread)
    assert (rank_points(ordered[0], ordered), rank_points(ordered[-1], ordered)) == (0, 10)


@given(st.floats(-100, 100, allow_nan=False))
def test_a_line_through_anchors_stays_between_them(value: float) -> None:
    assert 0 <= piecewise(value, ((4.0, 0.0), (9.0, 5.0), (16.0, 10.0))) <= 10


def test_a_rank_without_a_distribution_is_no_rank() -> None:
    assert rank_points(1.0, ()) is None


def test_rank_correlation_knows_order_and_ties() -> None:
    assert rank_correlation([(1, 10), (2, 20), (3, 30)]) == pytest.approx(1)
    assert rank_correlation([(1, 3), (2, 2), (3, 1)]) == pytest.approx(-1)
    assert rank_correlation([(1, 5), (2, 5)]) == 0
