"""`make check-dataset`: asks mlcroissant, frictionless, Datasette and DuckDB what they think of the current release.

They live in an environment of their own, `.venv-dataset`, because together they are heavier than the program. Tests ask them
about the example, each reader by itself: `check_dataset RELEASE mlcroissant`.
"""

import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final


def main() -> None:
    """Check the release named first, by default the example's, with the readers named after it; the first complaint ends it."""
    release = Path(sys.argv[1] if len(sys.argv) > 1 else "published/current")
    for name in sys.argv[2:] or READERS:
        READERS[name](release)


def _frictionless(release: Path) -> None:
    from frictionless import Package  # noqa: PLC0415

    report: Any = Package(str(release / "datapackage.json")).validate()
    if not report.valid:
        raise SystemExit(f"frictionless: {report.flatten(['type', 'message'])[:5]}")
    print(f"frictionless: {report.stats['tasks']} tables are valid")


def _croissant(release: Path) -> None:
    import mlcroissant  # noqa: PLC0415

    dataset = mlcroissant.Dataset(str(release / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    if issues.errors or issues.warnings:
        raise SystemExit(f"mlcroissant: {[*issues.errors, *issues.warnings][:5]}")
    names = [records.uuid for records in dataset.metadata.record_sets]
    read = sum(1 for name in names for _ in itertools.islice(dataset.records(name), 3))
    print(f"mlcroissant: {len(names)} record sets, {read} records read")


def _datasette(release: Path) -> None:
    database = release / "sqlite" / "en.sqlite"
    asked = [
        sys.executable,
        "-m",
        "datasette",
        str(database),
        "--get",
        "/en/items.json?_search=work&_size=1&_shape=array",
    ]
    found = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    if not found:
        raise SystemExit("Datasette finds nothing about work")
    print(f"Datasette: {found[0]['soc']} {found[0]['section']}: {found[0]['text'][:60]}")


def _duckdb(release: Path) -> None:
    import duckdb  # noqa: PLC0415

    found = duckdb.sql(
        f"SELECT verdict, count(*) FROM '{release}/tables/*/claims.csv' GROUP BY ALL ORDER BY 1"
    ).fetchall()
    print(f"DuckDB: {dict(found)}")


READERS: Final[dict[str, Callable[[Path], None]]] = {
    "frictionless": _frictionless, "mlcroissant": _croissant, "datasette": _datasette, "duckdb": _duckdb,
}  # fmt: skip

if __name__ == "__main__":
    main()
