"""Every rule has an example right and an example wrong; on the wrong one it fires, on the right one it does not."""

from pathlib import Path

import pytest

from authoring.checks.examples import EXAMPLES
from authoring.checks.explaining import as_markdown
from authoring.checks.licensing import UNSTATED
from authoring.checks.registry import all_rules, check
from authoring.facts.editions import dataset_editions

RULES = {rule.id: rule for rule in all_rules()}


def test_every_rule_has_an_example_and_no_example_is_of_no_rule():
    assert set(EXAMPLES()) == set(RULES)


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_the_wrong_example_breaks_its_rule_and_the_right_one_does_not(rule_id):
    example = EXAMPLES()[rule_id]
    assert rule_id in {finding.rule for finding in check(example.wrong)}
    assert rule_id not in {finding.rule for finding in check(example.right)}
    assert example.said[0] != example.said[1]


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_what_a_rule_would_put_in_place_mends_it(rule_id):
    example = EXAMPLES()[rule_id].wrong
    texts = {(text.item, text.field): text.text for text in example.texts}
    fixes = [finding for finding in check(example) if finding.rule == rule_id and finding.fix is not None]
    for finding in sorted(fixes, key=lambda each: -each.place.start):
        place = (finding.place.item, finding.place.field)
        texts[place] = texts[place][: finding.place.start] + finding.fix + texts[place][finding.place.end :]
    if fixes:
        sentences = tuple(s.model_copy(update={"text": texts[s.id, "text"]}) for s in example.content.sentences)
        mended = type(example)(
            example.content.model_copy(update={"sentences": sentences}), example.locale, example.sheet
        )
        assert rule_id not in {finding.rule for finding in check(mended)}


def test_the_families_without_a_stated_licence_are_those_of_the_fact_base():
    assert {edition.id.partition(".")[0] for edition in dataset_editions() if not edition.stated} == UNSTATED


def test_the_documentation_lists_every_rule_as_it_is():
    documented = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")
    assert as_markdown() in documented, "author check --rules --markdown prints the table"
