"""What one profile adds to the files that all profiles of a locale share: a line here, some rows there.

Invariant: a shared file is its head followed by the pieces of its profiles by code, so that a piece which did not change
is the very bytes of the release before.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from authoring.publishing.describing.json_ld import occupation_json_ld
from authoring.publishing.profile_json import SpelledProfile
from authoring.publishing.rows import Row, csv_bytes
from authoring.publishing.spelling import clean_line_of
from authoring.publishing.tables import TABLES
from schemas.base import Locale

LINES: Final = "jsonl"
LINKED_DATA: Final = "jsonld"
PROVENANCE: Final = "prov"


def shared_files(locale: Locale) -> Mapping[str, bytes]:
    """Every file that the profiles of a locale share, with its head."""
    lines = {f"{folder}/{locale}.jsonl": b"" for folder in (LINES, LINKED_DATA, PROVENANCE)}
    return lines | {table_path(locale, table.name): csv_bytes((table.header,)) for table in TABLES}


def table_path(locale: Locale, table: str) -> str:
    """Where the rows of that table stand."""
    return f"tables/{locale}/{table}.csv"


def pieces_of(
    spelled: SpelledProfile, rows: Mapping[str, Sequence[Row]], prov: Mapping[str, Any], url: str
) -> dict[str, bytes]:
    """What the profile adds to each shared file of its locale. `prov` is its history as PROV-JSON."""
    locale = spelled.profile.locale
    linked = clean_line_of(occupation_json_ld(spelled.profile, url))
    lines = {LINES: spelled.line, LINKED_DATA: linked, PROVENANCE: clean_line_of(prov)}
    pieces = {f"{folder}/{locale}.jsonl": line for folder, line in lines.items()}
    return pieces | {table_path(locale, name): csv_bytes(found) for name, found in rows.items()}
