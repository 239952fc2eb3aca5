"""What a comparison of two versions of a section says."""

import pytest

from authoring.diff import EntryChange, FieldChange, compare, compare_sections
from authoring.errors import UsageError
from schemas.sections.ai_impact import AiImpact
from schemas.sections.faq import Faq
from schemas.sections.moat import Moat
from schemas.sections.pay import Amount, Pay, PayBand, PayYear
from schemas.sections.registry import Section
from schemas.sections.summary import Summary
from tests.diff.conftest import point, sentence


def _edited(section: Section, **fields: object) -> Section:
    return type(section).model_validate({**section.model_dump(), **fields})


def _kinds(old: Section | None, new: Section | None) -> list[str]:
    return [change.kind for change in compare(old, new).changes]


def test_a_section_against_itself_has_no_change(faq: Faq) -> None:
    diff = compare(faq, faq)
    assert diff.empty
    assert diff.summary == "no change"


def test_a_new_median_is_a_reworded_answer_with_figure_date_and_citation_apart(faq: Faq) -> None:
    before = faq.model_dump()
    answer = before["questions"][0]["answer"][0]
    answer["text"] = "Half of the workers earned more than $64,320 a year in May 2024, half less."
    answer["citations"] = [{"kind": "fact", "fact": "oews.2024/25-4022/annual-median"}]
    diff = compare(Faq.model_validate(before), faq)
    (change,) = diff.changes
    assert isinstance(change, EntryChange)
    assert change.kind == "reworded"
    assert [(c.old, c.new) for c in change.figures] == [("$64,320", "$68,270")]
    assert [(c.old, c.new) for c in change.dates] == [("May 2024", "May 2025")]
    assert change.citations is not None
    assert list(change.citations.added) == [{"kind": "fact", "fact": "oews.2025/25-4022/annual-median"}]
    assert diff.summary == (
        "1 reworded; figures: $64,320 -> $68,270; dates: May 2024 -> May 2025; citations: 1 of another edition"
    )


def test_an_item_that_only_moved_is_moved_and_nothing_else(moat: Moat) -> None:
    points = list(moat.points)
    reordered = _edited(moat, points=[*points[1:], points[0]])
    (change,) = compare(moat, reordered).changes
    assert isinstance(change, EntryChange)
    assert (change.kind, change.before[0].index, change.after[0].index) == ("moved", 0, len(points) - 1)
    assert change.title == points[0].title


def test_a_task_that_goes_from_one_list_to_another_moved_between_them(ai_impact: AiImpact) -> None:
    task, *rest = ai_impact.takes_over
    diff = compare(ai_impact, _edited(ai_impact, takes_over=rest, augments=[*ai_impact.augments, task]))
    (change,) = diff.changes
    assert isinstance(change, EntryChange)
    assert (change.kind, change.before[0].field, change.after[0].field) == ("moved", "takes_over", "augments")


def test_verdict_coverage_and_year_are_field_changes(ai_impact: AiImpact) -> None:
    evidence = list(ai_impact.model_dump()["evidence"])
    evidence[0] |= {"coverage": "full", "since": 2024, "id": "ev1"}
    named = _edited(ai_impact, evidence=[{**ai_impact.model_dump()["evidence"][0], "id": "ev1"}, *evidence[1:]])
    diff = compare(named, _edited(ai_impact, verdict="exposed", evidence=evidence))
    said = {c.path: (c.old, c.new, c.role) for c in diff.changes if isinstance(c, FieldChange)}
    assert said == {
        "verdict": ("mixed", "exposed", "label"),
        "evidence[ev1].coverage": ("partial", "full", "label"),
        "evidence[ev1].since": (2023, 2024, "date"),
    }


def test_a_sentence_cut_in_two_is_split_and_the_other_way_merged() -> None:
    whole = "Librarians administer and maintain libraries, and they teach patrons how to search databases."
    halves = ("Librarians administer and maintain libraries.", "They teach patrons how to search databases.")
    one = Summary(section="summary", sentences=(sentence(whole, "a"),))
    two = Summary(section="summary", sentences=(sentence(halves[0], "a"), sentence(halves[1], "b")))
    assert _kinds(one, two) == ["split"]
    assert _kinds(two, one) == ["merged"]


def test_a_dropped_citation_under_the_same_words_is_seen() -> None:
    old = Summary(
        section="summary", sentences=(sentence("They earn $68,270.", "a", "oews.2025/25-4022/annual-median"),)
    )
    new = Summary(section="summary", sentences=(sentence("They earn $68,270.", "a"),))
    assert _kinds(old, new) == ["recited"]
    assert compare(old, new).summary == "1 citations changed; citations: 1 dropped, 1 left with none"


def test_text_that_lost_its_ids_is_paired_by_its_words() -> None:
    old = Moat(
        section="moat", points=(point("Judge sources", "Weigh who says it.", "p1"), point("Lead", "Run teams.", "p2"))
    )
    new = Moat(section="moat", points=(point("Lead", "Run teams."), point("Judge sources", "Weigh who says so.")))
    kinds = _kinds(old, new)
    assert kinds.count("field") == 2
    assert "added" not in kinds
    assert "removed" not in kinds


def test_chinese_figures_and_dates_are_read(chinese: Summary) -> None:
    text = "2024年5月，年薪中位數為64,320美元，全美約有14萬人從事這項工作。"
    old = _edited(chinese, sentences=[chinese.sentences[0], {**chinese.sentences[1].model_dump(), "text": text}])
    assert compare(old, chinese).summary == (
        "1 reworded; figures: 64,320美元 -> 68,270美元, 14萬 -> 13萬; dates: 2024年5月 -> 2025年5月"
    )


def _pay(year: str, low: int, *medians: tuple[int, int]) -> Pay:
    def amount(value: int, measure: str, survey: object = year) -> Amount:
        return Amount(value=value, at_least=False, fact=f"oews.{survey}/25-4022/{measure}")

    return Pay(
        section="pay",
        unit="USD/year",
        period=f"May {year}",
        bands=(PayBand(level="entry", low=amount(low, "annual-p10"), high=amount(56_310, "annual-p25")),),
        median=amount(medians[-1][1], "annual-median"),
        trend=tuple(PayYear(year=at, median=amount(value, "annual-median", at)) for at, value in medians),
        combined_code=None,
        note=(),
    )


def test_computed_figures_change_field_by_field_with_a_path_a_person_reads() -> None:
    old = _pay("2024", 43_660, (2023, 64_370), (2024, 64_320))
    new = _pay("2025", 44_100, (2024, 64_320), (2025, 68_270))
    diff = compare(old, new)
    said = {change.path: (change.old, change.new) for change in diff.changes if isinstance(change, FieldChange)}
    assert said["bands[entry].low"] == (43_660, 44_100)
    assert said["bands[entry].low.fact"] == ("oews.2024/25-4022/annual-p10", "oews.2025/25-4022/annual-p10")
    assert said["median"] == (64_320, 68_270)
    assert [(c.kind, c.title) for c in diff.changes if isinstance(c, EntryChange)] == [
        ("removed", "year 2023, median 64,370"),
        ("added", "year 2025, median 68,270"),
    ]
    assert "43,660 -> 44,100, 64,320 -> 68,270" in diff.summary


def test_whole_profiles_are_compared_in_page_order_and_only_what_changed_is_listed(
    faq: Faq, moat: Moat, chinese: Summary
) -> None:
    changed = _edited(moat, points=moat.points[1:])
    diffs = compare_sections({"faq": faq, "moat": moat, "summary": chinese}, {"moat": changed, "summary": chinese})
    assert [(diff.section, diff.presence) for diff in diffs] == [("moat", "both"), ("faq", "removed")]


def test_two_different_sections_are_refused(faq: Faq, moat: Moat) -> None:
    with pytest.raises(UsageError, match="cannot compare faq with moat"):
        compare(faq, moat)
    with pytest.raises(UsageError):
        compare(None, None)
