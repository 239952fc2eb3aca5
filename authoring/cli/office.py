"""What a command asks for when it needs the workspace: found once, opened when used."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from authoring.errors import WorkspaceError

if TYPE_CHECKING:
    from authoring.settings import Workspace
    from authoring.wiring import Wiring
    from schemas.sections.registry import SectionName


class Office:
    """The options given before the verb, and the objects made from them."""

    def __init__(self, folder: Path | None, person: str | None) -> None:
        self.folder = folder
        self.person_flag = person

    @cached_property
    def workspace(self) -> "Workspace":
        """The workspace. Raises `WorkspaceError`."""
        from authoring.settings import find_workspace

        return find_workspace(self.folder, Path.cwd())

    @cached_property
    def workspace_if_any(self) -> "Workspace | None":
        """The workspace, or None where no one is and none was named: for commands about facts alone."""
        try:
            return self.workspace
        except WorkspaceError:
            if self.folder is not None:
                raise
            return None

    @cached_property
    def wiring(self) -> "Wiring":
        """The composed objects for the person at the terminal."""
        from authoring.wiring import Wiring, who

        return Wiring(self.workspace, who(self.person_flag, self.workspace.settings.person))


def office(context: typer.Context) -> Office:
    """The office of this command line."""
    return cast("Office", context.obj)


def section_name(given: str) -> "SectionName":
    """A section's name as typed. Raises `UnknownSection` naming the nearest one."""
    from difflib import get_close_matches

    from authoring.errors import UnknownSection
    from schemas.sections.registry import SECTION_NAMES

    for name in SECTION_NAMES:
        if given.strip().lower().replace("-", "_") == name:
            return name
    near = get_close_matches(given.lower(), SECTION_NAMES, 1, 0.5)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise UnknownSection(f"there is no section `{given}`", f"{hint}Sections: {', '.join(SECTION_NAMES)}.")


def occupation(office_: Office, given: str) -> str:
    """A SOC code as typed, or an unambiguous title. Raises `UnknownOccupation`."""
    return office_.wiring.base.code_of(given.strip())


def locale_of(office_: Office, given: str | None) -> str:
    """The locale as typed, else the workspace's source locale. Raises `UsageError` for one it does not have."""
    from authoring.errors import UsageError

    settings = office_.workspace.settings
    if given is None:
        return settings.source_locale
    for locale in settings.locales:
        if locale.lower() == given.lower():
            return locale
    raise UsageError(
        f"this workspace has no locale `{given}`",
        f"It has {', '.join(settings.locales)}; add one under `locales` in authoring.toml.",
    )
