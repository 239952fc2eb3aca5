"""Takes the pictures of the documentation anew, of the example in this repository: `python docs/images/take.py`."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from textual.keys import _character_to_key

from authoring.settings import open_workspace
from authoring.ui.app import ReviewApp
from authoring.wiring import Wiring

ROOT = Path(__file__).parents[2]
PICTURES = {
    "review": (110, 30, ("slash", *"section:faq locale:en", "enter", "enter", "j")),
    "translation": (110, 30, ("slash", *"section:faq locale:zh", "enter", "enter", "j")),
}


async def take(name: str, workspace: Path) -> None:
    """One picture, into the folder of this file."""
    width, height, keys = PICTURES[name]
    app = ReviewApp(lambda: Wiring(open_workspace(workspace), "Grace"), keys_file=workspace / "none.toml")
    async with app.run_test(size=(width, height)) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press(_character_to_key(key) if len(key) == 1 else key)
            await pilot.pause(0.1)
            await app.workers.wait_for_complete()
            await pilot.pause(0.1)
        app.save_screenshot(f"{name}.svg", str(ROOT / "docs" / "images"))


def main() -> None:
    """All of them, from a copy of the workspace, in true colour."""
    os.environ |= {"COLORTERM": "truecolor", "AUTHORING_LANGUAGE": "en"}
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "example"
        workspace.mkdir()
        shutil.copy(ROOT / "authoring.toml", workspace)
        for part in ("drafts", "published"):
            shutil.copytree(ROOT / part, workspace / part, symlinks=True)
        for name in PICTURES:
            asyncio.run(take(name, workspace))


if __name__ == "__main__":
    main()
