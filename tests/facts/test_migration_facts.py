"""OFLC, LCAs, STEM programmes and the handbook's wording on licences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.facts.base import FactBase
from authoring.facts.publishers.ooh_licensing import licence_wording


def value(base: FactBase, soc: str, family: str, measure: str) -> object:
    fact = base.sheet(soc).latest(family, measure)
    return fact.value if fact else None


@pytest.mark.parametrize(("soc", "lcas"), [("25-4022", 150), ("15-1252", 546_063), ("29-1141", 2_832)])
def test_certified_lcas_are_those_that_carry_the_code_itself(base: FactBase, soc: str, lcas: int) -> None:
    fact = base.sheet(soc).latest("lca", "certified-lcas")
    assert fact is not None
    assert (fact.value, fact.basis) == (lcas, "direct")
    assert "SOC 2010" in (fact.basis_note or ""), "the thirty librarians filed as 25-4021 are left out, and said to be"


@pytest.mark.parametrize(("soc", "stem", "linked"), [("25-4022", 1, 5), ("15-1252", 17, 20), ("29-1141", 0, 21)])
def test_stem_programmes_are_counted_among_those_linked(base: FactBase, soc: str, stem: int, linked: int) -> None:
    sheet = base.sheet(soc)
    programmes = [fact.id for fact in sheet.each("stem", "programme/")]
    counted = sheet.latest("stem", "linked-programmes")
    assert (value(base, soc, "stem", "stem-programmes"), value(base, soc, "stem", "linked-programmes")) == (
        stem,
        linked,
    )
    assert counted is not None
    assert counted.derivation is not None
    assert list(counted.derivation.inputs) == programmes


def test_facts_of_a_wage_year_say_that_it_has_ended(base: FactBase) -> None:
    facts = list(base.sheet("25-4022").each("oflc", ""))
    assert {fact.period for fact in facts} == {"wage year 2025-26 (ended June 2026)"}
    assert value(base, "25-4022", "oflc", "prevailing-wage/level1") == 20.36
    assert value(base, "25-4022", "oflc", "usual-education") == "Master's degree"


def test_appendix_a_says_yes_or_no_and_nothing_of_an_occupation_it_does_not_know(base: FactBase) -> None:
    assert value(base, "25-4022", "oflc", "appendix-a") == "yes"
    assert value(base, "27-2011", "oflc", "appendix-a") == "no"
    assert value(base, "55-1011", "oflc", "appendix-a") is None


@pytest.mark.parametrize(
    ("title", "sentence", "need"),
    [
        ("Registered Nurses", "Registered nurses must have a nursing license issued by their state.", "all states"),
        ("Pharmacists", "All states require pharmacists to be licensed.", "all states"),
        ("Electricians", "Most states require electricians to pass a test and be licensed.", "most states"),
        ("Glaziers", "Some states may require glaziers to have a license.", "some cases"),
        ("Civil Engineers", "Licensure is not required for entry-level civil engineers.", "not at entry"),
        ("Delivery Drivers", "All delivery drivers need a driver’s license.", "not mentioned"),
        ("Economists", "Economists need a degree.", "not mentioned"),
    ],
)
def test_the_handbooks_sentence_on_licences_becomes_one_of_five_words(title: str, sentence: str, need: str) -> None:
    found = licence_wording(title, f"Licenses, Certifications, and Registrations\n\n{sentence}" if "icens" in sentence
                            and need != "not mentioned" else sentence)  # fmt: skip
    assert found is not None
    assert found[0] == need


@pytest.mark.parametrize(
    "text",
    [
        "Fishing captains must be licensed.",
        "Lawyers who receive a license are admitted to the bar.",
        "Air traffic controllers must hold a certificate.",
    ],
)
def test_a_sentence_about_some_people_or_another_credential_makes_no_fact(text: str) -> None:
    assert licence_wording("Occupation", text) is None


def test_the_wording_keeps_its_sentence_as_evidence(base: FactBase) -> None:
    fact = base.sheet("29-1141").latest("ooh-licensing", "licence")
    assert fact is not None
    assert fact.value == "all states"
    assert "Registered nurses must have a nursing license" in (fact.basis_note or "")
    assert value(base, "25-4022", "ooh-licensing", "licence") is None


words = st.sampled_from(
    ["All states", "Most states", "Some", "must", "may", "be licensed", "a license", "not required", "U.S. law", "who",
     "driver’s license", "certification", "Welders", ".", "”", "\n\n", "Licenses, Certifications, and Registrations"]
)  # fmt: skip


@given(st.lists(words, max_size=40).map(" ".join))
def test_whatever_the_page_says_the_evidence_stands_in_it_word_for_word(text: str) -> None:
    found = licence_wording("Welders", text)
    assert found is None or found[1] in text
