"""Reads a workspace's own rules: `checks.toml` beside the settings, and the entry points of installed packages.

May import `authoring.checks`, whose rules know no files.
"""

import hashlib
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

from pydantic import ValidationError

from authoring.checks.own import ENTRY_POINTS, OWN_RULES_FILE, OwnRules, rules_of
from authoring.checks.registry import Rule
from authoring.errors import WorkspaceError
from authoring.misfits import first_misfit
from schemas.saying import said


def own_rules(root: Path) -> tuple[Rule, ...]:
    """The rules of that workspace. Raises `WorkspaceError` naming the field, or the package, that does not fit."""
    return (*rules_of(_from_file(root / OWN_RULES_FILE)), *_from_packages())


def own_edition(root: Path) -> str:
    """A digest of the file and of the packages' versions; empty where there are neither."""
    packages = sorted(
        f"{each.name} {each.dist.version if each.dist else ''}" for each in entry_points(group=ENTRY_POINTS)
    )
    path = root / OWN_RULES_FILE
    text = path.read_bytes() if path.is_file() else b""
    return hashlib.sha256(text + "\n".join(packages).encode()).hexdigest()[:8] if text or packages else ""


def _from_file(path: Path) -> OwnRules:
    if not path.is_file():
        return OwnRules()
    try:
        return OwnRules.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise WorkspaceError(
            said("{path} is not valid TOML: {cause}", path=path, cause=cause), said("Correct that line and try again.")
        ) from cause
    except OSError as cause:
        raise WorkspaceError(
            said("could not read {path}: {cause}", path=path, cause=cause), said("Check its permissions.")
        ) from cause
    except ValidationError as cause:
        first, why = first_misfit(cause)
        field = ".".join(str(part) for part in first["loc"])
        raise WorkspaceError(
            said("{path}: `{field}`: {why}", path=path, field=field, why=why),
            said("`docs/checks.md` shows what it may say."),
        ) from cause


def _from_packages() -> tuple[Rule, ...]:
    found: list[Rule] = []
    for point in entry_points(group=ENTRY_POINTS):
        try:
            rules = tuple(point.load()())
        except Exception as cause:  # a stranger's code may raise anything
            package = point.dist.name if point.dist else point.value
            raise WorkspaceError(
                said("the rules of the package {package} could not be loaded: {cause}", package=package, cause=cause),
                said("Mend or uninstall that package."),
            ) from cause
        found += rules
    return tuple(found)
