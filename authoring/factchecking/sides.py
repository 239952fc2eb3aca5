"""Sides: one state of any number of texts, to be compared with another one. Each is read when it is made."""

import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from pydantic import ValidationError

from authoring.errors import StorageError, UsageError, WorkspaceError
from authoring.revisions.history import History, histories
from authoring.revisions.lines import LineError, from_line
from authoring.revisions.places import LOG_SUFFIX, is_locale, is_soc
from authoring.revisions.redacting import without_redacted
from authoring.revisions.store import Revisions
from schemas.base import Locale, SocCode
from schemas.events import Event, Revision
from schemas.release import Manifest
from schemas.sections.registry import SECTION_NAMES, SectionName

Key: TypeAlias = tuple[SocCode, Locale, SectionName]
Choose: TypeAlias = Callable[[History], Revision | None]
"""Which revision of a history a side holds; None: the section is not there."""

_SECONDS: Final = 120


@dataclass(frozen=True)
class Side:
    """A name for people, and the texts: a revision by occupation, locale and section."""

    label: str
    texts: Mapping[Key, Revision]


def of_workspace(label: str, revisions: Revisions, places: Iterable[tuple[SocCode, Locale]], choose: Choose) -> Side:
    """The chosen revision of every section of these occupations and locales."""
    every = (history for soc, locale in places for history in revisions.profile(soc, locale).values())
    return Side(label, _chosen(every, choose))


def of_release(label: str, revisions: Revisions, manifest: Manifest) -> Side:
    """What a release holds, word for word, from the logs. Raises `UsageError` where the logs do not have it any more."""
    texts: dict[Key, Revision] = {}
    for profile in manifest.profiles:
        held = revisions.profile(profile.soc, profile.locale)
        for section in profile.sections:
            revision = held[section.section].revision(section.revision)
            if revision is None or revision.hash != section.hash:
                raise UsageError(
                    f"the logs here do not have {profile.soc} {profile.locale} {section.section} as release {label} does",
                    "Compare it in the workspace that made the release.",
                )
            texts[profile.soc, profile.locale, section.section] = revision
    return Side(label, texts)


def of_folder(folder: Path) -> Side:
    """The heads of another workspace; nothing is written there."""
    drafts = folder / "drafts"
    if not drafts.is_dir():
        raise WorkspaceError(f"{folder} is not a workspace: it has no drafts", "Name the folder that holds `drafts/`.")
    logs = ((path.parent.name, path.stem, _bytes(path)) for path in sorted(drafts.glob(f"*/*{LOG_SUFFIX}")))
    return Side(str(folder), _heads_of_logs(logs))


def of_git(folder: Path, revision: str) -> Side:
    """The heads as a git revision of the folder's repository has them. Raises `UsageError` for one git does not know."""
    _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", about=revision)
    listed = _git(folder, "ls-tree", "-r", "-z", "--name-only", revision, "--", "drafts", about=revision)
    names = [name for name in listed.decode().split("\0") if name.endswith(LOG_SUFFIX)]
    logs = (
        (Path(name).parent.name, Path(name).stem, _git(folder, "show", f"{revision}:./{name}", about=revision))
        for name in names
    )
    return Side(revision, _heads_of_logs(logs))


def events_of(log: bytes) -> Iterator[Event]:
    """The events of a log's bytes; lines that cannot be trusted are left out, as everywhere."""
    for line in log.splitlines():
        try:
            yield from_line(line)
        except LineError:
            continue


def head(history: History) -> Revision | None:
    """The text as it is now."""
    return history.head


def machine_draft(history: History) -> Revision | None:
    """What a model or tool wrote last, before people edited it."""
    return history.base_of_last_redraft or (history.revisions[0] if history.revisions else None)


def approved(history: History) -> Revision | None:
    """The newest text that somebody approved."""
    return next((each for each in reversed(history.revisions) if history.approval_of(each.id)), None)


def manifest_of(published: Path, name: str) -> Manifest:
    """The manifest of a release by its name, or of `current`. Raises `UsageError`, `StorageError`."""
    folder = published / "current" if name == "current" else published / "releases" / name
    names = (
        sorted(path.name for path in (published / "releases").glob("*")) if (published / "releases").is_dir() else []
    )
    if name != "current" and name not in names:
        raise UsageError(f"there is no release {name}", f"There are: {', '.join(names) or 'none yet'}.")
    try:
        return Manifest.model_validate_json((folder / "manifest.json").read_bytes())
    except (OSError, ValidationError) as cause:
        raise StorageError(
            f"the manifest of release {name} cannot be read", "Restore its folder from a copy."
        ) from cause


def _heads_of_logs(logs: Iterable[tuple[str, str, bytes]]) -> dict[Key, Revision]:
    texts: dict[Key, Revision] = {}
    for soc, locale, content in logs:
        if is_soc(soc) and is_locale(locale):
            found = histories(soc, locale, without_redacted(events_of(content)))
            texts |= _chosen((found[name] for name in SECTION_NAMES if name in found), head)
    return texts


def _chosen(every: Iterable[History], choose: Choose) -> dict[Key, Revision]:
    found = ((history, choose(history)) for history in every)
    return {(h.soc, h.locale, h.section): revision for h, revision in found if revision is not None}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as cause:
        raise StorageError(f"{path} cannot be read: {cause.strerror}", "Check its permissions.") from cause


def _git(folder: Path, *words: str, about: str) -> bytes:
    try:
        ran = subprocess.run(  # noqa: S603 - no shell, fixed words; a revision cannot be taken for an option
            ["git", "-C", str(folder), *words],  # noqa: S607 - the git of whoever works here
            capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as cause:
        raise WorkspaceError(f"git could not be run: {cause}", "Install git, or compare without it.") from cause
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(
            f"git does not know `{about}`{': ' + said[-1] if said else ''}", "List what there is: git branch -a"
        )
    return ran.stdout
