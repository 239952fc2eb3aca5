"""The tables of a release in Croissant 1.1 (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)."""

from collections.abc import Iterator
from typing import Any, Final

from authoring.publishing.describing.titles import (
    DESCRIPTION,
    KEYWORDS,
    NAME,
    TITLE,
    cite_as,
    licence_url,
    semantic_version,
)
from authoring.publishing.pieces import table_path
from authoring.publishing.tables import TABLES, Column, Table
from schemas.base import Locale
from schemas.facts import Dataset
from schemas.release import Manifest, ReleaseFile

CONFORMS_TO: Final = "http://mlcommons.org/croissant/1.1"
_TYPES: Final = {"text": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
_OF_CROISSANT: Final = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
    "references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
    "arrayShape",
)  # fmt: skip
_CONTEXT: Final[dict[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{name: f"cr:{name}" for name in _OF_CROISSANT},
}


def croissant(manifest: Manifest, publisher: str, url: str) -> dict[str, Any]:
    """The description: a file for each table of each locale and a record set with its fields."""
    files = {entry.path: entry for entry in manifest.files}
    locales = [coverage.locale for coverage in manifest.coverage]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "conformsTo": CONFORMS_TO,
        "version": semantic_version(manifest.release),
        "datePublished": manifest.created[:10],
        "license": licence_url(manifest.licence) or manifest.licence,
        "url": url or "urn:career-graph-authoring:dataset",
        "citeAs": cite_as(manifest, publisher),
        "keywords": list(KEYWORDS),
        "inLanguage": locales,
        "publisher": {"@type": "sc:Organization", "name": publisher},
        "isBasedOn": [_source(dataset) for dataset in manifest.datasets],
        "rai:dataCollection": "Facts are read from official tables by published readers; sentences are drafted from them by "
        "a tool or a model, edited and approved by people. The table `sections` says which, section by section.",
        "rai:personalSensitiveInformation": "Names of the people who edited and approved sections, and nothing else.",
        "rai:dataLimitations": "Figures are national, of the United States. Dimensions without enough facts have no score.",
        "distribution": [_file(table, locale, files) for locale in locales for table in TABLES],
        "recordSet": [_records(table, locale) for locale in locales for table in TABLES],
    }


def _source(dataset: Dataset) -> dict[str, Any]:
    said = {"@type": "sc:Dataset", "name": dataset.title, "url": dataset.url, "license": dataset.licence_url}
    return {**{name: value for name, value in said.items() if value}, "creditText": dataset.attribution}


def _file(table: Table, locale: Locale, files: dict[str, ReleaseFile]) -> dict[str, Any]:
    path = table_path(locale, table.name)
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": f"{table.name}.{locale}.csv",
        "description": table.means,
        "contentUrl": path,
        "contentSize": f"{files[path].bytes} B",
        "encodingFormat": "text/csv",
        "sha256": files[path].sha256,
    }


def _records(table: Table, locale: Locale) -> dict[str, Any]:
    name = f"{locale}/{table.name}"
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{table.means} Locale: {locale}.",
        "key": [{"@id": f"{name}/{column}"} for column in table.key],
        "field": list(_fields(table, locale, name)),
    }


def _fields(table: Table, locale: Locale, name: str) -> Iterator[dict[str, Any]]:
    for column in table.columns:
        yield {
            "@type": "cr:Field",
            "@id": f"{name}/{column.name}",
            "name": column.name,
            "description": column.means,
            "dataType": _data_type(column),
            "source": {
                "fileObject": {"@id": table_path(locale, table.name)},
                "extract": {"column": column.name},
            },
        }


def _data_type(column: Column) -> str:
    return _TYPES[column.type]
