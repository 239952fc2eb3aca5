"""Who works here."""

import getpass
import os

from authoring.errors import WorkspaceError
from authoring.settings import PERSON_VARIABLE
from authoring.text import clean_line
from schemas.saying import said


def who(flag: str | None, configured: str | None) -> str:
    """The name of the person: the flag, else AUTHORING_PERSON, else the settings, else the account.

    Raises `WorkspaceError` where none of them gives a usable name.
    """
    for name in (flag, os.environ.get(PERSON_VARIABLE), configured, _account()):
        cleaned = clean_line(name or "")[:80]
        if cleaned:
            return cleaned
    raise WorkspaceError(
        said("nobody knows who you are"), said("Say so with --as NAME, or set `person` in authoring.toml.")
    )


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such account, as in some containers
        return ""
