"""Fact bases built for the tests: from the excerpts beside this file, and from whole files where they are at hand."""

import os
import pickle
from pathlib import Path

import pytest
from filelock import FileLock

from authoring.facts.base import FactBase
from authoring.facts.building import BuildReport, build
from authoring.facts.editions import editions_at
from authoring.facts.files import OfficialFiles

EXCERPTS = Path(__file__).parent / "official"
_WHOLE = os.environ.get("AUTHORING_OFFICIAL_FILES")
_FOLDERS = {"excerpts": EXCERPTS, **({"whole": Path(_WHOLE)} if _WHOLE else {})}


@pytest.fixture(scope="session", params=list(_FOLDERS))
def official(request: pytest.FixtureRequest) -> OfficialFiles:
    """Official files: the excerpts always, the whole files too where AUTHORING_OFFICIAL_FILES names them."""
    return OfficialFiles(_FOLDERS[request.param])


@pytest.fixture(scope="session")
def report(official: OfficialFiles, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The report of a build from `official`: one build for all processes of a test run, as it takes a minute."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"facts-{official.root.name}"
    kept = folder / "report.pickle"
    with FileLock(f"{folder}.lock"):
        if not kept.exists():
            folder.mkdir(exist_ok=True)
            made = build(official, folder / "facts.sqlite", editions_at(official, licensed_only=True))
            kept.write_bytes(pickle.dumps(made))
    found: BuildReport = pickle.loads(kept.read_bytes())
    return found


@pytest.fixture(scope="session")
def base(report: BuildReport) -> FactBase:
    """The base that was built from `official`."""
    return FactBase.open(report.path)


@pytest.fixture(scope="session")
def bundled() -> FactBase:
    """The base that is shipped."""
    return FactBase.open()
