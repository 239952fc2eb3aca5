"""One built site of real occupations for the whole test run, and a real headless Chromium to read it with."""

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright
from readers_eye import Eye
from six_languages import publish_six_languages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        """Nothing."""


@pytest.fixture(scope="session")
def workspace_of_six(tmp_path_factory):
    """The published workspace of `six_languages`: made once, by whichever process of the test run comes first."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "six-languages"
    with FileLock(f"{folder}.lock"):
        if not (folder / "made").exists():
            publish_six_languages(folder)
            (folder / "made").touch()
    return folder


@pytest.fixture(scope="session")
def site_folder(workspace_of_six):
    return workspace_of_six / "published/current/site"


@pytest.fixture(scope="session")
def serve():
    """Serves folders: `serve(folder)` is where."""
    running = []

    def begin(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield begin
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def served(serve, site_folder):
    return serve(site_folder)


@pytest.fixture(scope="module")
def browser():
    """Gone with the module: while the driver is there, its event loop runs in this thread, and no other can."""
    assert CHROMIUM, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def windows(browser):
    """Windows by their kind, each opened once a module: `windows(width=390, java_script_enabled=False)`."""
    there = {}

    def window(width=1280, height=900, **kind):
        key = (width, height, *sorted(kind.items()))
        if key not in there:
            there[key] = Eye(browser, width, height, kind)
        return there[key]

    yield window
    for eye in there.values():
        eye.close()


@pytest.fixture
def eye(windows):
    return windows()
