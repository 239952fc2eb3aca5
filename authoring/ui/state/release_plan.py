"""What a release would be, as rows to read: what it changes, what is held back and why, and what it would hold."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from authoring.locales.labels import Labels
from authoring.publishing.publisher import ReleasePlan
from authoring.text import cell_width
from authoring.ui.state.paper import Line, Role, Span, fit
from authoring.ui.state.workroom import SectionKey
from schemas.release import Manifest

Tab = Literal["changes", "held", "contents"]
TABS: Final[tuple[Tab, ...]] = get_args(Tab)
KIND_ROLES: Final[dict[str, Role]] = {"added": "good", "changed": "plain", "removed": "warning"}
_WORD_CELLS, _SECTION_CELLS, _TITLE_CELLS = 10, 13, 30


@dataclass(frozen=True)
class PlanRow:
    """One section in a list: `word` is what happens to it, `why` the reason where it stays behind."""

    key: SectionKey
    word: str
    role: Role
    why: str = ""
    hint: str = ""


class PlanView:
    """One plan beside the current release. `title` gives the official title of a code."""

    def __init__(self, plan: ReleasePlan, current: Manifest | None, words: Labels, title: Callable[[str], str]) -> None:
        self.plan, self.current, self.words = plan, current, words
        self._title = title
        self.tab: Tab = "changes" if plan.changes or not plan.blocks else "held"
        self._rows: dict[Tab, tuple[PlanRow, ...]] = {
            "changes": tuple(
                PlanRow(SectionKey(c.soc, c.locale, c.section), words.label(f"ui.change.{c.kind}"), KIND_ROLES[c.kind])
                for c in plan.changes
            ),
            "held": tuple(
                PlanRow(SectionKey(b.soc, b.locale, b.section), "", "warning", words.told(b.reason), words.told(b.hint))
                for b in plan.blocks
            ),
            "contents": tuple(
                PlanRow(SectionKey(c.head.soc, c.head.locale, c.head.section), words.label("ui.publish.leaves"), "good")
                for c in plan.candidates
            ),
        }

    @property
    def rows(self) -> Sequence[PlanRow]:
        """The rows of the chosen tab."""
        return self._rows[self.tab]

    @property
    def leaves_something(self) -> bool:
        """Whether publishing would make a release that differs from the current one."""
        return bool(self.plan.candidates and (self.plan.changes or self.current is None))

    def next_tab(self) -> None:
        """The next of the three lists."""
        self.tab = TABS[(TABS.index(self.tab) + 1) % len(TABS)]

    def tabs(self) -> str:
        """The names of the lists with how much is in each, the chosen one in brackets."""
        named = ((tab, f"{self.words.label(f'ui.publish.{tab}')} {len(self._rows[tab])}") for tab in TABS)
        return " ".join(f"[{name}]" if tab == self.tab else f" {name} " for tab, name in named)

    def heading(self) -> str:
        """The release there is, and by whom."""
        if self.current is None:
            return self.words.label("ui.publish.first")
        day = self.words.date(self.current.created)
        return self.words.text("ui.publish.current", release=self.current.release, day=day, who=self.current.created_by)

    def tally(self) -> str:
        """How many sections of how many occupations would leave, by locale; and what each kind of change comes to."""
        if not self.plan.candidates:
            return self.words.label("ui.publish.nothing_approved")
        locales = Counter(each.head.locale for each in self.plan.candidates)
        pages = {(each.head.soc, each.head.locale) for each in self.plan.candidates}
        said = [self.words.text("ui.publish.leaving", sections=sum(locales.values()), pages=len(pages))]
        kinds = Counter(change.kind for change in self.plan.changes)
        said += [f"{self.words.label(f'ui.change.{kind}')} {number}" for kind, number in kinds.items()]
        return " · ".join(said)

    def line(self, row: PlanRow, width: int) -> Line:
        """One row in that many cells: what, section, locale, occupation; where it is held back, why."""
        return place_line(row, width, self.words, self._title)

    def below(self, row: PlanRow | None) -> str:
        """What the line under the list says of the row under the cursor."""
        return row.hint if row else ""

    def empty(self) -> str:
        """What to do where the chosen list is empty."""
        return self.words.label(f"ui.publish.no_{self.tab}")


def place_line(row: PlanRow, width: int, words: Labels, title: Callable[[str], str]) -> Line:
    """What happens to a section, which one it is, and the title of its occupation; where it stays behind, why."""
    section = words.label(f"ui.section.{row.key.section}")
    place = f"{row.key.soc} {fit(row.key.locale, 5)} {fit(section, _SECTION_CELLS)} "
    official = title(row.key.soc)
    if row.why:
        return (Span(place), Span(row.why, row.role), Span(f" · {official}", "dim"))
    room = max(width - _WORD_CELLS - cell_width(place), _TITLE_CELLS)
    return (Span(fit(row.word, _WORD_CELLS), row.role), Span(place), Span(fit(official, room), "strong"))
