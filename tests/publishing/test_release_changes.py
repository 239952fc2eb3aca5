"""What a release changes: every claim that came, went or is another, and by which fact."""

import json

from librarian_profile import ANA, BEN, EN, SOC, full_desk, mixed, sections

from schemas.items import Sentence


def pay_with(text):
    content = next(section for section in mixed(EN) if section.section == "pay")
    return content.model_copy(update={"note": (content.note[0].model_copy(update={"text": text}),)})


def changes(tmp_path):
    return json.loads((tmp_path / "published/current/changes.json").read_text())


def test_a_first_release_is_new_as_a_whole(publisher, tmp_path):
    publisher(full_desk("en")).publish("Ben Wu")
    assert (changes(tmp_path)["previous"], changes(tmp_path)["sections"]) == (None, [])
    assert "The first release: 1 profiles with 15 sections" in (tmp_path / "published/current/CHANGES.md").read_text()


def test_another_figure_is_told_with_the_facts_of_then_and_now(publisher, tmp_path):
    desk = full_desk("en")
    publisher(desk).publish("Ben Wu")
    cited = pay_with("").note[0].citations
    old = cited[0].model_copy(update={"fact": f"oews.2024/{SOC}/annual-median"})
    content = pay_with("The median was $64,320 a year in May 2024.")
    content = content.model_copy(update={"note": (content.note[0].model_copy(update={"citations": (old,)}),)})
    desk.decide(desk.write(content, by=ANA), by=BEN)
    publisher(desk).publish("Ben Wu")
    (section,) = changes(tmp_path)["sections"]
    assert (section["kind"], section["section"], section["approved_by"]) == ("changed", "pay", "Ben Wu")
    money = next(claim for claim in section["claims"] if claim["claim"] == "money")
    assert (money["kind"], money["old"]["text"], money["new"]["text"]) == ("figure", "$68,270", "$64,320")
    assert (money["old"]["facts"][0]["value"], money["new"]["facts"][0]["value"]) == (68270, 64320)
    assert money["new"]["facts"][0]["id"] == f"oews.2024/{SOC}/annual-median"
    page = (tmp_path / "published/current/CHANGES.md").read_text()
    assert "“$68,270” by" in page
    assert "became “$64,320” by" in page


def test_a_section_and_its_claims_that_went_are_told(publisher, tmp_path):
    desk = full_desk("en")
    publisher(desk).publish("Ben Wu")
    desk.decide(desk.history(SOC, "en", "faq").head, "withdraw")
    publisher(desk).publish("Ben Wu")
    (section,) = changes(tmp_path)["sections"]
    assert (section["kind"], section["section"]) == ("removed", "faq")
    assert {claim["kind"] for claim in section["claims"]} == {"removed"}


def test_a_dry_run_tells_the_same_changes_and_writes_nothing(publisher, tmp_path):
    desk = full_desk("en")
    publisher(desk).publish("Ben Wu")
    desk.decide(desk.write(pay_with("Half of them earned more than $68,270 in May 2025."), by=ANA), by=BEN)
    before = sorted(tmp_path.rglob("*"))
    foreseen = publisher(desk).plan(details=True).details
    assert sorted(tmp_path.rglob("*")) == before
    publisher(desk).publish("Ben Wu")
    assert [each.model_dump(mode="json") for each in foreseen] == changes(tmp_path)["sections"]


def test_words_of_others_do_nothing_in_the_pages_of_a_release(publisher, tmp_path):
    desk = full_desk("en")
    publisher(desk).publish("Ben Wu")
    note = Sentence(id="pn1", text="The median was $68,270 in May 2025.", citations=pay_with("x").note[0].citations)
    desk.decide(desk.write(pay_with(note.text), by=ANA), by=BEN.model_copy(update={"name": "<b>Ben</b> [x](http://y)"}))
    publisher(desk).publish("Ben Wu", notes="# Not a heading")
    page = (tmp_path / "published/current/CHANGES.md").read_text()
    assert "<b>" not in page
    assert "[x](" not in page
    assert "\n# Not a heading" not in page
    card = (tmp_path / "published/current/README.md").read_text()
    assert "\\# Not a heading" in card


def test_a_translation_whose_source_moved_stays_behind(publisher):
    desk = full_desk("en")
    source = desk.history(SOC, "en", "moat").head
    content = next(section for section in sections("zh-TW") if section.section == "moat")
    desk.decide(desk.write(content, "zh-TW", source=source))
    assert [each.head.locale for each in publisher(desk).plan().candidates if each.head.section == "moat"] == [
        "en",
        "zh-TW",
    ]
    reworded = source.content.points[0].model_copy(update={"title": "Judging sources"})
    desk.decide(desk.write(source.content.model_copy(update={"points": (reworded,)}), by=ANA), by=BEN)
    plan = publisher(desk).plan()
    assert [each.head.locale for each in plan.candidates if each.head.section == "moat"] == ["en"]
    (block,) = (each for each in plan.blocks if (each.locale, each.section) == ("zh-TW", "moat"))
    assert block.reason == "was translated from an earlier wording of its source (en)"
    assert "author translate 25-4022 --to zh-TW" in block.hint
