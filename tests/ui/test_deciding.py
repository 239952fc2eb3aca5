"""Keys that decide, from the queue to the log."""

from tests.ui.conftest import Typed, frame, moat, open_review, press, settle, summary


async def test_a_second_person_approves_with_one_key_and_sees_what_it_binds(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "a")
        assert "Approved. Binds text " + office.head("summary").hash[:8] in frame(pilot)
    assert office.state("summary") == "approved"


async def test_an_approval_can_be_taken_back_from_wherever_one_is_then(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "a", "escape", "escape", "u")
    assert office.state("summary") == "in_review"


async def test_approve_and_next_goes_on_with_the_queue(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "s", "s", "enter")
        first = pilot.app.screen.key
        await press(pilot, "A")
        assert pilot.app.screen.key != first
        assert office.state(first.section) == "approved"


async def test_a_filter_typed_in_one_burst_is_a_filter_and_not_keys_of_the_list(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, Typed("/locale:en section:faq a/b"))
        assert pilot.app.screen.view.text == "locale:en section:faq a/b"


async def test_the_author_is_refused_calmly_and_told_whom_to_ask(office):
    desk = office.wiring("Ana").desk
    desk.save("25-4022", "en", "summary", summary("Ana wrote this."), office.head("summary").id)
    async with office.screens("Ana") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "a")
        assert "holds your own words" in frame(pilot)
        assert "Ask a second person" in frame(pilot)
    assert office.state("summary") == "in_review"


async def test_open_errors_stand_in_the_way_and_are_shown(office):
    office.draft(moat("Trust since 1999"))
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "moat")
        await press(pilot, "a")
        assert "has an open error" in frame(pilot)
        assert "[2 Findings 2]" in frame(pilot)
    assert office.state("moat") == "draft"


async def test_a_text_that_changed_meanwhile_is_not_approved_but_shown(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        office.draft(summary("Somebody else was faster."))
        await press(pilot, "a")
        assert "was changed by offline drafter since you opened it" in frame(pilot)
        assert "Somebody else was faster." in frame(pilot)
    assert office.state("summary") == "draft"


async def test_changes_are_requested_with_a_reason(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "r", "enter")
        assert office.state("summary") == "draft", "an empty reason is none"
        await press(pilot, Typed("say more"), "enter")
    assert office.state("summary") == "changes_requested"
    assert office.wiring().desk.history("25-4022", "en", "summary").decisions[-1].reason == "say more"


async def test_a_comment_belongs_to_the_focused_item(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "faq")
        await press(pilot, "j", "c", Typed("source?"), "enter")
        assert "1 comment" in frame(pilot)
    (comment,) = office.wiring().desk.history("25-4022", "en", "faq").comments
    assert (comment.item, comment.text, comment.by.name) == ("q1a0", "source?", "Ben")


async def test_a_section_is_assigned_and_given_back(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "at", Typed("Lin"), "enter")
        assert "for Lin" in frame(pilot)
        await press(pilot, "at", "enter")
        assert "for Lin" not in frame(pilot)


async def test_computed_sections_of_an_occupation_are_approved_together(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "o", "C")
        assert "Approved, computed from facts: Scores." in frame(pilot)
    assert office.state("scores") == "approved"
    assert office.state("summary") == "draft"


async def test_next_and_previous_stop_at_the_ends_of_the_queue(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "n")
        assert "last section of the queue" in frame(pilot)
        await press(pilot, "escape", "p")
        assert "first section of the queue" in frame(pilot)


async def test_the_queue_shows_at_once_what_was_decided(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "a", "escape", "escape")
        await settle(pilot)
        assert "approved" in frame(pilot)


async def test_a_forked_section_is_merged_and_can_then_be_approved(office):
    log = office.root / "drafts" / "25-4022" / "en.jsonl"
    before = log.read_bytes()
    office.draft(moat("Trust", "Judgement", "Presence"))
    one = log.read_bytes()[len(before) :]
    log.write_bytes(before)
    office.draft(moat("Trust in person", "Judgement"))
    log.write_bytes(log.read_bytes() + one)  # as git joins two branches of a log
    async with office.screens("Ben") as pilot:
        assert "two versions wait to be merged" in frame(pilot)
        await open_review(pilot, "moat")
        await press(pilot, "a")
        assert "Merge them first" in frame(pilot)
        await press(pilot, "M")
        assert "both texts fit together" in frame(pilot)
        await press(pilot, "ctrl+s")
        assert "The versions are joined" in frame(pilot)
    titles = [point.title for point in office.head("moat").content.points]
    assert titles == ["Trust in person", "Judgement", "Presence"]


async def test_escape_never_leaves_the_program(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, *["escape"] * 5)
        assert "Queue: 5 sections" in frame(pilot)
        assert pilot.app.is_running


async def test_the_overview_opens_a_section_of_another_locale(office):
    office.draft(summary("圖書館員管理館藏。"), "zh-TW")
    async with office.screens("Ben") as pilot:
        await press(pilot, "o", "home", "j", "l", "enter")
        assert "圖書館員管理館藏。" in frame(pilot)
        await press(pilot, "escape", "h", "k", "enter")
        assert "25-4022 has no text in en here yet" in frame(pilot), "of identity there is none"


async def test_every_action_is_in_the_command_palette(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        found = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert {"Approve", "Request changes", "Take back", "Your editor", "History"} <= found


async def test_a_failing_desk_is_said_and_the_screen_stays(office, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        pilot.app.screen.room.desk.approve = lambda *_: 1 / 0
        await press(pilot, "a")
        assert "Something went wrong inside the program (ZeroDivisionError)" in frame(pilot)
        await press(pilot, "escape", "j")
        assert "Librarians administer" in frame(pilot)
    (report,) = tmp_path.glob("author-defect-*.txt")
    assert "division by zero" in report.read_text()


async def test_q_goes_back_at_once_whatever_is_being_said_and_escape_takes_the_message_away(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "o", "C")
        assert "Approved, computed from facts: Scores." in frame(pilot)
        await press(pilot, "q")
        assert "Queue: 5 sections" in frame(pilot)
        await open_review(pilot, "summary")
        await press(pilot, "a", "escape")
        assert "Librarians administer" in frame(pilot)
        assert "Binds text" not in frame(pilot)
        await press(pilot, "u", "q")
        assert "section:summary" in frame(pilot)


async def test_an_approved_section_says_by_whom_and_when_instead_of_approving_again(office):
    async with office.screens("Ben") as pilot:
        await open_review(pilot, "summary")
        await press(pilot, "a", "a")
        assert "Already approved by Ben on " in frame(pilot)
    assert len(office.wiring().desk.history("25-4022", "en", "summary").decisions) == 1


async def test_an_answer_is_about_the_section_that_was_on_the_screen_when_it_was_asked(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "s", "s", "enter")
        first = pilot.app.screen.key
        pilot.app.screen.action_approve_next()  # still being written when the question opens
        pilot.app.screen.action_reject()
        await settle(pilot)
        await press(pilot, Typed("say it again"), "enter")
        decided = office.wiring().desk.history(*first).decisions
        assert [each.action for each in decided] == ["approve", "reject"]
        assert pilot.app.screen.key == first
    assert [office.state(each) for each in ("summary", "scores", "moat")].count("draft") == 2


async def test_taking_back_shows_the_section_it_is_about(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "s", "s", "enter")
        first = pilot.app.screen.key
        await press(pilot, "A", "u")
        assert pilot.app.screen.shown.key == first
        assert "is in review again" in frame(pilot)
