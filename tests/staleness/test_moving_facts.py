"""When facts move, exactly what rested on them is stale, and the smallest edit mends what numbers can mend."""

import pytest

from authoring.staleness import moved_facts, refresh, remember, same_facts
from schemas.citations import FactCitation
from schemas.events import Revision
from schemas.facts import Fact, FactSheet, Locator
from schemas.items import Sentence
from schemas.sections.related import Related, RelatedOccupation
from schemas.sections.summary import Summary


def fact(
    value, measure="annual-median", dataset="oews.2024", unit="USD/year", period="May 2024",
    label="Annual wage, median", soc="25-4022",
):  # fmt: skip
    return Fact(
        id=f"{dataset}/{soc}/{measure}", measure=measure, label=label, value=value, unit=unit, period=period,
        dataset=dataset, locator=Locator(file="f", table=None, row="r", column="c"), basis="direct",
        basis_note=None, at_least=False, derivation=None,
    )  # fmt: skip


def sheet(*facts):
    return FactSheet(
        soc="25-4022", title="Librarians", base_version="1", hash="0" * 64, facts=tuple(facts), passages=()
    )


def cites(text, *facts, item="s1"):
    return Sentence(id=item, text=text, citations=tuple(FactCitation(kind="fact", fact=each.id) for each in facts))


def summary(*sentences):
    return Summary(section="summary", sentences=sentences)


def growth(value, dataset="ep.2024-34", period="2024-34"):
    return fact(value, "change-percent", dataset, "percent", period, "Projected employment change")


MEDIAN = fact(64320)
NEWER = fact(68270, dataset="oews.2025", period="May 2025")
OLDEST = fact(61190, dataset="oews.2021", period="May 2021")
P25, P75 = (fact(v, m, label=f"Annual wage, {m}") for v, m in ((50920, "annual-p25"), (80640, "annual-p75")))
P25_NOW, P75_NOW = (
    fact(v, m, "oews.2025", period="May 2025", label=f"Annual wage, {m}")
    for v, m in ((56310, "annual-p25"), (84480, "annual-p75"))
)


def stale(section, before, after):
    return [(m.before.fact, m.after and m.after.id) for m in moved_facts(section, remember(section, before), after)]


def refreshed(section, before, after):
    return refresh(section, remember(section, before), after)


def test_nothing_is_stale_while_the_facts_stand():
    section = summary(cites("The median was $64,320 in May 2024.", MEDIAN))
    assert stale(section, sheet(MEDIAN), sheet(MEDIAN, growth(2.0))) == []


def test_a_later_edition_moves_a_text_that_cited_the_newest():
    section = summary(cites("The median was $64,320 in May 2024.", MEDIAN))
    assert stale(section, sheet(MEDIAN), sheet(MEDIAN, NEWER)) == [(MEDIAN.id, NEWER.id)]


def test_a_text_that_cited_an_older_edition_on_purpose_stays_as_it_is():
    section = summary(cites("In May 2021 the median was $61,190.", OLDEST))
    assert stale(section, sheet(OLDEST, MEDIAN), sheet(OLDEST, MEDIAN, NEWER)) == []


def test_a_correction_of_the_same_edition_moves_it():
    section = summary(cites("The median was $64,320 in May 2024.", MEDIAN))
    assert stale(section, sheet(MEDIAN), sheet(fact(64330))) == [(MEDIAN.id, MEDIAN.id)]


@pytest.mark.parametrize(("now", "moved"), [(64310, False), (64490, False), (64510, True), (65000, True)])
def test_a_change_within_the_declared_rounding_moves_nothing(now, moved):
    section = summary(cites("The median is about $64,000 a year.", MEDIAN))
    assert bool(stale(section, sheet(MEDIAN), sheet(fact(now)))) is moved


def test_a_fact_that_no_number_shows_moves_with_its_value_alone():
    section = summary(cites("It pays better than most.", MEDIAN))
    assert stale(section, sheet(MEDIAN), sheet(fact(64320, period="May 2024, revised"))) == []
    assert stale(section, sheet(MEDIAN), sheet(fact(70000))) == [(MEDIAN.id, MEDIAN.id)]


def test_a_fact_that_is_gone_is_told():
    section = summary(cites("The median was $64,320 in May 2024.", MEDIAN))
    assert stale(section, sheet(MEDIAN), sheet()) == [(MEDIAN.id, None)]


def test_the_smallest_edit_swaps_numbers_and_years_and_the_citation():
    section = summary(
        cites("Half of the workers earned more than $64,320 a year in May 2024, half less.", MEDIAN),
        cites("The middle half earned between $50,920 and $80,640.", P25, P75, item="s2"),
    )
    done = refreshed(section, sheet(MEDIAN, P25, P75), sheet(MEDIAN, P25, P75, NEWER, P25_NOW, P75_NOW))
    assert [s.text for s in done.section.sentences] == [
        "Half of the workers earned more than $68,270 a year in May 2025, half less.",
        "The middle half earned between $56,310 and $84,480.",
    ]
    assert [c.fact for c in done.section.sentences[0].citations] == [NEWER.id]
    assert done.to_redraft == ()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("The median is about $64,000 a year.", "The median is about $68,000 a year."),
        ("年薪中位數 64,320 美元。", "年薪中位數 68,270 美元。"),
        ("年薪中位數約 6.4 萬美元。", "年薪中位數約 6.8 萬美元。"),
    ],
)
def test_a_swapped_number_is_written_as_the_old_one_was(text, after):
    done = refreshed(summary(cites(text, MEDIAN)), sheet(MEDIAN), sheet(MEDIAN, NEWER))
    assert done.section.sentences[0].text == after


def test_a_round_of_projections_brings_its_years():
    before, after = growth(1.7), growth(2.6, "ep.2025-35", "2025-35")
    section = summary(cites("BLS projects employment to grow 1.7 percent from 2024 to 2034.", before))
    done = refreshed(section, sheet(before), sheet(before, after))
    assert done.section.sentences[0].text == "BLS projects employment to grow 2.6 percent from 2025 to 2035."


def test_a_claim_that_flips_is_marked_for_redraft_and_keeps_its_words():
    before, after = growth(1.7), growth(-0.4, "ep.2025-35", "2025-35")
    section = summary(cites("BLS projects employment to grow 1.7 percent from 2024 to 2034.", before))
    done = refreshed(section, sheet(before), sheet(before, after))
    assert done.section == section
    assert [edit.item for edit in done.to_redraft] == ["s1"]
    assert done.to_redraft[0].redraft


def test_an_edit_of_one_sentence_says_nothing_of_the_others():
    first, other = cites("The median was $64,320 in May 2024.", MEDIAN), cites("They work.", MEDIAN, item="s2")
    parent = Revision.model_construct(content=summary(first, other), cited=remember(summary(first), sheet(MEDIAN)))
    now = sheet(fact(70000))
    edited = summary(first, other.model_copy(update={"text": "They work hard."}))
    assert remember(edited, now, parent)[0].value == 64320
    rewritten = summary(cites("The median is $70,000.", MEDIAN))
    assert remember(rewritten, now, parent)[0].value == 70000


class Others:
    """Facts of other occupations, and how often anybody asked."""

    def __init__(self, *facts):
        self.facts = facts
        self.asked = []

    def fact(self, fact_id):
        self.asked.append(fact_id)
        return next((each for each in self.facts if each.id == fact_id), None)

    def newest(self, fact_id):
        editions = [each for each in self.facts if each.id.partition("/")[2] == fact_id.partition("/")[2]]
        return max(editions, key=lambda each: each.dataset, default=None)


THERE = fact(64550, soc="25-4011")
INDEX = fact(9.0, "related/25-4011", "onet.30.3", "index", "2026", "Relatedness")


def related(pay=THERE):
    near = RelatedOccupation(
        soc="25-4011", title="Archivists", shared_skills=(), shared_activities=None, exposure_here=None,
        exposure_there=None, exposure_facts=(), median_pay_there=pay.value, median_pay_fact=pay.id, fact=INDEX.id,
    )  # fmt: skip
    return Related(section="related", exposure_measure=None, occupations=(near,))


def stale_elsewhere(now, section=None, then=THERE):
    section = section or related()
    cited = remember(section, sheet(INDEX), elsewhere=Others(then))
    return [(m.before.fact, m.after and m.after.id) for m in moved_facts(section, cited, sheet(INDEX), now)]


def test_a_figure_of_another_occupation_is_remembered_as_it_was():
    remembered = {each.fact: each.value for each in remember(related(), sheet(INDEX), elsewhere=Others(THERE))}
    assert remembered == {THERE.id: 64550, INDEX.id: 9.0}


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        ((THERE,), []),
        ((fact(64560, soc="25-4011"),), [(THERE.id, THERE.id)]),
        ((THERE, fact(66000, dataset="oews.2025", soc="25-4011")), [(THERE.id, "oews.2025/25-4011/annual-median")]),
        ((THERE, fact(64550, dataset="oews.2025", soc="25-4011")), []),
        ((), [(THERE.id, None)]),
        ((THERE, fact(99000, soc="15-1299"), fact(99000, dataset="oews.2025", soc="15-1299")), []),
    ],
    ids=["stands", "corrected", "later-edition", "same-value", "gone", "of-a-third"],
)
def test_a_computed_figure_moves_with_the_fact_of_the_other_occupation(now, moved):
    assert stale_elsewhere(Others(*now)) == moved


def test_the_same_measure_of_ones_own_is_not_taken_for_that_of_another():
    cited = remember(related(), sheet(INDEX, MEDIAN), elsewhere=Others(THERE))
    assert moved_facts(related(), cited, sheet(INDEX, MEDIAN, NEWER), Others(THERE)) == ()


def test_an_older_revision_that_remembers_nothing_of_others_is_not_stale():
    cited = remember(related(), sheet(INDEX))
    assert [each.fact for each in cited] == [INDEX.id]
    assert moved_facts(related(), cited, sheet(INDEX), Others(fact(70000, soc="25-4011"))) == ()


def test_facts_elsewhere_are_asked_for_only_where_they_are_cited():
    others, section = Others(THERE), summary(cites("The median was $64,320 in May 2024.", MEDIAN))
    cited = remember(section, sheet(MEDIAN), elsewhere=others)
    assert moved_facts(section, cited, sheet(MEDIAN, NEWER), others)
    assert others.asked == []


@pytest.mark.parametrize(("version", "same"), [("1", True), ("2", False)])
def test_the_hash_of_a_sheet_says_nothing_of_the_facts_of_others(version, same):
    cited = remember(related(), sheet(INDEX), elsewhere=Others(THERE))
    now = sheet(INDEX).model_copy(update={"base_version": version})
    written = Revision.model_construct(content=related(), cited=cited, sheet_hash=now.hash, base_version="1")
    own = Revision.model_construct(
        content=related(), cited=remember(related(), sheet(INDEX)), sheet_hash=now.hash, base_version="1"
    )
    assert same_facts(written, now) is same
    assert same_facts(own, now)
