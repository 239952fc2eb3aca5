"""A difference as Markdown for a pull request: `<del>` and `<ins>` inside the sentence, one bullet a change.

Texts are escaped so that none of them can become a link, a mention, a heading or markup of the page.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from authoring.diff.changes import Change, SectionDiff
from authoring.diff.comparison import Comparison
from authoring.diff.render.layout import Piece, claim_heading, claim_rows, heading, rows
from schemas.base import UNSAFE_IN_LINE

_SPECIAL: Final = re.compile(
    r"(?P<entity>[&<>]|:(?=//)|(?<=\bwww)\.)|(?P<caller>[@#])|(?P<mark>[\\`*_{}\[\]()|~$!])"
    r"|\A\s*(?P<list>[-+=]|\d+[.)])(?=\s|\Z)"
)
_TAGS: Final = {"equal": ("", ""), "delete": ("<del>", "</del>"), "insert": ("<ins>", "</ins>")}


def render(diffs: SectionDiff | Iterable[SectionDiff]) -> str:
    """The differences of one section or several, a heading each. Nothing to show is the empty string."""
    several = (diffs,) if isinstance(diffs, SectionDiff) else diffs
    return "\n".join("\n".join(_section(diff)) + "\n" for diff in several)


def render_comparison(comparison: Comparison) -> str:
    """A comparison for a pull request: the line on all of it, then each profile with its claims, numbers first."""
    lines = [f"**{escape(comparison.old)} → {escape(comparison.new)}**: {escape(comparison.summary)}", ""]
    for profile in comparison.profiles:
        lines += [f"## {escape(f'{profile.soc} {profile.title} ({profile.locale})')}", "", escape(profile.summary), ""]
        for change in profile.claims:
            told = "; ".join(
                (f"{escape(row.label)}: " if row.label else "") + _words(row.pieces) for row in claim_rows(change)
            )
            lines.append(f"- **{escape(claim_heading(change))}**: {told}")
        lines += [""] if profile.claims else []
        lines += [line for section in profile.sections for line in (*_section(section), "")]
    return "\n".join(lines)


def escape(text: str) -> str:
    """A text that GitHub-flavoured Markdown shows as it is written: no markup, no tag, no mention, no link."""
    return _SPECIAL.sub(_escaped, UNSAFE_IN_LINE.sub(" ", text))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if match["entity"]:
        return f"&#{ord(found)};"
    if match["caller"]:
        # Mentions and issue numbers are found in the finished page; a comment keeps the sign from its name.
        return f"\\{found}<!-- -->"
    return f"{found[:-1]}\\{found[-1]}"


def _section(diff: SectionDiff) -> Iterator[str]:
    yield f"### {escape(diff.section)}\n"
    yield f"{escape(diff.summary)}\n"
    for change in diff.changes:
        yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    lines = list(rows(change))
    title = f"- **{escape(heading(change))}**"
    if change.kind == "field" and len(lines) == 1:
        yield f"{title}: {_words(lines[0].pieces)}"
        return
    yield title
    for row in lines:
        label = f"{escape(row.label)}: " if row.label else ""
        yield f"  - {label}{_words(row.pieces)}"


def _words(pieces: Iterable[Piece]) -> str:
    return "".join(f"{_TAGS[piece.role][0]}{escape(piece.text)}{_TAGS[piece.role][1]}" for piece in pieces)
