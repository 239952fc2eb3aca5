"""A comparison as one page of HTML: nothing outside it, no script; the tab key goes from change to change.

Every text is escaped by the template engine; what is not safe in text is taken out first, wherever it came from.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from authoring.diff.comparison import Comparison, ProfileDiff, section_line
from authoring.diff.render.layout import Piece, claim_heading, claim_rows, heading, rows
from schemas.base import UNSAFE_IN_LINE

_TEMPLATES: Final = Path(__file__).parent / "templates"
_TAGS: Final = {"equal": "span", "delete": "del", "insert": "ins"}


def render(comparison: Comparison) -> str:
    """The page."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("comparison.html.j2").render(
        old=_safe(comparison.old),
        new=_safe(comparison.new),
        summary=_safe(comparison.summary),
        profiles=[_profile(profile, number) for number, profile in enumerate(comparison.profiles, 1)],
    )


def _profile(profile: ProfileDiff, number: int) -> dict[str, object]:
    return {
        "anchor": f"p{number}",
        "name": _safe(f"{profile.soc} {profile.title}"),
        "locale": profile.locale,
        "summary": _safe(profile.summary),
        "claims": [_entry(claim_heading(each), each.kind, claim_rows(each)) for each in profile.claims],
        "sections": [
            {
                "name": section.section,
                "summary": _safe(section_line(section, profile.claims)),
                "changes": [_entry(heading(each), each.kind, rows(each)) for each in section.changes],
            }
            for section in profile.sections
        ],
    }


def _entry(title: str, kind: str, lines: Iterable[tuple[str, tuple[Piece, ...]]]) -> dict[str, object]:
    return {"title": _safe(title), "kind": kind, "lines": [_line(label, pieces) for label, pieces in lines]}


def _line(label: str, pieces: Iterable[Piece]) -> dict[str, object]:
    return {"label": _safe(label), "pieces": [(_TAGS[piece.role], _safe(piece.text)) for piece in pieces]}


def _safe(text: str) -> str:
    return UNSAFE_IN_LINE.sub(" ", text)
