"""Words that had to go are gone; that they were there, whose they were, and what was decided on them stays."""

import pytest

from authoring.errors import NotAllowed, UsageError
from authoring.revisions.fsck import fsck
from authoring.revisions.lines import to_line
from authoring.revisions.redacting import REDACTED

AT = ("25-4022", "en", "moat")


@pytest.fixture
def secret(team, moat):
    """A revision with a name in it that was approved, and then edited away."""
    draft = team.draft(moat("Asks Anna Smith"))
    team.desk("Jan").approve(*AT, on=draft.id)
    team.desk("Mei").save(*AT, moat("Asks back"), on=draft.id)
    return draft


def test_the_words_go_and_everything_else_stays(team, secret):
    redaction = team.desk("Ada").redact(*AT, secret.id, "a private person was named")
    assert b"Anna" not in team.log().lines
    history = team.desk("Ada").history(*AT)
    past = history.revision(secret.id)
    assert (past.hash, past.by, past.at) == (secret.hash, secret.by, secret.at)
    assert [point.title for point in past.content.points] == [REDACTED]
    assert history.approval_of(secret.id).by.name == "Jan"
    assert (redaction.target, redaction.hash, redaction.by.name) == (secret.id, secret.hash, "Ada")
    assert history.head.content.points[0].title == "Asks back"
    assert fsck(team.revisions).problems == ()
    assert len(team.desk("Ada").queue()) == 1


def test_the_text_as_it_is_now_is_edited_first(team, moat):
    draft = team.draft(moat("Asks Anna Smith"))
    before = team.log().lines
    with pytest.raises(NotAllowed) as refused:
        team.desk("Ada").redact(*AT, draft.id, "a private person")
    assert "Edit it first" in refused.value.hint
    assert team.log().lines == before


def test_a_comment_can_go_too_but_only_once_and_with_a_reason(team, moat):
    team.draft(moat("Fine"))
    comment = team.desk("Mei").comment(*AT, "Anna Smith said so.")
    with pytest.raises(UsageError):
        team.desk("Ada").redact(*AT, comment.id, " ")
    team.desk("Ada").redact(*AT, comment.id, "a private person")
    assert b"Anna" not in team.log().lines
    with pytest.raises(NotAllowed):
        team.desk("Ada").redact(*AT, comment.id, "again")
    with pytest.raises(UsageError):
        team.desk("Ada").redact(*AT, "0" * 26, "which?")


def test_a_branch_that_brings_the_words_back_does_not_show_them_and_is_reported(team, secret):
    team.desk("Ada").redact(*AT, secret.id, "a private person")
    gone = team.log().lines
    rest = gone.split(b"\n", 1)[1]
    team.rewrite(to_line(secret) + rest)
    history = team.desk("Ada").history(*AT)
    assert history.revision(secret.id).content.points[0].title == REDACTED
    assert [(problem.kind, problem.line) for problem in fsck(team.revisions).problems] == [("redaction", 1)]


def test_a_torn_line_is_not_lost_by_it(team, secret):
    whole = team.log().lines
    team.rewrite(whole + b'{"at":')
    team.desk("Ada").redact(*AT, secret.id, "a private person")
    assert team.log().aside == b'{"at":\n'
    assert b"Anna" not in team.log().lines
