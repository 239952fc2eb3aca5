"""Which numbers a fact carries: exactly, by a declared rounding, by a formula; in its own unit, year, statistic, place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.claims import claims_of
from authoring.quantities import measures
from schemas.citations import FactCitation, PassageCitation
from schemas.claims import NUMBER_KINDS
from schemas.facts import Fact, FactSheet, Locator, Passage
from schemas.items import Sentence
from schemas.sections.summary import Summary


def fact(value, unit="USD/year", period="May 2025", label="Annual wage, median", measure="x", dataset="oews.2025"):
    return Fact(
        id=f"{dataset}/25-4022/{measure}", measure=measure, label=label, value=value, unit=unit, period=period,
        dataset=dataset, locator=Locator(file="f", table=None, row="r", column="c"), basis="direct",
        basis_note=None, at_least=False, derivation=None,
    )  # fmt: skip


MEDIAN = fact(68270, measure="annual-median")
MEAN = fact(72840, measure="annual-mean", label="Annual wage, mean")
HOURLY = fact(32.82, "USD/hour", measure="hourly-median", label="Hourly wage, median")
P10 = fact(43660, measure="annual-p10", label="Annual wage, 10th percentile")
P25 = fact(56310, measure="annual-p25", label="Annual wage, 25th percentile")
P75 = fact(84480, measure="annual-p75", label="Annual wage, 75th percentile")
P90 = fact(103990, measure="annual-p90", label="Annual wage, 90th percentile")
MEDIAN_2021 = fact(61190, period="May 2021", measure="annual-median", dataset="oews.2021")
EMPLOYMENT = fact(133790, "jobs", measure="employment", label="Employment")
GROWTH = fact(2.6, "percent", "2025-35", "Projected employment change", "change-percent", "ep.2025-35")
FALL = fact(-3.2, "percent", "2025-35", "Projected employment change", "change-percent", "ep.2025-35")
OPENINGS = fact(13.5, "thousand jobs/year", "2024-34", "Openings a year", "openings-annual", "ep.2024-34")
MASTERS = fact(
    57.2, "percent", "2022-23", "Workers 25 and older with: Master's degree", "attainment/master", "ep.2024-34"
)
BACHELORS = fact(
    24.5, "percent", "2022-23", "Workers 25 and older with: Bachelor's degree", "attainment/bachelor", "ep.2024-34"
)
BETA = fact(0.5350877193, "share", "2023", "Task exposure, beta", "exposure/gpt4/beta", "gpts-are-gpts.2023")
INDEX = fact(0.2542992332, "index", "2024", "Applicability score", "applicability", "microsoft-applicability.1.1")
RATING = fact(4.25, "rating 1-5", "2022-08", "Speaking", "skill/2.A.1.d/importance", "onet.30.3")


def claims(text, *facts, quotes=(), sheet_only=(), kinds=NUMBER_KINDS):
    passages = tuple(
        Passage(id=f"ooh.2025/p/pay/{n}", dataset="ooh.2025", page="p", page_title="P", section="Pay", text=quote, start=0,
                end=len(quote), url="https://www.bls.gov/ooh/")
        for n, quote in enumerate(quotes)
    )  # fmt: skip
    sheet = FactSheet(
        soc="25-4022",
        title="Librarians",
        base_version="1",
        hash="0" * 64,
        facts=(*facts, *sheet_only),
        passages=passages,
    )
    cited = (
        *(FactCitation(kind="fact", fact=each.id) for each in facts),
        *(PassageCitation(kind="passage", passage=each.id, quote=each.text) for each in passages),
    )
    section = Summary(section="summary", sentences=(Sentence(id="s1", text=text, citations=cited),))
    return [claim for claim in claims_of(section, sheet) if claim.kind in kinds]


def verdicts(text, *facts, **more):
    return [claim.verdict for claim in claims(text, *facts, **more)]


def carried(text, *facts, **more):
    return [claim.carried for claim in claims(text, *facts, **more)]


@pytest.mark.parametrize(
    ("text", "given", "right"),
    [
        ("$68,270", fact(68270), True),
        ("$68,720", fact(68270), False),
        ("$68,300", fact(68270), False),
        ("about $68,300", fact(68270), True),
        ("about $68,000", fact(68270), True),
        ("about $69,000", fact(68270), False),
        ("about $70,000", fact(68270), False),
        ("68,270", fact(68270), False),
        ("68,270 percent", fact(68270), False),
        ("$32.82", fact(32.82, "USD/hour"), True),
        ("1.7 percent", fact(1.7, "percent"), True),
        ("2 percent", fact(1.7, "percent"), False),
        ("$1.70", fact(1.7, "percent"), False),
        ("grow 3.2 percent", FALL, False),
        ("decline 3.2 percent", FALL, True),
        ("decline 2.6 percent", GROWTH, False),
        ("13,500 openings", OPENINGS, True),
        ("13.5 thousand openings", OPENINGS, True),
        ("13.5 openings", OPENINGS, False),
        ("53.5 percent", BETA, True),
        ("53.6 percent", BETA, False),
        ("54 percent", BETA, True),
        ("0.254", INDEX, True),
        ("0.255", INDEX, False),
        ("4.25 of 5", RATING, True),
        ("4.25 of 7", RATING, False),
        ("over $68,000", fact(68270), True),
        ("over $69,000", fact(68270), False),
        ("less than $69,000", fact(68270), True),
        ("less than $68,000", fact(68270), False),
        ("NT$68,270", fact(68270), False),
        ("年薪中位數 6萬8,270 美元", fact(68270), True),
        ("年薪中位數約 6.8 萬美元", fact(68270), True),
        ("年薪中位數約 6.9 萬美元", fact(68270), False),
        ("年薪 6萬8,270 元", fact(68270), False),
        ("約13萬人", EMPLOYMENT, True),
        ("約130萬人", EMPLOYMENT, False),
        ("成長 2.6%", GROWTH, True),
        ("百分之二十六", fact(26, "percent"), True),
    ],
)  # fmt: skip
def test_a_number_is_carried_in_its_own_unit_and_by_its_own_digits(text, given, right):
    assert carried(text, given) == [right]


@pytest.mark.parametrize(
    ("text", "facts", "by"),
    [
        ("The mean wage is $68,270 a year.", (MEDIAN,), MEDIAN),
        ("The median wage was $72,840 a year.", (MEAN,), MEAN),
        ("The median is $32.82 a year.", (HOURLY,), HOURLY),
        ("The median is $68,270 an hour.", (MEDIAN,), MEDIAN),
        ("In California the median is $68,270 a year.", (MEDIAN,), MEDIAN),
        ("Statewide, the median wage is $68,270.", (MEDIAN,), MEDIAN),
        ("The highest-paid tenth earned $43,660.", (P10,), P10),
        ("There are 133,790 openings a year.", (EMPLOYMENT,), EMPLOYMENT),
        ("There are 13,500 jobs.", (OPENINGS,), OPENINGS),
        ("57.2 percent of workers are women.", (MASTERS,), MASTERS),
        ("The median wage is $60,000 a year.", (MEDIAN,), MEDIAN),
        ("初級年薪中位數為 6 萬美元。", (MEDIAN,), MEDIAN),
        ("平均年薪 68,270 美元。", (MEDIAN,), MEDIAN),
    ],
)
def test_statistic_rate_place_and_topic_must_be_those_of_the_fact(text, facts, by):
    found = claims(text, *facts)
    assert [claim.verdict for claim in found] == ["contradicted"]
    assert [binding.id for binding in found[0].bound] == [by.id]
    assert found[0].note


def test_a_value_of_one_year_is_not_that_of_another():
    assert verdicts("In May 2021 the median was $61,190.", MEDIAN_2021) == ["exact", "exact"]
    assert verdicts("In May 2021 the median was $68,270.", MEDIAN, MEDIAN_2021) == ["exact", "contradicted"]
    assert verdicts("The median was $68,270 in 2023.", MEDIAN) == ["contradicted", "contradicted"]
    both = "It rose from $61,190 in May 2021 to $68,270 in May 2025."
    assert verdicts(both, MEDIAN, MEDIAN_2021) == ["exact"] * 4
    assert verdicts(both.replace("2021", "x").replace("2025", "2021").replace("x", "2025"), MEDIAN, MEDIAN_2021) == [
        "contradicted", "exact", "contradicted", "exact",
    ]  # fmt: skip


def test_an_uncited_median_is_held_to_the_sheet_all_the_same():
    (year, money) = claims("In 2025 the median annual wage was about $60,000.", sheet_only=(MEDIAN,))
    assert (year.verdict, money.verdict) == ("unsupported", "contradicted")
    assert money.bound[0].id == MEDIAN.id


def test_an_uncited_number_names_the_fact_that_carries_it():
    (claim,) = claims("There are 133,790 jobs.", MEDIAN, sheet_only=(EMPLOYMENT,))
    assert (claim.verdict, claim.elsewhere) == ("unsupported", EMPLOYMENT.id)


@pytest.mark.parametrize(
    ("text", "facts", "formula"),
    [
        ("The median rose $7,080 from May 2021 to May 2025.", (MEDIAN, MEDIAN_2021), "68270 − 61190 = 7080"),
        ("Pay is up 11.6 percent since 2021.", (MEDIAN, MEDIAN_2021), "100 × (68270 − 61190) / 61190 = 11.5705"),
        ("Together 81.7 percent hold a bachelor's or master's degree.", (MASTERS, BACHELORS), "57.2 + 24.5 = 81.7"),
        ("The other 42.8 percent hold another degree.", (MASTERS,), "100 − 57.2 = 42.8"),
        ("The best-paid earn 2.4 times what the lowest-paid earn.", (P10, P90), "103990 / 43660 = 2.3818"),
    ],
)
def test_a_derived_number_shows_its_formula(text, facts, formula):
    derived = [claim for claim in claims(text, *facts) if claim.kind != "year"]
    assert [(claim.verdict, claim.formula) for claim in derived] == [("derived", formula)]
    assert {binding.id for binding in derived[0].bound} == {each.id for each in facts}


def test_a_wrong_derivation_is_not_carried():
    assert carried("The median rose $7,800 since May 2021.", MEDIAN, MEDIAN_2021) == [False, True]
    assert carried("Pay is up 12.6 percent since 2021.", MEDIAN, MEDIAN_2021) == [False, True]


@pytest.mark.parametrize(
    ("text", "given", "verdict"),
    [
        ("More than half of the workers hold a master's degree.", MASTERS, "exact"),
        ("Fewer than half of the workers hold a master's degree.", MASTERS, "contradicted"),
        ("One in four workers holds a bachelor's degree.", BACHELORS, "rounded"),
        ("One in five workers holds a bachelor's degree.", BACHELORS, "contradicted"),
        ("About a quarter of the workers hold a bachelor's degree.", BACHELORS, "rounded"),
        ("三分之二的從業人員有碩士學位", MASTERS, "contradicted"),
        ("約四分之一的人有學士學位", BACHELORS, "rounded"),
    ],
)
def test_a_fraction_stands_for_a_share(text, given, verdict):
    assert [claim.verdict for claim in claims(text, given) if claim.kind == "fraction"] == [verdict]


def test_half_of_the_workers_earn_more_than_the_median():
    text = "Half of the workers earned more than $68,270 a year."
    assert verdicts(text, MEDIAN) == ["derived", "exact"]
    assert carried(text, MEAN) == [False, False]


def test_a_range_is_one_claim_bound_to_both_its_ends():
    (claim,) = claims("The middle half earned between $56,310 and $84,480 a year.", P25, P75)
    assert (claim.verdict, claim.quantity.statistic, claim.quantity.unit) == ("exact", "p25 p75", "USD/year")
    assert [binding.id for binding in claim.bound] == [P25.id, P75.id]
    assert verdicts("The middle half earned $56,310–$85,480.", P25, P75) == ["contradicted"]


@pytest.mark.parametrize(
    ("text", "period", "right"),
    [("2025", "May 2025", True), ("2023", "May 2025", False), ("2034", "2024-34", True), ("2030", "2024-34", False)],
)
def test_a_year_is_carried_by_a_fact_of_that_period(text, period, right):
    assert carried(text, fact(1, "percent", period, dataset="ep.x")) == [right]


def test_a_number_in_a_quoted_passage_is_carried_by_the_quote_only_as_a_whole_and_in_its_unit():
    assert carried("They work 40 hours.", quotes=["Most work 40 hours per week."]) == [True]
    assert carried("A 40-hour week.", quotes=["Most work 40 hours per week."]) == [True]
    assert carried("They work 4 hours.", quotes=["Most work 40 hours per week."]) == [False]
    assert carried("It pays $40.", quotes=["Most work 40 hours per week."]) == [False]
    assert carried("The mean was $64,320.", quotes=["The median annual wage was $64,320 in May 2024."]) == [False]


def test_a_number_in_the_label_of_a_fact_is_carried():
    assert carried("Among workers 25 and older, 57.2 percent hold a master's degree.", MASTERS) == [True, True]


def test_nothing_carries_a_number_without_citations():
    assert carried("about $68,000") == [False]


def test_every_number_says_where_it_stands():
    text = "It paid $68,270 in May 2025, up from $61,190."
    for claim in claims(text, MEDIAN):
        assert text[claim.start : claim.end] == claim.text


@given(st.integers(min_value=1000, max_value=999_999), st.integers(min_value=1000, max_value=999_999))
def test_money_is_carried_by_no_other_amount(stated, true):
    assert carried(f"${stated:,}", fact(true)) == [stated == true]


@given(st.text(max_size=200))
def test_any_text_can_be_read_for_numbers(text):
    for each in measures(text):
        assert each.text == text[each.start : each.end]
        assert 0 <= each.start < each.end <= len(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Growth from 2024 to 2034 is faster than average.", "unsupported"),
        ("Together these four occupations grow faster than average from 2024 to 2034.", "undecided"),
    ],
)
def test_a_growth_word_for_several_occupations_carries_none_of_them(text, verdict):
    word = fact("Faster than average", "text", "2024-34", "Projected growth", "growth-wording", "ooh.2025")
    shared = word.model_copy(
        update={"basis": "combined_code", "basis_note": "the page Cooks covers 4 occupations together"}
    )
    assert verdicts(text, word, kinds=("comparison",)) == ["exact"]
    assert verdicts(text, shared, kinds=("comparison",)) == [verdict]
