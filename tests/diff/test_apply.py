"""A difference holds all there is: it makes the new section from the old one, and reversed the old from the new."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.diff import EntryChange, SectionDiff, apply, compare, reverse
from authoring.diff.document import dump, load
from authoring.errors import UsageError
from schemas.citations import FactCitation
from schemas.items import Point, Sentence
from schemas.sections.ai_impact import AiImpact
from schemas.sections.faq import Faq, Question
from schemas.sections.fit import Fit
from schemas.sections.moat import Moat
from schemas.sections.registry import Section
from schemas.sections.related import Related, RelatedOccupation
from schemas.sections.scores import AbsentScore, Scores
from schemas.sections.summary import Summary

TEXTS = st.sampled_from([
    "Half of the workers earned more than $68,270 a year in May 2025.",
    "Half of the workers earned more than $64,320 a year in May 2024, half less.",
    "In May 2025 half of the workers earned more than $68,270 a year.",
    "The middle half earned between $56,310 and $84,480 a year.",
    "Half of the workers earned more than $68,270 a year in May 2025, and the middle half between $56,310 and $84,480.",
    "判斷來源是否可信，仍要靠人。", "來源是否可信，仍然要由人來判斷。", "約有13萬人從事這項工作。", "Lead a team.", "",
])  # fmt: skip
IDS = st.sampled_from(["", "", "a", "b", "c", "d"])
CITATIONS = st.lists(
    st.sampled_from(["oews.2024/x", "oews.2025/x", "ep.2025-35/x"]).map(
        lambda fact: FactCitation(kind="fact", fact=fact)
    ),
    max_size=2,
).map(tuple)
SENTENCES = st.builds(Sentence, id=IDS, citations=CITATIONS, text=TEXTS)
ONE_OR_TWO = st.lists(SENTENCES, min_size=1, max_size=2).map(tuple)
POINTS = st.lists(st.builds(Point, id=IDS, citations=CITATIONS, title=TEXTS, detail=TEXTS), max_size=6).map(tuple)
QUESTIONS = st.builds(
    Question, id=IDS, citations=CITATIONS, question=TEXTS, answer=st.lists(SENTENCES, min_size=1, max_size=4).map(tuple)
)
OCCUPATIONS = st.builds(
    RelatedOccupation,
    soc=st.sampled_from(["25-4022", "25-4031", "43-4121"]), title=st.sampled_from(["Librarians", "Library assistants"]),
    shared_skills=st.lists(st.sampled_from(["Reading", "Speaking", "Writing"]), max_size=3).map(tuple),
    shared_activities=st.none() | st.integers(0, 9), exposure_here=st.none() | st.sampled_from([0.2, 0.5]),
    exposure_there=st.none(), exposure_facts=st.lists(st.sampled_from(["gpts.1/a", "gpts.2/a"]), max_size=2).map(tuple),
    median_pay_there=st.none() | st.sampled_from([40_000.0]), median_pay_fact=st.none(),
    fact=st.just("onet.30.3/25-4022/related/1"),
)  # fmt: skip
ABSENT = st.builds(
    AbsentScore, dimension=st.sampled_from(["income", "demand"]), direction=st.just("positive"), reason=TEXTS
)

PAIRS = st.one_of(
    st.tuples(*[st.builds(Moat, section=st.just("moat"), points=POINTS)] * 2),
    st.tuples(*[st.builds(Fit, section=st.just("fit"), suits=POINTS, does_not_suit=POINTS)] * 2),
    st.tuples(*[st.builds(Summary, section=st.just("summary"), sentences=ONE_OR_TWO)] * 2),
    st.tuples(*[st.builds(Faq, section=st.just("faq"), questions=st.lists(QUESTIONS, min_size=3, max_size=6).map(tuple))] * 2),
    st.tuples(*[
        st.builds(Related, section=st.just("related"), exposure_measure=st.none() | TEXTS,
                  occupations=st.lists(OCCUPATIONS, max_size=4).map(tuple))
    ] * 2),
    st.tuples(*[
        st.builds(Scores, section=st.just("scores"), formula_version=st.just("1"), dimensions=st.just(()),
                  absent=st.lists(ABSENT, max_size=3).map(tuple), overall=st.none() | st.sampled_from([4.5, 5.0]))
    ] * 2),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PAIRS)
def test_applying_restores_the_new_section_and_reversing_the_old_one(pair: tuple[Section, Section]) -> None:
    old, new = pair
    diff = compare(old, new)
    assert apply(diff, old) == new
    assert apply(reverse(diff), new) == old
    assert diff.empty == (old == new)


def _contents(diff: SectionDiff) -> Counter[str]:
    """Changes without their paths, which name entries as they are called on the new side."""
    dumps = dump(diff)["changes"]
    kept = ({k: v for k, v in dump.items() if k not in ("path", "title", "item")} for dump in dumps)
    return Counter(json.dumps(_without_labels(dump), sort_keys=True) for dump in kept)


def _without_labels(value: object) -> object:
    if isinstance(value, dict):
        kept = {k: _without_labels(v) for k, v in value.items() if k not in ("field", "spans")}
        # In which order figures are told follows the text of one side; that they are the same is what matters.
        return {k: sorted(v, key=str) if k in ("figures", "dates") else v for k, v in kept.items()}
    return [_without_labels(each) for each in value] if isinstance(value, list) else value


NAMED = st.lists(
    st.builds(Point, id=st.sampled_from("abcdefgh"), citations=CITATIONS, title=TEXTS, detail=TEXTS),
    max_size=6,
    unique_by=lambda point: point.id,
).map(tuple)
NAMED_PAIRS = st.tuples(*[st.builds(Moat, section=st.just("moat"), points=NAMED)] * 2)


@settings(max_examples=150, deadline=None)
@given(NAMED_PAIRS)
def test_comparing_the_other_way_round_finds_as_many_changes_of_each_kind(pair: tuple[Moat, Moat]) -> None:
    """With ids of their own, which is what every stored item has."""
    old, new = pair
    back, forth = compare(new, old), reverse(compare(old, new))
    assert Counter(change.kind for change in back.changes) == Counter(change.kind for change in forth.changes)


def test_comparing_the_other_way_round_finds_the_same_changes_reversed(ai_impact: AiImpact, moat: Moat) -> None:
    shuffled = moat.model_copy(update={"points": (*moat.points[2:], moat.points[0])})
    reworded = ai_impact.model_copy(update={"verdict": "exposed", "augments": ai_impact.augments[:-1]})
    for old, new in ((moat, shuffled), (ai_impact, reworded)):
        assert _contents(compare(new, old)) == _contents(reverse(compare(old, new)))


@settings(max_examples=100, deadline=None)
@given(PAIRS)
def test_what_moved_is_never_also_added_or_removed(pair: tuple[Section, Section]) -> None:
    changes = [change for change in compare(*pair).changes if isinstance(change, EntryChange)]
    for side in ("before", "after"):
        spots = [(spot.steps, spot.index) for change in changes for spot in getattr(change, side)]
        assert len(spots) == len(set(spots))


@settings(max_examples=100, deadline=None)
@given(PAIRS)
def test_a_section_that_appears_or_vanishes_is_whole_in_the_difference(pair: tuple[Section, Section]) -> None:
    section, _ = pair
    appeared = compare(None, section)
    assert apply(appeared, None) == section
    assert apply(reverse(appeared), section) is None
    assert apply(reverse(compare(section, None)), None) == section


@settings(max_examples=100, deadline=None)
@given(PAIRS)
def test_a_difference_survives_json(pair: tuple[Section, Section]) -> None:
    diff = compare(*pair)
    assert load(json.loads(json.dumps(dump(diff)))) == diff


def test_a_difference_of_another_version_is_refused(moat: Moat, faq: Faq) -> None:
    diff = compare(moat, Moat(section="moat", points=moat.points[1:-1]))
    with pytest.raises(UsageError, match="not made from this version"):
        apply(diff, Moat(section="moat", points=()))
    with pytest.raises(UsageError, match="cannot change faq"):
        apply(diff, faq)


REPEATED = st.lists(
    st.builds(Point, id=st.just(""), citations=st.just(()), title=st.sampled_from(["Lead a team.", "判斷", "Half."]), detail=TEXTS),
    max_size=8,
).map(tuple)  # fmt: skip
REPEATED_PAIRS = st.tuples(*[st.builds(Moat, section=st.just("moat"), points=REPEATED)] * 2)


@settings(max_examples=150, deadline=None)
@given(REPEATED_PAIRS)
def test_repeated_entries_without_ids_are_restored_and_none_is_told_twice(pair: tuple[Moat, Moat]) -> None:
    old, new = pair
    diff = compare(old, new)
    assert apply(diff, old) == new
    assert apply(reverse(diff), new) == old
    told = [c for c in diff.changes if isinstance(c, EntryChange)]
    for side, points in (("before", old.points), ("after", new.points)):
        spots = [spot.index for change in told for spot in getattr(change, side)]
        assert len(spots) == len(set(spots))
        assert all(0 <= index < len(points) for index in spots)
    moved = [c for c in told if c.kind.startswith("moved")]
    assert not {s.index for c in moved for s in c.after} & {s.index for c in told if c.kind == "added" for s in c.after}


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(6)))
def test_a_shuffle_of_items_that_are_all_different_is_moves_and_nothing_else_both_ways(order: list[int]) -> None:
    texts = [
        "Lead a team of eight.",
        "判斷來源是否可信。",
        "Repair pumps on site.",
        "Write grant bids.",
        "Calm a crowd.",
        "$68,270 a year.",
    ]
    old = Moat(section="moat", points=tuple(Point(id="", citations=(), title=t, detail="") for t in texts))
    new = Moat(section="moat", points=tuple(old.points[i] for i in order))
    there, back = compare(old, new), compare(new, old)
    assert {change.kind for change in (*there.changes, *back.changes)} <= {"moved"}
    assert Counter(c.title for c in there.changes) == Counter(c.title for c in back.changes)
