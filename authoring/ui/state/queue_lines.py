"""The words of the queue: one row as a line of cells, its head, its title, what to do when it is empty."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from authoring.locales.labels import Labels
from authoring.reviewing.board import QueueLine
from authoring.reviewing.priority import STALE_FACTS, STALE_SOURCE
from authoring.revisions.presence import Present
from authoring.ui.state.ages import age
from authoring.ui.state.paper import Line, Role, Span, fit
from authoring.ui.state.queue_view import OccupationRow, QueueView, Row
from authoring.ui.state.workroom import SectionKey
from schemas.base import Timestamp
from schemas.findings import Finding
from schemas.status import SectionStatus

WIDE = 100
"""From this many cells on there is room for whole words."""


_TITLE_CELLS, _TITLE_CELLS_NARROW = 50, 28
_TOOLS: Final = {"offline drafter": "drafter", "computed from facts": "computed", "offline translator": "translator"}


class QueueColumns:
    """The columns at one width, as (field, cells); the occupation takes what is left.

    `titles`: what occupations are called in the language of the screens, by code; the others by their official title.
    """

    def __init__(
        self, width: int, words: Labels, now: Timestamp, company: Mapping[SectionKey, Present] | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.words, self.now, self.wide = words, now, width >= WIDE
        self._company = company or {}
        self._titles = titles or {}
        fixed = (
            [("state", 17), ("findings", 21), ("soc", 7), ("section", 15), ("locale", 6), ("author", 18), ("age", 7)]
            if self.wide
            else [("state", 9), ("findings", 10), ("soc", 7), ("section", 11), ("locale", 5), ("author", 8), ("age", 6)]
        )
        taken = sum(cells for _, cells in fixed) + len(fixed)
        fixed.insert(3, ("occupation", max(width - taken, 8)))
        self.columns = tuple(fixed)

    def head(self) -> Line:
        """The names of the columns."""
        return (
            Span(" ".join(fit(self.words.label(f"ui.column.{name}"), cells) for name, cells in self.columns), "dim"),
        )

    def row(self, row: Row) -> Line:
        """One section, or one occupation with the states of its sections."""
        return self._occupation(row) if isinstance(row, OccupationRow) else self._section(row)

    def _occupation(self, row: OccupationRow) -> Line:
        errors = findings_in_words(row.errors, 0, self.words)
        said = [f"{self.words.label(f'state.{state}')} {number}" for state, number in row.states.items()]
        return (
            Span(f"{row.soc} "),
            Span(
                fit(self._titles.get(row.soc, row.title), _TITLE_CELLS if self.wide else _TITLE_CELLS_NARROW), "strong"
            ),
            Span(f" {errors} ·" if errors else "", "error"),
            Span(f" {' · '.join(said)}"),
        )

    def _section(self, line: QueueLine) -> Line:
        spans: list[Span] = []
        for name, cells in self.columns:
            text, role = self._cell(name, line.status) if line.checked or name != "findings" else ("…", "dim")
            spans += [Span(fit(text, cells), role), Span(" ")]
        return tuple(spans[:-1])

    def _cell(self, name: str, status: SectionStatus) -> tuple[str, Role]:
        if name == "state":
            return self._state(status)
        if name == "findings":
            role: Role = "error" if status.errors else "warning" if status.warnings else "dim"
            return findings_in_words(status.errors, status.warnings, self.words, both=self.wide), role
        if name == "section":
            return self.words.label(f"ui.section.{status.section}"), "plain"
        if name == "author":
            return self._author(status)
        if name == "age":
            return age(status.updated, self.now, self.words), "dim"
        if name == "occupation":
            return self._titles.get(status.soc, status.title), "strong"
        return str(getattr(status, name)), "plain"

    def _author(self, status: SectionStatus) -> tuple[str, Role]:
        """Whose text it is; while somebody is in the section, who that is."""
        present = self._company.get(SectionKey(status.soc, status.locale, status.section))
        if present:
            return self.words.text("ui.present", person=present.person) if self.wide else f"@{present.person}", "strong"
        return status.author if self.wide else author_in_a_word(status, self.words), "dim"

    def _state(self, status: SectionStatus) -> tuple[str, Role]:
        if status.forked:
            return self.words.label("ui.forked"), "error"
        key = "state" if self.wide else "ui.state_short"
        return self.words.label(f"{key}.{status.state}"), "good" if status.state == "approved" else "plain"


def author_in_a_word(status: SectionStatus, words: Labels) -> str:
    """A person by name; a model and each of our own tools by what it does."""
    if status.author_kind == "person":
        return status.author
    key = "model" if status.author_kind == "model" else _TOOLS.get(status.author, "")
    return words.label(f"ui.author.{key}") if key else status.author


def findings_in_words(errors: int, warnings: int, words: Labels, *, both: bool = True) -> str:
    """`2 errors, 1 warning`; the errors alone where there is no room for both; nothing where there is nothing."""
    said = []
    if errors:
        said.append(words.counted("ui.errors", errors))
    if warnings and (both or not errors):
        said.append(words.counted("ui.warnings", warnings))
    return words.listed(said)


def tally(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many errors and how many warnings; notes are not counted."""
    count = Counter(finding.severity for finding in findings)
    return count["error"], count["warning"]


def title_line(view: QueueView, words: Labels) -> str:
    """How many sections, how they are sorted and why, and what one has done today."""
    shown, total = view.sections, view.total
    count = (
        words.counted("ui.queue.count", total)
        if shown == total
        else words.text("ui.queue.count_of", shown=words.number(shown), total=words.number(total))
    )
    if view.grouped:
        count = f"{count} · {words.counted('ui.queue.occupations', len(view.visible))}"
    approved, written = view.done_today()
    today = f" · {words.text('ui.queue.today', approved=approved, written=written)}" if approved or written else ""
    checking = f" · {words.text('ui.queue.checking', left=words.number(view.unchecked))}" if view.unchecked else ""
    return f"{count} · {words.label(f'ui.sort.{view.sort}')}{today}{checking}"


def counts_line(view: QueueView, words: Labels) -> str:
    """How many sections are in each state; what in the filter is no term."""
    unknown = view.query.unknown
    if unknown:
        return words.text("ui.queue.unknown_term", term=" ".join(unknown))
    return " · ".join(f"{words.label(f'state.{state}')} {words.number(n)}" for state, n in view.counts.items())


def present_line(present: Present, words: Labels) -> str:
    """`Mei is editing this`."""
    return words.text(f"ui.present.{present.doing}", person=present.person)


def why_line(row: Row, words: Labels, company: Mapping[SectionKey, Present] | None = None) -> str:
    """Who is in this section, and why it stands where it stands; of an occupation, its most urgent section."""
    line: QueueLine = row.lines[0] if isinstance(row, OccupationRow) else row
    status = line.status
    present = (company or {}).get(SectionKey(status.soc, status.locale, status.section))
    return " · ".join(filter(None, (present_line(present, words) if present else "", _why(line, words))))


def _why(line: QueueLine, words: Labels) -> str:
    status = line.status
    if status.forked:
        return words.label("ui.why.forked")
    if status.errors:
        return words.counted("ui.why.errors", status.errors)
    if line.stale & STALE_FACTS:
        return words.label("ui.why.stale_facts")
    if line.stale & STALE_SOURCE:
        return words.label("ui.why.stale_source")
    return words.label(f"ui.why.{status.state}")
