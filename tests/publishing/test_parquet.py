"""Parquet says what the tables say, the same bytes each time, and without its library nothing is begun."""

import builtins

import pyarrow.parquet
import pytest
from librarian_profile import full_desk

from authoring.errors import UsageError
from authoring.publishing.tables import TABLES
from authoring.settings import PublishSettings, Settings

WITH_PARQUET = Settings(publish=PublishSettings(parquet=True))


def test_every_table_is_there_with_types_and_values(publisher, tmp_path):
    publisher(full_desk("en"), settings=WITH_PARQUET).publish("Ben Wu")
    folder = tmp_path / "published/current/parquet/en"
    assert {path.stem for path in folder.iterdir()} == {table.name for table in TABLES}
    scores = pyarrow.parquet.read_table(folder / "scores.parquet").to_pylist()
    income = next(row for row in scores if row["dimension"] == "income")
    assert (income["value"], income["absent_because"]) == (6.1, None)
    sections = pyarrow.parquet.read_table(folder / "sections.parquet").to_pylist()
    assert {row["four_eyes"] for row in sections} == {True}


def test_the_same_tables_give_the_same_bytes(publisher, tmp_path):
    desk = full_desk("en")
    for name, hour in (("one", 1), ("two", 23)):
        publisher(desk, settings=WITH_PARQUET, published=tmp_path / name, hour=hour).publish("Ben Wu")
    one, two = ((tmp_path / name / "current/parquet/en/claims.parquet").read_bytes() for name in ("one", "two"))
    assert one == two


def test_without_the_library_nothing_is_begun(publisher, tmp_path, monkeypatch):
    real = builtins.__import__

    def missing(name, *more, **named):
        if name == "pyarrow":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError, match="Parquet") as refused:
        publisher(full_desk("en"), settings=WITH_PARQUET).publish("Ben Wu")
    assert "extra `parquet`" in refused.value.hint
    assert not (tmp_path / "published" / "current").exists()
