"""What others read the dataset with finds it as it says: its validators, and the examples of the documentation as they stand.

These readers live in `.venv-dataset`, which `make test` sets up from `requirements-dataset.lock`.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-dataset/bin/python"
NODE = Path(playwright.__file__).parent / "driver/node"
DOCUMENT = (ROOT / "docs/dataset.md").read_text("utf-8")


@pytest.fixture(scope="module")
def readers():
    if not PYTHON.exists():
        pytest.fail("the readers of the dataset are not set up: make .venv-dataset/.ready", pytrace=False)
    return PYTHON


def run(*words, cwd=ROOT):
    return subprocess.run([*map(str, words)], cwd=cwd, capture_output=True, text=True, check=False)


def block(language, having=""):
    blocks = re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    (found,) = (each for each in blocks if having in each)
    return found


@pytest.mark.parametrize("reader", ["frictionless", "mlcroissant", "datasette", "duckdb"])
def test_a_reader_of_others_finds_the_release_valid(readers, reader):
    done = run(readers, "-m", "benchmarks.check_dataset", "published/current", reader)
    assert done.returncode == 0, done.stderr


def test_a_validator_sees_a_row_that_is_not_as_described(readers, tmp_path):
    release = tmp_path / "release"
    shutil.copytree(ROOT / "published/current", release)
    table = release / "tables/en/scores.csv"
    table.write_text(table.read_text().replace("negative", "negative,too many", 1))
    done = run(readers, "-m", "benchmarks.check_dataset", release, "frictionless")
    assert done.returncode != 0
    assert "frictionless:" in done.stderr


def test_the_example_for_pandas_runs_as_it_stands(readers):
    done = run(readers, "-c", block("python", "import pandas"))
    assert done.returncode == 0, done.stderr
    assert "25-4022" in done.stdout
    assert "ai_risk" in done.stdout


def test_the_example_for_duckdb_runs_as_it_stands(readers):
    asked = block("sql")
    done = run(readers, "-c", f"import duckdb; print(duckdb.sql({asked!r}).fetchall())")
    assert done.returncode == 0, done.stderr
    assert "('en', 'exact', " in done.stdout


def test_the_example_for_javascript_runs_as_it_stands(tmp_path):
    example = tmp_path / "example.mjs"
    example.write_text(block("javascript"))
    done = run(NODE, example)
    assert done.returncode == 0, done.stderr
    page = json.loads((ROOT / "published/current/profiles/en/25-4022.json").read_text())
    (pay,) = (each["content"] for each in page["sections"] if each["section"] == "pay")
    median = page["facts"][pay["median"]["fact"]]
    assert done.stdout == f"{median['value']} {median['unit']}, {median['period']}\n"
