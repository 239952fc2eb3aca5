"""The offline drafter over every occupation of the fact base: nothing it writes breaks a check."""

import re

import pytest

from authoring.checks import CheckedSection, check
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.offline.drafter import _COMPOSE, OfflineDrafter
from authoring.errors import ThinFacts
from authoring.facts.base import FactBase
from authoring.revisions.ids import new_item_id
from schemas.sections.registry import MODELS, SPEC

BASE = FactBase.open()
GROUPS = sorted({soc[:2] for soc in BASE.socs()})
DRAFTED = [name for name in _COMPOSE if SPEC[name].kind == "drafted"]


def drafted_sections(soc, refusals):
    sheet = BASE.sheet(soc)
    for name in DRAFTED:
        try:
            fields = OfflineDrafter().draft(name, sheet).fields
        except ThinFacts as thin:
            refusals.append(thin)
            continue
        section = MODELS[name].model_validate({"section": name, **fields})
        yield sheet, with_item_ids(section, None, new_item_id)


@pytest.mark.parametrize("group", GROUPS)
def test_every_occupation_of_a_major_group_drafts_clean(group):
    refusals = []
    for soc in (soc for soc in BASE.socs() if soc.startswith(group)):
        for sheet, section in drafted_sections(soc, refusals):
            found = [f for f in check(CheckedSection(section, "en", sheet)) if f.severity != "note"]
            assert not found, (soc, section.section, found)
    assert all(refusal.missing for refusal in refusals), "a refusal says what is missing"


def test_all_but_the_69_occupations_without_tasks_get_a_verdict_on_ai():
    def refused(soc):
        try:
            OfflineDrafter().draft("ai_impact", BASE.sheet(soc))
        except ThinFacts:
            return True
        return False

    assert sum(refused(soc) for soc in BASE.socs()) == 69


def test_the_same_facts_give_the_same_words():
    sheet = BASE.sheet("29-1141")
    drafts = [OfflineDrafter().draft("moat", sheet).fields for _ in range(2)]
    assert drafts[0] == drafts[1]


def test_it_says_that_no_model_wrote_it():
    draft = OfflineDrafter().draft("summary", BASE.sheet("25-4022"))
    assert draft.by.kind == "tool"
    assert draft.by.name == "offline drafter"
    assert draft.provenance.model is None


@pytest.mark.parametrize(
    ("soc", "verdict"),
    [
        ("25-4022", "mixed"),
        ("29-1141", "augmented"),
        ("15-1252", "mixed"),
        ("47-2181", "augmented"),
        ("13-2011", "exposed"),
        ("43-3031", "highly_exposed"),
        ("41-9041", "highly_exposed"),
    ],
)
def test_verdicts_follow_the_published_rule(soc, verdict):
    assert OfflineDrafter().draft("ai_impact", BASE.sheet(soc)).fields["verdict"] == verdict


def test_pay_of_the_librarian_is_that_of_the_official_table():
    note = OfflineDrafter().draft("pay", BASE.sheet("25-4022")).fields["note"]
    text = " ".join(sentence.text for sentence in note)
    for figure in ("$68,270", "$56,310", "$84,480", "$43,660", "$103,990", "May 2025", "$61,190"):
        assert figure in text


def test_growth_is_said_in_the_words_of_its_own_round():
    sentences = OfflineDrafter().draft("outlook", BASE.sheet("25-4022")).fields["sentences"]
    newest, _, older = (sentence.text for sentence in sentences)
    assert "2.6 percent" in newest
    assert "average" not in newest
    assert "1.7 percent" in older
    assert "“Slower than average”" in older


def test_a_word_that_the_handbook_has_for_several_occupations_together_is_none_for_one_of_them():
    sheet = BASE.sheet("51-3091")
    word = sheet.latest("ooh", "growth-wording")
    assert (word.value, word.basis) == ("Faster than average", "combined_code")
    _, _, older = (sentence.text for sentence in OfflineDrafter().draft("outlook", sheet).fields["sentences"])
    assert older == "BLS projects employment to grow 0.6 percent from 2024 to 2034."


def test_an_occupation_of_title_and_definition_only_names_what_is_missing():
    with pytest.raises(ThinFacts) as refusal:
        OfflineDrafter().draft("ai_impact", BASE.sheet("55-1011"))
    assert "AI exposure study that rates its tasks" in refusal.value.missing


NO_VERB = re.compile(r"They (?:\w+[^s\W]s|duties|\w{3,}ing|required|responsible|usually|typically|using|may include)\b")


def test_a_summary_says_they_only_before_a_verb():
    for soc in BASE.socs():
        for sentence in OfflineDrafter().draft("summary", BASE.sheet(soc)).fields["sentences"]:
            assert not NO_VERB.search(sentence.text), (soc, sentence.text)


def test_no_task_is_said_to_be_kept_and_helped():
    for soc in ("25-4022", "29-1141", "15-1252", "13-2011", "47-2181"):
        sheet = BASE.sheet(soc)
        moat = {point.title for point in OfflineDrafter().draft("moat", sheet).fields["points"]}
        impact = OfflineDrafter().draft("ai_impact", sheet).fields
        assert moat.isdisjoint(point.title for point in (*impact["augments"], *impact["takes_over"]))
        assert len(moat) >= 3
