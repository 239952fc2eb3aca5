"""A person's own views of the queue, in a file of theirs: not the team's, and not in git."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platformdirs import user_config_path
from pydantic import TypeAdapter, ValidationError

from authoring.durable import replace_lasting
from authoring.errors import StorageError, UsageError, WorkspaceError, reason_of
from authoring.settings import SavedView
from schemas.saying import listed, said

VIEWS_VARIABLE: Final = "AUTHORING_VIEWS"
_VIEWS: Final = TypeAdapter(dict[str, SavedView])
_LONGEST_NAME: Final = 40


def views_file() -> Path:
    """Where a person's views are kept, as JSON; it need not exist. AUTHORING_VIEWS names another place."""
    named = os.environ.get(VIEWS_VARIABLE)
    return Path(named) if named else user_config_path("career-graph-authoring") / "views.json"


def own_views(path: Path) -> Mapping[str, SavedView]:
    """The views in that file; none where there is no file. Raises `WorkspaceError` where it cannot be used."""
    try:
        return _VIEWS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as cause:
        why = reason_of(cause) if isinstance(cause, OSError) else said("it holds no views")
        raise WorkspaceError(
            said("could not read your views in {path}: {why}", path=path, why=why),
            said("Correct the file or remove it."),
        ) from cause


def keep_view(path: Path, name: str, view: SavedView) -> None:
    """Save a view under that name in place of one that had it. Raises `UsageError` for a bad name, `StorageError`."""
    if not name.replace("-", "").replace("_", "").isalnum() or len(name) > _LONGEST_NAME:
        raise UsageError(
            said("`{name}` is no name for a view", name=name[:_LONGEST_NAME]),
            said("Letters, digits, - and _, {most} at most.", most=_LONGEST_NAME),
        )
    _write(path, {**own_views(path), name: view})


def forget_view(path: Path, name: str) -> None:
    """Drop a view of one's own. Raises `UsageError` where there is none of that name, `StorageError`."""
    kept = dict(own_views(path))
    if kept.pop(name, None) is None:
        known = said("Your own views: {known}.", known=listed(sorted(kept))) if kept else said("You have none yet.")
        raise UsageError(said("you have no view `{name}`", name=name), known)
    _write(path, kept)


def _write(path: Path, views: Mapping[str, SavedView]) -> None:
    try:
        replace_lasting(path, _VIEWS.dump_json(dict(views), indent=2, exclude_defaults=True) + b"\n")
    except OSError as cause:
        raise StorageError.writing(path, cause) from cause
