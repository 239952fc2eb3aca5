"""Seeded errors are what they say they are, and the rules notice every one of a real page."""

from random import Random

import pytest

from authoring.checks import CheckedSection, check
from authoring.checks.seeding import NUMERIC, PLANTS, seeds
from authoring.drafting.assembling import assemble
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.facts.base import FactBase
from authoring.facts.computed import computed_fields
from authoring.revisions.ids import new_item_id
from schemas.sections.registry import SPEC

BASE = FactBase.open()
SOCS = ("25-4022", "29-1141", "53-3032")
NAMES = ("summary", "ai_impact", "moat", "skills", "pay", "education", "credentials", "immigration", "outlook", "faq")


def clean(soc, name):
    sheet = BASE.sheet(soc)
    computed = computed_fields(name, sheet, BASE, ()) if SPEC[name].kind == "mixed" else {}
    content = assemble(name, computed, OfflineDrafter().draft(name, sheet).fields)
    return CheckedSection(with_item_ids(content, None, new_item_id), "en", sheet)


def graver(section, item):
    return {f.rule for f in check(section) if f.severity != "note" and f.place.item == item}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("soc", SOCS)
def test_every_error_planted_in_a_clean_section_is_noticed_in_its_item(soc, name):
    section = clean(soc, name)
    for number in range(3):
        for seed in seeds(section, Random(number), BASE.sheet("15-1252")):
            assert seed.section != section.content
            assert graver(section, seed.item) == set()
            assert graver(CheckedSection(seed.section, "en", section.sheet), seed.item), (
                seed.kind,
                seed.before,
                seed.after,
            )


def test_every_kind_finds_an_occasion_somewhere():
    found = {
        s.kind for soc in SOCS for name in NAMES for s in seeds(clean(soc, name), Random(1), BASE.sheet("15-1252"))
    }
    assert found == {*PLANTS, "swapped quote"}
    assert found >= NUMERIC


def test_the_same_random_numbers_plant_the_same_errors():
    section = clean("25-4022", "pay")
    assert list(seeds(section, Random(7))) == list(seeds(section, Random(7)))
