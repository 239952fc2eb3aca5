"""Takes the pictures of the site anew, of the example in this repository: `python docs/images/take_site.py`."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from authoring.publishing.page.frame import Site
from authoring.publishing.site.building import build_site

ROOT = Path(__file__).parents[2]
PICTURES = {"site": ("en/25-4022.html", 1280, 800, "#scores"), "site-phone": ("zh-TW/25-4022.html", 390, 760, "")}


def main() -> None:
    """Both, from a build of the current release."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        build_site(ROOT / "published/current", Path(folder), Site("AI Career Graph"))
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (page, width, height, place) in PICTURES.items():
            shown = browser.new_page(viewport={"width": width, "height": height})
            shown.goto(f"file://{folder}/{page}{place}")
            shown.wait_for_timeout(600)
            shown.screenshot(path=ROOT / f"docs/images/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
