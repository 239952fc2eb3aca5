"""Makes `tests/facts/official/`: real rows of eleven occupations, in the formats that their publishers use.

    python tests/facts/excerpting.py FOLDER_OF_OFFICIAL_FILES

Chosen: a plain occupation, a combined code, one that only has parts in O*NET, one above the top code, one
without annual wages, one that OEWS lost in 2025 and one that it never had, a handbook page of several
occupations, and a military one.
"""

import gzip
import io
import re
import sys
import tarfile
from pathlib import Path

from openpyxl import Workbook

from authoring.facts.files import OfficialFiles
from authoring.facts.publishers import handbook, oews, onet, projection_tables, projections, projections_2025_35, soc

HERE = Path(__file__).parent / "official"
OCCUPATIONS = (
    "11-1031",
    "13-1021",
    "15-1252",
    "15-1299",
    "25-4011",
    "25-4022",
    "27-2011",
    "29-1141",
    "29-1211",
    "45-3031",
    "55-1011",
)
COMBINED = ("13-1020",)
_CODE = re.compile(r"(\d\d-\d{4})(?:\.\d\d)?")
_LARGE = 20_000
_WHOLE = ("Reference.txt", "Categories.txt", "Read Me.txt")
_OLDER = (
    "Alternate Titles.txt",
    "Education, Training, and Experience Categories.txt",
    "Education, Training, and Experience.txt",
    "Interests.txt",
    "Job Zones.txt",
    "Knowledge.xlsx",
    "Read Me.txt",
    "Skills.xlsx",
    "Technology Skills.txt",
)
"""Tables of O*NET 30.1: the layout before 30.3."""

_ACTIVITIES = "onet/30.3/GWAs to IWAs to DWAs.txt"


def kept(cells: list[str]) -> bool:
    """Whether a row is of a chosen occupation or a major group, or of none at all (headings, notes)."""
    codes = {match[1] for cell in cells if (match := _CODE.fullmatch(cell))}
    groups = {code for code in codes if code.endswith("0000") and code != "00-0000"}
    return not codes or bool(codes & {*OCCUPATIONS, *COMBINED} or groups)


def excerpt_text(files: OfficialFiles, path: str) -> None:
    lines = files.bytes(path).decode("utf-8").splitlines(keepends=True)
    separator = "," if path.endswith(".csv") else "\t"
    if path == _ACTIVITIES:
        used = files.table("onet/30.3/Tasks to DWAs.txt")
        wanted = {row["DWA Element ID"] for row in used if kept([row["O*NET-SOC Code"]])}
        lines = [line for at, line in enumerate(lines) if at == 0 or line.split("\t")[2] in wanted]
    elif not path.endswith(_WHOLE):
        lines = [line for at, line in enumerate(lines) if at == 0 or kept(line.strip().split(separator)[:1])]
    content, target = "".join(lines).encode(), HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if len(content) > _LARGE:
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, mtime=0))
    else:
        target.write_bytes(content)


def excerpt_workbook(files: OfficialFiles, path: str) -> None:
    book = Workbook()
    book.remove(book.active)
    for name in files.sheet_names(path):
        if name in ("Filler", "UpdateTime") or (name.startswith("Table") and name not in _tables()):
            continue
        sheet = book.create_sheet(name)
        for row in files.rows(path, name):
            if kept([str(cell).strip() for cell in row[:10]]):
                sheet.append([None if cell == "" else cell for cell in row])
    target = HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def _tables() -> set[str]:
    return {sheet for _, sheet, _ in projection_tables.TABLES} | {projection_tables.REASONS}


def excerpt_pages(files: OfficialFiles, path: str) -> None:
    codes = soc.read_codes(files)
    pages = handbook.pages_by_occupation(handbook.read_pages(files, handbook.OOH_2025), codes)
    slugs = {slug for occupation in OCCUPATIONS for slug in pages.get(occupation, ())}
    target = HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(target, "w:xz") as archive:
        for name, content in files.members(path):
            if Path(name).stem in slugs:
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))


def main(folder: Path) -> None:
    files = OfficialFiles(folder)
    modules = (soc, oews, projections, projections_2025_35, onet, handbook)
    paths = {path for module in modules for edition in module.DATASETS for path in edition.files}
    for path in paths | {f"onet/30.1/{name}" for name in _OLDER}:
        if path.endswith(".xlsx"):
            excerpt_workbook(files, path)
        elif path.endswith(".tar.xz"):
            excerpt_pages(files, path)
        else:
            excerpt_text(files, path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
