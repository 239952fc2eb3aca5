"""The queue by the page: what it finds, how it is counted and ordered, and that it says the same as the whole queue."""

import pytest

from authoring.errors import NotAllowed
from authoring.reviewing.priority import STALE_FACTS, STALE_SOURCE
from authoring.reviewing.queue import QueueFilter
from authoring.settings import QueueWeights, ReviewSettings, Settings
from schemas.events import TranslatedFrom

EN = ("25-4022", "en", "moat")


def board_of(team, person="Jan"):
    board = team.desk(person).board
    board.refresh()
    board.count_findings()
    return board


def places(page):
    return [(line.status.locale, line.status.section) for line in page.lines]


def test_pages_are_the_queue_cut_in_pieces(team, moat):
    for locale in ("en", "ja", "ko", "zh-TW", "es"):
        team.draft(moat("wrong" if locale == "ko" else "Fine"), locale=locale)
    board = board_of(team)
    whole = board.page(limit=None)
    pieces = [line for start in (0, 2, 4) for line in board.page(offset=start, limit=2).lines]
    assert tuple(pieces) == whole.lines
    assert whole.total == 5
    assert places(whole)[0] == ("ko", "moat")
    assert {line.status for line in whole.lines} == set(team.desk("Jan").queue())


def test_a_filter_counts_what_it_would_find_in_each_state(team, moat):
    draft = team.draft(moat("Fine"))
    team.draft(moat("Fine"), locale="ja")
    team.desk("Jan").approve(*EN, on=draft.id)
    page = board_of(team).page(QueueFilter(states=("approved",)))
    assert places(page) == [("en", "moat")]
    assert page.total == 1
    assert (page.counts["approved"], page.counts["draft"]) == (1, 1)


def test_sections_are_found_by_finding_group_age_and_writer(team, moat):
    team.draft(moat("vague"))
    old = team.draft(moat("Fine"), locale="ja", at="2020-01-01T00:00:00.000Z")
    written = old.provenance.model_copy(update={"model": "maker/best"})
    team.draft(moat("Fine"), locale="ko", provenance=written)
    board = board_of(team)

    def found(**wanted):
        return [line.status.locale for line in board.page(QueueFilter(**wanted)).lines]

    assert found(rules=("words.vague",)) == ["en"]
    assert found(rules=("words",)) == []
    assert found(findings_only=True) == ["en"]
    assert found(older_than="2021-01-01T00:00:00Z") == ["ja"]
    assert found(models=("maker/best",)) == ["ko"]
    assert len(found(groups=("25",))) == 3
    assert found(groups=("29",)) == []


def test_what_was_made_from_other_facts_or_another_source_text_is_stale_and_says_so(team, moat):
    source = team.draft(moat("Asks back"))
    made_from = TranslatedFrom(locale="en", revision=source.id, hash=source.hash)
    team.draft(moat("問"), locale="zh-TW", translated_from=made_from)
    team.draft(moat("moved"), locale="ja", sheet_hash="1" * 64)
    team.draft(moat("Other facts moved, none of these"), locale="ko", sheet_hash="1" * 64)
    board = board_of(team)
    assert [line.stale for line in board.page(QueueFilter(stale=True)).lines] == [STALE_FACTS]

    team.desk("Mei").save(*EN, moat("Asks back kindly"), on=source.id)
    board.refresh()
    stale = {line.status.locale: line for line in board.page(QueueFilter(stale=True)).lines}
    assert stale["zh-TW"].stale == STALE_SOURCE
    assert "its source text changed" in stale["zh-TW"].priority.why
    assert set(places(board.page(QueueFilter(stale=False)))) == {("en", "moat"), ("ko", "moat")}


def test_an_approval_lapses_while_facts_that_moved_are_open_and_so_does_that_of_the_translation(team, moat):
    source = team.draft(moat("moved"), sheet_hash="1" * 64)
    made_from = TranslatedFrom(locale="en", revision=source.id, hash=source.hash)
    target = team.draft(moat("移"), locale="zh-TW", translated_from=made_from)
    desk = team.desk("Jan")
    with pytest.raises(NotAllowed, match="a fact that moved"):
        desk.approve(*EN, on=source.id)
    with pytest.raises(NotAllowed, match="translated from text that rests"):
        desk.approve("25-4022", "zh-TW", "moat", on=target.id)
    finding = desk.findings(source)[0]
    desk.waive(*EN, source.id, finding.rule, finding.fingerprint, "The older year is meant.")
    desk.approve(*EN, on=source.id)
    desk.approve("25-4022", "zh-TW", "moat", on=target.id)
    assert {line.status.state for line in board_of(team).page().lines} == {"approved"}

    team.time = "2099-01-01T00:00:00.000Z"
    team.moved_message = "it moved again"
    assert desk.state(desk.history(*EN)) == "in_review"
    assert desk.state(desk.history("25-4022", "zh-TW", "moat")) == "in_review"
    board = team.desk("Jan", edition="2").board
    board.refresh()
    board.count_findings()
    lines = {line.status.locale: line for line in board.page().lines}
    assert (lines["en"].status.state, lines["zh-TW"].status.state) == ("in_review", "in_review")
    assert lines["zh-TW"].priority.why.startswith("the facts under its source text changed")


def test_the_order_follows_the_weights_of_the_workspace(team, moat, tmp_path):
    team.draft(moat("wrong"))
    back = team.draft(moat("Back"), locale="ja")
    team.desk("Jan").request_changes("25-4022", "ja", "moat", on=back.id, reason="Hm.")
    assert places(board_of(team).page())[0][0] == "en"

    team.settings = Settings(review=ReviewSettings(weights=QueueWeights(errors=1)))
    page = board_of(team).page()
    assert places(page)[0][0] == "ja"
    assert page.lines[1].priority.why == "a draft nobody has looked at; 1 error"


def test_what_was_never_checked_says_so_and_is_checked_the_most_urgent_first(team, moat):
    team.draft(moat("vague"))
    team.draft(moat("wrong"), locale="ja")
    board = team.desk("Jan").board
    board.refresh()
    assert [line.checked for line in board.page().lines] == [False, False]
    assert team.asked == []
    assert board.count_findings(most=1) == 1
    assert board.count_findings() == 0
    assert [line.status.errors for line in board.page().lines] == [1, 0]


def test_a_change_elsewhere_shows_after_the_next_refresh(team, moat):
    board = board_of(team)
    assert board.page().total == 0
    team.draft(moat("Fine"))
    assert board.refresh() is True
    assert board.page().total == 1
    assert board.refresh() is False


def test_a_claim_keeps_others_off_until_it_ends_by_itself(team, moat):
    team.draft(moat("Fine"))
    team.time = "2026-11-23T12:00:00.000Z"
    claimed = team.desk("Mei").claim(*EN)
    assert claimed.until == "2026-11-23T13:00:00.000Z"
    with pytest.raises(NotAllowed) as refused:
        team.desk("Jan").claim(*EN)
    assert "is with Mei until 13:00 UTC" in refused.value.message
    assert team.desk("Mei").claim(*EN)
    board = board_of(team)
    assert [line.status.assignee for line in board.page(QueueFilter(assignee="Mei")).lines] == ["Mei"]
    assert board.page(QueueFilter(unassigned=True)).total == 0

    team.time = "2026-11-23T13:00:01.000Z"
    board = board_of(team)
    assert board.page(QueueFilter(assignee="Mei")).total == 0
    assert [line.status.assignee for line in board.page(QueueFilter(unassigned=True)).lines] == [None]
    assert team.desk("Jan").claim(*EN).assignee == "Jan"
