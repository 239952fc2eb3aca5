"""The built wheel works in a clean environment that has nothing of the development tools."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words, cwd, **environment):
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "AUTHORING", "VIRTUAL"))
    }
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env={**clean, **environment}, text=True,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "env", with_pip=True)
    run(folder / "env/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return folder


def test_the_wheel_holds_the_product_and_nothing_of_the_workshop(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {"authoring", "schemas", "tui.py"} <= tops
    assert not tops & {"tests", "benchmarks", "docs", "drafts", "published"}
    assert "authoring/facts/data/facts.sqlite" in names
    assert any(name.startswith("authoring/publishing/templates/") for name in names)
    assert any(name.startswith("authoring/ui/") and name.endswith(".tcss") for name in names)
    assert any(name.startswith("authoring/locales/messages/") for name in names)


def test_init_and_demo_work_from_the_wheel_alone(installed):
    author = installed / "env/bin/author"
    assert not (installed / "env/bin/pytest").exists()
    run(author, "init", "profiles", cwd=installed)
    shown = run(author, "demo", cwd=installed / "profiles", AUTHORING_PERSON="ada")
    for soc in ("25-4022", "15-1252", "29-1141"):
        assert soc in shown.stdout
    run(author, "--as", "grace", "approve", "25-4022", "summary", "--computed", cwd=installed / "profiles")
    run(author, "publish", cwd=installed / "profiles", AUTHORING_PERSON="grace")
    assert (installed / "profiles/published/current/site/en/25-4022.html").is_file()


def test_the_bundled_data_ask_for_no_network_and_stay_small():
    assert (ROOT / "authoring/facts/data/facts.sqlite").stat().st_size < 30_000_000
