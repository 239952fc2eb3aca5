"""Numbers first: which claim became which, and what nothing carries any more. The ledger is the real one."""

from authoring.claims import claims_of
from authoring.diff import compare
from authoring.diff.claims import compare_claims
from authoring.diff.comparison import Comparison, ProfileDiff
from schemas.facts import FactSheet
from schemas.sections.summary import Summary
from tests.diff.conftest import sentence

MEDIAN = "oews.2025/25-4022/annual-median"
OPENINGS = "ep.2025-35/25-4022/openings-annual"


def _summary(*sentences) -> Summary:
    return Summary(section="summary", sentences=sentences)


def _changes(sheet: FactSheet, old: Summary, new: Summary):
    return compare_claims(claims_of(old, sheet), claims_of(new, sheet))


def test_a_wrong_median_is_one_figure_changed_and_one_claim_without_support(librarian: FactSheet) -> None:
    old = _summary(sentence("Half of the workers earned more than $68,270 a year in May 2025.", "a", MEDIAN))
    new = _summary(sentence("Half of the workers earned more than $68,720 a year in May 2025.", "a", MEDIAN))
    (change,) = _changes(librarian, old, new)
    assert (change.kind, change.old.text, change.new.text) == ("figure", "$68,270", "$68,720")
    assert change.old.bound == (MEDIAN,)
    assert change.unsupported
    profile = ProfileDiff("25-4022", "Librarians", "en", (compare(old, new),), (change,))
    assert profile.summary == ("1 figure changed: $68,270 -> $68,720; 1 claim now unsupported: $68,720; 1 reworded")


def test_another_spelling_of_a_number_is_no_change_of_a_figure(librarian: FactSheet) -> None:
    old = _summary(sentence("BLS expects 12,600 openings a year from 2025 to 2035.", "a", OPENINGS))
    new = _summary(sentence("BLS expects 12.6 thousand openings a year from 2025 to 2035.", "a", OPENINGS))
    assert not [change for change in _changes(librarian, old, new) if change.kind == "figure"]


def test_a_chinese_scale_that_slipped_is_a_figure_changed(librarian: FactSheet) -> None:
    old = _summary(sentence("每年約有1.26萬個職缺。", "a", OPENINGS))
    new = _summary(sentence("每年約有12.6萬個職缺。", "a", OPENINGS))
    (change,) = [change for change in _changes(librarian, old, new) if change.kind == "figure"]
    assert change.unsupported


def test_a_dropped_citation_leaves_the_same_claim_without_support(librarian: FactSheet) -> None:
    text = "Half of the workers earned more than $68,270 a year in May 2025."
    old, new = _summary(sentence(text, "a", MEDIAN)), _summary(sentence(text, "a"))
    changes = _changes(librarian, old, new)
    assert any(change.unsupported and change.new.text == "$68,270" for change in changes)
    told = ProfileDiff("25-4022", "Librarians", "en", (compare(old, new),), changes).summary
    assert "1 source dropped: oews.2025/25-4022/annual-median" in told


def test_a_sentence_that_moved_to_another_item_takes_its_claims_along(librarian: FactSheet) -> None:
    first = sentence("Half of the workers earned more than $68,270 a year in May 2025.", "a", MEDIAN)
    other = sentence("Librarians run libraries.", "b")
    assert _changes(librarian, _summary(first, other), _summary(other, first)) == ()
    renamed = first.model_copy(update={"id": "c"})
    assert _changes(librarian, _summary(first), _summary(renamed)) == ()


def test_comparing_back_tells_the_same_claims_the_other_way_round(librarian: FactSheet) -> None:
    old = _summary(sentence("Half earned more than $68,270 and a tenth over $103,990 a year.", "a", MEDIAN))
    new = _summary(sentence("Half earned more than $64,320 a year.", "a", MEDIAN))
    there, back = _changes(librarian, old, new), _changes(librarian, new, old)
    assert {(c.old and c.old.text, c.new and c.new.text) for c in there} == {
        (c.new and c.new.text, c.old and c.old.text) for c in back
    }


def test_nothing_changed_is_said_so() -> None:
    assert Comparison("a", "b", 3, ()).summary == "no change in 3 texts"
