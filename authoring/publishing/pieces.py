"""What one profile adds to the files that all profiles of a locale share: a line here, some rows there.

Invariant: a shared file is its head followed by the pieces of its profiles by code, so that a piece which did not change
is the very bytes of the release before.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from authoring.publishing.describing.json_ld import occupation_json_ld
from authoring.publishing.profile_json import PublicProfile, clean, json_line
from authoring.publishing.rows import Row, csv_bytes
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
    profile: PublicProfile, plain: object, rows: Mapping[str, Sequence[Row]], prov: Mapping[str, Any], url: str
) -> dict[str, bytes]:
    """What the profile adds to each shared file of its locale. `plain` is its JSON, `prov` its history as PROV-JSON."""
    locale = profile.locale
    lines = {LINES: plain, LINKED_DATA: clean(occupation_json_ld(profile, url)), PROVENANCE: clean(prov)}
    pieces = {f"{folder}/{locale}.jsonl": json_line(said) for folder, said in lines.items()}
    return pieces | {table_path(locale, name): csv_bytes(found) for name, found in rows.items()}
