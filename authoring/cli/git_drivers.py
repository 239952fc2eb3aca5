"""What git runs on log files after `author diff --install-git`: as text, as a difference, as a merge. Not for people."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from authoring.revisions.history import History


def register(app: typer.Typer) -> None:
    """Add the three verbs, out of sight."""
    app.command("git-text", hidden=True)(git_text)
    app.command("git-diff", hidden=True)(git_diff)
    app.command("git-merge", hidden=True)(git_merge)


def git_text(log: Path) -> None:
    """A log as git shows it in `git show` and `git log -p`: what stands, a line an item."""
    from authoring.item_texts import item_texts
    from authoring.text import clean_line

    lines = []
    for history in _histories(log.read_bytes()):
        for head in history.heads:
            approved = history.approval_of(head.id)
            state = f"approved by {approved.by.name}" if approved else "not approved"
            lines.append(f"== {history.section} {head.hash[:12]} by {head.by.name}, {state}")
            lines += [f"{text.item:<12} {text.field}: {clean_line(text.text)}" for text in item_texts(head.content)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def git_diff(arguments: Annotated[list[str], typer.Argument()]) -> None:
    """`git diff` of a log: the arguments are those git gives an external diff."""
    from authoring.diff import compare
    from authoring.diff.render.terminal import render

    path = arguments[0]
    if len(arguments) < 7:
        print(f"{path}: not merged yet")  # noqa: T201
        return
    old, new = ({h.section: h for h in _histories(Path(name).read_bytes())} for name in (arguments[1], arguments[4]))
    diffs = []
    for section in dict.fromkeys((*old, *new)):
        before, after = (side[section].head if section in side else None for side in (old, new))
        found = compare(before.content if before else None, after.content if after else None)
        diffs += [] if found.empty else [found]
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    told = render(diffs, colour=colour, width=100)
    events = {history.section: len(history.events) for history in new.values()}
    added = sum(events.values()) - sum(len(history.events) for history in old.values())
    sys.stdout.write(f"{path}: {added:+d} events\n{told}\n")


def git_merge(base: Path, ours: Path, theirs: Path, name: str) -> None:
    """Both branches' events, each once, in order of time; a section that both edited has two heads and is forked."""
    from authoring.cli.output import talk

    mine, other = ours.read_bytes(), theirs.read_bytes()
    lines = dict.fromkeys((*mine.splitlines(), *other.splitlines()))
    del base
    ours.write_bytes(b"".join(line + b"\n" for line in lines))
    forked = [history.section for history in _histories(ours.read_bytes()) if history.forked]
    if forked:
        talk(f"{name}: forked in {', '.join(forked)}: both branches edited it; merge them in `author review`")


def _histories(log: bytes) -> "list[History]":
    from authoring.factchecking.sides import events_of
    from authoring.revisions.history import histories
    from authoring.revisions.redacting import without_redacted
    from schemas.sections.registry import SECTION_NAMES

    events = without_redacted(events_of(log))
    if not events:
        return []
    found = histories(events[0].soc, events[0].locale, events)
    return [found[name] for name in SECTION_NAMES if name in found]
