"""The gate of the public shape: what changed in the published schemas must be said by their version."""

from pathlib import Path

import orjson

from authoring.errors import NotAllowed
from authoring.publishing.compatibility import ShapeChange, allows, compare, level_of
from schemas.saying import said


def shape_changes(old: Path, new: Path) -> tuple[ShapeChange, ...]:
    """Every change between the schemas of two releases; a file that only one of them has breaks or adds to the shape."""
    found: list[ShapeChange] = []
    then = {path.name for path in (old / "schema").glob("*.schema.json")}
    now = {path.name for path in (new / "schema").glob("*.schema.json")}
    found += [ShapeChange("major", name, "is gone") for name in sorted(then - now)]
    found += [ShapeChange("minor", name, "is new") for name in sorted(now - then)]
    for name in sorted(then & now):
        schemas = [orjson.loads((folder / "schema" / name).read_bytes()) for folder in (old, new)]
        found += [
            ShapeChange(change.level, f"{name.removesuffix('.schema.json')}: {change.place}", change.what)
            for change in compare(*schemas)
        ]
    return tuple(found)


def refuse_unsaid_changes(old: Path, old_version: str, new: Path, new_version: str) -> None:
    """Raises `NotAllowed` where the shape changed by more than the step from one version to the other says."""
    changes = shape_changes(old, new)
    level = level_of(changes)
    if allows(old_version, new_version, level):
        return
    first = next(change for change in changes if change.level == level)
    raise NotAllowed(
        said(
            "the published files changed their shape ({place} {how}), which is a {level} change; "
            "{old_version} to {new_version} does not say so",
            place=first.place,
            how=first.what,
            level=level,
            old_version=old_version,
            new_version=new_version,
        ),
        said(
            "Raise PUBLIC_SCHEMA_VERSION in authoring/publishing/profile_json.py, and tell readers in docs/dataset.md."
        ),
    )
