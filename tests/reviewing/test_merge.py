"""Two edits of one text: everything both wrote is kept, or said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.revisions.merge import merge
from authoring.revisions.merge_words import merge_words
from schemas.items import Point
from schemas.sections.moat import Moat
from schemas.sections.pay import Amount, Pay
from schemas.sections.summary import Summary

LOOSE = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
IDS = "abcdefgh"
TEXTS = st.lists(st.sampled_from(["one", "two", "three", "四", "五", "$6,000"]), min_size=1, max_size=6).map(" ".join)


@st.composite
def versions(draw) -> Moat:
    ids = draw(st.permutations(IDS))[: draw(st.integers(0, len(IDS)))]
    return Moat(
        section="moat",
        points=tuple(Point(id=i, title=draw(TEXTS), detail="Why.", citations=()) for i in ids),
    )


@given(versions(), versions())
@LOOSE
def test_where_one_side_did_nothing_the_other_is_the_result(base, other):
    assert merge(base, other, base).content == other
    assert merge(base, base, other).content == other
    assert merge(base, other, other).content == other
    assert merge(base, other, other).conflicts == ()


@given(versions(), versions(), versions())
@LOOSE
def test_no_item_of_the_person_is_ever_lost_and_none_is_there_twice(base, left, right):
    merged = merge(base, left, right)
    found = {point.id: point for point in merged.content.points}
    was = {point.id: point for point in base.points}
    theirs = {point.id: point for point in right.points}
    assert len(found) == len(merged.content.points)
    for point in left.points:
        if point != was.get(point.id):
            assert point.id in found
            joined = was.get(point.id) and theirs.get(point.id) and merge_words(
                was[point.id].title, point.title, theirs[point.id].title
            )  # fmt: skip
            assert found[point.id].title in (point.title, joined)


@given(versions(), versions(), versions())
@LOOSE
def test_items_the_person_did_not_touch_follow_the_other_side(base, left, right):
    found = {point.id: point for point in merge(base, left, right).content.points}
    mine = {point.id: point for point in left.points}
    theirs = {point.id: point for point in right.points}
    for point in base.points:
        if mine.get(point.id) == point:
            assert found.get(point.id) == theirs.get(point.id)


@given(versions(), versions(), versions())
@LOOSE
def test_what_the_other_side_changed_is_in_the_text_or_in_a_conflict(base, left, right):
    merged = merge(base, left, right)
    found = {point.id: point for point in merged.content.points}
    was = {point.id: point for point in base.points}
    said = {conflict.item for conflict in merged.conflicts}
    for point in right.points:
        if point != was.get(point.id) and point.id not in said:
            assert point.id in found


@pytest.mark.parametrize(
    ("base", "left", "right", "joined"),
    [
        ("They ask people.", "They always ask people.", "They ask people twice.", "They always ask people twice."),
        ("館員會問人", "館員常會問人", "館員會問人們", "館員常會問人們"),
        ("Pay is $64,370 a year.", "Pay is $64,370 each year.", "Pay is $68,270 a year.", None),
        ("Pay is $64,370 here.", "The pay is $64,370 here.", "Pay is $68,270 here.", "The pay is $68,270 here."),
        ("one two", "one", "one two three", None),
        ("one two", "one and two", "one or two", None),
        ("one two", "one and two", "one and two", "one and two"),
    ],
)  # fmt: skip
def test_words_are_joined_where_they_do_not_touch(base, left, right, joined):
    assert merge_words(base, left, right) == joined


def point(item_id: str, title: str) -> Point:
    return Point(id=item_id, title=title, detail="Why.", citations=())


def moat_of(*points: Point) -> Moat:
    return Moat(section="moat", points=points)


def test_a_text_changed_by_both_stays_the_person_s_and_the_other_waits_beside_it():
    base = moat_of(point("a", "Asks"))
    merged = merge(base, moat_of(point("a", "Asks back")), moat_of(point("a", "Asks again")))
    assert merged.content.points[0].title == "Asks back"
    (conflict,) = merged.conflicts
    assert (conflict.item, conflict.field, conflict.right) == ("a", "title", "Asks again")


def test_what_one_removed_and_the_other_changed_is_said():
    base = moat_of(point("a", "Asks"), point("b", "Knows"))
    merged = merge(base, moat_of(point("b", "Knows")), moat_of(point("a", "Asks back"), point("b", "Knows")))
    assert [p.id for p in merged.content.points] == ["b"]
    assert merged.conflicts[0].left is None
    kept = merge(base, moat_of(point("a", "Asks back"), point("b", "Knows")), moat_of(point("b", "Knows")))
    assert [p.title for p in kept.content.points] == ["Asks back", "Knows"]
    assert kept.conflicts[0].right is None


def test_new_items_of_both_stand_where_they_were_put():
    base = moat_of(point("a", "A"), point("b", "B"))
    left = moat_of(point("a", "A"), point("l", "L"), point("b", "B"))
    right = moat_of(point("a", "A"), point("b", "B"), point("r", "R"))
    assert [p.id for p in merge(base, left, right).content.points] == ["a", "l", "b", "r"]


def test_a_list_that_would_grow_too_long_keeps_the_person_s_and_tells_of_the_rest():
    base = moat_of()
    left = moat_of(*(point(f"l{n}", f"L{n}") for n in range(10)))
    right = moat_of(*(point(f"r{n}", f"R{n}") for n in range(10)))
    merged = merge(base, left, right)
    assert len(merged.content.points) == 16
    assert {p.id for p in left.points} <= {p.id for p in merged.content.points}
    assert [conflict.right.id for conflict in merged.conflicts] == ["r6", "r7", "r8", "r9"]


def test_a_text_that_both_would_empty_keeps_what_the_person_left():
    def sentences(*ids: str) -> Summary:
        return Summary.model_validate(
            {"section": "summary", "sentences": [{"id": i, "citations": [], "text": i} for i in ids]}
        )

    merged = merge(sentences("a", "b"), sentences("a"), sentences("b"))
    assert [sentence.id for sentence in merged.content.sentences] == ["a"]
    assert merged.conflicts


def test_numbers_made_from_facts_follow_the_newer_draft_beneath_a_person_s_note():
    def pay(median: float, *note: str) -> Pay:
        amount = Amount(value=median, at_least=False, fact="oews.2025/25-4022/annual-median")
        sentences = [{"id": f"n{n}", "citations": [], "text": text} for n, text in enumerate(note)]
        return Pay.model_validate(
            {"section": "pay", "unit": "USD/year", "period": "May 2025", "bands": (), "median": amount,
             "trend": (), "combined_code": None, "note": sentences}
        )  # fmt: skip

    merged = merge(pay(64370.0, "Old."), pay(64370.0, "Mine."), pay(68270.0, "Old."))
    assert merged.content == pay(68270.0, "Mine.")
    assert merged.conflicts == ()
