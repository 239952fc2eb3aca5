"""A team's own rules: terms, phrases and limits from a file, and rules of an installed package."""

import importlib
import sys

import pytest

from authoring.checks import CheckedSection, Rule, check
from authoring.checks.registry import Hit
from authoring.errors import WorkspaceError
from authoring.own_rules import own_edition, own_rules
from schemas.facts import FactSheet
from schemas.items import Sentence
from schemas.sections.summary import Summary

SHEET = FactSheet(soc="25-4022", title="Librarians", base_version="1", hash="0" * 64, facts=(), passages=())


@pytest.fixture
def found(tmp_path):
    def rules_broken(toml, *texts, locale="en"):
        (tmp_path / "checks.toml").write_text(toml, "utf-8")
        sentences = tuple(Sentence(id=f"s{n}", text=text, citations=()) for n, text in enumerate(texts))
        section = CheckedSection(Summary(section="summary", sentences=sentences), locale, SHEET)
        return [f for f in check(section, own_rules(tmp_path)) if f.rule.startswith("own.")]

    return rules_broken


def test_a_term_to_avoid_is_found_as_a_whole_word_and_its_substitute_is_offered(found):
    toml = '[[avoid]]\nterm = "rater"\ninstead = "assessor"\nseverity = "error"\n'
    (hit,) = found(toml, "Every Rater agrees; a crater does not.")
    assert (hit.rule, hit.severity, hit.fix) == ("own.avoid.rater", "error", "assessor")
    assert (hit.place.start, hit.place.end) == (6, 11)


def test_a_substitute_begins_a_text_with_a_capital_where_the_term_did(found):
    toml = '[[avoid]]\nterm = "raters"\ninstead = "assessors"\n'
    assert [hit.fix for hit in found(toml, "Raters agree.", "Both Raters agree.")] == ["Assessors", "assessors"]


def test_a_term_in_chinese_needs_no_spaces_around_it(found):
    assert len(found('[[avoid]]\nterm = "圖書"\n', "管理圖書館藏。", locale="zh-TW")) == 1


def test_a_rule_holds_where_it_says(found):
    toml = '[[avoid]]\nterm = "help"\nlocales = ["zh-TW"]\n[[avoid]]\nterm = "people"\nsections = ["faq"]\n'
    assert found(toml, "They help people.") == []


def test_a_phrase_is_required_where_a_word_asks_for_it(found):
    toml = '[[require]]\nphrase = "not a forecast"\nwhen = "exposure"\nwhy = "BLS says so."\n'
    assert found(toml, "They help people.") == []
    assert found(toml, "AI exposure is high, which is not a forecast.") == []
    (hit,) = found(toml, "AI exposure is high.")
    assert (hit.rule, hit.hint) == ("own.require.not-a-forecast", "BLS says so.")


@pytest.mark.parametrize(
    ("limit", "broken"), [("words = 3", False), ("words = 2", True), ("items = 1", False), ("characters = 5", True)]
)
def test_a_limit_counts_words_characters_or_items(found, limit, broken):
    assert bool(found(f"[[limit]]\n{limit}\n", "They help people.")) is broken


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("[[avoid]\n", "not valid TOML"),
        ('[[avoid]]\nword = "x"\n', "avoid.0.term"),
        ("[[limit]]\nwords = 0\n", "limit.0.words"),
    ],
)
def test_what_does_not_fit_is_named(found, toml, named):
    with pytest.raises(WorkspaceError, match=named):
        found(toml, "x")


def test_other_rules_are_another_edition(tmp_path):
    nothing = own_edition(tmp_path)
    (tmp_path / "checks.toml").write_text('[[avoid]]\nterm = "x"\n', "utf-8")
    one = own_edition(tmp_path)
    (tmp_path / "checks.toml").write_text('[[avoid]]\nterm = "y"\n', "utf-8")
    assert len({nothing, one, own_edition(tmp_path)}) == 3


def package(folder, body):
    """A package as pip would have installed it, with one entry point of ours."""
    info = folder / "house_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(
        "[career_graph_authoring.rules]\nhouse = house_rules_of_test:rules\n", "utf-8"
    )
    (folder / "house_rules_of_test.py").write_text(body, "utf-8")


def test_an_installed_package_brings_rules(tmp_path, monkeypatch):
    package(
        tmp_path,
        "from authoring.checks import Rule\nfrom authoring.checks.registry import Hit\n"
        "def shout(section):\n    'No shouting.'\n    return [Hit(t.item, t.field, 'shouts', 'Calm down.') for t in section.texts"
        " if '!' in t.text]\n"
        "def rules():\n    return [Rule('house.shout', 'error', shout)]\n",
    )
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    (rule,) = own_rules(tmp_path)
    assert isinstance(rule, Rule)
    section = CheckedSection(
        Summary(section="summary", sentences=(Sentence(id="a", text="Look!", citations=()),)), "en", SHEET
    )
    assert "house.shout" in {finding.rule for finding in check(section, (rule,))}
    assert [type(hit) for hit in rule.function(section)] == [Hit]


def test_a_package_that_breaks_is_named_and_not_the_program(tmp_path, monkeypatch):
    package(tmp_path, "raise RuntimeError('half installed')\n")
    monkeypatch.delitem(sys.modules, "house_rules_of_test", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    with pytest.raises(WorkspaceError, match="house-rules could not be loaded: half installed"):
        own_rules(tmp_path)
