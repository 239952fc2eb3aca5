"""`author facts fetch` against a server on this machine: whole, cut, slow, gone, changed, and something else entirely."""

import http.server
import io
import json
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import EXCERPTS

from authoring.errors import FactsError, UsageError
from authoring.facts.base import FactBase
from authoring.facts.building import build
from authoring.facts.editions import dataset_editions, editions_at
from authoring.facts.fetching.catalogue import Catalogue
from authoring.facts.fetching.download import Patience, download
from authoring.facts.fetching.fetch import Fetching, Outcome
from authoring.facts.files import OfficialFiles

AT_ONCE = Patience(attempts=1, pause=0, silence=0.5)
OFTEN = Patience(attempts=3, pause=0, silence=5)
WAGES = "bls-oews/national_M2025_dl.xlsx"


@dataclass
class Publisher:
    """What the server has and how it behaves; `asked` are the Range headers that came, in order."""

    files: dict[str, bytes] = field(default_factory=dict)
    tag: str | None = '"1"'
    cut_after: int | None = None
    cuts: int = 0
    ranges: bool = True
    silent: bool = False
    asked: list[str | None] = field(default_factory=list)
    url: str = ""

    def reply(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.headers["Range"])
        if self.silent:
            time.sleep(1)
        content = self.files.get(handler.path)
        if content is None:
            handler.send_error(404)
            return
        start, status = 0, 200
        wanted = handler.headers["Range"]
        if wanted and self.ranges and handler.headers["If-Range"] == self.tag:
            start, status = int(wanted.removeprefix("bytes=").rstrip("-")), 206
            if start >= len(content):
                handler.send_error(416)
                return
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content) - start))
        if status == 206:
            handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if self.tag:
            handler.send_header("ETag", self.tag)
        handler.end_headers()
        end = len(content)
        if self.cut_after is not None and self.cuts > 0:
            self.cuts -= 1
            end = min(end, start + self.cut_after)
        handler.wfile.write(content[start:end])


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    known = Publisher()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.reply(self)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    known.url = f"http://127.0.0.1:{server.server_port}"
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


CONTENT = bytes(range(256)) * 4_000


def test_a_file_arrives_whole_and_progress_is_told(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.bin"] = CONTENT
    told: list[tuple[int, int | None]] = []
    download(f"{publisher.url}/a.bin", tmp_path / "a.bin", lambda done, total: told.append((done, total)), AT_ONCE)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT
    assert (told[0], told[-1]) == ((0, len(CONTENT)), (len(CONTENT), len(CONTENT)))
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_a_cut_connection_is_taken_up_where_it_broke(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.bin"], publisher.cut_after, publisher.cuts = CONTENT, 300_000, 2
    download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=OFTEN)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT
    assert publisher.asked == [None, "bytes=300000-", "bytes=600000-"]


def test_what_came_is_kept_and_the_next_run_goes_on_from_there(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.bin"], publisher.cut_after, publisher.cuts = CONTENT, 300_000, 1
    with pytest.raises(FactsError, match="300,000 bytes came and are kept") as caught:
        download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=AT_ONCE)
    assert "goes on from there" in caught.value.hint
    assert (tmp_path / "a.bin.part").stat().st_size == 300_000
    assert not (tmp_path / "a.bin").exists()
    download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=AT_ONCE)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT


def test_two_halves_of_two_editions_are_never_joined(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.bin"], publisher.cut_after, publisher.cuts = CONTENT, 300_000, 1
    with pytest.raises(FactsError):
        download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=AT_ONCE)
    publisher.files["/a.bin"], publisher.tag = CONTENT[::-1], '"2"'
    download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=AT_ONCE)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize(("ranges", "tag"), [(False, '"1"'), (True, None)])
def test_a_server_that_cannot_go_on_is_asked_from_the_beginning(
    publisher: Publisher, tmp_path: Path, ranges: bool, tag: str | None
) -> None:
    publisher.files["/a.bin"], publisher.cut_after, publisher.cuts = CONTENT, 300_000, 1
    publisher.ranges, publisher.tag = ranges, tag
    download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=OFTEN)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.bin"] = CONTENT[:1_000]
    (tmp_path / "a.bin.part").write_bytes(CONTENT)
    (tmp_path / "a.bin.part.of").write_text('"1"')
    download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=OFTEN)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT[:1_000]


def test_a_silent_server_is_not_waited_for_without_end(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.bin"], publisher.silent = CONTENT, True
    began = time.monotonic()
    with pytest.raises(FactsError, match="timed out"):
        download(f"{publisher.url}/a.bin", tmp_path / "a.bin", patience=AT_ONCE)
    assert time.monotonic() - began < 3


def test_what_is_no_web_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="no web address"):
        download("file:///etc/passwd", tmp_path / "a.bin")


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"../folder/{name}", content)
    return out.getvalue()


def listed(path: str, url: str | None, **more: object) -> dict[str, object]:
    return {"path": path, "url": url, **more}


def catalogue(folder: Path, *files: dict[str, object]) -> Path:
    dataset = {"id": "oews.2025", "version": "May 2025", "page": "https://www.bls.gov/oes/", "licence": "Public domain"}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.json").write_text(json.dumps({"datasets": [{**dataset, "files": files}]}))
    return folder / "catalogue.json"


def fetched(tmp_path: Path, *files: dict[str, object]) -> Outcome:
    fetching = Fetching(tmp_path / "to", Catalogue.load(catalogue(tmp_path, *files)), patience=AT_ONCE)
    (outcome,) = fetching.run(())
    return outcome


COLUMNS = [{"sheet": 0, "header_row": 0, "columns": ["OCC_CODE", "A_MEDIAN"]}]


def test_a_file_is_taken_out_of_its_archive_and_compared_with_what_was_recorded(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.files["/oesm25nat.zip"] = zipped(**{"national_M2025_dl.xlsx": (EXCERPTS / WAGES).read_bytes()})
    outcome = fetched(
        tmp_path,
        listed(WAGES, f"{publisher.url}/oesm25nat.zip", member="national_M2025_dl.xlsx", expects=COLUMNS),
    )
    assert (outcome.state, outcome.checksum) == ("fetched", "differs")
    assert "a newer edition" in outcome.message
    assert (tmp_path / "to" / WAGES).read_bytes() == (EXCERPTS / WAGES).read_bytes()
    assert [path.name for path in (tmp_path / "to").rglob("*") if path.is_file()] == ["national_M2025_dl.xlsx"]


def test_a_column_that_is_gone_is_named_with_file_and_sheet(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/wages.xlsx"] = (EXCERPTS / WAGES).read_bytes()
    expects = [{"sheet": 0, "header_row": 0, "columns": ["A_MEDIAN_2026"]}]
    outcome = fetched(tmp_path, listed(WAGES, f"{publisher.url}/wages.xlsx", expects=expects))
    assert outcome.state == "changed_format"
    assert f"{WAGES}, sheet 0: no column 'A_MEDIAN_2026'" in outcome.message


def test_a_release_is_unpacked_into_its_folder_and_can_be_built_from(publisher: Publisher, tmp_path: Path) -> None:
    zone = (EXCERPTS / "onet/30.3/Job Zones.txt").read_bytes()
    publisher.files["/db_30_3_text.zip"] = zipped(**{"Job Zones.txt": zone, "setup.exe": b"MZ"})
    expects = [{"file": "Job Zones.txt", "delimiter": "\t", "columns": ["Job Zone"]}]
    outcome = fetched(tmp_path, listed("onet/30.3/", f"{publisher.url}/db_30_3_text.zip", expects=expects))
    assert outcome.state == "fetched"
    assert [path.name for path in (tmp_path / "to/onet/30.3").iterdir()] == ["Job Zones.txt"]


@pytest.mark.parametrize(
    ("content", "path", "member", "message"),
    [
        (None, "a.csv", None, "nothing there (404)"),
        (b"<html>moved</html>", "a.csv", None, "a web page in place of the file"),
        (b"<html>moved</html>", "a.xlsx", None, "no workbook"),
        (b"<html>moved</html>", "a.xlsx", "a.xlsx", "is no archive"),
        (zipped(**{"b.xlsx": b""}), "a.xlsx", "a.xlsx", "holds no a.xlsx; it holds: b.xlsx"),
    ],
    ids=["404", "a page for a table", "a page for a workbook", "a page for an archive", "another file in the archive"],
)
def test_what_is_not_the_file_is_said_and_not_kept(
    publisher: Publisher, tmp_path: Path, content: bytes | None, path: str, member: str | None, message: str
) -> None:
    if content is not None:
        publisher.files["/x"] = content
    outcome = fetched(tmp_path, listed(path, f"{publisher.url}/x", member=member))
    assert outcome.state == "failed"
    assert message in outcome.message
    assert "https://www.bls.gov/oes/" in outcome.message, "the page to take it from by hand"
    assert not (tmp_path / "to" / path).exists()


def test_what_is_there_is_not_fetched_again_unless_asked(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.csv"] = b"a,b\n1,2\n"
    one = listed("a.csv", f"{publisher.url}/a.csv")
    assert [fetched(tmp_path, one).state, fetched(tmp_path, one).state] == ["fetched", "there"]
    assert len(publisher.asked) == 1
    again = Fetching(tmp_path / "to", Catalogue.load(tmp_path / "catalogue.json"), again=True, patience=AT_ONCE)
    assert [outcome.state for outcome in again.run(())] == ["fetched"]


def test_a_file_without_a_certain_address_is_named_with_its_page(tmp_path: Path) -> None:
    outcome = fetched(tmp_path, listed("a.csv", None, page="https://example.org/data", by_hand="The second table."))
    assert outcome.state == "by_hand"
    assert outcome.message == ("download by hand from https://example.org/data and save as a.csv. The second table.")


def command(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "authoring", "facts", "fetch", *words]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_the_command_fetches_one_file_fails_at_another_and_ends_with_the_code_for_facts(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.files["/a.csv"] = b"a,b\n1,2\n"
    files = (listed("a.csv", f"{publisher.url}/a.csv"), listed("b.csv", f"{publisher.url}/b.csv"))
    words = ("--to", str(tmp_path / "to"), "--catalogue", str(catalogue(tmp_path, *files)))
    done = command(*words)
    assert done.returncode == 8
    assert "a.csv: 0.0 of 0.0 MB, 100 %" in done.stderr
    assert "failed         b.csv" in done.stdout
    assert "1 fetched, 1 failed" in done.stdout
    assert [each["state"] for each in json.loads(command(*words, "--json").stdout)] == ["there", "failed"]


def test_ctrl_c_keeps_what_came(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.csv"] = CONTENT

    class Stopped(KeyboardInterrupt):
        pass

    def stop(_name: str, done: int, _total: int | None) -> None:
        if done > 200_000:
            raise Stopped

    listed_one = catalogue(tmp_path, listed("a.csv", f"{publisher.url}/a.csv"))
    with pytest.raises(Stopped):
        list(Fetching(tmp_path / "to", Catalogue.load(listed_one), told=stop, patience=AT_ONCE).run(()))
    assert (tmp_path / "to/.incoming/a.csv.part").stat().st_size > 200_000
    assert (
        next(iter(Fetching(tmp_path / "to", Catalogue.load(listed_one), patience=AT_ONCE).run(()))).state == "fetched"
    )
    assert publisher.asked[1] is not None
    assert (tmp_path / "to/a.csv").read_bytes() == CONTENT


def test_an_unknown_dataset_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no dataset `wages`") as caught:
        Catalogue.load().chosen(("wages",))
    assert "oews.2025" in caught.value.hint
    with pytest.raises(FactsError, match="no list of official files"):
        Catalogue.load(catalogue(tmp_path, listed("../a", None)))


def test_the_list_names_every_file_that_a_build_reads() -> None:
    known = {each.path for dataset in Catalogue.load().datasets for each in dataset.files}
    read = {path for edition in dataset_editions() for path in edition.files}
    folders = tuple(path for path in known if path.endswith("/"))
    assert {path for path in read if path not in known and not path.startswith(folders)} == set()


class Watched(OfficialFiles):
    """Official files that note what readers ask for."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.asked: set[tuple[str, str]] = set()

    def table(self, path, delimiter="\t", columns=(), quoted=None):
        self.asked |= {(path, column) for column in columns}
        return super().table(path, delimiter, columns, quoted)

    def sheet(self, path, sheet=0, header_row=0, columns=()):
        self.asked |= {(path, column) for column in columns}
        return super().sheet(path, sheet, header_row, columns)


def test_the_columns_that_are_expected_are_those_that_readers_ask_for(tmp_path: Path) -> None:
    files = Watched(EXCERPTS)
    build(files, tmp_path / "facts.sqlite", editions_at(files))
    expected = {
        (each.path + (wanted.file or ""), column)
        for dataset in Catalogue.load().datasets
        if dataset.licence != "not stated"
        for each in dataset.files
        for wanted in each.expects
        for column in wanted.columns
    }
    assert {each for each in expected if not each[0].startswith(("onet/31.0/", "bls-ep-2025-35/"))} == files.asked


def test_checksums_are_those_of_the_files_in_the_bundled_base(bundled: FactBase) -> None:
    recorded = Catalogue.load().recorded
    for dataset in bundled.datasets():
        for file in dataset.files:
            assert (recorded[file.path].sha256, recorded[file.path].bytes) == (file.sha256, file.bytes), file.path
