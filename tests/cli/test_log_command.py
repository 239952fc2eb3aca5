"""`author log`: what happened in a section, by a person, on a day; and as PROV that another program reads."""

import io
import re

import pytest
from prov.model import ProvDocument


@pytest.fixture
def worked(author, workspace):
    author("draft", "25-4022")
    author("--as", "Mei Lin", "comment", "25-4022", "moat", "Hm.")
    author("approve", "25-4022", "moat")
    author("translate", "25-4022", "--to", "zh-TW")
    return workspace


def test_what_a_person_did_is_told_over_the_whole_workspace(author, worked):
    events = author("log", "--by", "mei lin", "--json").json
    assert [(event["kind"], event["section"]) for event in events] == [("comment", "moat")]
    told = author("log", "--by", "ada").out
    assert "25-4022 en" in told
    assert "approve on" in told
    assert author("log", "--by", "nobody", "--json").json == []


def test_a_day_is_told_and_another_word_is_no_day(author, worked):
    today = author("log", "25-4022", "moat", "--json").json[0]["at"][:10]
    assert len(author("log", "25-4022", "moat", "--on", today, "--json").json) == 3
    assert author("log", "--on", "2001-01-01", "--json").json == []
    assert "2026-11-23" in author("log", "--on", "yesterday", to=2).err


def test_the_prov_package_reads_the_history_back(author, worked):
    document = ProvDocument.deserialize(io.StringIO(author("log", "--prov").out), format="json")
    events = author("log", "--json").json
    revisions = [event for event in events if event["kind"] == "revision"]
    kinds = [type(record).__name__ for record in document.get_records()]
    assert kinds.count("ProvActivity") == len(events)
    assert kinds.count("ProvGeneration") == len(revisions)
    people = [record.label for record in document.get_records() if type(record).__name__ == "ProvAgent"]
    assert {"Mei Lin", "ada"} <= set(people)
    by_source = {
        str(record.args[0]): str(record.args[1])
        for record in document.get_records()
        if type(record).__name__ == "ProvDerivation" and ":text." in str(record.args[1])
    }
    translated = [event for event in revisions if event["translated_from"]]
    assert translated
    for event in translated:
        assert by_source[f"cg:text.{event['id']}"] == f"cg:text.{event['translated_from']['revision']}"


def test_a_claim_is_told_with_its_end_and_an_assignment_without(author, worked):
    author("claim", "25-4022", "moat")
    author("assign", "25-4022", "moat", "jan")
    *_, claimed, assigned = author("log", "25-4022", "moat").out.splitlines()
    assert re.search(r"assigned to ada until \d{4}-\d\d-\d\d \d\d:\d\d UTC$", claimed)
    assert assigned.endswith("assigned to jan")
    assert author("log", "--by", "nobody-of-that-name").err == "nothing of that kind happened\n"
