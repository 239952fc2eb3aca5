"""Where logs and locks lie, and that no name leads out of the workspace."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from authoring.errors import StorageError, UsageError, reason_of
from schemas.base import Locale, SocCode
from schemas.saying import said

LOG_SUFFIX: Final = ".jsonl"
_SOC: Final[TypeAdapter[str]] = TypeAdapter(SocCode)
_LOCALE: Final[TypeAdapter[str]] = TypeAdapter(Locale)


def is_soc(text: str) -> bool:
    """Whether that has the form of a SOC code."""
    return _fits(_SOC, text)


def is_locale(text: str) -> bool:
    """Whether that has the form of a locale."""
    return _fits(_LOCALE, text)


def refuse_bad_name(soc: str, locale: str) -> None:
    """Raise `UsageError` for what is no SOC code or no locale by its form."""
    if not is_soc(soc):
        raise UsageError(said("'{soc}' is not a SOC code", soc=soc[:40]), said("A SOC code looks like 25-4022."))
    if not is_locale(locale):
        raise UsageError(
            said("'{locale}' is not a locale", locale=locale[:40]), said("A locale looks like en or zh-TW.")
        )


def log_path(drafts: Path, soc: SocCode, locale: Locale) -> Path:
    """`drafts/<soc>/<locale>.jsonl`.

    Raises `UsageError` for a malformed name, `StorageError` where a link in `drafts` leads out of it.
    """
    refuse_bad_name(soc, locale)
    path = drafts / soc / f"{locale}{LOG_SUFFIX}"
    if not path.resolve().is_relative_to(drafts.resolve()):
        raise StorageError(
            said("{path} leads out of {drafts}", path=path, drafts=drafts),
            said("Replace that link by a plain file or folder."),
        )
    return path


def all_logs(drafts: Path) -> tuple[Path, ...]:
    """Every log, by code and locale. What is not named like one, or is a link out of here, is none."""
    return tuple(map(Path, spelled_logs(drafts)))


def spelled_logs(drafts: Path) -> Iterator[str]:
    """Every log, as text: making thousands of paths takes longer than finding the files."""
    for folder in _entries(drafts):
        if is_soc(folder.name) and folder.is_dir():
            yield from _logs_in(drafts, folder.path, linked=folder.is_symlink())


def logs_of(drafts: Path, soc: SocCode) -> tuple[Path, ...]:
    """The logs of one occupation, by locale."""
    folder = drafts / soc
    if not is_soc(soc) or not folder.is_dir():
        return ()
    return tuple(map(Path, _logs_in(drafts, str(folder), linked=folder.is_symlink())))


def make_cache(cache: Path) -> None:
    """Make the cache folder, with a `.gitignore` that keeps all of it out of git. Raises `OSError`."""
    ignore = cache / ".gitignore"
    if not ignore.exists():
        cache.mkdir(parents=True, exist_ok=True)
        ignore.write_text("*\n", "utf-8")


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as cause:
        raise StorageError(
            said("could not read {path}: {why}", path=folder, why=reason_of(cause)),
            said("Check its permissions."),
        ) from cause


def _logs_in(drafts: Path, folder: str, *, linked: bool) -> Iterator[str]:
    for file in _entries(folder):
        if not file.name.endswith(LOG_SUFFIX) or not is_locale(file.name.removesuffix(LOG_SUFFIX)):
            continue
        # Resolving costs ten times the look itself, and there are thousands: only links need it.
        if not (linked or file.is_symlink()) or Path(file).resolve().is_relative_to(drafts.resolve()):
            yield file.path


def _fits(form: TypeAdapter[str], text: str) -> bool:
    try:
        form.validate_python(text)
    except ValidationError:
        return False
    return True
