"""Official files are read as published, or refused with the file, sheet and column named."""

import csv
import gzip
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from authoring.errors import FactsError
from authoring.facts.files import OfficialFiles


@pytest.fixture
def files(tmp_path: Path) -> OfficialFiles:
    return OfficialFiles(tmp_path)


def test_a_file_is_found_plain_or_gzipped_with_the_same_checksum(files: OfficialFiles) -> None:
    content = b"Code\tTitle\r\n1\tLibrarian\r\n"
    (files.root / "plain.txt").write_bytes(content)
    (files.root / "packed.txt.gz").write_bytes(gzip.compress(content))
    plain, packed = files.source_file("plain.txt"), files.source_file("packed.txt")
    assert (plain.sha256, plain.bytes) == (packed.sha256, packed.bytes)
    assert plain.sha256 == hashlib.sha256(content).hexdigest()
    assert list(files.table("plain.txt")) == list(files.table("packed.txt"))


def test_byte_order_mark_and_line_ends_do_not_reach_the_cells(files: OfficialFiles) -> None:
    (files.root / "table.csv").write_bytes(b'\xef\xbb\xbf"Code","Title"\r\n"1","a, b"\r\n\r\n')
    assert list(files.table("table.csv", ",")) == [{"Code": "1", "Title": "a, b"}]


def test_a_quote_in_a_tab_separated_file_is_a_character(files: OfficialFiles) -> None:
    (files.root / "tasks.txt").write_text('Task\tType\nConduct "head counts" daily.\tCore\n')
    assert next(files.table("tasks.txt"))["Task"] == 'Conduct "head counts" daily.'


def test_old_windows_text_is_read(files: OfficialFiles) -> None:
    (files.root / "old.csv").write_bytes("Title\nCaf\xe9 owner’s\n".encode("cp1252"))
    assert next(files.table("old.csv", ","))["Title"] == "Café owner’s"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Code\tName\n1\tx\n", r"table\.txt: no column 'Title'; it has: Code, Name"),
        (b"Code\tTitle\n1\n", r"table\.txt, line 2: 1 cells where the header has 2"),
        (b"", r"table\.txt: no column 'Title'"),
    ],
)
def test_a_table_of_another_layout_is_refused(files: OfficialFiles, content: bytes, message: str) -> None:
    (files.root / "table.txt").write_bytes(content)
    with pytest.raises(FactsError, match=message) as caught:
        list(files.table("table.txt", columns=("Title",)))
    assert caught.value.hint


def workbook(path: Path) -> None:
    book = Workbook()
    book.active.title = "Table 1"
    for row in (["A note", None], ["Code", "Value"], ["25-4022", 1.5], [None, None], ["15-1252", None]):
        book.active.append(row)
    book.save(path)


def test_a_sheet_is_read_below_its_header_without_empty_rows(files: OfficialFiles) -> None:
    workbook(files.root / "book.xlsx")
    rows = list(files.sheet("book.xlsx", "Table 1", 1, ("Code", "Value")))
    assert rows == [{"Code": "25-4022", "Value": 1.5}, {"Code": "15-1252", "Value": ""}]


def test_a_missing_sheet_or_column_is_named(files: OfficialFiles) -> None:
    workbook(files.root / "book.xlsx")
    with pytest.raises(FactsError, match=r"book\.xlsx has no sheet 'Table 2'; it has: Table 1"):
        list(files.sheet("book.xlsx", "Table 2"))
    with pytest.raises(FactsError, match=r"book\.xlsx, sheet 'Table 1': no column 'Openings'"):
        list(files.sheet("book.xlsx", "Table 1", 1, ("Openings",)))


@pytest.mark.parametrize("name", ["missing.xlsx", "damaged.xlsx", "damaged.txt", "damaged.tar.xz"])
def test_a_missing_or_damaged_file_is_an_error_not_a_traceback(files: OfficialFiles, name: str) -> None:
    (files.root / "damaged.xlsx").write_bytes(b"PK not a workbook")
    (files.root / "damaged.txt.gz").write_bytes(gzip.compress(b"Code\n1\n")[:-9])
    (files.root / "damaged.tar.xz").write_bytes(b"not an archive")
    reading = {".xlsx": files.sheet, ".txt": files.table, ".xz": files.members}[Path(name).suffix]
    with pytest.raises(FactsError, match=name):
        list(reading(name))


def test_an_archive_may_be_unpacked_to_a_folder(files: OfficialFiles) -> None:
    folder = files.root / "pages" / "html"
    folder.mkdir(parents=True)
    (folder / "b.html").write_text("b")
    (folder / "a.html").write_text("a")
    assert files.exists("pages.tar.xz")
    assert list(files.members("pages.tar.xz")) == [("html/a.html", b"a"), ("html/b.html", b"b")]


cells = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=12)


@given(rows=st.lists(st.tuples(cells, cells), max_size=8), delimiter=st.sampled_from([",", "\t"]))
def test_any_quoted_table_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("A", "B"), *rows])
    folder = tmp_path_factory.mktemp("tables")
    (folder / "table").write_bytes(text.getvalue().encode())
    read = OfficialFiles(folder).table("table", delimiter, ("A", "B"), quoted=True)
    assert [(row["A"], row["B"]) for row in read] == rows
