"""The address of a team's database, from the settings: checked, without a password, safe to show.

A password comes from PGPASSWORD, from libpq's own password file (`~/.pgpass`), or from a file of mode 0600 that the
settings name. It is never part of the address, which is kept in git.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from authoring.errors import WorkspaceError, reason_of
from schemas.saying import said

_DRIVER: Final = "postgresql+psycopg"
_SCHEMES: Final = ("postgresql", "postgres")
_OTHERS_MAY_READ: Final = 0o077


@dataclass(frozen=True)
class Address:
    """Where the database is, and the password where the settings name its file."""

    url: URL
    password: SecretStr | None = field(default=None, repr=False)

    def __str__(self) -> str:
        shown = self.url.set(drivername="postgresql", query={}, password=None)
        return shown.render_as_string(hide_password=True)


def address_of(text: str, password_file: Path | None = None) -> Address:
    """The address that `database` and `database_password_file` of the settings give.

    Raises `WorkspaceError` for what is no address of PostgreSQL, holds a password, or a file others can read.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _bad(said("is not the address of a database")) from None
    if url.drivername not in _SCHEMES:
        raise _bad(said("begins with {scheme}://, which is not PostgreSQL", scheme=url.drivername))
    if not url.database:
        raise _bad(said("names no database"))
    if url.password is not None or "password" in url.query:
        raise WorkspaceError(
            said("`database` in authoring.toml holds a password, and that file is kept in git"),
            said(
                "Take it out; put it into PGPASSWORD, ~/.pgpass, or a file of mode 0600 named by "
                "`database_password_file`."
            ),
        )
    password = _read(password_file) if password_file else None
    return Address(url.set(drivername=_DRIVER), password)


def _bad(what: str) -> WorkspaceError:
    return WorkspaceError(
        said("`database` in authoring.toml {what}", what=what), said("It looks like postgresql://user@host:5432/name.")
    )


def _read(path: Path) -> SecretStr:
    try:
        if os.name == "posix" and path.stat().st_mode & _OTHERS_MAY_READ:
            raise WorkspaceError(
                said("the password file {path} can be read by others", path=path),
                said("Close it: chmod 600 {path}", path=path),
            )
        return SecretStr(path.read_text("utf-8").strip("\r\n"))
    except (OSError, UnicodeDecodeError) as cause:
        why = reason_of(cause) if isinstance(cause, OSError) else said("it is not text")
        raise WorkspaceError(
            said("could not read the password file {path}: {why}", path=path, why=why),
            said("Check `database_password_file` in authoring.toml."),
        ) from None
