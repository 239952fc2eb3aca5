"""Publishes different states in turn until it is killed; with `and-back` also goes back, takes back, and builds the site."""

import contextlib
import sys
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from librarian_profile import OTHER, SOC, Base, Desk, cite, full_desk, sections

from authoring.errors import NotAllowed
from authoring.publishing.page.frame import Site
from authoring.publishing.publisher import Publisher
from authoring.publishing.record import Grounds
from authoring.publishing.releases import Releases
from authoring.publishing.site.building import build_site
from authoring.settings import Settings

published = Path(sys.argv[1])
and_back = sys.argv[2:] == ["and-back"]


def with_another(desk: Desk) -> Desk:
    """The desk with an occupation that never changes: it is taken over from release to release."""
    moat = next(section for section in sections() if section.section == "moat")
    point = moat.points[0].model_copy(update={"citations": cite(f"gpts.2023/{OTHER}/beta")})
    desk.decide(desk.write(moat.model_copy(update={"points": (point,)}), soc=OTHER))
    return desk


makers = [
    Publisher(
        *(desk, Base(), lambda _: (), Settings(), published, lambda: datetime(2026, 11, 23, tzinfo=UTC)),
        grounds=lambda desk=desk: Grounds("the same", {SOC: desk.events[0].id, OTHER: "as it was"}),
    )
    for desk in map(with_another, (full_desk("zh-TW"), full_desk("en"), full_desk()))
]
for maker in makers:
    maker.plan()
sys.stdout.write("ready\n")
sys.stdout.flush()
for maker in cycle(makers):
    if maker.current() is None or maker.plan().changes:
        maker.publish("Ben Wu", html=and_back)
    if and_back:
        build_site(published / "current", published.parent / "pages", Site("AI Career Graph"))
        releases = Releases(maker.shelf, maker.clock, maker.locked)
        with contextlib.suppress(NotAllowed):  # there is no earlier one
            if len(releases.all()) % 3:
                releases.roll_back()
            else:
                releases.yank("current", "Ben Wu", "A figure was wrong.")
