"""The studies of AI exposure and use: their published numbers arrive unchanged, and say what they are."""

from collections.abc import Iterator

import pytest
from locating import Located

from authoring.facts.base import FactBase
from authoring.facts.files import OfficialFiles
from authoring.facts.publishers import anthropic, gpts_are_gpts, microsoft
from authoring.facts.publishers.onet_tables import TASKS_30_3
from authoring.text import clean_line
from schemas.facts import Fact

FAMILIES = ("gpts-are-gpts", "microsoft-applicability", "anthropic-exposure", "anthropic-usage", "isco", "lca")
TASK_KINDS = ("exposure-gpt4", "exposure-human", "automation-gpt4")


def value(base: FactBase, soc: str, family: str, measure: str) -> object:
    fact = base.sheet(soc).latest(family, measure)
    assert fact is not None, (soc, family, measure)
    return fact.value


@pytest.mark.parametrize(
    ("soc", "gpt4", "human", "applicability", "observed"),
    [
        ("25-4022", 0.535, 0.500, 0.254, 0.2032),
        ("15-1252", 0.868, 0.447, 0.278, 0.288),
        ("29-1141", 0.333, 0.381, 0.122, 0.0595),
    ],
)
def test_an_occupation_has_the_exposure_each_study_publishes(
    base: FactBase, soc: str, gpt4: float, human: float, applicability: float, observed: float
) -> None:
    assert value(base, soc, "gpts-are-gpts", "exposure/gpt4/beta") == pytest.approx(gpt4, abs=0.0005)
    assert value(base, soc, "gpts-are-gpts", "exposure/human/beta") == pytest.approx(human, abs=0.0005)
    assert value(base, soc, "microsoft-applicability", "applicability") == pytest.approx(applicability, abs=0.0005)
    assert value(base, soc, "anthropic-exposure", "observed-exposure") == observed


def test_both_versions_of_the_microsoft_score_are_kept_and_the_newer_one_is_the_latest(base: FactBase) -> None:
    sheet = base.sheet("25-4022")
    assert {fact.dataset: round(float(fact.value), 3) for fact in sheet.each("microsoft-applicability", "applicability")
            if fact.measure == "applicability"} == {
        "microsoft-applicability.1.0": 0.271,
        "microsoft-applicability.1.1": 0.254,
    }  # fmt: skip


def test_a_librarian_has_thirty_labelled_tasks_and_twelve_physical_ones(base: FactBase) -> None:
    sheet = base.sheet("25-4022")
    labels = [fact.value for fact in sheet.each("gpts-are-gpts", "task/") if fact.measure.endswith("exposure-gpt4")]
    physical = [fact.value for fact in sheet.each("microsoft-applicability", "task/")]
    assert {label: labels.count(label) for label in ("E0", "E1", "E2")} == {"E0": 3, "E1": 5, "E2": 22}
    assert (physical.count(True), len(physical)) == (12, 30)


def test_the_task_labels_reproduce_the_share_the_study_publishes(base: FactBase, official: OfficialFiles) -> None:
    weights = {
        gpts_are_gpts.task_id(row["Task ID"]): gpts_are_gpts.weight(row)
        for row in official.table(gpts_are_gpts.LABELS, "\t", quoted=True)
    }
    for soc in ("25-4022", "15-1252", "29-1141"):
        sheet = base.sheet(soc)
        labels = {
            fact.measure.split("/")[1]: fact.value
            for fact in sheet.each("gpts-are-gpts", "task/")
            if fact.measure.endswith("/exposure-gpt4")
        }
        exposed = sum(weights[task] for task, label in labels.items() if label == "E1")
        published = value(base, soc, "gpts-are-gpts", "exposure/gpt4/alpha")
        assert exposed / sum(weights[task] for task in labels) == pytest.approx(published)


def test_every_derived_share_names_facts_of_its_own_sheet(base: FactBase) -> None:
    for soc in ("25-4022", "15-1252", "13-1021", "15-1299"):
        sheet = base.sheet(soc)
        derived = [fact for fact in sheet.facts if fact.derivation and fact.dataset.partition(".")[0] in FAMILIES]
        assert all(sheet.fact(source) for fact in derived for source in fact.derivation.inputs)


def test_usage_joins_only_tasks_whose_text_did_not_change_since_onet_20(
    base: FactBase, official: OfficialFiles
) -> None:
    now = {row["Task ID"]: row["Task"].lower() for row in official.table(TASKS_30_3)}
    then = {(row["Task ID"], row["Task"].lower()) for row in official.table(anthropic.OLD_TASKS, ",")}
    joined = [fact for soc in base.socs() for fact in base.sheet(soc).each("anthropic-usage", "task/")]
    assert joined
    assert {fact.basis for fact in joined} == {"soc2010_crosswalk"}
    assert all((task := fact.measure.split("/")[1], now[task]) in then for fact in joined)


def test_modes_that_were_held_back_for_privacy_are_absent_and_not_zero(base: FactBase, official: OfficialFiles) -> None:
    held_back = {row["task_name"] for row in official.table(anthropic.MODES, ",") if float(row["filtered"]) >= 1}
    for soc in base.socs():
        for fact in base.sheet(soc).each("anthropic-usage", "task/"):
            if not fact.measure.endswith("usage-share"):
                assert fact.locator.row.removeprefix("task_name=") not in held_back


def test_an_occupation_inside_a_combined_code_says_that_the_score_is_the_combined_one(base: FactBase) -> None:
    fact = base.sheet("13-1021").latest("microsoft-applicability", "applicability")
    assert fact is not None
    assert (fact.basis, "13-1020" in (fact.basis_note or "")) == ("combined_code", True)


def test_the_locator_of_every_single_value_leads_to_the_cell_that_holds_it(
    base: FactBase, official: OfficialFiles
) -> None:
    located, astray = Located(official), []
    for fact in _located_facts(base):
        cells = [clean_line(str(cell)) for cell in located.cells(fact.locator)]
        if not cells or not all(_same(cell, fact) for cell in cells):
            astray.append((fact.id, fact.value, cells))
    assert astray == []


def _located_facts(base: FactBase) -> Iterator[Fact]:
    for soc in base.socs():
        for fact in base.sheet(soc).facts:
            single = fact.derivation is None and fact.locator.file != gpts_are_gpts.LABELS
            if fact.dataset.partition(".")[0] in FAMILIES and single:
                yield fact


def _same(cell: str, fact: Fact) -> bool:
    if isinstance(fact.value, bool | str):
        return cell == str(fact.value)
    return float(cell) == pytest.approx(fact.value, abs=1e-9)


def test_datasets_without_a_stated_licence_are_not_in_the_base(base: FactBase) -> None:
    families = {dataset.id.partition(".")[0] for dataset in base.datasets()}
    assert not families & {"aioe", "ilo", "ilo-gmyrek", "taiwan", "anthropic-usage-derived"}
    assert {module.DATASETS[0].licence for module in (gpts_are_gpts, microsoft, anthropic)} == {
        "MIT", "CC BY 4.0", "CC BY",
    }  # fmt: skip
