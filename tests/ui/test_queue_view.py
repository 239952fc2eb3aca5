"""The queue as it is narrowed, sorted, grouped and completed, without a screen."""

import pytest

from authoring.reviewing.board import QueueLine
from authoring.reviewing.priority import STALE_FACTS, STALE_SOURCE
from authoring.reviewing.queue import Priority
from authoring.settings import SavedView
from authoring.ui.state.completion import TERM_NAMES, Completion
from authoring.ui.state.query import Asker, parse_query
from authoring.ui.state.queue_view import OccupationRow, QueueView, key_of
from authoring.ui.state.views import filter_line
from authoring.ui.state.workroom import SectionKey
from schemas.status import SectionStatus
from tests.ui.conftest import SOC

NOW = "2026-01-20T12:00:00Z"


def line(
    number: int = 0, *, stale: int = 0, model: str | None = None, rules: tuple[str, ...] = (), **more
) -> QueueLine:
    fields = {
        "soc": SOC, "locale": "en", "section": "faq", "title": f"Occupation {number}", "state": "draft",
        "forked": False, "head": "0" * 26, "hash": "0" * 64, "sheet_hash": None, "author": "offline drafter",
        "author_kind": "tool", "updated": f"2026-01-01T00:00:{number % 60:02d}Z", "approved_by": None,
        "assignee": None, "errors": 0, "warnings": 0, "comments": 0, "to_translate": 0, **more,
    }  # fmt: skip
    status = SectionStatus.model_validate(fields)
    return QueueLine(status, Priority(0, ""), stale, model, None, checked=True, rules=rules)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", {0, 1, 2, 3}),
        ("occupation 1", {1}),
        ("archivist", {3}),
        ("state:changes", {1}),
        ("state:changes,in-review", {1, 3}),
        ("state:", {0, 1, 2, 3}),
        ("finding:error", {2}),
        ("finding:numbers", {2}),
        ("finding:none state:draft", {0}),
        ("section:faq locale:zh", {2}),
        ("who:lin", {1}),
        ("for:lin", {1}),
        ("for:me", {3}),
        ("for:nobody", {0, 2}),
        ("by:me", {2}),
        ("stale:facts", {0}),
        ("stale:source", {2}),
        ("stale:yes", {0, 2}),
        ("stale:no", {1, 3}),
        ("model:gpt", {1}),
        ("group:25", {0, 1, 2}),
        ("code:29-2", {3}),
        ("age:7", {0, 1, 2}),
        ("age:<7", {3}),
        ("age:soon", {0, 1, 2, 3}),
        ("nobody", set()),
    ],
)
def test_words_and_terms_narrow_the_queue(typed, kept):
    rows = (
        line(0, stale=STALE_FACTS),
        line(1, soc="25-4011", state="changes_requested", assignee="Lin", model="openai/gpt-x"),
        line(2, errors=2, locale="zh-TW", author="Mei", stale=STALE_SOURCE, rules=("numbers.uncited",)),
        line(3, soc="29-2000", state="in_review", assignee="Mei", updated="2026-01-19T00:00:00Z"),
    )
    view = QueueView(rows, {"29-2000": "archivists\nrecords keeper"}, Asker("Mei", NOW))
    view.filter(typed)
    assert {rows.index(row) for row in view.visible} == kept


def test_a_term_that_is_none_is_named_and_does_not_hide_everything():
    assert parse_query("foo:bar").unknown == ("foo:",)
    view = QueueView((line(),))
    view.filter("foo:bar")
    assert len(view.visible) == 1


def test_what_a_text_holds_narrows_once_it_is_looked_up():
    rows = (line(0), line(1, section="pay"))
    view = QueueView(rows)
    view.filter("text:wage")
    assert (len(view.visible), view.unsought) == (2, ("wage",))
    view.found("wage", [SectionKey(SOC, "en", "pay")])
    assert (list(view.visible), view.unsought) == ([rows[1]], ())


def test_one_occupation_is_read_again_without_touching_the_others():
    view = QueueView((line(0, soc="11-1011"), line(1)))
    view.replace(SOC, (line(1, state="approved"),))
    assert {key_of(row).soc: row.status.state for row in view.visible} == {"11-1011": "draft", SOC: "approved"}
    assert view.counts == {"draft": 1, "approved": 1}


def test_sorting_goes_round():
    view = QueueView((line(5), line(9), line(7, soc="11-1011")))
    view.next_sort()
    assert [row.status.updated[-3:-1] for row in view.visible] == ["09", "07", "05"]
    view.next_sort()
    assert key_of(view.visible[0]).soc == "11-1011"
    view.next_sort()
    assert view.sort == "urgent"


def test_in_groups_there_is_one_row_an_occupation_with_the_states_of_what_is_asked_for():
    view = QueueView((line(0, state="approved"), line(1, section="pay", errors=2), line(2, soc="11-1011")))
    view.group(grouped=True)
    librarians = view.visible[0]
    assert isinstance(librarians, OccupationRow)
    assert (librarians.states, librarians.errors) == ({"draft": 1, "approved": 1}, 2)
    assert view.index(SectionKey("11-1011", "zh-TW", "moat")) == 1
    view.filter("section:pay")
    assert [len(row.lines) for row in view.visible] == [1]
    view.group(grouped=False)
    assert view.keys() == (SectionKey(SOC, "en", "pay"),)


def test_the_day_counts_what_one_approved_and_wrote_oneself():
    today = {"updated": "2026-01-20T08:00:00Z"}
    rows = (
        line(0, approved_by="Mei", **today),
        line(1, author="Mei", **today),
        line(2, author="Mei"),
        line(3, approved_by="Lin", **today),
    )
    assert QueueView(rows, asker=Asker("Mei", NOW)).done_today() == (1, 1)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("st", "state:"),
        ("state:in", "state:in_review"),
        ("librarian loc", "librarian locale:"),
        ("locale:z", "locale:zh-TW"),
        ("finding:num", "finding:numbers.uncited"),
        ("for:l", "for:Lin"),
        ("state:draft,ap", "state:draft,approved"),
        ("state:draft", None),
        ("zebra", None),
        ("", None),
        ("draft ", None),
    ],
)
def test_the_filter_offers_how_a_word_may_go_on(typed, completed):
    rows = (line(0, locale="zh-TW", rules=("numbers.uncited",)), line(1, assignee="Lin Chen"))
    assert Completion(rows).complete(typed) == completed


def test_every_term_can_be_typed_without_being_unknown():
    for name in TERM_NAMES:
        assert parse_query(f"{name}:x").unknown == ()


def test_a_saved_view_is_a_line_that_asks_for_the_same():
    view = SavedView(
        states=("draft", "in_review"), locales=("zh-TW",), findings=True, assignee="me", stale=True, older_than_days=3
    )
    said = filter_line(view)
    assert said == "state:draft,in_review locale:zh-TW finding:any stale:yes for:me age:3"
    assert parse_query(said).unknown == ()
