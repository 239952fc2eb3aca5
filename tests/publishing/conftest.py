"""A publisher over the hand-built desk, with a clock that stands still."""

from datetime import UTC, datetime

import pytest
from librarian_profile import Base, full_desk

from authoring.facts.titles import translated_title
from authoring.publishing.publisher import Publisher
from authoring.settings import Settings


def no_findings(section):
    return ()


def starter(locale, soc):
    found = translated_title(soc, locale)
    return found.title if found else None


@pytest.fixture
def publisher(tmp_path):
    """Makes a publisher: `publisher(desk, check=..., settings=...)`."""

    def make(desk=None, *, check=no_findings, settings=None, published=None):
        return Publisher(
            desk or full_desk(),
            Base(),
            check,
            settings or Settings(),
            published or tmp_path / "published",
            lambda: datetime(2026, 11, 23, 12, tzinfo=UTC),
            title=starter,
        )

    return make
