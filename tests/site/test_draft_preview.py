"""`author site serve`: drafts in a browser, for this machine alone."""

import http.client
import shutil
import threading
from pathlib import Path

import pytest

from authoring.errors import UsageError
from authoring.settings import open_workspace
from authoring.wiring import Wiring

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path):
    shutil.copytree(ROOT / "drafts", tmp_path / "drafts")
    shutil.copy(ROOT / "authoring.toml", tmp_path)
    return tmp_path


@pytest.fixture
def preview(workspace):
    server = Wiring(open_workspace(workspace), "Ada").preview_of_drafts(0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.stop()
    thread.join()


def ask(preview, path, host="localhost"):
    port = int(preview.address.rstrip("/").rpartition(":")[2])
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = link.getresponse()
    return link, answer


def read(preview, path, host="localhost"):
    link, answer = ask(preview, path, host)
    body = answer.read().decode()
    link.close()
    return answer.status, body


def test_drafts_are_shown_as_drafts_and_never_indexed(preview):
    status, page = read(preview, "/en/25-4022.html")
    assert status == 200
    assert "Draft: not approved" in page
    assert 'name="robots" content="noindex"' in page
    assert "/live.js" in page or "../live.js" in page
    assert "25-4022.html" in read(preview, "/en/index.html")[1]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_another_name_for_this_machine_is_refused(preview, host):
    assert read(preview, "/en/25-4022.html", host)[0] == 421


@pytest.mark.parametrize(
    "path", ["/../authoring.toml", "/%2e%2e/authoring.toml", "/drafts/25-4022/en.jsonl", "/en/99-9999.html"]
)
def test_nothing_but_pages_is_served(preview, path):
    assert read(preview, path)[0] == 404


def test_an_edit_is_told_to_whoever_reads(preview, workspace):
    link, answer = ask(preview, "/events")
    assert answer.fp.readline() == b": here\n"
    log = workspace / "drafts/25-4022/en.jsonl"
    log.write_bytes(log.read_bytes() + b"\n")
    lines = [answer.fp.readline() for _ in range(3)]
    assert b"event: changed\n" in lines
    link.close()


def test_a_taken_port_is_said_in_words(preview, workspace):
    port = int(preview.address.rstrip("/").rpartition(":")[2])
    with pytest.raises(UsageError, match=f"port {port} cannot be used"):
        Wiring(open_workspace(workspace), "Ada").preview_of_drafts(port)
