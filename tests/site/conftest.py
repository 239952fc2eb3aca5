"""A built site of real drafts, and a real headless Chromium to read it with."""

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from authoring.publishing.page.frame import Site
from authoring.publishing.site.building import build_site

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LOCALES = ("en", "zh-TW")
PAGES = (
    "25-4022.html", "index.html", "map.html", "rankings.html", "ranking-ai-risk.html", "compare.html", "changes.html",
    "method.html", "25-4031.html",
)  # fmt: skip
EVERY_PAGE = [f"{locale}/{name}" for locale in LOCALES for name in PAGES]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *words):
        """Nothing."""


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    build_site(ROOT / "published/current", out, Site("AI Career Graph", report="errors@example.org"))
    return out


@pytest.fixture(scope="session")
def served(site_folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site_folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    """Gone with its module: while the driver is there, its event loop runs in this thread, and no other can."""
    assert CHROMIUM, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def reading(browser):
    """Opens a context of a given kind: `reading(width=390, java_script_enabled=False)`; everything odd goes into `.faults`."""
    opened = []

    def read(width=1280, height=900, **kind):
        context = browser.new_context(viewport={"width": width, "height": height}, **kind)
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: page.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("requestfailed", lambda asked: page.faults.append(asked.url))
        page.on(
            "request", lambda asked: None if "127.0.0.1" in asked.url else page.faults.append(f"external: {asked.url}")
        )
        return page

    yield read
    for context in opened:
        context.close()
