"""Drafts measured: what tells two models apart shows up in the numbers, and nobody is asked for it."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from good_answers import wire
from scripted_server import says

from authoring.drafting.eval_set import EVAL_SET
from authoring.drafting.measuring import grade
from authoring.facts.base import FactBase
from authoring.facts.scores import find_cluster
from authoring.settings import open_workspace
from authoring.wiring import Wiring
from schemas.sections.identity import Cluster

BASE = FactBase.open()
SOCS = ("25-4022", "29-1141")


def point_at(url):
    with Path("authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nname = "openai/careful"\nbase_url = "{url}"\nattempts = 1\n')


def of_that_occupation(handler):
    soc = re.search(r"\(SOC ([\d-]+)\)", handler.asked["messages"][1]["content"])[1]
    says(json.dumps(wire("moat", BASE.sheet(soc))))(handler)


@pytest.fixture
def compared(author, server):
    """One model that writes of the very work, one that says the same of every occupation."""
    point_at(server.url)
    with Path("authoring.toml").open("a") as settings:
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


def test_without_codes_a_fixed_dozen_of_all_kinds_of_work_is_drafted_and_measured(author, server):
    point_at(server.url)
    server.script(of_that_occupation)
    _, out, _ = author("eval", "--sections", "moat", "--with", "openai/careful", "--json")
    assert [measure["occupations"] for measure in json.loads(out)] == [12]
    asked = [re.search(r"\(SOC ([\d-]+)\)", body["messages"][1]["content"])[1] for body in server.seen]
    assert sorted(asked) == sorted(EVAL_SET)


def test_the_fixed_dozen_are_two_of_each_cluster_from_twelve_major_groups():
    clusters = Counter(find_cluster(BASE.sheet(soc), BASE).cluster for soc in EVAL_SET)
    assert dict.fromkeys(get_args(Cluster), 2) == clusters
    assert len({soc[:2] for soc in EVAL_SET}) == 12


def test_what_one_occupation_failed_at_does_not_hide_what_the_others_are_worth(author, server):
    point_at(server.url)

    def answer(handler):
        asked = handler.asked["messages"][1]["content"]
        (says("no") if "(SOC 25-4022)" in asked else of_that_occupation)(handler)

    server.script(answer)
    _, out, err = author("eval", *SOCS, "--sections", "moat", "--with", "openai/careful", "--json", to=10)
    assert [measure["occupations"] for measure in json.loads(out)] == [1]
    assert "not every section was drafted" in err


def test_nothing_to_measure_is_said(author):
    _, _, err = author("eval")
    assert "author draft" in err


def test_two_wordings_of_a_prompt_are_compared_by_their_folders(compared, server, tmp_path):
    for name in ("short", "long"):
        (tmp_path / name / "moat").mkdir(parents=True)
        text = (
            '{% extends "shared/draft.j2" %}{% block title %}what stays human, {{ "'
            + name
            + '" | upper }}{% endblock %}'
        )
        (tmp_path / name / "moat/draft.j2").write_text(text)
    folders = [word for name in ("short", "long") for word in ("--prompts", tmp_path / name)]

    def answer(handler):
        system, user = (message["content"] for message in handler.asked["messages"])
        said = wire("moat", BASE.sheet(next(soc for soc in SOCS if f"(SOC {soc})" in user)))
        said["points"] = said["points"][: 3 if "SHORT" in system else 5]
        says(json.dumps(said))(handler)

    server.script(answer)
    _, out, _ = compared("eval", *SOCS, "--sections", "moat", *folders, "--json")
    assert ["SHORT" in asked["messages"][0]["content"] for asked in server.seen] == [True, True, False, False]
    named = {row["prompts"]: row for row in json.loads(out) if row["prompts"]}
    assert set(named) == {str(tmp_path / "short"), str(tmp_path / "long")}
    assert {row["occupations"] for row in named.values()} == {2}
    _, out, _ = compared("eval", *SOCS, "--sections", "moat", *folders)
    assert str(tmp_path / "long") in out
    assert len(server.seen) == 4, "what was answered is not asked for again"
    compared("eval", *SOCS, "--prompts", tmp_path / "none", to=2)
