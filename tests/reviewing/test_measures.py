"""The measures of a small week, counted by hand."""

import pytest

from authoring.reviewing.measures import measure

EN = ("25-4022", "en", "moat")
JA = ("25-4022", "ja", "moat")
KO = ("25-4022", "ko", "moat")


def of(team):
    return measure(
        history
        for soc in team.revisions.occupations()
        for locale in team.revisions.locales(soc)
        for history in team.revisions.profile(soc, locale).values()
    )


def test_nothing_measured_is_none_and_not_zero(team):
    empty = of(team)
    assert (empty.sections, empty.cost_per_approved, empty.reopen_rate) == (0, None, None)
    assert empty.people == empty.drafts == ()


def test_drafts_are_told_apart_by_what_became_of_them(team, moat):
    good, better, bad = (team.draft(moat("Ten chars!"), locale=locale) for locale in ("en", "ja", "ko"))
    team.draft(moat("Nobody looked"), locale="es")
    team.desk("Jan").approve(*EN, on=good.id)
    edited = team.desk("Mei").save(*JA, moat("Ten chars?"), on=better.id)
    team.desk("Jan").approve(*JA, on=edited.id)
    team.desk("Jan").reject(*KO, on=bad.id, reason="No.")

    measures = of(team)
    (drafts,) = measures.drafts
    assert (drafts.drafts, drafts.as_drafted, drafts.after_edits, drafts.sent_back) == (4, 1, 1, 1)
    assert drafts.approval_rate == pytest.approx(1 / 3)
    assert drafts.edit_distance == pytest.approx((0 + 1 / len("Ten chars!\nWhy.")) / 2)
    jan, mei = measures.people
    assert (jan.person, jan.approvals, jan.sent_back, jan.edits) == ("Jan", 2, 1, 0)
    assert (mei.person, mei.edits, mei.per_day) == ("Mei", 1, 1.0)


def test_an_approval_that_was_opened_again_counts_as_reopened(team, moat):
    one, two = team.draft(moat("One")), team.draft(moat("Two"), locale="ja")
    team.desk("Jan").approve(*EN, on=one.id)
    team.desk("Jan").approve(*JA, on=two.id)
    assert of(team).reopen_rate == 0.0
    team.desk("Mei").save(*EN, moat("Uno"), on=one.id)
    assert of(team).reopen_rate == 0.5


def test_time_is_counted_from_one_state_to_the_next(team, moat):
    draft = team.draft(moat("One"), at="2026-11-23T08:00:00.000Z")
    team.time = "2026-11-23T10:00:00.000Z"
    team.desk("Jan").comment(*EN, "Hm.")
    team.time = "2026-11-23T13:00:00.000Z"
    team.desk("Jan").approve(*EN, on=draft.id)
    assert of(team).hours_in_state == {"draft": 2.0, "in_review": 3.0}


def test_a_job_is_paid_for_once_however_often_it_is_named(team, moat):
    first = team.draft(moat("One"))
    paid = first.provenance.model_copy(update={"model": "maker/best", "cost_usd": 0.02, "job_key": "a" * 64})
    team.draft(moat("Two"), provenance=paid)
    again = team.draft(moat("Three"), provenance=paid)
    team.desk("Jan").approve(*EN, on=again.id)
    measures = of(team)
    assert (measures.cost, measures.cost_per_approved) == (0.02, 0.02)
    assert [(drafts.writer, drafts.drafts) for drafts in measures.drafts] == [("maker/best", 2), ("offline-drafter", 1)]
