"""The tables of a release as a Frictionless tabular data package (https://specs.frictionlessdata.io, v1)."""

from typing import Any, Final

from authoring.publishing.describing.titles import DESCRIPTION, KEYWORDS, NAME, TITLE, licence_url, semantic_version
from authoring.publishing.pieces import table_path
from authoring.publishing.tables import PROFILES, TABLES, Column, Table
from schemas.base import Locale
from schemas.facts import Dataset
from schemas.release import Manifest, ReleaseFile

_TYPES: Final = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def datapackage(manifest: Manifest, publisher: str, url: str) -> dict[str, Any]:
    """The descriptor: a resource for each table of each locale, with its schema, size and sha256."""
    files = {entry.path: entry for entry in manifest.files}
    locales = [coverage.locale for coverage in manifest.coverage]
    said = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": semantic_version(manifest.release),
        "created": manifest.created,
        "homepage": url,
        "keywords": list(KEYWORDS),
        "licenses": [_licence(manifest.licence)],
        "contributors": [{"title": publisher, "role": "publisher"}],
        "sources": [_source(dataset) for dataset in manifest.datasets],
        "resources": [_resource(table, locale, files) for locale in locales for table in TABLES],
    }
    return {name: value for name, value in said.items() if value}


def resource_name(table: Table, locale: Locale) -> str:
    """The name of a resource: lower case, as the specification asks."""
    return f"{table.name}-{locale.lower()}"


def _licence(licence: str) -> dict[str, str]:
    path = licence_url(licence)
    return {"title": licence, "name": licence.replace(" ", "-"), **({"path": path} if path else {})}


def _source(dataset: Dataset) -> dict[str, str]:
    return {"title": f"{dataset.title} ({dataset.publisher})", "path": dataset.url}


def _resource(table: Table, locale: Locale, files: dict[str, ReleaseFile]) -> dict[str, Any]:
    path = table_path(locale, table.name)
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table is not PROFILES:
        whose = {"resource": resource_name(PROFILES, locale), "fields": list(PROFILES.key)}
        schema["foreignKeys"] = [{"fields": list(PROFILES.key), "reference": whose}]
    return {
        "profile": "tabular-data-resource",
        "name": resource_name(table, locale),
        "description": table.means,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": files[path].bytes,
        "hash": f"sha256:{files[path].sha256}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.means}
    return {**field, "constraints": {"required": True}} if column.needed else field
