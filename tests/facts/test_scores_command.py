"""`author facts score`: what a person and a script get to see of scores."""

import json

from typer.testing import CliRunner, Result

from authoring.cli.facts import app
from authoring.errors import UnknownOccupation, UsageError


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["score", *words])


def test_scores_come_with_their_direction_their_range_and_what_is_missing() -> None:
    shown = run("25-4022").stdout
    assert "- ai_risk           8.4  (8.2 to 8.8)" in shown
    assert "+ income            6.1\n" in shown
    assert "licensing           -  no plain statement" in shown
    assert "cluster: high_ai_exposure" in shown
    assert "oews.2025" not in shown, "facts are shown when asked for"


def test_explain_names_the_formula_and_every_fact_that_went_in() -> None:
    shown = run("librarian", "--explain").stdout
    assert "10 x share of occupations with a lower median wage" in shown
    assert "Annual wage, median: 68,270  [oews.2025/25-4022/annual-median]" in shown


def test_json_carries_the_scores_the_cluster_and_the_place_on_the_map() -> None:
    found = json.loads(run("55-1011", "--json").stdout)
    assert (found["dimensions"], len(found["absent"]), found["overall"]) == ([], 11, None)
    assert (found["cluster"]["cluster"], found["map"]) == ("regulated", None)


def test_no_occupation_and_an_unknown_one_are_errors_that_the_command_line_knows() -> None:
    assert isinstance(run().exception, UsageError)
    assert isinstance(run("25-4021").exception, UnknownOccupation)
