"""Which fact base a command reads: the one named, else the workspace's, else the bundled one."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from authoring.facts.base import FactBase


def chosen_base(context: typer.Context, named: Path | None) -> "FactBase":
    """Open it. Raises `FactsError` where it cannot be read."""
    from authoring.cli.office import Office
    from authoring.facts.base import FactBase
    from authoring.wiring import open_base

    if named is not None:
        return FactBase.open(named)
    return open_base(context.obj.workspace_if_any if isinstance(context.obj, Office) else None)
