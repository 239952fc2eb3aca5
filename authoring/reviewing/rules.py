"""What review refuses, and in what words. Every function returns in silence or raises."""

from collections.abc import Sequence

from authoring.errors import CheckFailed, Conflict, NotAllowed, UsageError
from authoring.reviewing.four_eyes import is_author
from authoring.reviewing.states import ReviewStep, allows
from authoring.revisions.history import History
from schemas.base import Timestamp
from schemas.events import EventId, Revision
from schemas.findings import Finding
from schemas.sections.registry import SPEC, Section
from schemas.status import State


def name_of(history: History) -> str:
    """The section in words, for messages."""
    return f"{history.soc} {history.locale} {history.section}"


def head_of(history: History) -> Revision:
    """The head. Raises `UsageError` where nothing was written yet."""
    if history.head is None:
        raise UsageError(
            f"{name_of(history)} has no text yet",
            f"Draft it: author draft {history.soc} --locale {history.locale}",
        )
    return history.head


def refuse_stale(history: History, on: EventId | None) -> None:
    """Raise `Conflict` unless `on` is the head."""
    head = history.head
    if (head.id if head else None) != on:
        raise Conflict(
            f"{name_of(history)} was changed by {head.by.name if head else 'nobody'} since you opened it",
            "Look at the newer version, then merge yours into it or decide again.",
            head.id if head else "",
        )


def refuse_fork(history: History) -> None:
    """Raise `Conflict` where two versions wait to be merged."""
    if history.forked:
        raise Conflict(
            f"{name_of(history)} is forked: {len(history.heads)} versions wait to be merged",
            "Merge them first; then decide on the merged text.",
            history.heads[-1].id,
        )


def refuse_step(history: History, state: State, step: ReviewStep) -> None:
    """Raise `NotAllowed` where the table has no such step."""
    approval = history.approval
    if step == "approve" and approval is not None and state in ("approved", "published"):
        raise NotAllowed(
            f"{name_of(history)} is approved already, by {approval.by.name} on {approval.at[:10]}",
            "Go on to the next one; an edit opens it again.",
        )
    if not allows(state, step):
        raise NotAllowed(
            f"{name_of(history)} is {state.replace('_', ' ')}: `{step}` does not lead from there",
            "`docs/review.md` shows which steps lead where.",
        )


def refuse_own_text(history: History, person: str) -> None:
    """Raise `NotAllowed` where that person wrote any of it since the last approval."""
    if is_author(history, person):
        raise NotAllowed(
            f"{name_of(history)} holds your own words since the last approval, {person}",
            "Ask a second person to approve it. A team of one sets `four_eyes = false` under [review].",
        )


def refuse_claimed(history: History, person: str, now: Timestamp) -> None:
    """Raise `NotAllowed` where somebody else holds a claim that has not ended, or it was assigned to them."""
    holder, until = history.assignee, history.assigned_until
    if holder in (None, person) or (until is not None and until <= now):
        return
    how_long = f" until {until[11:16]} UTC" if until else ""
    raise NotAllowed(
        f"{name_of(history)} is with {holder}{how_long}",
        "Take another one, or ask them to give it back: author assign CODE SECTION.",
    )


def refuse_untranslated(history: History, head: Revision) -> None:
    """Raise `NotAllowed` where some of the text is still the source's."""
    if head.to_translate:
        count = len(head.to_translate)
        raise NotAllowed(
            f"{name_of(history)} has {count} {'item' if count == 1 else 'items'} left to translate",
            "Translate them, or say that they read the same in both languages.",
        )


def refuse_moved(history: History, moved: Sequence[Finding]) -> None:
    """Raise `NotAllowed` where facts moved under the text and nobody said that the older ones are meant."""
    if moved:
        counted = "a fact that moved" if len(moved) == 1 else f"{len(moved)} facts that moved"
        told = "\n".join(f"  {finding.message}" for finding in moved)
        whose = "rests" if not (history.head and history.head.translated_from) else "is translated from text that rests"
        raise NotAllowed(
            f"{name_of(history)} {whose} on {counted}:\n{told}",
            f"See the smallest edit: author refresh {history.soc}. Where the older value is meant, waive stale.facts.",
        )


def refuse_errors(history: History, findings: Sequence[Finding]) -> None:
    """Raise `CheckFailed` listing the open errors."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        listed = "\n".join(f"  {error.rule}: {error.message}" for error in errors)
        counted = "an open error" if len(errors) == 1 else f"{len(errors)} open errors"
        raise CheckFailed(
            f"{name_of(history)} has {counted}:\n{listed}",
            errors[0].hint,
        )


def refuse_computed_changes(history: History, content: Section, *taken_from: Revision) -> None:
    """Raise `NotAllowed` unless what code makes from facts is as it is in one of `taken_from`."""
    if content.section != history.section:
        raise UsageError(f"this is the text of {content.section}", f"Save it as {content.section}.")
    drafted = (*SPEC[history.section].drafted, "section")
    touched = [
        name
        for name in type(content).model_fields
        if name not in drafted and all(getattr(content, name) != getattr(there.content, name) for there in taken_from)
    ]
    if touched:
        raise NotAllowed(
            f"{name_of(history)}: {', '.join(touched)} is made from facts and is not edited by hand",
            "Comment on it if it is wrong; correct the facts, then draft the section again.",
        )


def reason_given(reason: str) -> str:
    """The reason. Raises `UsageError` where there is none."""
    if not reason.strip():
        raise UsageError("this needs a reason", "Say in a sentence what is wrong; the author will read it.")
    return reason
