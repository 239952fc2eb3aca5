"""What happened to a section, who did it and when; and what people said about it. Newest first."""

from authoring.locales.labels import Labels
from authoring.revisions.history import History
from authoring.ui.state.ages import age, minute
from authoring.ui.state.paper import Block, Para, Span, para
from schemas.events import Assignment, Comment, Decision, Event, Revision


def history_blocks(history: History, words: Labels, now: str) -> tuple[Block, ...]:
    """Revisions, decisions and assignments."""
    events = [event for event in history.events if isinstance(event, Revision | Decision | Assignment)]
    return tuple(_event(event, words, now) for event in reversed(events))


def comments(history: History, words: Labels, now: str) -> tuple[Block, ...]:
    """Remarks; where there are none, how to make one."""
    if not history.comments:
        return (Block("none", (para(words.label("ui.no_comments"), "dim"),), still=True),)
    return tuple(_comment(comment, words, now) for comment in reversed(history.comments))


def _event(event: Event, words: Labels, now: str) -> Block:
    what, detail = _what(event, words)
    when = f"{minute(event.at)} UTC ({age(event.at, now, words)})"
    head = Para((Span(what, "strong"), Span(f" · {event.by.name}"), Span(f" · {when}", "dim")), hanging=2)
    return Block(f"event.{event.id}", (head, *(para(line, indent=2, hanging=2) for line in detail if line)))


def _what(event: Event, words: Labels) -> tuple[str, tuple[str, ...]]:
    if isinstance(event, Revision):
        return words.label(f"method.{event.provenance.method}"), (
            event.reason or "",
            words.text("ui.text_is", hash=event.hash[:8], facts=event.base_version or "-"),
        )
    if isinstance(event, Decision):
        about = f"{event.rule}: " if event.rule else ""
        return words.label(f"decision.{event.action}"), (
            f"{about}{event.reason or ''}",
            words.text("ui.bound_to", hash=event.hash[:8], facts=(event.sheet_hash or "-")[:8]),
        )
    if isinstance(event, Assignment):
        return words.label("event.assignment"), (event.assignee or words.label("ui.nobody"),)
    return words.label(f"event.{event.kind}"), ()


def _comment(comment: Comment, words: Labels, now: str) -> Block:
    head = Para((Span(comment.by.name, "strong"), Span(f" · {age(comment.at, now, words)}", "dim")), hanging=2)
    return Block(f"comment.{comment.id}", (head, para(comment.text, indent=2)))
