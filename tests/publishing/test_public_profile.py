"""The public files: self-contained, true to their published schema, and honest about who made what."""

import json

import jsonschema
from librarian_profile import ANA, BEN, DATASETS, FACTS, OTHER, SOC, Desk, full_desk, sections

from schemas.sections.registry import SECTION_NAMES


def published(publisher, tmp_path, desk=None):
    publisher(desk).publish("Ben Wu")
    folder = tmp_path / "published" / "current"
    return folder, json.loads((folder / "profiles/en" / f"{SOC}.json").read_text())


def test_files_are_valid_under_the_schema_beside_them(publisher, tmp_path):
    folder, _ = published(publisher, tmp_path)
    for schema, names in (("profile", "profiles/*/*.json"), ("index", "index.json")):
        validator = jsonschema.Draft202012Validator(json.loads((folder / f"schema/{schema}.schema.json").read_text()))
        files = list(folder.glob(names))
        assert files
        for path in files:
            assert not list(validator.iter_errors(json.loads(path.read_text())))


def test_sections_stand_in_page_order_and_the_missing_are_named(publisher, tmp_path):
    desk = full_desk("en")
    desk.decide(desk.history(SOC, "en", "fit").head, "withdraw")
    _, profile = published(publisher, tmp_path, desk)
    assert [entry["section"] for entry in profile["sections"]] == [n for n in SECTION_NAMES if n != "fit"]
    assert profile["missing"] == ["fit"]


def test_only_cited_facts_and_what_they_were_computed_from_go_along(publisher, tmp_path):
    _, profile = published(publisher, tmp_path)
    ids = set(profile["facts"])
    assert f"gpts.2023/{OTHER}/beta" in ids
    assert ids < {fact.id for fact in FACTS} | {f"gpts.2023/{OTHER}/beta"}
    median = profile["facts"][f"oews.2025/{SOC}/annual-median"]
    assert (median["value"], median["unit"], median["period"]) == (68270, "USD/year", "May 2025")
    assert median["locator"]["column"] == "annual-median"


def test_every_dataset_that_is_used_is_credited_and_no_other(publisher, tmp_path):
    folder, profile = published(publisher, tmp_path)
    credited = {dataset["id"]: dataset for dataset in profile["datasets"]}
    assert set(credited) == {dataset.id for dataset in DATASETS} - {"unused.1"}
    assert "CC BY 4.0" in credited["onet.30.3"]["attribution"]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {dataset["id"] for dataset in manifest["datasets"]} == set(credited)


def test_passages_and_documents_go_along_where_they_are_quoted(publisher, tmp_path):
    _, profile = published(publisher, tmp_path)
    assert list(profile["documents"]) == ["alma"]
    assert "slower than the average" in profile["passages"]["ooh.2025/librarians/outlook/1"]["text"]


def test_each_section_says_who_drafted_edited_and_approved_it(publisher, tmp_path):
    moat = next(section for section in sections() if section.section == "moat")
    desk = Desk()
    desk.write(moat)
    edited = moat.model_copy(update={"points": (moat.points[0].model_copy(update={"title": "Judging sources"}),)})
    desk.decide(desk.write(edited, by=ANA), by=BEN)
    _, profile = published(publisher, tmp_path, desk)
    told = profile["sections"][0]["disclosure"]
    assert (told["drafted_by"]["name"], told["method"]) == ("offline drafter", "offline_drafter")
    assert (told["edited_by"], told["approved_by"], told["four_eyes"]) == (["Ana Ortiz"], "Ben Wu", True)


def test_the_index_lists_every_profile(publisher, tmp_path):
    folder, _ = published(publisher, tmp_path)
    index = json.loads((folder / "index.json").read_text())
    assert [(entry["locale"], entry["file"]) for entry in index["profiles"]] == [
        (locale, f"profiles/{locale}/{SOC}.json") for locale in ("en", "zh-TW")
    ]
