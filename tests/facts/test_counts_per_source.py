"""How many occupations each source reaches in the bundled base, as counted independently in the sources' own files."""

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from authoring.facts.base import FactBase

WITH_COMBINED = 28
"""Occupations that only a combined code of BLS speaks for."""

COUNTS = {
    ("onet.30.3", "title"): 867,
    ("onet.30.3", "alternate-title"): 867,
    ("onet.30.3", "reported-title"): 786,
    ("onet.30.3", "task"): 798,
    ("onet.30.3", "emerging-task"): 222,
    ("onet.30.3", "dwa"): 798,
    ("onet.30.3", "skill"): 774,
    ("onet.30.3", "software"): 798,
    ("onet.30.3", "job-zone"): 798,
    ("onet.30.3", "education"): 765,
    ("onet.30.3", "experience"): 765,
    ("onet.30.3", "related"): 798,
    ("onet.30.3", "interest"): 798,
    ("onet.30.3", "style"): 795,
    ("onet.30.1", "knowledge"): 774,
    ("oews.2021", "employment"): 819 + WITH_COMBINED,
    ("oews.2022", "employment"): 818 + WITH_COMBINED,
    ("oews.2023", "employment"): 819 + WITH_COMBINED,
    ("oews.2024", "employment"): 819 + WITH_COMBINED,
    ("oews.2025", "employment"): 818 + WITH_COMBINED,
    ("ep.2024-34", "change-percent"): 820 + WITH_COMBINED,
    ("ep.2025-35", "ai-exposure-category"): 819 + WITH_COMBINED,
    ("gpts-are-gpts.2023", "exposure"): 798,
    ("microsoft-applicability.1.0", "applicability-user"): 773 + WITH_COMBINED,
    ("microsoft-applicability.1.1", "applicability"): 773 + WITH_COMBINED,
    ("anthropic-exposure.2026-03", "observed-exposure"): 756,
    ("lca.2022-25", "certified-lcas"): 582,
    ("isco.08", "isco"): 867,
}


@pytest.fixture(scope="module")
def reached(bundled: FactBase) -> Mapping[tuple[str, str], int]:
    """Occupations per dataset and kind of measure."""
    count: Counter[tuple[str, str]] = Counter()
    for soc in bundled.socs():
        count.update({(fact.dataset, fact.measure.partition("/")[0]) for fact in bundled.sheet(soc).facts})
    return count


@pytest.mark.parametrize("kind", COUNTS, ids="/".join)
def test_a_source_reaches_as_many_occupations_as_its_files_do(
    reached: Mapping[tuple[str, str], int], kind: tuple[str, str]
) -> None:
    assert reached[kind] == COUNTS[kind]


def test_the_handbook_has_342_pages_for_593_occupations_of_their_own(bundled: FactBase) -> None:
    assert len(bundled.pages()) == 342
    own = 0
    for soc in bundled.socs():
        page = bundled.sheet(soc).fact(f"ooh.2025/{soc}/page")
        employment = bundled.sheet(soc).latest("ep", "change-percent")
        own += page is not None and employment is not None and employment.basis == "direct"
    assert own == 593


def test_bls_gives_998_reasons_of_which_51_name_ai_or_machine_learning(bundled: FactBase) -> None:
    reasons = {
        (fact.locator.row, str(fact.value))
        for soc in bundled.socs()
        for fact in bundled.sheet(soc).each("ep", "reason/")
    }
    assert len(reasons) == 998
    assert (
        len([text for _, text in reasons if re.search(r"\bAI\b|artificial intelligence|machine learning", text)]) == 51
    )
