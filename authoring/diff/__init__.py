"""Two versions of a section in, what changed in meaning out, and the ways to show it.

Pure and deterministic: no file, no clock, no random number. Imports the ground, `authoring.text` and `authoring.errors` only.
Begin at `compare`; `render.terminal` and `render.markdown` show a difference, its `model_dump` is the JSON.
"""

from authoring.diff.apply import apply, reverse
from authoring.diff.changes import Change, EntryChange, FieldChange, SectionDiff
from authoring.diff.comparing import compare, compare_sections

__all__ = [
    "Change",
    "EntryChange",
    "FieldChange",
    "SectionDiff",
    "apply",
    "compare",
    "compare_sections",
    "reverse",
]
