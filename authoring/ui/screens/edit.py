"""Edit in place: an outline of the section, a form of the chosen item, and what the checks say as one types."""

from dataclasses import replace
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.timer import Timer

from authoring.errors import Conflict
from authoring.ui.messages import GroundsFound, Kept, Merged, Previewed, Refused, Saved
from authoring.ui.screens.choose import ChooseScreen
from authoring.ui.screens.shaping import ShapingScreen
from authoring.ui.state.edit_lines import findings_text, outline_line
from authoring.ui.state.editing import Editing, Place
from authoring.ui.state.ground_search import GroundSearch, grounds_of
from authoring.ui.state.grounds import citation_line
from authoring.ui.state.paper import Line
from authoring.ui.state.review import Review
from authoring.ui.state.unfinished import Unfinished
from authoring.ui.state.workroom import Workroom
from authoring.ui.widgets.bars import PlainStatic
from authoring.ui.widgets.form import CitationList, Form
from authoring.ui.widgets.line_area import LineArea
from authoring.ui.widgets.paper_view import PaperView
from authoring.ui.widgets.row_list import RowList
from schemas.citations import Citation
from schemas.items import items_in
from schemas.sections.registry import Section

PAUSE_SECONDS = 0.25
_MOST_OFFERED = 9
"""So many words are offered: each is chosen by one digit."""


class EditScreen(ShapingScreen):
    """The section of a review, as a form. Nothing is saved before ctrl+s; everything typed is kept on disk."""

    CSS_PATH = "edit.tcss"
    FOOTER = ("edit.save", "edit.next", "edit.add", "edit.cite", "back", "help")
    # Priority: a text field has keys of its own, F6 and F7 among them.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="edit.save", tooltip="Save as a new revision.", priority=True),
        Binding("f4", "cite", "Cite", id="edit.cite", tooltip="Cite a fact.", priority=True),
        Binding("ctrl+t", "insert", "Insert", id="edit.insert", tooltip="A term or suggested words.", priority=True),
        Binding("enter", "into_form", "Into the form", id="edit.into", tooltip="From the outline into the form."),
        Binding("escape", "step_back", "Leave", id="back", tooltip="Leave; asks before anything is dropped."),
        Binding("f1", "help", "Help", id="help", tooltip="Every key of this screen."),
        Binding("ctrl+q,f10", "app.quit", "Quit", id="quit", tooltip="Leave the program; what you typed is kept."),
    ]

    def __init__(self, room: Workroom, review: Review) -> None:
        super().__init__(room)
        self.review = review
        self.on = review.head.id
        self.merged = False
        self.editing = Editing(review.head.content)
        self.editing.go_to(review.focused.key)
        self.unfinished = Unfinished(room.wiring.workspace.cache, review.key, room.person)
        self.found = review.findings
        self._pause: Timer | None = None
        self._grounds: GroundSearch | None = None

    def footer(self) -> tuple[str, ...]:
        """A translation has the items of its source: none is added, and words are inserted."""
        return (
            tuple("edit.insert" if each == "edit.add" else each for each in self.FOOTER)
            if self.review.source
            else self.FOOTER
        )

    def unsaved(self) -> str:
        """Whether the text differs from the one that was opened."""
        return self.words.label("ui.edit.unsaved") if self.editing.changed else ""

    def body(self) -> ComposeResult:
        yield PlainStatic(self.review.heading(), classes="title")
        with Container(id="bench"):
            yield RowList(id="outline")
            with Vertical(id="right"):
                yield PaperView(id="source", can_focus=False)
                yield Form(id="form")
                yield CitationList(id="citations")
        yield PlainStatic(id="says")

    def begin(self) -> None:
        left = self.unfinished.left()
        if left is None or left.content == self.editing.content:
            self.call_after_refresh(self.show_place)
            return
        self.app.push_screen(
            ChooseScreen(
                self.words.label("ui.edit.left"),
                self.words.label("ui.edit.left_about"),
                self.words.label("ui.edit.left_keys"),
                ("enter",),
            ),
            lambda answer: self._take_up(answer is not None),
        )

    async def _take_up(self, wanted: bool) -> None:
        left = self.unfinished.left()
        if wanted and left:
            self.editing.content, self.on = left.content, left.on
            self.editing.go_to(self.review.focused.key)
            self.check()
        await self.show_place()

    async def show_place(self) -> None:
        """Outline, form and citations of where the person works."""
        self.draw_outline()
        place = self.editing.place
        hint = self.words.label("ui.edit.nothing_drafted") if place is None else ""
        if place and place.kind == "list":
            hint = self.words.text("ui.edit.in_list", name=self.words.field(place.text))
        self.outline.display = place is not None  # with nothing to choose, the hint has the room
        form = self.query_one("#form", Form)
        await form.show(self.editing.fields(), hint, self.words)
        if not form.focus_first():
            self.outline.focus()
        self.draw_source()
        self.draw_citations()
        self.say_findings()

    def draw_source(self) -> None:
        """The source's words of the item, above the form that translates them."""
        source, place = self.review.source, self.editing.place
        shown = self.query_one("#source", PaperView)
        block = source.block(place.key, self.editing.content, self._waiting()) if source and place else None
        shown.display = block is not None
        if block:
            shown.show((replace(block, still=True),))

    def _waiting(self) -> tuple[str, ...]:
        """Items whose words nobody has touched yet: their figures are not compared."""
        before = {item.id: item for item in items_in(self.editing.begun_with)}
        now = {item.id: item for item in items_in(self.editing.content)}
        return tuple(left for left in self.review.head.to_translate if now.get(left) == before.get(left))

    @property
    def outline(self) -> RowList:
        """All places."""
        return self.query_one("#outline", RowList)

    def draw_outline(self) -> None:
        """The outline with its cursor."""

        def row(place: object, width: int) -> Line:
            return outline_line(cast("Place", place), width, self.words)

        self.outline.show(self.editing.places, row, self.editing.at)

    def draw_citations(self) -> None:
        """What the item cites, each with its mark."""
        place = self.editing.place
        cited = self.editing.citations()
        text = "\n".join(field.value for field in self.editing.fields())

        def row(citation: object, _width: int) -> Line:
            return citation_line(cast("Citation", citation), text, self.review.sheet, self.words)

        citations = self.query_one("#citations", CitationList)
        citations.display = bool(place and place.kind == "item" and cited)
        citations.show(cited, row, citations.cursor)

    def say_findings(self) -> None:
        """What the checks say: of this item in full, of the rest by number."""
        place = self.editing.place
        text = findings_text(self.found, place.key if place else "", self.words)
        self.query_one("#says", PlainStatic).say(text)
        self.refresh_bars()

    # Typing

    @on(Form.Put)
    def typed(self, put: Form.Put) -> None:
        """A field changed: check and keep it a moment later."""
        if any(field.name == put.name and field.value == put.value for field in self.editing.fields()):
            return
        self.editing.put(put.name, put.value)
        self.changed()

    def changed(self) -> None:
        """Something changed: outline now, checks and the file a moment later."""
        self.draw_outline()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self.check)

    def check(self) -> None:
        """Keep the text on disk and ask what the checks say, in a thread."""
        room, key, content, on, unfinished = self.room, self.review.key, self.editing.content, self.on, self.unfinished
        changed = self.editing.changed

        def work() -> Previewed:
            if changed:
                unfinished.keep(content, on)
                self.post_message(Kept())
            return Previewed(room.desk.preview(*key, content))

        self.in_background("preview", work)

    @on(Kept)
    def kept(self) -> None:
        """The status line says so, whether or not the checks can be asked."""
        self.refresh_bars()

    @on(Previewed)
    def previewed(self, seen: Previewed) -> None:
        """Show what the checks say."""
        self.found = seen.findings
        self.draw_source()
        self.draw_citations()
        self.say_findings()

    @on(RowList.Moved, "#outline")
    @on(RowList.Chosen, "#outline")
    async def choose(self, moved: RowList.Moved | RowList.Chosen) -> None:
        """Another place in the outline; enter goes into its form."""
        self.editing.at = moved.index
        await self.show_place()
        if isinstance(moved, RowList.Moved):
            self.outline.focus()

    @on(CitationList.Dropped)
    def uncite(self, dropped: CitationList.Dropped) -> None:
        """Cite that no more."""
        self.editing.uncite(dropped.index)
        self.draw_citations()
        self.changed()

    # Keys

    def action_into_form(self) -> None:
        """From the outline into the form; from a field to the next one."""
        if not (self.outline.has_focus and self.query_one("#form", Form).focus_first()):
            self.focus_next()

    def action_insert(self) -> None:
        """Choose an agreed term or suggested words of the item's source, and put them in where the cursor stands."""
        area, place, source = self.focused, self.editing.place, self.review.source
        offered = source.insertable(place.key)[:_MOST_OFFERED] if source and place else ()
        if not offered or not isinstance(area, LineArea):
            self.notice.tell(self.words.label("ui.insert.none"))
            return

        def chosen(digit: str | None) -> None:
            if digit is not None:
                area.insert(offered[int(digit) - 1])

        listed = "\n".join(f"{number} {each}" for number, each in enumerate(offered, 1))
        digits = tuple(str(number) for number in range(1, len(offered) + 1))
        question, keys = self.words.label("ui.insert.question"), self.words.label("ui.translate.keys")
        self.app.push_screen(ChooseScreen(question, listed, keys, digits), chosen)

    def action_cite(self) -> None:
        """Pick a fact."""
        place = self.editing.place
        if self.review.sheet is None or place is None or place.kind != "item":
            self.notice.tell(self.words.label("ui.edit.cite_where"))
            return
        room, sheet = self.room, self.review.sheet
        if self._grounds is None:
            self.in_background("grounds", lambda: GroundsFound(grounds_of(room, sheet)))
        else:
            self.pick(GroundsFound(self._grounds))

    @on(GroundsFound)
    def pick(self, found: GroundsFound) -> None:
        """Choose from what there is to cite."""
        from authoring.ui.screens.pick_ground import PickGroundScreen

        self._grounds = found.search
        self.app.push_screen(PickGroundScreen(found.search, self.words), self._cite)

    def _cite(self, citation: Citation | None) -> None:
        if citation is not None:
            self.editing.cite(citation)
            self.draw_citations()
            self.changed()

    def action_save(self) -> None:
        """Save as a new revision; on a conflict the typed text stays."""
        problems = self.editing.problems()
        if problems:
            self.notice.tell(
                self.words.label("ui.edit.not_yet"), "\n".join(map(self.words.told, problems[:3])), refused=True
            )
            return
        room, key, content, on = self.room, self.review.key, self.editing.content, self.on
        save = room.desk.save_merged if self.merged else room.desk.save
        self.in_background("save", lambda: Saved(save(*key, content, on)), replace=False)

    @on(Saved)
    def saved(self, saved: Saved) -> None:
        """It is kept: leave."""
        if self._pause:
            self._pause.stop()
        self.unfinished.done()
        self.house.queue_changed(saved.revision.soc)
        told = self.words.label("ui.edit.nothing" if saved.revision.id == self.review.head.id else "ui.edit.saved")
        self.dismiss_with(told)

    def show_refusal(self, refused: Refused) -> None:
        """Say why not; on a conflict bring both texts together."""
        super().show_refusal(refused)
        if isinstance(refused.error, Conflict):
            room, key, content, on = self.room, self.review.key, self.editing.content, self.on
            self.in_background("merge", lambda: Merged(room.desk.merge(*key, content, on), key))

    @on(Merged)
    def merge(self, ready: Merged) -> None:
        """Both texts, joined; where they touch, the person chooses."""
        from authoring.ui.screens.merge import MergeScreen

        self.notice.hush()
        self.app.push_screen(MergeScreen(self.room, ready.merged, self.review.heading(), self._take_merged))

    async def _take_merged(self, content: Section, on: str) -> None:
        self.editing.content = content
        self.on, self.merged = on, True
        self.notice.tell(self.words.label("ui.edit.merged"))
        await self.show_place()
        self.check()

    def leave(self) -> None:
        """Leave at once where nothing changed; else ask, and keep the text either way until then."""
        if not self.editing.changed:
            self.unfinished.done()
            self.dismiss_with("")
            return
        self.app.push_screen(
            ChooseScreen(
                self.words.label("ui.edit.discard"),
                self.words.label("ui.edit.discard_about"),
                self.words.label("ui.edit.discard_keys"),
                ("enter", "d"),
            ),
            lambda answer: self._drop(answer) if answer is not None else None,
        )

    def _drop(self, answer: str) -> None:
        if answer == "d":
            self.unfinished.done()
        else:
            self.unfinished.keep(self.editing.content, self.on)
        self.dismiss_with("")

    def dismiss_with(self, told: str) -> None:
        """Go back to the review screen, which says what was done."""
        if self._pause:
            self._pause.stop()
        self.dismiss(None)
        self.house.tell_below(told)
