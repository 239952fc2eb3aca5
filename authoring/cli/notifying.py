"""Tells somebody that a long run ended, where the settings ask for it: on the desktop, or by a webhook."""

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from authoring.cli.output import talk

if TYPE_CHECKING:
    from authoring.runs.state import RunState
    from authoring.settings import NotifySettings

_TIMEOUT: Final = 10.0
_TITLE: Final = "Career graph authoring"


def notify(settings: "NotifySettings", number: int, state: "RunState") -> None:
    """Tell it, where the run took long enough. Whatever goes wrong with that is said and changes nothing about the run."""
    from authoring.cli.run_display import ended_line

    if state.seconds < settings.after_seconds:
        return
    line = f"run {number} {ended_line(state)}"
    if settings.desktop:
        _on_desktop(line)
    if settings.webhook:
        _to_webhook(settings.webhook, {"text": line, "run": number, "state": state.model_dump(mode="json")})


def _on_desktop(line: str) -> None:
    """By the program that the system has for it."""
    if sender := shutil.which("notify-send"):
        words = [sender, "--app-name", _TITLE, _TITLE, line]
    elif sender := shutil.which("osascript"):
        said = "on run argv\ndisplay notification (item 1 of argv) with title (item 2 of argv)\nend run"
        words = [sender, "-e", said, line, _TITLE]
    else:
        talk("no notification: there is neither notify-send nor osascript here")
        return
    try:
        subprocess.run(words, check=True, capture_output=True, timeout=_TIMEOUT)  # noqa: S603 - no shell; words of our own
    except (OSError, subprocess.SubprocessError) as cause:
        talk(f"no notification: {cause}")


def _to_webhook(address: str, what: dict[str, object]) -> None:
    from http.client import HTTPException
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    sent = Request(address, json.dumps(what).encode(), {"Content-Type": "application/json"})  # noqa: S310 - http(s) only, by the settings
    try:
        with urlopen(sent, timeout=_TIMEOUT):  # noqa: S310
            pass
    except (URLError, HTTPException, OSError, ValueError) as cause:
        talk(f"the webhook was not told: {cause}")
