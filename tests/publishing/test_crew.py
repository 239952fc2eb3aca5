"""Several processes make the very bytes that one makes, and their troubles leave the old release current."""

import pickle
from functools import partial

import crew_recipes
import pytest
from librarian_profile import OTHER, OTHER_FACTS, cite, full_desk, sections

from authoring.errors import AuthoringError, NotAllowed
from authoring.publishing.crew import Crew
from schemas.sections.moat import Moat


@pytest.fixture
def desk():
    desk = full_desk()
    moat = next(section for section in sections() if section.section == "moat")
    points = (moat.points[0].model_copy(update={"citations": cite(OTHER_FACTS[0].id)}),)
    desk.decide(desk.write(Moat(section="moat", points=points), soc=OTHER))
    return desk


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_processes_make_what_one_makes(publisher, desk, tmp_path):
    file = tmp_path / "desk"
    file.write_bytes(pickle.dumps(desk))
    crew = Crew(partial(crew_recipes.from_desk, str(file)), most=2, worth_it=1)
    publisher(desk, published=tmp_path / "many", crew=crew).publish("Ben Wu", html=True)
    publisher(desk, published=tmp_path / "one").publish("Ben Wu", html=True)
    assert everything(tmp_path / "many/current") == everything(tmp_path / "one/current")
    assert [path.name for path in (tmp_path / "many/releases").iterdir()] == ["2026-11-23.1"]


def test_an_error_of_another_process_is_told_with_its_hint(publisher, desk, tmp_path):
    publisher(full_desk("en")).publish("Ben Wu")
    with pytest.raises(NotAllowed, match="is not to be made") as refused:
        publisher(desk, crew=Crew(crew_recipes.refusing, most=2, worth_it=1)).publish("Ben Wu")
    assert refused.value.hint == "Ask somebody else."
    assert publisher().current().release == "2026-11-23.1"


def test_a_process_that_is_killed_leaves_the_old_release_and_nothing_else(publisher, desk, tmp_path):
    publisher(full_desk("en")).publish("Ben Wu")
    with pytest.raises(AuthoringError, match="ended from outside"):
        publisher(desk, crew=Crew(crew_recipes.dying, most=2, worth_it=1)).publish("Ben Wu")
    assert publisher().current().release == "2026-11-23.1"
    assert [path.name for path in (tmp_path / "published/releases").iterdir()] == ["2026-11-23.1"]
