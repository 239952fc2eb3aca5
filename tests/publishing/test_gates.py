"""What may leave, and what is said of everything that may not."""

import pytest
from librarian_profile import ANA, BEN, SOC, TOOL, Desk, cite, full_desk, sections

from authoring.errors import AuthoringError
from authoring.settings import PublishSettings, ReviewSettings, Settings
from schemas.findings import Finding, Place
from schemas.sections.moat import Moat
from schemas.sections.registry import SECTION_NAMES

MOAT = next(section for section in sections() if section.section == "moat")


def about(plan, section="moat"):
    return [block.reason for block in plan.blocks if block.section == section]


def error(section):
    if section.content.section != "moat":
        return ()
    place = Place(item="mo1", field="detail", start=0, end=0)
    return (
        Finding(
            rule="numbers.unsupported", severity="error", place=place, message="61 stands in no cited fact",
            hint="Cite it.", fingerprint="f1",
        ),
    )  # fmt: skip


def test_approved_sections_leave_in_every_locale(publisher):
    plan = publisher().plan()
    assert len(plan.candidates) == 2 * len(SECTION_NAMES)
    assert not plan.blocks
    assert {change.kind for change in plan.changes} == {"added"}


def test_what_nobody_approved_stays_and_says_what_to_do(publisher):
    desk = Desk()
    desk.write(MOAT)
    plan = publisher(desk).plan()
    assert about(plan) == ["is not approved in its present wording"]
    assert about(plan, "faq") == ["was never written"]
    assert all(block.hint for block in plan.blocks)


def test_an_edit_after_the_approval_holds_the_section_again(publisher):
    desk = full_desk("en")
    edited = MOAT.model_copy(update={"points": (MOAT.points[0].model_copy(update={"detail": "Edited."}),)})
    desk.write(edited, by=ANA)
    plan = publisher(desk).plan()
    assert about(plan) == ["is not approved in its present wording"]
    assert len(plan.candidates) == len(SECTION_NAMES) - 1


@pytest.mark.parametrize(("action", "reason"), [("withdraw", "is not approved"), ("request_changes", "has changes")])
def test_an_approval_that_no_longer_stands_holds_it(publisher, action, reason):
    desk = Desk()
    revision = desk.write(MOAT)
    desk.decide(revision)
    desk.decide(revision, action)
    assert about(publisher(desk).plan())[0].startswith(reason)


def test_a_section_that_contradicts_its_page_stays_behind_and_the_others_leave(publisher):
    desk = full_desk("en")
    said = MOAT.points[0].model_copy(update={"detail": "Entry typically requires an associate's degree."})
    desk.decide(desk.write(MOAT.model_copy(update={"points": (said,)})))
    plan = publisher(desk).plan()
    (reason,) = about(plan)
    assert reason.startswith("contradicts its page: “associate's degree” is not what education gives")
    assert {block.section for block in plan.blocks} == {"moat"}
    assert len(plan.candidates) == len(SECTION_NAMES) - 1


def test_two_versions_side_by_side_hold_it(publisher):
    desk = Desk()
    desk.write(MOAT)
    desk.decide(desk.write(MOAT.model_copy(update={"points": ()}), by=ANA, on_top=False))
    assert "has two versions side by side" in about(publisher(desk).plan())


def test_items_left_to_translate_hold_it_even_if_somebody_approved_it(publisher):
    desk = Desk()
    desk.decide(desk.write(MOAT, "zh-TW", to_translate=("mo1",)))
    assert about(publisher(desk).plan()) == ["has 1 item whose text is not translated yet"]


def test_an_author_does_not_publish_their_own_text_unless_the_workspace_says_so(publisher):
    desk = Desk()
    desk.decide(desk.write(MOAT, by=ANA), by=ANA)
    assert about(publisher(desk).plan()) == ["was approved by its own author"]
    alone = Settings(review=ReviewSettings(four_eyes=False))
    manifest = publisher(desk, settings=alone).publish("Ana Ortiz")
    assert not manifest.profiles[0].sections[0].four_eyes


def test_who_wrote_a_part_of_it_is_an_author_until_somebody_else_approved_that_part(publisher):
    desk = Desk()
    desk.write(MOAT, by=ANA)
    edited = MOAT.model_copy(update={"points": (MOAT.points[0].model_copy(update={"title": "Judging"}),)})
    by_ben = desk.write(edited, by=BEN)
    desk.decide(by_ben, by=ANA)
    assert about(publisher(desk).plan()) == ["was approved by its own author"]
    desk = Desk()
    desk.decide(desk.write(MOAT, by=ANA), by=BEN)
    desk.decide(desk.write(edited, by=BEN), by=ANA)
    assert about(publisher(desk).plan()) == []


def test_no_tool_can_approve(publisher):
    desk = Desk()
    desk.decide(desk.write(MOAT), by=TOOL)
    assert about(publisher(desk).plan()) == ["was approved by no person"]


def test_open_errors_hold_it_until_they_are_waived(publisher):
    desk = Desk()
    revision = desk.write(MOAT)
    desk.decide(revision)
    assert about(publisher(desk, check=error).plan()) == ["has 1 open error, the first: 61 stands in no cited fact"]
    desk.decide(revision, "waive", rule="numbers.unsupported", fingerprint="f1", reason="A street number.")
    assert about(publisher(desk, check=error).plan()) == []


def test_a_citation_of_a_fact_that_is_gone_holds_it(publisher):
    desk = Desk()
    gone = MOAT.points[0].model_copy(update={"citations": cite(f"oews.2019/{SOC}/annual-median")})
    desk.decide(desk.write(Moat(section="moat", points=(gone,))))
    assert about(publisher(desk).plan()) == [f"cites 1 source not known here, the first oews.2019/{SOC}/annual-median"]


def test_a_workspace_may_hold_back_unfinished_profiles(publisher):
    desk = Desk()
    desk.decide(desk.write(MOAT))
    holding = Settings(publish=PublishSettings(hold_incomplete=True))
    plan = publisher(desk, settings=holding).plan()
    assert not plan.candidates
    assert about(plan) == ["waits for the rest of its profile"]
    assert len(publisher(full_desk("en"), settings=holding).plan().candidates) == len(SECTION_NAMES)


def test_the_plan_names_what_changed_since_the_last_release(publisher):
    desk = full_desk("en")
    publisher(desk).publish("Ben Wu")
    head = desk.history(SOC, "en", "moat").head
    edited = MOAT.model_copy(update={"points": (MOAT.points[0].model_copy(update={"title": "Judging"}),)})
    desk.decide(desk.write(edited, by=ANA), by=BEN)
    desk.decide(desk.history(SOC, "en", "faq").head, "withdraw")
    changes = {(change.kind, change.section) for change in publisher(desk).plan().changes}
    assert changes == {("changed", "moat"), ("removed", "faq")}
    assert head.hash in publisher(desk).published_hashes()


def test_a_locale_without_labels_is_refused(publisher):
    with pytest.raises(AuthoringError, match="no labels for the locale xx"):
        publisher().plan(("xx",))
