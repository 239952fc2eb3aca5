"""What a release says of itself in every description, worded once."""

from typing import Final

from schemas.release import Manifest

NAME: Final = "ai-career-graph"
TITLE: Final = "AI career graph: what AI does to occupations"
DESCRIPTION: Final = (
    "Occupation profiles of the United States (SOC 2018): what AI does to the work, what stays human, what to learn, what it "
    "pays, how to enter it. Every figure is a cited fact of an official table; every section was approved by a person."
)
KEYWORDS: Final = ("occupations", "SOC 2018", "artificial intelligence", "careers", "wages", "O*NET")
_LICENCES: Final = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def licence_url(licence: str) -> str | None:
    """The address of a licence by its short name, None for one not known here."""
    return _LICENCES.get(licence)


def semantic_version(release: str) -> str:
    """`2026-11-23.1` in the form of semantic versions, `2026.11.23+1`: later releases sort later."""
    day, _, counter = release.partition(".")
    return f"{'.'.join(str(int(part)) for part in day.split('-'))}+{counter}"


def cite_as(manifest: Manifest, publisher: str) -> str:
    """How to cite the release."""
    return f"{publisher}. {TITLE}, release {manifest.release}. {manifest.licence}."
