"""Keys: from the environment or from a file only its owner can read. A key is a `SecretStr` from here to the socket."""

import os
import re
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from authoring.errors import WorkspaceError, reason_of
from authoring.llm.names import ModelName
from schemas.saying import said

KEY_VARIABLE: Final = "AUTHORING_MODEL_KEY"
"""Overrides the provider's own variable."""

_OTHERS_MAY_READ: Final = 0o077
_SENDABLE: Final = re.compile(r"[\x21-\x7e]+")


def find_key(name: ModelName, key_file: Path | None) -> SecretStr | None:
    """The key for that model: AUTHORING_MODEL_KEY, the provider's variable, else `key_file`; None where there is none.

    Raises `WorkspaceError` for a key file that others may read or that cannot be read, and for a key that cannot be sent.
    """
    for variable in (KEY_VARIABLE, name.key_variable):
        if variable and os.environ.get(variable, "").strip():
            return _sendable(os.environ[variable], said("the environment variable {variable}", variable=variable))
    if key_file is None:
        return None
    return _sendable(_read(key_file), str(key_file))


def where_a_key_goes(name: ModelName) -> str:
    """What to do where a key is missing."""
    variable = name.key_variable or KEY_VARIABLE
    return said(
        "Put it into the environment variable {variable}, or into a file of mode 0600 named by `key_file` under [model].",
        variable=variable,
    )


def _read(path: Path) -> str:
    try:
        if os.name == "posix" and path.stat().st_mode & _OTHERS_MAY_READ:
            raise WorkspaceError(
                said("the key file {path} can be read by others", path=path),
                said("Close it: chmod 600 {path}", path=path),
            )
        return path.read_text("utf-8")
    except OSError as cause:
        raise WorkspaceError(
            said("could not read the key file {path}: {why}", path=path, why=reason_of(cause)),
            said("Check `key_file` under [model]."),
        ) from None
    except UnicodeDecodeError:
        raise WorkspaceError(
            said("the key file {path} is not text", path=path), said("It holds the key and nothing else.")
        ) from None


def _sendable(text: str, place: str) -> SecretStr:
    """The key, which an HTTP header can hold; what is wrong with it is said without showing it."""
    key = text.strip()
    if not _SENDABLE.fullmatch(key):
        raise WorkspaceError(
            said("{place} holds no usable key", place=place),
            said("A key is one word of plain characters and nothing else."),
        )
    return SecretStr(key)
