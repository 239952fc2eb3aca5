"""What one person may do with a section, what it becomes, and what is refused in which words."""

import time

import pytest

from authoring.errors import CheckFailed, Conflict, NotAllowed, UsageError
from authoring.reviewing.queue import QueueFilter
from authoring.revisions.fsck import fsck

AT = ("25-4022", "en", "moat")


def state(team) -> str:
    return team.desk("anyone").queue()[0].state


def test_a_draft_is_edited_by_one_and_approved_by_another(team, moat):
    draft = team.draft(moat("Asks back"))
    assert state(team) == "draft"

    edited = team.desk("Mei").save(*AT, moat("Asks back kindly"), on=draft.id)
    assert state(team) == "in_review"

    decision = team.desk("Jan").approve(*AT, on=edited.id)
    assert decision.hash == edited.hash
    assert decision.sheet_hash == "0" * 64
    status = team.desk("Mei").queue()[0]
    assert (status.state, status.approved_by) == ("approved", "Jan")


def test_nobody_approves_their_own_words(team, moat):
    draft = team.draft(moat("Asks back"))
    edited = team.desk("Mei").save(*AT, moat("Asks"), on=draft.id)
    with pytest.raises(NotAllowed) as refused:
        team.desk("mei ").approve(*AT, on=edited.id)
    assert "own words" in refused.value.message
    assert "four_eyes" in refused.value.hint


def test_an_edit_by_another_on_top_does_not_make_the_first_author_a_second_pair_of_eyes(team, moat):
    draft = team.draft(moat("Asks back", "Knows"))
    mine = team.desk("Mei").save(*AT, moat("Asks", "Knows"), on=draft.id)
    theirs = team.desk("Jan").save(*AT, moat("Asks", "Knows all"), on=mine.id)
    with pytest.raises(NotAllowed):
        team.desk("Mei").approve(*AT, on=theirs.id)
    with pytest.raises(NotAllowed):
        team.desk("Jan").approve(*AT, on=theirs.id)
    assert team.desk("Ada").approve(*AT, on=theirs.id)


def test_an_approval_by_another_clears_the_author_for_what_comes_after(team, moat):
    draft = team.draft(moat("Asks back"))
    mine = team.desk("Mei").save(*AT, moat("Asks"), on=draft.id)
    team.desk("Jan").approve(*AT, on=mine.id)
    theirs = team.desk("Jan").save(*AT, moat("Asks all"), on=mine.id)
    assert state(team) == "in_review"
    assert team.desk("Mei").approve(*AT, on=theirs.id)


def test_a_withdrawn_approval_clears_nobody(team, moat):
    draft = team.draft(moat("Asks back"))
    mine = team.desk("Mei").save(*AT, moat("Asks"), on=draft.id)
    team.desk("Jan").approve(*AT, on=mine.id)
    team.desk("Jan").withdraw(*AT)
    assert state(team) == "in_review"
    with pytest.raises(NotAllowed):
        team.desk("Mei").approve(*AT, on=mine.id)


def test_a_team_of_one_may_say_so_in_its_settings(team, moat):
    team.four_eyes = False
    draft = team.draft(moat("Asks back"))
    edited = team.desk("Mei").save(*AT, moat("Asks"), on=draft.id)
    team.desk("Mei").approve(*AT, on=edited.id)
    assert state(team) == "approved"


def test_open_errors_stand_in_the_way_of_approval_and_are_listed(team, moat):
    draft = team.draft(moat("wrong", "wrong"))
    with pytest.raises(CheckFailed) as refused:
        team.desk("Mei").approve(*AT, on=draft.id)
    assert refused.value.message.count("words.wrong") == 2
    assert state(team) == "draft"


def test_a_text_that_was_replaced_can_be_neither_edited_nor_decided_on(team, moat):
    draft = team.draft(moat("Asks back"))
    newer = team.desk("Jan").save(*AT, moat("Asks"), on=draft.id)
    desk = team.desk("Mei")
    for attempt in (
        lambda: desk.save(*AT, moat("Mine"), on=draft.id),
        lambda: desk.approve(*AT, on=draft.id),
        lambda: desk.request_changes(*AT, on=draft.id, reason="Hm."),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.theirs == newer.id
        assert "Jan" in refused.value.message


def test_the_second_of_two_editors_gets_both_texts_joined(team, moat):
    draft = team.draft(moat("Asks back", "Knows the house"))
    team.desk("Jan").save(*AT, moat("Asks back", "Knows the whole house"), on=draft.id)

    desk = team.desk("Mei")
    merged = desk.merge(*AT, moat("Always asks back", "Knows the house"), on=draft.id)
    assert merged.conflicts == ()
    saved = desk.save_merged(*AT, merged.content, on=merged.on)

    assert [point.title for point in saved.content.points] == ["Always asks back", "Knows the whole house"]
    assert saved.provenance.method == "merge"


def test_a_fork_is_shown_first_cannot_be_approved_and_is_merged_at_the_desk(team, moat):
    draft = team.draft(moat("Asks back", "Knows the house"))
    shared = team.log().lines
    team.desk("Jan").save(*AT, moat("Asks back", "Knows"), on=draft.id)
    branch = team.log().lines.removeprefix(shared)
    team.rewrite(shared)
    newest = team.desk("Mei").save(*AT, moat("Asks", "Knows the house"), on=draft.id)
    team.rewrite(team.log().lines + branch)

    desk = team.desk("Ada")
    line = desk.lines()[0]
    assert line.status.forked
    assert "merged" in line.priority.why
    with pytest.raises(Conflict):
        desk.approve(*AT, on=newest.id)

    merged = desk.merge_fork(*AT)
    saved = desk.save_merged(*AT, merged.content, on=merged.on, merged=merged.merged)
    assert [point.title for point in saved.content.points] == ["Asks", "Knows"]
    assert not desk.queue()[0].forked
    with pytest.raises(NotAllowed):
        team.desk("Jan").approve(*AT, on=saved.id)  # his words are in it, by way of the other branch


def test_saving_what_is_there_already_is_no_edit_and_keeps_the_approval(team, moat):
    draft = team.draft(moat("Asks back"))
    team.desk("Jan").approve(*AT, on=draft.id)
    assert team.desk("Mei").save(*AT, moat("Asks back"), on=draft.id) == draft
    assert state(team) == "approved"


def test_new_items_get_ids_and_copies_get_their_own(team, moat):
    draft = team.draft(moat("Asks back"))
    first = draft.content.points[0]
    text = draft.content.model_copy(update={"points": (first, first, first.model_copy(update={"id": ""}))})
    saved = team.desk("Mei").save(*AT, text, on=draft.id)
    ids = [point.id for point in saved.content.points]
    assert ids[0] == first.id
    assert len(set(ids)) == 3
    assert all(ids)


def test_what_code_made_from_facts_is_not_edited_by_hand(team):
    related = team.draft_related()
    content = related.content.model_copy(update={"exposure_measure": "my own"})
    with pytest.raises(NotAllowed) as refused:
        team.desk("Mei").save("25-4022", "en", "related", content, on=related.id)
    assert "exposure_measure" in refused.value.message


def test_bulk_approval_takes_computed_sections_only(team, moat):
    team.draft_related()
    team.draft(moat("Asks back"))
    decisions = team.desk("Jan").approve_computed("25-4022", "en")
    assert [decision.section for decision in decisions] == ["related"]
    assert {s.section: s.state for s in team.desk("Jan").queue()} == {"related": "approved", "moat": "draft"}
    assert team.desk("Jan").approve_computed("25-4022", "en") == ()


def test_sending_back_needs_a_reason_and_is_answered_by_a_new_text(team, moat):
    draft = team.draft(moat("Asks back"))
    with pytest.raises(UsageError):
        team.desk("Jan").request_changes(*AT, on=draft.id, reason="  ")
    team.desk("Jan").request_changes(*AT, on=draft.id, reason="Too short.")
    assert state(team) == "changes_requested"
    team.desk("Mei").save(*AT, moat("Asks back, and listens"), on=draft.id)
    assert state(team) == "in_review"


def test_rejecting_asks_for_a_new_draft(team, moat):
    draft = team.draft(moat("Asks back"))
    team.desk("Jan").reject(*AT, on=draft.id, reason="Not about librarians.")
    assert state(team) == "changes_requested"
    team.draft(moat("Listens"))
    assert state(team) == "draft"


def test_a_waiver_counts_until_the_text_it_is_about_changes(team, moat):
    draft = team.draft(moat("vague", "Knows"))
    desk = team.desk("Jan")
    warning = desk.findings(draft)[0]
    desk.waive(*AT, draft.id, warning.rule, warning.fingerprint, "It is vague on purpose.")

    assert desk.findings(draft) == ()
    assert desk.waived(draft) == (warning,)
    assert desk.queue()[0].warnings == 0

    elsewhere = desk.save(*AT, moat("vague", "Knows all"), on=draft.id)
    assert desk.findings(elsewhere) == ()
    moved = moat("vague", "Knows all")
    point = moved.points[0].model_copy(update={"detail": "Another reason."})
    about = desk.save(*AT, moved.model_copy(update={"points": (point, moved.points[1])}), on=elsewhere.id)
    assert [finding.rule for finding in desk.findings(about)] == ["words.vague"]
    assert desk.queue()[0].warnings == 1


def test_a_waived_warning_that_becomes_an_error_with_new_rules_stands_in_the_way_again(team, moat):
    draft = team.draft(moat("vague"))
    desk = team.desk("Jan")
    (warning,) = desk.findings(draft)
    desk.waive(*AT, draft.id, warning.rule, warning.fingerprint, "It is vague on purpose.")
    team.check = lambda _revision, _sheet: (warning.model_copy(update={"severity": "error"}),)
    stricter = team.desk("Jan", edition="2")
    assert stricter.queue()[0].errors == 1
    with pytest.raises(CheckFailed):
        stricter.approve(*AT, on=draft.id)


def test_an_error_cannot_be_waived_nor_a_finding_that_is_not_there(team, moat):
    draft = team.draft(moat("wrong"))
    desk = team.desk("Jan")
    error = desk.findings(draft)[0]
    with pytest.raises(NotAllowed):
        desk.waive(*AT, draft.id, error.rule, error.fingerprint, "I like it.")
    with pytest.raises(UsageError):
        desk.waive(*AT, draft.id, "words.vague", "x", "I like it.")


def test_only_who_decided_withdraws(team, moat):
    draft = team.draft(moat("Asks back"))
    with pytest.raises(NotAllowed):
        team.desk("Jan").withdraw(*AT)
    team.desk("Jan").approve(*AT, on=draft.id)
    with pytest.raises(NotAllowed) as refused:
        team.desk("Mei").withdraw(*AT)
    assert "Jan" in refused.value.message
    with pytest.raises(NotAllowed):
        team.desk("Mei").approve(*AT, on=draft.id)


def test_what_is_left_to_translate_cannot_be_approved_until_it_is_touched_or_called_done(team, moat):
    at = ("25-4022", "zh-TW", "moat")
    draft = team.draft(moat("Asks back", "ISBN"), locale="zh-TW", to_translate=("p0", "p1"))
    with pytest.raises(NotAllowed) as refused:
        team.desk("Jan").approve(*at, on=draft.id)
    assert "2 items" in refused.value.message

    half = team.desk("Mei").save(*at, moat("會反問", "ISBN"), on=draft.id)
    assert half.to_translate == ("p1",)
    done = team.desk("Mei").save(*at, half.content, on=half.id, translated=("p1",))
    assert done.to_translate == ()
    assert team.desk("Jan").approve(*at, on=done.id)


def test_reverting_brings_an_old_text_back_as_a_new_revision(team, moat):
    draft = team.draft(moat("Asks back"))
    edited = team.desk("Mei").save(*AT, moat("Asks"), on=draft.id)
    back = team.desk("Mei").revert(*AT, to=draft.id)
    history = team.desk("Mei").history(*AT)
    assert back.content == draft.content
    assert back.parent == edited.id
    assert len(history.revisions) == 3
    assert state(team) == "in_review"


def test_a_comment_puts_a_draft_in_review_and_leaves_an_approval_alone(team, moat):
    draft = team.draft(moat("Asks back"))
    team.desk("Mei").comment(*AT, "Is that so?", item="p0")
    assert state(team) == "in_review"
    team.desk("Jan").approve(*AT, on=draft.id)
    team.desk("Mei").comment(*AT, "It is.")
    assert state(team) == "approved"
    assert team.desk("Mei").queue()[0].comments == 2


def test_published_is_this_very_text_in_this_very_place(team, moat):
    draft = team.draft(moat("Asks back"))
    other = team.draft(moat("Asks back"), locale="zh-TW")
    team.desk("Jan").approve(*AT, on=draft.id)
    team.desk("Jan").approve("25-4022", "zh-TW", "moat", on=other.id)
    team.published.add((*AT, draft.hash))
    assert {s.locale: s.state for s in team.desk("Jan").queue()} == {"en": "published", "zh-TW": "approved"}
    team.desk("Mei").save(*AT, moat("Asks"), on=draft.id)
    assert team.desk("Jan").queue(QueueFilter(locales=("en",)))[0].state == "in_review"


def test_the_queue_is_ordered_by_what_is_urgent_and_says_why(team, moat):
    fine = team.draft(moat("Fine"))
    wrong = team.draft(moat("wrong"), locale="zh-TW")
    back = team.draft(moat("Back"), locale="ja")
    seen = team.draft(moat("Seen"), locale="ko")
    team.desk("Jan").request_changes("25-4022", "ja", "moat", on=back.id, reason="Hm.")
    team.desk("Jan").comment("25-4022", "ko", "moat", "Hm.")

    queue = team.desk("Jan").queue()

    assert [status.head for status in queue] == [wrong.id, back.id, seen.id, fine.id]
    assert [line.priority.why.split("; ")[0] for line in team.desk("Jan").lines()] == [
        "1 error", "changes were requested", "in review", "a draft nobody has looked at",
    ]  # fmt: skip


def test_the_queue_is_filtered(team, moat):
    team.draft(moat("Fine"))
    team.draft(moat("vague"), locale="zh-TW")
    team.draft_related()
    desk = team.desk("Jan")
    desk.assign(*AT, "Mei")

    def found(**wanted: object) -> list[tuple[str, str]]:
        return [(s.locale, s.section) for s in desk.queue(QueueFilter(**wanted))]

    assert found(locales=("zh-TW",)) == [("zh-TW", "moat")]
    assert found(findings_only=True) == [("zh-TW", "moat")]
    assert found(sections=("related",)) == [("en", "related")]
    assert found(assignee="Mei") == [("en", "moat")]
    assert found(states=("approved",)) == []
    assert len(found(text="MEDIA collections")) == 3
    assert found(text="nurse") == []
    assert found(soc="15-1252") == []


def test_checks_run_once_for_a_text_and_again_for_another_edition_of_the_rules(team, moat):
    team.draft(moat("vague"))
    team.desk("Jan").queue()
    team.desk("Jan").queue()
    assert len(team.asked) == 1
    assert team.desk("Jan", edition="2").queue()[0].warnings == 1
    assert len(team.asked) == 2


def test_a_text_about_an_occupation_that_does_not_exist_is_an_error_in_the_queue(team, moat):
    draft = team.draft(moat("Asks back"), soc="99-9999")
    status = team.desk("Jan").queue()[0]
    assert (status.title, status.errors) == ("(no such occupation)", 1)
    with pytest.raises(CheckFailed):
        team.desk("Jan").approve("99-9999", "en", "moat", on=draft.id)


def test_preview_says_what_would_be_found_and_saves_nothing(team, moat):
    draft = team.draft(moat("Asks back"))
    assert [f.rule for f in team.desk("Mei").preview(*AT, moat("wrong"))] == ["words.wrong"]
    assert team.desk("Mei").history(*AT).head == draft


def test_a_section_without_text_says_how_to_get_one(team):
    with pytest.raises(UsageError) as refused:
        team.desk("Mei").approve(*AT, on="0" * 26)
    assert "author draft" in refused.value.hint


def test_a_clock_that_goes_back_a_year_changes_no_order(team, moat, monkeypatch):
    draft = team.draft(moat("Asks back"))
    # Another process on a machine whose clock is wrong: it has given no id yet.
    monkeypatch.setattr("authoring.revisions.ids._last_given", [""])
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000)
    team.time = "2023-11-14T22:13:20.000Z"
    edit = team.desk("Mei").save(*AT, moat("Asks twice"), on=draft.id)
    team.desk("Jan").approve(*AT, on=edit.id)
    history = team.desk("Ada").history(*AT)
    assert draft.id < edit.id < history.decisions[-1].id
    assert history.head == edit
    assert history.approval.by.name == "Jan"
    assert [line.state for line in team.desk("Ada").queue()] == ["approved"]
    assert fsck(team.revisions).problems == ()
