"""Makes the excerpts of exposure studies, OFLC, LCAs, STEM programmes, ISCO and handbook sections.

    python tests/facts/excerpting_studies.py FOLDER_OF_OFFICIAL_FILES

The same occupations as `excerpting.py`.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from excerpting import COMBINED, HERE, OCCUPATIONS
from openpyxl import Workbook

from authoring.facts.files import OfficialFiles
from authoring.facts.publishers import anthropic, dhs, gpts_are_gpts, isco, microsoft, oflc, ooh_licensing
from authoring.facts.publishers.onet_tables import TASKS_30_3

CHOSEN = frozenset({*OCCUPATIONS, *COMBINED})
LARGE = 20_000
Row = Mapping[str, str]


def of_chosen(column: str) -> Callable[[Row], bool]:
    return lambda row: row[column][:7] in CHOSEN


def write_table(files: OfficialFiles, path: str, keep: Callable[[Row], bool], delimiter: str = ",") -> None:
    rows = list(files.table(path, delimiter, quoted=True))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if keep(row))
    write(path, out.getvalue().encode())


def write_book(files: OfficialFiles, path: str, sheets: tuple[str, ...]) -> None:
    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        header, *rows = files.rows(path, name)
        sheet = book.create_sheet(name)
        sheet.append(header)
        for row in rows:
            if str(row[0])[:7] in CHOSEN:
                sheet.append([None if cell == "" else cell for cell in row])
    (HERE / path).parent.mkdir(parents=True, exist_ok=True)
    book.save(HERE / path)


def write(path: str, content: bytes) -> None:
    target = HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if len(content) > LARGE:
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, mtime=0))
    else:
        target.write_bytes(content)


def studies(files: OfficialFiles) -> None:
    tasks = [row for row in files.table(TASKS_30_3) if row["O*NET-SOC Code"][:7] in CHOSEN]
    numbers, texts = {row["Task ID"] for row in tasks}, {row["Task"].lower() for row in tasks}
    titles = {row["Title"] for row in files.table(gpts_are_gpts.OCCUPATIONS, ",") if of_chosen("O*NET-SOC Code")(row)}
    write_table(files, gpts_are_gpts.OCCUPATIONS, of_chosen("O*NET-SOC Code"))
    write_table(files, gpts_are_gpts.LABELS, of_chosen("O*NET-SOC Code"), "\t")
    write_table(files, gpts_are_gpts.CONTEXTS, lambda row: row["occupation"] in titles)
    for path in (microsoft.SCORES_1_0, microsoft.METRICS_1_0, microsoft.SCORES_1_1):
        write_table(files, path, of_chosen("SOC Code"))
    write_table(files, microsoft.PHYSICAL_1_1, lambda row: row["Task ID"] in numbers)
    write_table(files, anthropic.EXPOSURE, of_chosen("occ_code"))
    write_table(files, anthropic.PENETRATION, lambda row: row["task"].lower() in texts)
    write_table(files, anthropic.USAGE, lambda row: row["task_name"] in texts)
    write_table(files, anthropic.MODES, lambda row: row["task_name"] in texts)
    write_table(files, anthropic.OLD_TASKS, lambda row: row["Task"].lower() in texts)


def migration(files: OfficialFiles) -> None:
    write_book(files, oflc.WAGE_YEAR, (oflc.APPENDIX_A, oflc.EDUCATION))
    write_table(files, oflc.WAGES, of_chosen("soc_code"))
    write_table(files, oflc.LCAS, lambda row: row["soc_code"] in CHOSEN or row["soc_code"] == "25-4021")
    write_book(files, dhs.CIP_SOC, (dhs.SHEET,))
    linked = {str(row[2]) for row in files.rows(dhs.CIP_SOC, dhs.SHEET) if str(row[0]) in CHOSEN}
    listed = json.loads(files.bytes(dhs.LIST))
    listed["records"] = [record for record in listed["records"] if record["cip"] in linked]
    write(dhs.LIST, json.dumps(listed, indent=1).encode())
    write_table(files, isco.CHAIN, of_chosen("soc2018"))


def handbook_sections(files: OfficialFiles) -> None:
    pages = (json.loads(line) for line in files.bytes(ooh_licensing.PAGES).splitlines())
    kept = [
        {key: page[key] for key in ("slug", "title", "how_to_become_one", "soc_codes")}
        for page in pages
        if CHOSEN.intersection(page["soc_codes"])
    ]
    write(ooh_licensing.PAGES, "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in kept).encode())


if __name__ == "__main__":
    official = OfficialFiles(Path(sys.argv[1]))
    studies(official)
    migration(official)
    handbook_sections(official)
