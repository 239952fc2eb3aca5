"""Changes between revisions, on the screen: figures first, both layouts, and each change can be taken back."""

from tests.ui.conftest import assert_frame, faq, frame, key, moat, open_review, press


def edited(office):
    """A person reworded one point, took one out and changed a figure elsewhere."""
    desk = office.wiring("Ana").desk
    head = office.head("moat")
    points = head.content.points
    reworded = points[0].model_copy(update={"detail": "It takes 5 years of practice, and trust."})
    desk.save(*key("moat"), head.content.model_copy(update={"points": (points[1], reworded)}), head.id)
    return office


async def test_it_begins_with_what_people_made_of_the_machine_draft(office):
    edited(office)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "D")
        assert_frame(pilot, "diff")
        await press(pilot, "b")
        assert_frame(pilot, "diff_beside")


async def test_a_change_is_taken_back_and_the_others_stay(office):
    edited(office)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "D")
        before = len(pilot.app.screen.difference.diff.changes)
        await press(pilot, "x")
        assert "taken back" in frame(pilot)
        assert len(pilot.app.screen.difference.diff.changes) == before - 1
    head = office.head("moat")
    assert head.by.name == "Ben"
    assert "5 years" not in head.content.points[0].detail + head.content.points[1].detail
    assert office.state("moat") == "in_review"


async def test_earlier_and_later_choose_where_to_begin(office):
    edited(office)
    head = office.head("moat")
    office.wiring("Ana").desk.save(*key("moat"), moat("Something else altogether"), head.id)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "D", "right_square_bracket")
        assert pilot.app.screen.difference.old.id == head.id
        await press(pilot, "right_square_bracket")
        assert pilot.app.screen.difference.old.id == head.id
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert pilot.app.screen.difference.before == 0


async def test_an_earlier_end_shows_what_one_revision_changed_and_only_the_newest_text_is_edited(office):
    edited(office)
    head = office.head("moat")
    office.wiring("Ana").desk.save(*key("moat"), moat("Something else altogether"), head.id)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "D", "left_curly_bracket")
        assert pilot.app.screen.difference.new.id == head.id
        assert "Something else altogether" not in frame(pilot)
        await press(pilot, "x")
        assert "Only a change in the text as it is now" in frame(pilot)
        await press(pilot, "left_curly_bracket", "left_curly_bracket", "left_curly_bracket")
        shown = pilot.app.screen.difference
        assert (shown.before, shown.after) == (0, 1)
        await press(pilot, *["right_curly_bracket"] * 3)
        assert pilot.app.screen.difference.shows_head
        assert "Something else altogether" in frame(pilot)
    assert office.head("moat").by.name == "Ana"


async def test_without_changes_and_without_a_release_it_says_so(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "D")
        assert "Nothing changed between these two." in frame(pilot)
        await press(pilot, "x", "P")
        assert "No revision of this section is published." in frame(pilot)


async def test_the_published_text_is_a_beginning(office):
    wiring = office.wiring("Ben")
    wiring.desk.approve(*key("faq"), office.head("faq").id)
    wiring.publisher.publish("Ben")
    content = faq()
    shorter = content.model_copy(update={"questions": (content.questions[2], *content.questions[:2])})
    office.wiring("Ana").desk.save(*key("faq"), shorter, office.head("faq").id)
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "D", "P")
        seen = frame(pilot)
    assert "published" in seen.splitlines()[1].casefold()
    assert "moved" in seen
