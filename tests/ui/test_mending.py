"""Safe fixes and the edits that newer facts ask for, from the section's own screen: seen first, kept by one key."""

from schemas.citations import CitedFact
from schemas.items import Sentence
from schemas.sections.summary import Summary
from tests.ui.conftest import MEDIAN, SOC, assert_frame, cites, frame, key, moat, open_review, press

UNTIDY = 'It takes "trust" here -- and time , always.'
TIDY = "It takes “trust” here – and time, always."


def untidy(office):
    content = moat("Trust", "Judgement")
    first = content.points[0].model_copy(update={"detail": UNTIDY})
    office.wiring("Ana").desk.save(
        *key("moat"), content.model_copy(update={"points": (first, *content.points[1:])}), office.head("moat").id
    )
    return office


async def test_safe_fixes_are_shown_beside_the_text_and_kept_as_one_revision(office):
    untidy(office)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "F")
        assert_frame(pilot, "mend_fix")
        assert office.head("moat").by.name == "Ana"
        await press(pilot, "ctrl+s")
        assert "Fixed, as one revision of yours." in frame(pilot)
    head = office.head("moat")
    assert (head.by.name, head.content.points[0].detail) == ("Ben", TIDY)
    assert head.reason.startswith("fixed: typography.")


async def test_leaving_or_taking_nothing_keeps_the_text(office):
    untidy(office)
    before = office.head("moat").id
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "F", "m", "ctrl+s")
        assert "Nothing was taken" in frame(pilot)
        await press(pilot, "F", "escape")
    assert office.head("moat").id == before


async def test_where_nothing_can_be_fixed_it_says_so(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "F")
        assert "No finding of this section has a safe fix." in frame(pilot)
        await press(pilot, "N")
        assert "No fact that this section cites has moved." in frame(pilot)


async def test_somebody_elses_edit_meanwhile_is_not_written_over(office):
    untidy(office)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "F")
        theirs = office.wiring("Cleo").desk.save(*key("moat"), moat("Care"), office.head("moat").id)
        await press(pilot, "ctrl+s")
        assert "Cleo" in frame(pilot)
    assert office.head("moat").id == theirs.id


async def test_newer_facts_are_taken_from_the_screen(office):
    older = f"oews.2024/{SOC}/annual-median"
    remembered = CitedFact(fact=older, value=64320, unit="USD/year", period="May 2024", at_least=False, newest=True)
    text = Sentence(id="s1", text="The median was $64,320 a year in May 2024.", citations=cites(older))
    office.draft(Summary(section="summary", sentences=(text,)), cited=(remembered,))
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "N")
        assert_frame(pilot, "mend_newer_facts")
        await press(pilot, "ctrl+s")
        assert "Brought up to newer facts." in frame(pilot)
        await press(pilot, "N")
        assert "No fact that this section cites has moved." in frame(pilot)
    (after,) = office.head("summary").content.sentences
    assert (after.text, after.citations) == ("The median was $68,270 a year in May 2025.", cites(MEDIAN))
