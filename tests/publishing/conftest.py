"""A publisher over the hand-built desk, with a clock that stands still."""

from datetime import UTC, datetime

import pytest
from librarian_profile import Base, full_desk

from authoring.facts.titles import translated_title
from authoring.publishing.publisher import Publisher
from authoring.publishing.record import Grounds
from authoring.settings import Settings


def no_findings(section):
    return ()


def starter(locale, soc):
    found = translated_title(soc, locale)
    return found.title if found else None


def grounds_of(desk):
    """What the pages of a desk are made from: the ids of its events."""
    events = {}
    for event in desk.events:
        events.setdefault(event.soc, []).append(event.id)
    return Grounds("the same rules", {soc: " ".join(ids) for soc, ids in events.items()})


@pytest.fixture
def publisher(tmp_path):
    """Makes a publisher: `publisher(desk, check=..., settings=...)`. With `reuse` it takes over what did not change."""

    def make(desk=None, *, check=no_findings, settings=None, published=None, base=None, hour=12, reuse=False, **more):
        desk = desk or full_desk()
        return Publisher(
            desk,
            base or Base(),
            check,
            settings or Settings(),
            published or tmp_path / "published",
            lambda: datetime(2026, 11, 23, hour, tzinfo=UTC),
            title=starter,
            grounds=(lambda: grounds_of(desk)) if reuse else None,
            **more,
        )

    return make
