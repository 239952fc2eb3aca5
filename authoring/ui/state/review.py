"""One section under review: its blocks, where the focus is, what it rests on, what is said of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, get_args

from authoring.errors import UnknownOccupation
from authoring.locales.labels import Labels
from authoring.revisions.history import History
from authoring.text import cell_width
from authoring.ui.state.ages import age
from authoring.ui.state.claim_lines import claim_blocks, pair_blocks
from authoring.ui.state.grounds import grounds
from authoring.ui.state.paper import Block, Para, Role, Span, para
from authoring.ui.state.past import comments, history_blocks
from authoring.ui.state.queue_lines import findings_in_words, tally
from authoring.ui.state.reading.page import blocks_of
from authoring.ui.state.source_text import SourceText, source_of
from authoring.ui.state.workroom import SectionKey, Workroom
from schemas.citations import Source, SourceCitation
from schemas.events import Revision
from schemas.facts import FactSheet
from schemas.findings import Finding
from schemas.items import items_in
from schemas.status import State

if TYPE_CHECKING:
    from authoring.translating.claim_pairs import ClaimPair
    from schemas.claims import Claim
    from schemas.sections.registry import Section

Panel = Literal["facts", "findings", "history", "comments", "source", "claims"]
PANELS: Final[tuple[Panel, ...]] = get_args(Panel)
_SEVERITY_ROLES: Final[dict[str, Role]] = {"error": "error", "warning": "warning", "note": "dim"}


@dataclass
class Review:
    """What the screen shows. Made by `open_section`; `focus` is the number of a block that is not still.

    `source` is what a translation was made from; there is none in the source locale.
    """

    key: SectionKey
    title: str
    history: History
    head: Revision
    state: State
    sheet: FactSheet | None
    findings: tuple[Finding, ...]
    blocks: tuple[Block, ...]
    words: Labels
    now: str
    source: SourceText | None = None
    documents: Mapping[str, Source] = field(default_factory=dict)
    focus: int = 0
    panel: Panel = "facts"

    def __post_init__(self) -> None:
        self.focus = self.stops[0] if self.stops else 0
        self.panel = "source" if self.source else "facts"

    @property
    def panels(self) -> tuple[Panel, ...]:
        """What can be shown beside the text."""
        return PANELS if self.source else tuple(panel for panel in PANELS if panel != "source")

    @property
    def stops(self) -> tuple[int, ...]:
        """The blocks that can have the focus."""
        return tuple(number for number, block in enumerate(self.blocks) if not block.still)

    @property
    def focused(self) -> Block:
        """The block that has the focus."""
        return self.blocks[self.focus] if self.blocks else Block("", (), still=True)

    @property
    def item(self) -> str | None:
        """The id of the focused item; None where the focus is on something made from facts."""
        ids = {item.id for item in items_in(self.head.content)}
        return self.focused.key if self.focused.key in ids else None

    def move(self, by: int) -> None:
        """Move the focus by that many stops, no further than the ends."""
        stops = self.stops
        if stops:
            place = stops.index(self.focus) if self.focus in stops else 0
            self.focus = stops[max(0, min(place + by, len(stops) - 1))]

    def focus_on(self, key: str) -> None:
        """Put the focus on the block of that key, where it still is."""
        self.focus = next((n for n in self.stops if self.blocks[n].key == key), self.focus)

    def findings_here(self) -> tuple[Finding, ...]:
        """The findings of the focused item first, then the others."""
        return tuple(sorted(self.findings, key=lambda finding: finding.place.item != self.focused.key))

    def panel_blocks(self) -> tuple[Block, ...]:
        """What the chosen panel says."""
        if self.panel == "facts":
            return grounds(self.focused, self.sheet, self.words, self.documents)
        if self.panel == "findings":
            return self._finding_blocks()
        if self.panel == "history":
            return history_blocks(self.history, self.words, self.now)
        if self.panel == "source" and self.source:
            return self.source.blocks(self.head.content, self.head.to_translate)
        if self.panel == "claims" and self.pairs:
            return pair_blocks(self.pairs, self.focused.key, self.words)
        if self.panel == "claims":
            return claim_blocks(self.claims, self.focused.key, self.words)
        return comments(self.history, self.words, self.now)

    def panel_focus(self, blocks: Sequence[Block]) -> int | None:
        """Which of the panel's blocks belongs to the focused item; None where the panel begins at its beginning."""
        if self.panel != "source":
            return None
        return next((n for n, block in enumerate(blocks) if block.key == self.focused.key), None)

    def tabs(self, width: int) -> str:
        """The names of the panels, the chosen one in brackets; where they do not fit, only its name and their keys."""
        whole = "".join(self._tab(panel, self.panel_title(panel)) for panel in self.panels)
        if cell_width(whole) <= width:
            return whole
        short = {panel: str(PANELS.index(panel) + 1) for panel in self.panels if panel != self.panel}
        return "".join(self._tab(panel, short.get(panel, self.panel_title(panel))) for panel in self.panels)

    def _tab(self, panel: Panel, name: str) -> str:
        return f"[{name}]" if panel == self.panel else f" {name} "

    def panel_title(self, panel: Panel) -> str:
        """The name of a panel and how much is in it."""
        name = f"{PANELS.index(panel) + 1} {self.words.label(f'ui.panel.{panel}')}"
        if panel == "source":
            return name
        count = {
            "facts": len(set(self.focused.citations)),
            "findings": len(self.findings),
            "history": len(self.history.revisions) + len(self.history.decisions),
            "comments": len(self.history.comments),
            "claims": len(self.claims),
        }[panel]
        return f"{name} {count}"

    def heading(self) -> str:
        """Which section of which occupation."""
        section = self.words.label(f"ui.section.{self.key.section}")
        return f"{section} · {self.title} · {self.key.soc} · {self.key.locale}"

    def standing(self) -> str:
        """State, findings, author, age and what a decision would bind, in one line."""
        parts = [
            self.words.label("ui.forked") if self.history.forked else self.words.label(f"state.{self.state}"),
            findings_in_words(*tally(self.findings), self.words) or self.words.label("ui.no_findings"),
            self.words.text("ui.by", who=self.head.by.name, age=age(self.head.at, self.now, self.words)),
            self.words.text("ui.binds", hash=self.head.hash[:8]),
        ]
        if self.head.to_translate:
            parts.insert(1, self.words.text("ui.to_translate", count=len(self.head.to_translate)))
        if self.source and self.source.moved.stale:
            parts.insert(1, self.source.standing())
        if self.history.assignee:
            parts.append(self.words.text("ui.for", who=self.history.assignee))
        return " · ".join(parts)

    def notes_on(self, number: int) -> str:
        """What the margin says of a block: its findings and comments, in words."""
        key = self.blocks[number].key
        mine = [finding for finding in self.findings if finding.place.item == key]
        said = [findings_in_words(*tally(mine), self.words)] if any(tally(mine)) else []
        remarks = sum(1 for comment in self.history.comments if comment.item == key)
        if remarks:
            said.append(self.words.counted("ui.comments", remarks))
        if key in self.head.to_translate:
            again = self.source is not None and key in self.source.before
            said.append(self.words.label("ui.source.again" if again else "page.to_translate"))
        if self.source and key in self._parity:
            said.append(self.words.label("ui.parity.differs"))
        return self.words.listed(said)

    @cached_property
    def claims(self) -> "tuple[Claim, ...]":
        """Every checkable statement of the text, and what carries it; none where the occupation has no facts."""
        return self._claims_of(self.head.content, self.key.locale, self.head.to_translate)

    @cached_property
    def pairs(self) -> "tuple[ClaimPair, ...]":
        """The claims of a translation beside those of what it was made from; none in the source locale."""
        from authoring.translating.claim_pairs import claim_pairs

        if self.source is None or self.source.original is None:
            return ()
        ours = self._claims_of(self.source.original, self.source.head.locale)
        return claim_pairs(ours, self.claims, self.key.locale, self.head.to_translate)

    def _claims_of(self, content: "Section", locale: str, waiting: Collection[str] = ()) -> "tuple[Claim, ...]":
        from authoring.claims import claims_of
        from authoring.item_texts import item_texts

        texts = tuple(text for text in item_texts(content) if text.item not in waiting)
        return claims_of(content, self.sheet, texts, locale) if self.sheet else ()

    @cached_property
    def _parity(self) -> Collection[str]:
        return self.source.mismatches(self.head.content, self.head.to_translate) if self.source else ()

    def _finding_blocks(self) -> tuple[Block, ...]:
        if not self.findings:
            return (Block("none", (para(self.words.label("ui.no_findings_long"), "dim"),), still=True),)
        return tuple(self._finding(number, each) for number, each in enumerate(self.findings_here()))

    def _finding(self, number: int, finding: Finding) -> Block:
        word = self.words.label(f"severity.{finding.severity}")
        here = self.words.label("ui.here") if finding.place.item == self.focused.key else self._place(finding)
        role = _SEVERITY_ROLES[finding.severity]
        head = Para(
            (Span(f"{word} ", role), Span(self.words.told(finding.message)), Span(f" · {here}", "dim")), hanging=2
        )
        return Block(
            f"finding.{number}", (head, para(self.words.told(finding.hint), indent=2), para(finding.rule, "dim", 2))
        )

    def _place(self, finding: Finding) -> str:
        for block in self.blocks:
            if block.key == finding.place.item and block.text:
                first = block.text.split("\n")[0]
                return self.words.text("ui.quoted", text=f"{first[:36]}…" if len(first) > 36 else first)
        return self.words.label("ui.whole_section")


def _documents(room: Workroom, key: SectionKey, head: Revision) -> Mapping[str, Source]:
    """The occupation's documents by id, where the section quotes any."""
    quotes = any(isinstance(each, SourceCitation) for item in items_in(head.content) for each in item.citations)
    return {each.id: each for shelved in room.wiring.shelf.of(key.soc) for each in shelved.sources} if quotes else {}


def open_section(room: Workroom, key: SectionKey) -> Review:
    """Read a section for review. Slow: call it in a worker. Raises `UsageError` where it has no text."""
    from authoring.reviewing.rules import head_of

    history = room.desk.history(*key)
    head = head_of(history)
    try:
        sheet, title = room.sheet(key.soc), room.title(key.soc)
    except UnknownOccupation:
        sheet, title = None, key.soc
    return Review(
        key=key,
        title=title,
        history=history,
        head=head,
        state=room.desk.state(history),
        sheet=sheet,
        findings=room.desk.findings(head),
        blocks=blocks_of(head.content, room.labels(key.locale)),
        words=room.words,
        now=room.now(),
        source=source_of(room, key, head),
        documents=_documents(room, key, head),
    )
