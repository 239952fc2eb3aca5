"""`author diff --install-git`: git reads logs item by item in this clone; `--uninstall-git` undoes it.

Only what is local is touched, `.git/config` and `.git/info/attributes`; nothing that git would commit.
"""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

from authoring.errors import StorageError, WorkspaceError

DRIVER: Final = "author-log"
_MARK: Final = "# author diff --install-git"


def install(root: Path) -> list[str]:
    """Set both drivers up; done again it changes nothing. What was done, in lines. Raises `WorkspaceError`."""
    folder, prefix = _repository(root)
    program = f"{shlex.quote(sys.executable)} -m authoring"
    settings = {
        f"diff.{DRIVER}.textconv": f"{program} git-text",
        f"diff.{DRIVER}.command": f"{program} git-diff",
        f"merge.{DRIVER}.name": "item by item",
        f"merge.{DRIVER}.driver": f"{program} git-merge %O %A %B %P",
    }
    for name, value in settings.items():
        _git(root, "config", "--local", name, value)
    line = f"{_quoted(prefix + 'drafts/**/*.jsonl')} diff={DRIVER} merge={DRIVER}"
    _write(folder, [*_others(folder), _MARK, line])
    return ["`git diff` and `git merge` read the logs item by item in this clone", "undo: author diff --uninstall-git"]


def uninstall(root: Path) -> list[str]:
    """Take both drivers out again. What was done, in lines."""
    folder, _ = _repository(root)
    for kind in ("diff", "merge"):
        _git(root, "config", "--local", "--remove-section", f"{kind}.{DRIVER}", tolerant=True)
    _write(folder, _others(folder))
    return ["git reads the logs as plain lines again"]


def _repository(root: Path) -> tuple[Path, str]:
    """The file of local attributes, and the way from the top of the repository to the workspace."""
    attributes = Path(root, _git(root, "rev-parse", "--git-path", "info/attributes"))
    return attributes, _git(root, "rev-parse", "--show-prefix")


def _quoted(pattern: str) -> str:
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"' if " " in pattern else pattern


def _others(attributes: Path) -> list[str]:
    """The lines that are not ours."""
    try:
        lines = attributes.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as cause:
        raise StorageError(f"{attributes} cannot be read: {cause}", "Look at it by hand.") from cause
    return [line for line in lines if line != _MARK and f"diff={DRIVER}" not in line]


def _write(attributes: Path, lines: list[str]) -> None:
    try:
        attributes.parent.mkdir(parents=True, exist_ok=True)
        attributes.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError as cause:
        raise StorageError.writing(attributes, cause) from cause


def _git(root: Path, *words: str, tolerant: bool = False) -> str:
    try:
        ran = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except OSError as cause:
        raise WorkspaceError(f"git could not be run: {cause}", "Install git first.") from cause
    if ran.returncode and not tolerant:
        raise WorkspaceError(
            f"{root} is in no git repository that can be set up: {ran.stderr.strip()}", "Run `git init` there first."
        )
    return ran.stdout.strip()
