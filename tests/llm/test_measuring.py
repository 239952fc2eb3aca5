"""Drafts measured: what tells two models apart shows up in the numbers, and nobody is asked for it."""

import json
from pathlib import Path

import pytest
from good_answers import wire
from scripted_server import says

from authoring.drafting.measuring import grade
from authoring.facts.base import FactBase
from authoring.settings import open_workspace
from authoring.wiring import Wiring

BASE = FactBase.open()
SOCS = ("25-4022", "29-1141")


@pytest.fixture
def compared(author, server):
    """One model that writes of the very work, one that says the same of every occupation."""
    with Path("authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nname = "openai/careful"\nbase_url = "{server.url}"\nattempts = 1\n')
        settings.write('[model.prices."openai/careful"]\ninput = 1.0\noutput = 10.0\n')

    def answer(handler):
        soc = next(soc for soc in SOCS if f"(SOC {soc})" in handler.asked["messages"][1]["content"])
        said = wire("moat", BASE.sheet(soc))
        if handler.asked["model"] == "bland":
            for number, point in enumerate(said["points"]):
                point |= {"title": f"Quality {'abcdefg'[number]}", "detail": "People will always be needed for this."}
        says(json.dumps(said), model=handler.asked["model"])(handler)

    server.script(answer)
    author("eval", *SOCS, "--sections", "moat", "--with", "openai/careful", "--with", "openai/bland")
    server.seen.clear()
    return author


def test_generic_text_cost_and_requests_are_told_apart(compared, server):
    _, out, _ = compared("eval", "--sections", "moat", "--json")
    bland, careful = json.loads(out)
    assert (bland["author"], careful["author"]) == ("bland", "careful")
    assert bland["generic"] == 1.0
    assert careful["generic"] < 0.5
    assert bland["cost_usd"] is None
    assert careful["cost_usd"] == pytest.approx((900 + 1000) / 1e6)
    assert careful["requests"] == 1
    assert careful["grounded"] == 1.0
    assert not server.seen


def test_how_much_people_changed_until_they_approved(compared):
    wiring = Wiring(open_workspace(Path()), "ada")
    head = wiring.revisions.history("25-4022", "en", "moat").head
    points = tuple(p.model_copy(update={"detail": "Ada knows better."}) for p in head.content.points)
    edited = wiring.desk.save("25-4022", "en", "moat", head.content.model_copy(update={"points": points}), on=head.id)
    wiring.desk_of("grace").approve("25-4022", "en", "moat", on=edited.id)
    _, out, _ = compared("eval", "--json")
    bland, careful = json.loads(out)
    assert 0.2 < bland["edited"] < 0.9
    assert careful["edited"] is None


def test_a_page_holds_the_same_table(compared, tmp_path):
    _, out, _ = compared("eval", "--html", tmp_path / "measured.html")
    page = (tmp_path / "measured.html").read_text()
    assert page.count("<tr>") == len(out.splitlines()) == 3


def test_reading_grade_by_the_published_formula():
    # Nine words, two sentences, eleven syllables.
    assert grade("The cat sat on a mat. It slept happily.") == pytest.approx(0.39 * 4.5 + 11.8 * 11 / 9 - 15.59)
    assert grade("“One two three.” “Four five six.”") == grade("One two three. Four five six.")
    assert grade("…") is None


def test_nothing_to_measure_is_said(author):
    _, _, err = author("eval")
    assert "author draft" in err
