"""Each headless module, imported, leaves the heavy libraries unloaded."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import authoring
import schemas

ROOT = Path(__file__).parents[2]
# The index and the tables it is made of: imported when the index is first asked for.
MAY_LOAD = {
    "authoring.revisions.index": {"sqlalchemy"},
    "authoring.revisions.postgres.address": {"sqlalchemy"},
    "authoring.revisions.postgres.database": {"sqlalchemy"},
    "authoring.revisions.postgres.derived": {"sqlalchemy"},
    "authoring.revisions.postgres.layout": {"sqlalchemy"},
    "authoring.revisions.postgres.log_table": {"sqlalchemy"},
    "authoring.revisions.postgres.log_tables": {"sqlalchemy"},
    "authoring.revisions.postgres.presence_table": {"sqlalchemy"},
    "authoring.revisions.queue_table": {"sqlalchemy"},
    "authoring.revisions.tables": {"sqlalchemy"},
    "authoring.revisions.text_index": {"sqlalchemy"},
    "authoring.runs.shared.ends": {"sqlalchemy"},
    "authoring.runs.shared.money": {"sqlalchemy"},
    "authoring.runs.shared.holding": {"procrastinate", "psycopg", "sqlalchemy"},
    "authoring.runs.shared.purse": {"sqlalchemy"},
    "authoring.runs.shared.queue": {"sqlalchemy"},
    "authoring.runs.shared.serving": {"sqlalchemy"},
    "authoring.runs.shared.tables": {"sqlalchemy"},
    "authoring.runs.shared.watching": {"sqlalchemy"},
    "authoring.runs.shared.working": {"sqlalchemy"},
}


def headless_modules() -> list[str]:
    names = [
        found.name
        for package in (authoring, schemas)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    faces = (
        "authoring.ui.app",
        "authoring.ui.screens",
        "authoring.ui.widgets",
        "authoring.ui.messages",
        "authoring.ui.keymap",
        "authoring.ui.themes",
        "authoring.ui.typed_ahead",
        "authoring.__main__",
    )
    return [name for name in names if not name.startswith(faces) and name != "authoring.ui"]


PROBE = """
import importlib, json, os, sys
HEAVY = {"textual", "sqlalchemy", "psycopg", "openai", "instructor", "procrastinate", "trafilatura", "pypdf"}
def look(name):
    importlib.import_module(name)
    heavy = sorted({m.partition(".")[0] for m in sys.modules} & HEAVY)
    print(json.dumps([name, heavy]), flush=True)
    return heavy
may_load = json.loads(sys.argv[1])
for name in sys.argv[2:]:
    if name not in may_load:
        if look(name):
            break  # whatever is imported after it has these loaded already
    elif (child := os.fork()) == 0:
        look(name)
        os._exit(0)
    elif os.waitpid(child, 0)[1] != 0:
        sys.exit(f"{name} cannot be imported")
"""


def loaded_by(*names: str) -> dict[str, list[str]]:
    """What is loaded after each, imported one after another: a module that may load something, in a process of its own."""
    words = [sys.executable, "-c", PROBE, json.dumps(list(MAY_LOAD)), *names]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return dict(json.loads(line) for line in run.stdout.splitlines())


def test_no_headless_module_loads_a_heavy_library():
    found = loaded_by(*headless_modules())
    wrong = {name: set(heavy) - MAY_LOAD.get(name, set()) for name, heavy in found.items()}
    assert not {name: heavy for name, heavy in wrong.items() if heavy}
    assert "authoring.reviewing.desk" in found


def test_the_probe_sees_what_it_looks_for():
    assert loaded_by("textual.app") == {"textual.app": ["textual"]}


LIGHT = """
import sys
from authoring.cli.app import run
run(["--help"])
heavy = {"pydantic", "textual", "sqlalchemy", "orjson", "lxml", "jinja2"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_help_loads_neither_pydantic_nor_any_workflow():
    run = subprocess.run([sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"
