"""What the screens show, without a screen."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.drafting.offline.drafter import OFFLINE_DRAFTER
from authoring.drafting.workflow import COMPUTED
from authoring.locales.labels import Labels
from authoring.reviewing.board import QueueLine
from authoring.reviewing.queue import Priority
from authoring.revisions.merge import merge
from authoring.text import cell_width
from authoring.translating.workflow import OFFLINE_TRANSLATOR
from authoring.ui.state.ages import age
from authoring.ui.state.editing import Editing
from authoring.ui.state.ground_search import Document, GroundSearch
from authoring.ui.state.grounds import grounds, mark_of
from authoring.ui.state.merging import Merging
from authoring.ui.state.paper import Block, Para, Span, fit, lay, para, plain
from authoring.ui.state.queue_lines import QueueColumns, author_in_a_word
from authoring.ui.state.reading.figures import sparkline
from authoring.ui.state.review import open_section
from authoring.ui.state.unfinished import Unfinished
from schemas.status import SectionStatus
from tests.ui.conftest import MEDIAN, SOC, TENTH, cites, faq, key, moat, summary

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), max_size=80)


def status(number: int = 0, **more: object) -> SectionStatus:
    fields: dict[str, object] = {
        "soc": SOC, "locale": "en", "section": "faq", "title": f"Occupation {number}", "state": "draft",
        "forked": False, "head": "0" * 26, "hash": "0" * 64, "sheet_hash": None, "author": "offline drafter",
        "author_kind": "tool", "updated": f"2026-01-01T00:00:{number % 60:02d}Z", "approved_by": None,
        "assignee": None, "errors": 0, "warnings": 0, "comments": 0, "to_translate": 0, **more,
    }  # fmt: skip
    return SectionStatus.model_validate(fields)


def test_the_state_needs_no_textual():
    code = (
        "import pkgutil, importlib, sys, authoring.ui.state as s\n"
        "for m in pkgutil.walk_packages(s.__path__, s.__name__ + '.'): importlib.import_module(m.name)\n"
        "sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_importing_the_launcher_does_no_work():
    code = (
        "import sys, tui; sys.exit(any(m in sys.modules for m in ('textual', 'pydantic', 'sqlalchemy', 'authoring')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The queue at 80 cells


@pytest.mark.parametrize("actor", [OFFLINE_DRAFTER, COMPUTED, OFFLINE_TRANSLATOR])
@pytest.mark.parametrize("locale", ["en", "zh-TW"])
def test_each_of_our_tools_has_a_word_that_fits_the_narrow_column(actor, locale):
    words = Labels(locale)
    word = author_in_a_word(status(author=actor.name, author_kind=actor.kind), words)
    assert word != actor.name
    assert word in plain(
        QueueColumns(77, words, "2026-01-02T00:00:00Z").row(
            QueueLine(status(author=actor.name), Priority(0, ""), 0, None, None, checked=True)
        )
    )


def test_a_person_stands_in_the_queue_by_name_and_a_model_as_one():
    words = Labels("en")
    assert author_in_a_word(status(author="Ana", author_kind="person"), words) == "Ana"
    assert author_in_a_word(status(author="gpt-5-mini-2025", author_kind="model"), words) == "model"


@pytest.mark.parametrize("sort", ["urgent", "newest", "occupation"])
def test_the_title_of_a_large_filtered_queue_fits(sort):
    words = Labels("en")
    count = words.text("ui.queue.count_of", shown=words.number(12_345), total=words.number(78_030))
    assert cell_width(f"{count} · {words.label(f'ui.sort.{sort}')}") <= 78


# Paper


@given(WORDS, st.integers(4, 60))
def test_wrapped_lines_fit_and_lose_no_letter(text, width):
    lines = [plain(line.spans) for line in lay([Block("b", (para(text),))], width)]
    assert all(cell_width(line) <= width + 2 for line in lines), "at most one closing mark hangs over"
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(WORDS, st.integers(1, 40))
def test_a_cell_of_a_table_is_exactly_as_wide_as_asked(text, width):
    assert cell_width(fit(text, width)) == width


def test_roles_survive_wrapping():
    lines = lay([Block("b", (Para((Span("one two ", "strong"), Span("three", "dim"))),))], 8)
    assert [[(span.text.strip(), span.role) for span in line.spans] for line in lines] == [
        [("one two", "strong")],
        [("three", "dim")],
    ]


@pytest.mark.parametrize(
    ("values", "line"), [([1, 2, 3], "▁▅█"), ([5, 5], "▄▄"), ([68270, 64320, 64370], "█▁▁"), ([7], "▄")]
)
def test_a_trend_is_drawn_between_its_least_and_its_greatest(values, line):
    assert sparkline(values) == line


# Ages


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("2026-01-10T12:00:00Z", "now"),
        ("2026-01-10T11:55:00Z", "5 min"),
        ("2026-01-10T09:00:00Z", "3 h"),
        ("2026-01-01T12:00:00Z", "9 d"),
        ("2026-01-10T12:30:00Z", "now"),
    ],
)
def test_ages_in_few_letters(then, said):
    assert age(then, "2026-01-10T12:00:30Z", Labels("en")) == said


# Review


def test_the_focus_moves_by_item_and_stops_at_the_ends(office):
    review = open_section(office.room(), key("faq"))
    assert review.focused.key == "q1"
    review.move(2)
    assert review.focused.key == "q1a1"
    review.move(100)
    assert review.focused.key == "q3a0"
    review.move(-100)
    assert review.item == "q1"


def test_what_is_made_from_facts_has_its_facts_but_is_no_item(office):
    review = open_section(office.room(), key("pay"))
    assert review.item is None
    assert review.focused.citations == cites(MEDIAN)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("earned $68,270 a year", "exact"),
        ("earned about $68,000 a year", "rounded"),
        ("earned $68,000 a year", "cited"),
        ("earned well", "cited"),
    ],
)
def test_a_citation_says_how_the_text_shows_its_fact(office, text, mark):
    sheet = office.room().sheet(SOC)
    assert mark_of(sheet.fact(MEDIAN), text) == mark


def test_a_fact_that_is_not_there_is_said_to_be_missing(office):
    room = office.room()
    (ground,) = grounds(Block("x", (), cites("oews.1900/25-4022/annual-median")), room.sheet(SOC), room.words)
    assert plain(ground.paras[0].spans) == "missing: oews.1900/25-4022/annual-median"


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_every_section_of_a_real_draft_can_be_read(empty_office, language):
    drafting = empty_office.wiring().drafting
    drafting.draft(SOC)
    for section in drafting.revisions.profile(SOC, "en").values():
        if section.head is None:
            continue
        room = empty_office.room()
        review = open_section(room, key(section.section))
        text = "\n".join(plain(line.spans) for line in lay(review.blocks, 76))
        assert review.stops, section.section
        assert "{" not in text
        assert "⟨" not in text


# Editing


def test_a_typed_text_is_in_the_content_and_nothing_else_is_touched():
    editing = Editing(faq())
    editing.go_to("q1a1")
    editing.put("text", "The tenth  percentile\n is low.")
    assert editing.content.questions[0].answer[1].text == "The tenth percentile is low."
    assert editing.content.questions[1:] == faq().questions[1:]
    assert editing.changed


def test_items_move_within_their_list_and_keep_their_ids():
    editing = Editing(moat("A", "B", "C"))
    editing.go_to("p2")
    editing.move(-1)
    assert [point.id for point in editing.content.points] == ["p0", "p2", "p1"]
    assert editing.place.key == "p2"
    editing.move(-5)
    assert [point.id for point in editing.content.points] == ["p0", "p2", "p1"]


def test_lists_stay_within_the_bounds_of_the_schema():
    editing = Editing(summary())
    editing.go_to("s1")
    assert not editing.remove()
    assert editing.add()
    assert not editing.add(), "a summary has two sentences at most"
    assert editing.problems()
    editing.put("text", "They help people.")
    assert not editing.problems()


def test_a_question_is_added_with_a_sentence_to_answer_it():
    editing = Editing(faq())
    editing.at = 0
    assert editing.place.kind == "list"
    editing.add()
    assert len(editing.content.questions) == 4
    assert len(editing.content.questions[0].answer) == 1


def test_citations_are_added_once_and_taken_out():
    editing = Editing(faq())
    editing.go_to("q1a0")
    editing.cite(cites(TENTH)[0])
    editing.cite(cites(TENTH)[0])
    assert editing.citations() == cites(MEDIAN, TENTH)
    editing.uncite(0)
    assert editing.citations() == cites(TENTH)


def test_facts_are_found_by_name_and_year_the_nearest_first(office):
    search = GroundSearch(office.room().sheet(SOC), Labels("en"))
    assert search.find("annual wage median 2025")[0].citation.fact == MEDIAN
    assert search.find("68,270")[0].citation.fact == MEDIAN
    assert search.find("no such thing at all") == []


def test_sentences_of_passages_and_documents_are_found_and_quoted_word_for_word(office):
    sheet = office.room().sheet(SOC)
    said = "The catalogue was rebuilt in 2025, by hand. Readers liked it!\n讀者很滿意。館員也是。"
    search = GroundSearch(sheet, Labels("en"), (Document("src1", "Zebra paper", said),))
    quotes = [ground.citation.quote for ground in search.find("zebra")]
    assert quotes == ["The catalogue was rebuilt in 2025, by hand.", "Readers liked it!", "讀者很滿意。", "館員也是。"]
    for ground in search.find("library media"):
        if ground.citation.kind == "passage":
            assert ground.citation.quote in sheet.passage(ground.citation.passage).text


# Shapes


def texts(editing):
    return [sentence.text for sentence in editing.content.sentences]


def test_an_item_is_split_where_the_cursor_stands_and_joined_again():
    editing = Editing(summary("They keep collections. They help readers."))
    editing.go_to("s1")
    editing.cite(cites(MEDIAN)[0])
    assert editing.split("text", len("They keep collections. "))
    assert texts(editing) == ["They keep collections.", "They help readers."]
    first, second = editing.content.sentences
    assert (first.id, second.id) == ("s1", "")
    assert first.citations == second.citations == cites(MEDIAN)
    editing.go(-1)
    assert editing.join()
    assert texts(editing) == ["They keep collections. They help readers."]


def test_wide_characters_join_without_a_space():
    editing = Editing(summary("保存館藏。協助讀者。"))
    editing.go_to("s1")
    editing.split("text", 5)
    editing.go(-1)
    editing.join()
    assert texts(editing) == ["保存館藏。協助讀者。"]


@pytest.mark.parametrize("offset", [0, 22])
def test_no_half_of_a_split_is_empty(offset):
    editing = Editing(summary("They keep collections."))
    editing.go_to("s1")
    assert not editing.split("text", offset)
    assert not editing.changed


def test_steps_are_taken_back_and_forth_again_and_typing_in_one_field_is_one_step():
    editing = Editing(moat("Trust", "Judgement"))
    editing.go_to("p0")
    for typed in ("T", "Tr", "Try"):
        editing.put("title", typed)
    editing.remove()
    assert [point.title for point in editing.content.points] == ["Judgement"]
    assert editing.undo()
    assert [point.title for point in editing.content.points] == ["Try", "Judgement"]
    assert editing.undo()
    assert not editing.changed
    assert not editing.undo()
    assert editing.redo()
    assert editing.redo()
    assert not editing.redo()
    assert [point.title for point in editing.content.points] == ["Judgement"]
    editing.undo()
    editing.add()
    assert not editing.redo()


@given(WORDS)
def test_unfinished_text_comes_back_as_it_was(tmp_path_factory, text):
    store = Unfinished(tmp_path_factory.mktemp("cache"), key("summary"), "Ana")
    editing = Editing(summary())
    editing.go_to("s1")
    editing.put("text", text)
    store.keep(editing.content, "0" * 26)
    assert store.left().content == editing.content
    store.done()
    assert store.left() is None


def test_unreadable_unfinished_text_is_put_aside_not_deleted(tmp_path):
    store = Unfinished(tmp_path, key("summary"), "Ana")
    store.keep(summary(), "0" * 26)
    store.path.write_text("{torn")
    assert store.left() is None
    assert store.path.with_suffix(".unreadable").read_text() == "{torn"


def test_in_a_merge_mine_stands_until_theirs_is_chosen():
    merged = merge(moat("A", "B"), moat("A mine", "B"), moat("A theirs", "B"))
    merging = Merging(merged)
    assert merging.content().points[0].title == "A mine"
    merging.choose(0, theirs=True)
    assert merging.content().points[0].title == "A theirs"
    merging.choose(0, theirs=False)
    assert merging.content().points[0].title == "A mine"


def test_an_item_they_removed_goes_when_theirs_is_chosen():
    merged = merge(moat("A", "B"), moat("A", "B mine"), moat("A"))
    merging = Merging(merged)
    assert len(merging.content().points) == 2
    merging.choose(0, theirs=True)
    assert [point.title for point in merging.content().points] == ["A"]


def test_an_item_i_removed_comes_back_when_theirs_is_chosen():
    merged = merge(moat("A", "B"), moat("A"), moat("A", "B theirs"))
    merging = Merging(merged)
    merging.choose(0, theirs=True)
    assert [point.title for point in merging.content().points] == ["A", "B theirs"]
