"""Documents become dated snapshots; whatever is wrong with one is said, and nothing half is kept."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from documents import PAGE, REPORT, TRIAL, pdf

from schemas.base import UNSAFE_IN_LINE


def added(author, *words):
    return json.loads(author("sources", "add", "25-4022", *words, "--allow-private", "--json")[0])


def text_of(author, source):
    return json.loads(author("sources", "show", source, "--json")[0])["text"]


def stored():
    return sorted(str(path) for path in Path("sources").rglob("*"))


def test_a_page_becomes_a_dated_snapshot_with_its_bytes_text_and_what_it_says_of_itself(author, web):
    found = added(author, web.page("/ai", PAGE))
    assert (found["title"], found["publisher"], found["published"]) == (
        "Using AI in cataloging", "State Library of Example", "2026-03-04",
    )  # fmt: skip
    (snapshot,) = found["snapshots"]
    assert snapshot["snapshot"] == hashlib.sha256(PAGE).hexdigest()
    assert Path(found["file"]).read_bytes() == PAGE
    text = text_of(author, found["id"])
    assert TRIAL in text
    assert not any(word in " ".join(text) for word in ("alert", "Privacy", "<b>"))


def test_what_a_person_says_of_a_document_goes_before_what_it_says_itself(author, web):
    found = added(
        author, web.page("/ai", PAGE), "--title", "The trial", "--publisher", "The library", "--date", "2026-02-01",
        "--note", "ask Bo",
    )  # fmt: skip
    assert [found[name] for name in ("title", "publisher", "published", "note")] == [
        "The trial", "The library", "2026-02-01", "ask Bo",
    ]  # fmt: skip
    author("sources", "add", "25-4022", "x.txt", "--date", "yesterday", to=2)


def test_a_pdf_and_a_text_file_are_read(author, tmp_path):
    (tmp_path / "report.pdf").write_bytes(pdf())
    (tmp_path / "notes.txt").write_text(
        "A note on AI at the desk,\nbroken over lines to a width.\n\nA second one.\n" * 2
    )
    report = added(author, tmp_path / "report.pdf", "--url", "https://example.org/report.pdf")
    assert (report["title"], report["url"], report["kind"]) == (
        "Annual report",
        "https://example.org/report.pdf",
        "pdf",
    )
    assert all(line in " ".join(text_of(author, report["id"])) for line in REPORT)
    notes = added(author, tmp_path / "notes.txt")
    assert notes["title"] == "A note on AI at the desk, broken over lines to a width."
    assert text_of(author, notes["id"])[:2] == [notes["title"], "A second one."]


def test_the_same_document_is_stored_once_and_belongs_to_many_occupations(author, web):
    url = web.page("/ai", PAGE)
    first, again = added(author, url), added(author, url)
    assert again["id"] == first["id"]
    other = json.loads(author("sources", "add", "25-4011", url, "--allow-private", "--json")[0])
    assert other["id"] != first["id"]
    assert len(list(Path("sources/snapshots").iterdir())) == 1
    assert [each["soc"] for each in json.loads(author("sources", "list", "--json")[0])] == ["25-4011", "25-4022"]


def test_looking_again_says_whether_it_changed_and_keeps_both(author, web):
    found = added(author, web.page("/ai", PAGE))
    out, _ = author("sources", "refresh", found["id"], "--allow-private")
    assert "unchanged since" in out
    web.page("/ai", PAGE.replace(b"61 percent", b"48 percent"))
    changed = json.loads(author("sources", "refresh", found["id"], "--allow-private", "--json")[0])
    assert changed["changed"] is True
    old, new = changed["snapshots"]
    assert old["id"] == found["snapshots"][0]["id"]
    assert any("61 percent" in line for line in text_of(author, found["id"])) is False
    out, _ = author("sources", "show", old["id"])
    assert "61 percent" in out
    assert new["id"].startswith(found["id"] + "-")


def test_a_file_is_looked_at_again_by_a_new_copy(author, tmp_path):
    (tmp_path / "a.txt").write_text("The tool wrote the first draft of each record in 2025.")
    found = added(author, tmp_path / "a.txt")
    _, err = author("sources", "refresh", found["id"], to=11)
    assert "--file" in err
    (tmp_path / "a.txt").write_text("The tool wrote the first draft of each record in 2026.")
    out, _ = author("sources", "refresh", found["id"], "--file", tmp_path / "a.txt")
    assert "changed; 1 paragraph gone or reworded, 1 new" in out


def test_retiring_is_a_record_and_deletes_nothing(author, web):
    found = added(author, web.page("/ai", PAGE))
    before = stored()
    author("sources", "retire", found["id"], "--because", "advertising")
    assert set(before) < set(stored())
    assert json.loads(author("sources", "list", "25-4022", "--json")[0])[0]["state"] == "retired"
    author("sources", "remove", found["id"], to=2)
    author("sources", "show", "d00000000", to=2)


BIDI = "<!doctype html><html><head><title>T\u202ei\x1b]0;x\x07t</title></head><body><article><p>{}</p></article></body></html>"
HOSTILE = "Librarians \u202euse\u202c AI\x1b[2J at \u200bthe\x00 desk [/b][@click=app.quit]x[/] &lt;b&gt; {{ 7*7 }} every day."


def test_what_could_command_a_terminal_is_cleaned_at_entry(author, web):
    found = added(author, web.page("/x", BIDI.format(HOSTILE).encode()))
    (line, *_) = [line for line in text_of(author, found["id"]) if "Librarians" in line]
    assert not UNSAFE_IN_LINE.search(line + found["title"])
    assert "Librarians use AI at the desk [/b][@click=app.quit]x[/]" in line
    out, err = author("sources", "show", found["id"])
    assert "\x1b" not in out + err


REFUSED_ADDRESSES = [
    "http://127.0.0.1/", "http://localhost/", "http://0.0.0.0/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
    "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.1/",
    "http://[fd00::1]/", "http://2130706433/", "http://0x7f.1/", "http://[64:ff9b::7f00:1]/",
    "http://224.0.0.1/", "http://[2002:7f00:1::]/",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED_ADDRESSES)
def test_this_machine_and_private_networks_are_not_fetched_from(author, url):
    _, err = author("sources", "add", "25-4022", url, to=11)
    assert "private network" in err
    assert not Path("sources").exists()


SERVICES_OF_CLOUDS = [
    "http://169.254.169.254/latest/meta-data/", "http://169.254.170.2/v2/credentials", "http://0xa9fea9fe/",
    "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/", "http://[fd00:ec2::254]/",
]  # fmt: skip


@pytest.mark.parametrize("url", SERVICES_OF_CLOUDS)
def test_services_of_clouds_are_not_fetched_from_whatever_is_allowed(author, url):
    for words in ([], ["--allow-private"]):
        _, err = author("sources", "add", "25-4022", url, *words, to=11)
        assert "cloud's own services" in err
    assert not Path("sources").exists()


def test_where_a_page_leads_on_to_is_judged_like_the_page(author, web):
    url = web.page("/away", b"", status=302, Location="http://169.254.169.254/latest/")
    _, err = author("sources", "add", "25-4022", url, "--allow-private", to=11)
    assert web.seen == ["/away"]
    assert "169.254.169.254 is where a cloud's own services answer" in err
    assert not Path("sources").exists()


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.com/a", "javascript:alert(1)", "data:text/html,hi", "gopher://x/", "http://",
     "http://a:b@example.com/", "http://example.com:99999/", "http://" + "a" * 3000, "http://exa mple\x00.invalid/"],
)  # fmt: skip
def test_addresses_that_are_none_of_the_web_are_refused(author, url):
    author("sources", "add", "25-4022", url, to=11)
    assert not Path("sources").exists()


def slowly(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<p>")
        handler.wfile.flush()
        time.sleep(0.1)


def slow_headers(handler):
    for letter in b"HTTP/1.0 200 OK\r\nX-Long: " + b"x" * 200:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.1)


def endless(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>all work and no play</p>" * 4096)


def cut(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(PAGE)


WRONG = {
    "slow": (slowly, "within 1 s"),
    "slow headers": (slow_headers, "within 1 s"),
    "endless": (endless, "more than 1 MB"),
    "cut": (cut, "cut"),
    "no HTTP": (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n"), "no HTTP"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_server_that_misbehaves_is_said_and_leaves_nothing(author, web, what):
    web.pages["/x"], said = WRONG[what]
    with Path("authoring.toml").open("a") as settings:
        settings.write("\n[sources]\nmost_megabytes = 1\nseconds = 1\n")
    _, err = author("sources", "add", "25-4022", web.url + "/x", "--allow-private", to=11)
    assert said in err
    assert not Path("sources").exists()


ANSWERS = {
    "too large": ({"content": PAGE, "Content_Length": "99999999"}, "more than"),
    "not found": ({"content": b"", "status": 404}, "404"),
    "a login": ({"content": b"", "status": 401}, "login"),
    "forbidden": ({"content": b"", "status": 403}, "browser"),
    "an image": ({"content": b"\x89PNG", "media_type": "image/png"}, "not HTML"),
    "packed": ({"content": b"\x1f\x8b", "Content_Encoding": "gzip"}, "packed"),
    "a page in place of a PDF": ({"content": PAGE, "media_type": "application/pdf"}, "is none"),
    "around in circles": ({"content": b"", "status": 302, "Location": "/x"}, "more than 5 times"),
    "no text": ({"content": b"<html><body><img src=a.png></body></html>"}, "no text to quote"),
    "empty": ({"content": b""}, "empty"),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_that_is_no_document_is_said_and_leaves_nothing(author, web, what):
    answer, said = ANSWERS[what]
    _, err = author("sources", "add", "25-4022", web.page("/x", **answer), "--allow-private", to=11)
    assert said in err
    assert not Path("sources").exists()


def nested(depth):
    return b"<html><body>" + b"<div>" * depth + b"x"


FILES = {
    "locked": (lambda: pdf(password="secret"), "locked with a password"),
    "damaged": (lambda: pdf()[:300], "damaged"),
    "scanned": (lambda: pdf(lines=()), "scanned"),
    "a name only": (lambda: b"%PDF-1.7\n", "damaged"),
    "binary": (lambda: bytes(range(256)) * 20, "neither HTML nor PDF nor text"),
    "empty": (lambda: b" \n ", "empty"),
    "deep": (lambda: nested(200_000), "page"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_be_read_is_said_and_leaves_nothing(author, tmp_path, what):
    make, said = FILES[what]
    (tmp_path / "file").write_bytes(make())
    _, err = author("sources", "add", "25-4022", tmp_path / "file", to=11)
    assert said in err
    assert not Path("sources").exists()


def test_a_file_that_is_not_there_or_is_a_folder_or_too_large_is_said(author, tmp_path):
    for path in (tmp_path / "none", tmp_path):
        author("sources", "add", "25-4022", path, to=11)
    with Path("authoring.toml").open("a") as settings:
        settings.write("\n[sources]\nmost_megabytes = 1\n")
    (tmp_path / "big.txt").write_bytes(b"a" * (2 << 20))
    _, err = author("sources", "add", "25-4022", tmp_path / "big.txt", to=11)
    assert "more than 1 MB" in err


KILLED = """
import os, sys
from authoring.sources import writing
calls = 0
def flushed(path, content, real=writing.write_new):
    global calls
    calls += 1
    if calls == int(sys.argv[1]):
        path.write_bytes(content[: len(content) // 2])
        print("half", flush=True)
        import time; time.sleep(60)
    real(path, content)
writing.write_new = flushed
from authoring.cli.app import run
run(["sources", "add", "25-4022", sys.argv[2]])
"""


@pytest.mark.parametrize("write", [1, 2, 3], ids=["bytes", "text", "record"])
def test_a_killed_process_leaves_nothing_half_written(author, tmp_path, write):
    (tmp_path / "page.html").write_bytes(PAGE)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", KILLED, str(write), str(tmp_path / "page.html")]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert running.stdout.readline() == b"half\n"
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert json.loads(author("sources", "list", "--json")[0]) == []
    assert all(path.read_bytes() == PAGE for path in Path("sources").rglob("original.*"))
    found = added(author, tmp_path / "page.html")
    assert found["state"] == "in use"
    assert TRIAL in text_of(author, found["id"])


def test_a_snapshot_that_is_gone_or_was_changed_is_said(author, web):
    found = added(author, web.page("/ai", PAGE))
    text = Path(found["file"]).with_name("text.txt")
    text.write_text(text.read_text().replace("61", "91"))
    assert "another text" in json.loads(author("sources", "list", "--json")[0])[0]["state"]
    assert added(author, web.url + "/ai")["id"] == found["id"]
    for path in Path(found["file"]).parent.iterdir():
        path.unlink()
    Path(found["file"]).parent.rmdir()
    assert "is missing" in author("sources", "list")[0]


def test_a_record_changed_by_hand_is_named(author, web):
    added(author, web.page("/ai", PAGE))
    (record,) = Path("sources/25-4022").iterdir()
    record.write_text(record.read_text().replace("State Library", "Stake Library"))
    _, err = author("sources", "list", to=9)
    assert record.name in err


def test_the_reader_of_documents_ignores_what_lies_in_the_folder_it_runs_in(author, tmp_path):
    Path("orjson.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "a.txt").write_text("The tool wrote the first draft of each record in 2025.")
    assert added(author, tmp_path / "a.txt")["state"] == "in use"


def test_without_the_libraries_text_is_taken_and_a_page_says_what_to_install(author, tmp_path, monkeypatch):
    (tmp_path / "without").mkdir()
    for name in ("trafilatura", "pypdf"):
        (tmp_path / f"without/{name}.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'without'}{os.pathsep}{Path(__file__).parents[2]}")
    (tmp_path / "a.txt").write_text("The tool wrote the first draft of each record in 2025.")
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "a.pdf").write_bytes(pdf())
    added(author, tmp_path / "a.txt")
    for name in ("a.html", "a.pdf"):
        _, err = author("sources", "add", "25-4022", tmp_path / name, to=11)
        assert "career-graph-authoring[sources]" in err
