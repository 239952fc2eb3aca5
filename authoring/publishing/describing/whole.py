"""Everything that speaks of a whole release: the card, the changes, Croissant and the datapackage."""

from collections.abc import Mapping
from dataclasses import dataclass

from authoring.publishing.claim_changes import ReleaseChanges
from authoring.publishing.describing.card import card
from authoring.publishing.describing.changes_page import changes_page
from authoring.publishing.describing.croissant import croissant
from authoring.publishing.describing.datapackage import datapackage
from authoring.publishing.spelling import json_bytes
from schemas.release import Manifest


@dataclass(frozen=True)
class Described:
    """What is to be described: a manifest with all data files, and what changed."""

    manifest: Manifest
    changes: ReleaseChanges
    publisher: str
    site_url: str


def descriptions(described: Described) -> Mapping[str, bytes]:
    """Every description by its path."""
    manifest, url = described.manifest, described.site_url
    return {
        "changes.json": json_bytes(described.changes),
        "CHANGES.md": changes_page(described.changes, manifest).encode(),
        "README.md": card(manifest, described.publisher, url).encode(),
        "croissant.json": json_bytes(croissant(manifest, described.publisher, url)),
        "datapackage.json": json_bytes(datapackage(manifest, described.publisher, url)),
    }
