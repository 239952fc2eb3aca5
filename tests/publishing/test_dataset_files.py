"""The same profile in every form: JSON, JSON Lines, CSV and SQLite tell no two stories."""

import csv
import json
import sqlite3

import pytest
from librarian_profile import ANA, BEN, SOC, Desk, full_desk, sections

from authoring.publishing.tables import TABLES
from schemas.sections.moat import Moat


@pytest.fixture
def release(publisher, tmp_path):
    publisher(full_desk()).publish("Ben Wu")
    return tmp_path / "published" / "current"


def rows(release, locale, table):
    with (release / "tables" / locale / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def profile(release, locale="en"):
    return json.loads((release / "profiles" / locale / f"{SOC}.json").read_text())


@pytest.mark.parametrize("locale", ["en", "zh-TW"])
def test_a_line_of_json_lines_is_the_profile(release, locale):
    (line,) = (release / "jsonl" / f"{locale}.jsonl").read_text().splitlines()
    assert json.loads(line) == profile(release, locale)


def test_a_claim_says_where_it_stands_and_what_carries_it(release):
    pay = next(each for each in profile(release)["sections"] if each["section"] == "pay")
    median = next(claim for claim in pay["claims"] if claim["text"] == "$68,270")
    note = pay["content"]["note"][0]
    assert note["text"][median["start"] : median["end"]] == "$68,270"
    assert (median["item"], median["verdict"], median["low"], median["unit"]) == (
        note["id"],
        "exact",
        68270,
        "USD/year",
    )
    assert median["facts"] == [f"oews.2025/{SOC}/annual-median"]


def test_a_claim_is_the_same_in_the_table(release):
    told = {(row["section"], row["text"]): row for row in rows(release, "en", "claims")}
    median = told["pay", "$68,270"]
    assert (median["verdict"], float(median["low"])) == ("exact", 68270)
    assert median["facts"] == f"oews.2025/{SOC}/annual-median"


def test_every_text_of_an_item_is_a_row(release):
    texts = {(row["item"], row["field"]): row["text"] for row in rows(release, "zh-TW", "items")}
    moat = next(each["content"] for each in profile(release, "zh-TW")["sections"] if each["section"] == "moat")
    assert texts["mo1", "title"] == moat["points"][0]["title"]
    assert texts["mo1", "detail"] == moat["points"][0]["detail"]


def test_a_score_that_facts_are_too_few_for_is_a_row_without_a_value(release):
    scores = {row["dimension"]: row for row in rows(release, "en", "scores")}
    assert (scores["income"]["value"], scores["licensing"]["value"]) == ("6.1", "")
    assert scores["licensing"]["absent_because"] == "No table of licences."


def test_the_database_holds_what_the_tables_hold(release):
    with sqlite3.connect(f"file:{release}/sqlite/en.sqlite?mode=ro", uri=True) as database:
        for table in TABLES:
            names = ", ".join(f'"{name}"' for name in table.header)
            there = list(database.execute(f"SELECT {names} FROM {table.name} ORDER BY id"))
            told = rows(release, "en", table.name)
            assert len(there) == len(told) > 0
            for found, said in zip(there, told, strict=True):
                for column, value, text in zip(table.columns, found, said.values(), strict=True):
                    assert _spelled(value, column.type) == _spelled(text or None, column.type)
    database.close()


def _spelled(value, kind):
    if value is None:
        return None
    if kind == "boolean":
        return value in (1, "true")
    return float(value) if kind in ("number", "integer") else value


@pytest.mark.parametrize(("locale", "sought", "found"), [("en", "cataloging", "ta1"), ("zh-TW", "資料來源", "mo1")])
def test_full_text_search_finds_words_in_either_script(release, locale, sought, found):
    database = sqlite3.connect(f"file:{release}/sqlite/{locale}.sqlite?mode=ro", uri=True)
    asked = "SELECT item FROM items WHERE id IN (SELECT rowid FROM items_fts WHERE items_fts MATCH ?)"
    hits = {item for (item,) in database.execute(asked, (sought,))}
    database.close()
    texts = {row["item"] for row in rows(release, locale, "items") if sought.casefold() in row["text"].casefold()}
    assert hits == texts
    assert hits


def test_linked_data_says_pay_with_its_month_and_the_review(release):
    occupation = json.loads((release / "jsonld/en.jsonl").read_text())
    (salary,) = occupation["estimatedSalary"]
    assert (occupation["@type"], occupation["occupationalCategory"]["codeValue"]) == ("Occupation", SOC)
    assert (salary["percentile10"], salary["median"], salary["percentile90"]) == (43660, 68270, 103990)
    assert (salary["currency"], salary["duration"], occupation["validFrom"]) == ("USD", "P1Y", "2025-05")
    assert occupation["mainEntityOfPage"]["lastReviewed"].startswith("2026-11-2")


def test_provenance_names_who_did_what(release):
    prov = json.loads((release / "prov/en.jsonl").read_text())
    assert {agent["prov:label"] for agent in prov["agent"].values()} == {"offline drafter", "Ben Wu"}


def test_counts_of_the_manifest_are_those_of_the_tables(release):
    manifest = json.loads((release / "manifest.json").read_text())
    english = next(each for each in manifest["coverage"] if each["locale"] == "en")
    assert english["counts"]["claims"] == len(rows(release, "en", "claims"))
    assert english["counts"]["citations"] == len(rows(release, "en", "citations"))
    assert english["counts"]["facts"] == len(rows(release, "en", "facts"))
    assert (english["profiles"], english["whole"], english["occupations"]) == (1, 1, 2)


MOAT = next(section for section in sections() if section.section == "moat")
MODEL = ANA.model_copy(update={"kind": "model", "name": "some/model"})


def disclosed(publisher, tmp_path, desk):
    publisher(desk).publish("Ben Wu")
    told = json.loads((tmp_path / "published/current/profiles/en" / f"{SOC}.json").read_text())
    return told["sections"][0]["disclosure"]


def test_what_a_model_drafted_is_said_to_be_ai_assisted_even_after_an_edit(publisher, tmp_path):
    desk = Desk()
    desk.write(MOAT, by=MODEL)
    edited = Moat(section="moat", points=(MOAT.points[0].model_copy(update={"title": "Judging"}),))
    desk.decide(desk.write(edited, by=ANA), by=BEN)
    told = disclosed(publisher, tmp_path, desk)
    item = told["items"]["mo1"]
    assert (item["drafted_by"], item["worded_by"], item["edited_by"]) == ("model", "person", ["Ana Ortiz"])
    assert (item["ai_disclosure"], told["ai_disclosure"]) == ("ai-assisted", "ai-assisted")


def test_what_people_and_rules_wrote_is_human_only(publisher, tmp_path):
    desk = Desk()
    desk.write(MOAT)
    added = MOAT.points[0].model_copy(update={"id": "mo2", "title": "Answering for it"})
    desk.decide(desk.write(Moat(section="moat", points=(*MOAT.points, added)), by=ANA), by=BEN)
    told = disclosed(publisher, tmp_path, desk)
    assert told["ai_disclosure"] == "human-only"
    assert {key: item["worded_by"] for key, item in told["items"].items()} == {"mo1": "tool", "mo2": "person"}
