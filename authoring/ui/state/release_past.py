"""What changed from one release to another: any two of them, section by section, each with the revisions it went by."""

from collections.abc import Callable, Mapping, Sequence

from authoring.locales.labels import Labels
from authoring.publishing.changes import Key, compare, published_sections
from authoring.ui.state.paper import Line
from authoring.ui.state.release_plan import KIND_ROLES, PlanRow, place_line
from authoring.ui.state.workroom import SectionKey
from schemas.events import EventId
from schemas.release import Manifest


class ReleasePast:
    """`releases` are the readable ones, the newest first. Both ends of the comparison can be chosen."""

    def __init__(self, releases: Sequence[Manifest], words: Labels, title: Callable[[str], str]) -> None:
        self.releases, self._words, self._title = releases, words, title
        self._new, self._old = 0, 1
        self.rows: tuple[PlanRow, ...] = ()
        self._compare()

    @property
    def new(self) -> Manifest:
        """The release that is looked at."""
        return self.releases[self._new]

    @property
    def old(self) -> Manifest | None:
        """What it is compared with; None: with nothing, as the first release is."""
        return self.releases[self._old] if self._old < len(self.releases) else None

    def begin(self, by: int) -> None:
        """Compare from a release earlier (-1) or later (1)."""
        self._old = max(self._new + 1, min(self._old - by, len(self.releases)))
        self._compare()

    def end(self, by: int) -> None:
        """Compare to a release earlier (-1) or later (1); what it is compared with stays before it."""
        self._new = max(0, min(self._new - by, len(self.releases) - 1))
        self._old = max(self._old, self._new + 1)
        self._compare()

    def heading(self) -> str:
        """Both releases."""
        old = self.old.release if self.old else self._words.label("ui.releases.nothing")
        return f"{old}  ->  {self.new.release}"

    def about(self) -> str:
        """Who made the later one, and when; how many sections differ."""
        words, new = self._words, self.new
        return words.text("ui.releases.about", who=new.created_by, day=words.date(new.created), count=len(self.rows))

    def line(self, row: PlanRow, width: int) -> Line:
        """One section that differs."""
        return place_line(row, width, self._words, self._title)

    def revisions(self, row: PlanRow) -> tuple[EventId | None, EventId | None]:
        """The revision of that section in the earlier release, and in the later one."""
        return _revisions(self.old).get(row.key), _revisions(self.new).get(row.key)

    def _compare(self) -> None:
        words = self._words
        self.rows = tuple(
            PlanRow(SectionKey(c.soc, c.locale, c.section), words.label(f"ui.change.{c.kind}"), KIND_ROLES[c.kind])
            for c in compare(published_sections(self.old), published_sections(self.new))
        )


def _revisions(manifest: Manifest | None) -> Mapping[Key, EventId]:
    return {
        SectionKey(profile.soc, profile.locale, entry.section): entry.revision
        for profile in (manifest.profiles if manifest else ())
        for entry in profile.sections
    }
