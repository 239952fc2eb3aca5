"""The generated JSON Schemas in the repository are those of the models."""

from pathlib import Path

from authoring.diff.document import json_schemas as diff_schemas
from schemas.published_shapes import json_schemas

FOLDER = Path(__file__).parents[2] / "schemas" / "json"


def test_the_files_are_what_the_models_generate():
    found = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
    assert found == {**json_schemas(), **diff_schemas()}, "run `make schemas`"
