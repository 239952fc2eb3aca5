"""What review refuses, and in what words. Every function returns in silence or raises."""

from collections.abc import Sequence

from authoring.errors import CheckFailed, Conflict, NotAllowed, UsageError
from authoring.reviewing.four_eyes import is_author
from authoring.reviewing.states import STATE_WORDS, ReviewStep, allows
from authoring.revisions.history import History
from schemas.base import Timestamp
from schemas.events import EventId, Revision
from schemas.findings import Finding
from schemas.saying import counted, lines, listed, said
from schemas.sections.registry import SPEC, Section
from schemas.status import State


def name_of(history: History) -> str:
    """The section in words, for messages."""
    return f"{history.soc} {history.locale} {history.section}"


def head_of(history: History) -> Revision:
    """The head. Raises `UsageError` where nothing was written yet."""
    if history.head is None:
        raise UsageError(
            said("{where} has no text yet", where=name_of(history)),
            said("Draft it: author draft {soc} --locale {locale}", soc=history.soc, locale=history.locale),
        )
    return history.head


def refuse_stale(history: History, on: EventId | None) -> None:
    """Raise `Conflict` unless `on` is the head."""
    head = history.head
    if (head.id if head else None) != on:
        raise Conflict(
            said("{where} was changed by {who} since you opened it", where=name_of(history), who=head.by.name)
            if head
            else said("{where} was changed since you opened it", where=name_of(history)),
            said("Look at the newer version, then merge yours into it or decide again."),
            head.id if head else "",
        )


def refuse_fork(history: History) -> None:
    """Raise `Conflict` where two versions wait to be merged."""
    if history.forked:
        raise Conflict(
            said(
                "{where} is forked: {versions} versions wait to be merged",
                where=name_of(history),
                versions=len(history.heads),
            ),
            said("Merge them first; then decide on the merged text."),
            history.heads[-1].id,
        )


def refuse_step(history: History, state: State, step: ReviewStep) -> None:
    """Raise `NotAllowed` where the table has no such step."""
    approval = history.approval
    if step == "approve" and approval is not None and state in ("approved", "published"):
        raise NotAllowed(
            said(
                "{where} is approved already, by {who} on {at}",
                where=name_of(history),
                who=approval.by.name,
                at=approval.at[:10],
            ),
            said("Go on to the next one; an edit opens it again."),
        )
    if not allows(state, step):
        raise NotAllowed(
            said(
                "{where} is {state}: `{step}` does not lead from there",
                where=name_of(history),
                state=STATE_WORDS[state],
                step=step,
            ),
            said("`docs/review.md` shows which steps lead where."),
        )


def refuse_own_text(history: History, person: str) -> None:
    """Raise `NotAllowed` where that person wrote any of it since the last approval."""
    if is_author(history, person):
        raise NotAllowed(
            said(
                "{where} holds your own words since the last approval, {person}", where=name_of(history), person=person
            ),
            said("Ask a second person to approve it. A team of one sets `four_eyes = false` under [review]."),
        )


def refuse_claimed(history: History, person: str, now: Timestamp) -> None:
    """Raise `NotAllowed` where somebody else holds a claim that has not ended, or it was assigned to them."""
    holder, until = history.assignee, history.assigned_until
    if holder in (None, person) or (until is not None and until <= now):
        return
    raise NotAllowed(
        said("{where} is with {holder} until {time} UTC", where=name_of(history), holder=holder, time=until[11:16])
        if until
        else said("{where} is with {holder}", where=name_of(history), holder=holder),
        said("Take another one, or ask them to give it back: author assign CODE SECTION."),
    )


def refuse_untranslated(history: History, head: Revision) -> None:
    """Raise `NotAllowed` where some of the text is still the source's."""
    if head.to_translate:
        raise NotAllowed(
            counted(
                "{where} has {count} item left to translate",
                "{where} has {count} items left to translate",
                len(head.to_translate),
                where=name_of(history),
            ),
            said("Translate them, or say that they read the same in both languages."),
        )


def refuse_moved(history: History, moved: Sequence[Finding]) -> None:
    """Raise `NotAllowed` where facts moved under the text and nobody said that the older ones are meant."""
    if moved:
        told = lines(said("  {finding}", finding=finding.message) for finding in moved)
        where, count = name_of(history), len(moved)
        raise NotAllowed(
            counted(
                "{where} is translated from text that rests on a fact that moved:\n{told}",
                "{where} is translated from text that rests on {count} facts that moved:\n{told}",
                count,
                where=where,
                told=told,
            )
            if history.head and history.head.translated_from
            else counted(
                "{where} rests on a fact that moved:\n{told}",
                "{where} rests on {count} facts that moved:\n{told}",
                count,
                where=where,
                told=told,
            ),
            said(
                "See the smallest edit: author refresh {soc}. Where the older value is meant, waive stale.facts.",
                soc=history.soc,
            ),
        )


def refuse_errors(history: History, findings: Sequence[Finding]) -> None:
    """Raise `CheckFailed` listing the open errors."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        told = lines(said("  {rule}: {message}", rule=error.rule, message=error.message) for error in errors)
        raise CheckFailed(
            counted(
                "{where} has an open error:\n{told}",
                "{where} has {count} open errors:\n{told}",
                len(errors),
                where=name_of(history),
                told=told,
            ),
            errors[0].hint,
        )


def refuse_computed_changes(history: History, content: Section, *taken_from: Revision) -> None:
    """Raise `NotAllowed` unless what code makes from facts is as it is in one of `taken_from`."""
    if content.section != history.section:
        raise UsageError(
            said("this is the text of {section}", section=content.section),
            said("Save it as {section}.", section=content.section),
        )
    drafted = (*SPEC[history.section].drafted, "section")
    touched = [
        name
        for name in type(content).model_fields
        if name not in drafted and all(getattr(content, name) != getattr(there.content, name) for there in taken_from)
    ]
    if touched:
        raise NotAllowed(
            said(
                "{where}: {touched} is made from facts and is not edited by hand",
                where=name_of(history),
                touched=listed(touched),
            ),
            said("Comment on it if it is wrong; correct the facts, then draft the section again."),
        )


def reason_given(reason: str) -> str:
    """The reason. Raises `UsageError` where there is none."""
    if not reason.strip():
        raise UsageError(said("this needs a reason"), said("Say in a sentence what is wrong; the author will read it."))
    return reason
