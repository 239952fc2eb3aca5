"""The tables of one locale as Parquet, for those who installed the extra `parquet`.

Made from the CSV files alone. Parquet names the library that wrote it, so bytes are the same for the same pyarrow only.
"""

from pathlib import Path
from typing import Any, Final

from authoring.errors import UsageError
from authoring.publishing.folder import file_entry
from authoring.publishing.pieces import table_path
from authoring.publishing.sqlite_file import DatabaseOrder
from authoring.publishing.tables import TABLES, Table
from schemas.base import Locale
from schemas.release import ReleaseFile
from schemas.saying import said

_TYPES: Final = {"text": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}


def parquet_path(locale: Locale, table: str) -> str:
    """Where a table stands in a release."""
    return f"parquet/{locale}/{table}.parquet"


def refuse_without_parquet() -> None:
    """Raises `UsageError` where the library is not there: better said before a release is built than after."""
    try:
        import pyarrow  # noqa: F401, PLC0415 - an extra, and heavy
    except ImportError as cause:
        raise UsageError(
            said("this workspace publishes Parquet, and the library for it is not installed"),
            said("Install the extra `parquet`, or set `parquet = false` under [publish] in authoring.toml."),
        ) from cause


def write_parquet(order: DatabaseOrder) -> list[ReleaseFile]:
    """Make the Parquet files from the tables beside them. Raises `OSError`."""
    return [_write(order.folder, order.locale, table) for table in TABLES]


def _write(folder: Path, locale: Locale, table: Table) -> ReleaseFile:
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import csv, parquet  # noqa: PLC0415

    types: dict[str, Any] = {column.name: getattr(pa, _TYPES[column.type])() for column in table.columns}
    options = csv.ConvertOptions(
        column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=True, null_values=[""]
    )
    read = csv.read_csv(
        folder / table_path(locale, table.name),
        csv.ReadOptions(use_threads=False),
        csv.ParseOptions(newlines_in_values=True),
        options,
    )
    fields = [pa.field(column.name, types[column.name], nullable=not column.needed) for column in table.columns]
    path = parquet_path(locale, table.name)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(read.cast(pa.schema(fields)), folder / path, compression="zstd")
    return file_entry(folder, path)
