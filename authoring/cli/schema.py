"""`author schema`: the JSON Schema of every stored and published shape."""

from pathlib import Path
from typing import Annotated

import typer

from authoring.cli.output import data, talk


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(schema)


def schema(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Which one; without it, their names.")] = None,
    write: Annotated[Path | None, typer.Option("--write", metavar="DIR", help="Write them all into a folder.")] = None,
) -> None:
    """Print JSON Schemas. They are generated from the models, so they cannot differ from them."""
    from authoring.diff.document import json_schemas as diff_schemas
    from authoring.errors import StorageError, UsageError
    from schemas.published_shapes import json_schemas

    schemas = {**json_schemas(), **diff_schemas()}
    if write is not None:
        try:
            write.mkdir(parents=True, exist_ok=True)
            for each, text in schemas.items():
                (write / f"{each}.json").write_text(text, "utf-8")
        except OSError as cause:
            raise StorageError.writing(write, cause) from cause
        talk(f"wrote {len(schemas)} schemas to {write}")
    elif name is None:
        data("\n".join(schemas))
    elif name in schemas:
        data(schemas[name])
    else:
        raise UsageError(f"there is no schema `{name}`", f"There are: {', '.join(schemas)}.")
