"""Every fact can be checked: its locator leads back to its value in the official file."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from locating import Located

from authoring.facts.base import FactBase
from authoring.facts.files import Cell, OfficialFiles
from authoring.text import clean_line
from schemas.facts import Fact

FAMILIES = ("soc", "oews", "ep", "onet", "onet-importance", "ooh")


@pytest.fixture(scope="module")
def located(official: OfficialFiles) -> Located:
    return Located(official)


def facts_of(base: FactBase) -> Iterator[Fact]:
    for soc in base.socs():
        yield from (fact for fact in base.sheet(soc).facts if fact.dataset.partition(".")[0] in FAMILIES)


def says(cell: Cell, fact: Fact) -> bool:
    """Whether one cell of an official file says what the fact says."""
    if fact.at_least:
        return cell == "#"
    if fact.unit == "flag":
        return (cell, fact.value) == ("Y", "yes")
    if isinstance(fact.value, int | float):
        return float(cell) == pytest.approx(fact.value, abs=1e-9)
    if fact.dataset == "ooh.2025":
        return fact.value == PurePosixPath(str(cell)).stem or f"({fact.value})" in str(cell)
    return clean_line(str(cell)) == fact.value


def test_the_locator_of_every_fact_leads_to_one_cell_that_holds_its_value(base: FactBase, located: Located) -> None:
    astray = []
    for fact in facts_of(base):
        cells = located.cells(fact.locator)
        if " | " in fact.locator.row:
            mean = sum(float(cell) for cell in cells) / len(cells)
            right = fact.value == pytest.approx(mean, abs=0.00501) and fact.derivation is not None
        else:
            right = len(cells) == 1 and says(cells[0], fact)
        if not right:
            astray.append((fact.id, fact.value, cells))
    assert astray == []


def test_a_fact_id_is_its_dataset_its_occupation_and_its_measure(base: FactBase) -> None:
    for soc in base.socs():
        sheet = base.sheet(soc)
        assert [fact.id for fact in sheet.facts] == [f"{f.dataset}/{soc}/{f.measure}" for f in sheet.facts]
        assert len({fact.id for fact in sheet.facts}) == len(sheet.facts)


def test_the_file_of_every_locator_is_listed_with_its_dataset(base: FactBase) -> None:
    files = {dataset.id: {file.path for file in dataset.files} for dataset in base.datasets()}
    for fact in facts_of(base):
        assert fact.locator.file in files[fact.dataset]


def test_a_passage_stands_word_for_word_in_its_page(base: FactBase, located: Located) -> None:
    whole = {}
    for soc in base.socs():
        for passage in base.sheet(soc).passages:
            page = base.page(passage.page)
            assert page is not None
            assert page.text[passage.start : passage.end] == passage.text
            if passage.page not in whole:
                whole[passage.page] = located.page_text(f"html/{passage.page}.html")
            for part in passage.text.split(": ") if ": " in passage.text else [passage.text]:
                assert part.split("; ")[0] in whole[passage.page], passage.id
