"""Words: the difference between two texts in whole tokens.

The alignment is a longest common subsequence of tokens. Small equal islands between changes are folded into them
(what is left reads as phrases rather than confetti), but a figure or date that stayed is never shown as changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import Indel

from authoring.diff.tokens import kind_of, pieces
from schemas.base import Line

MOST_CELLS: Final = 40_000_000
"""Largest product of token counts that is aligned: 5 MB of working memory. Beyond it the middle is one change."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of whole tokens. Equal and deleted runs joined are the old text, equal and inserted ones the new."""

    op: Literal["equal", "delete", "insert"]
    text: Line


class _Run(NamedTuple):
    """A stretch of both texts; `equal` runs are the same on both sides."""

    equal: bool
    old: tuple[str, ...]
    new: tuple[str, ...]


def spans(old: str, new: str) -> tuple[Span, ...]:
    """How the old text becomes the new one; reversing the arguments swaps insert and delete and nothing else."""
    if old == new:
        return (Span(op="equal", text=old),) if old else ()
    if not old or not new:
        return (Span(op="delete", text=old) if old else Span(op="insert", text=new),)
    # Alignments tie; always aligning in one direction makes the difference the same both ways.
    swapped = (len(old), old) > (len(new), new)
    left, right = (new, old) if swapped else (old, new)
    runs = _fold(_align(pieces(left), pieces(right)))
    return tuple(_spans(_Run(run.equal, run.new, run.old) if swapped else run for run in runs))


def _align(old: tuple[str, ...], new: tuple[str, ...]) -> list[_Run]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [_Run(True, old[:head], new[:head])] if head else []
    if len(middle_old) * len(middle_new) > MOST_CELLS:
        runs.append(_Run(False, middle_old, middle_new))
    else:
        runs += _opcodes(middle_old, middle_new)
    return [*runs, _Run(True, old[len(old) - tail :], new[len(new) - tail :])] if tail else runs


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    shortest = min(len(old), len(new))
    return next((i for i in range(shortest) if old[i] != new[i]), shortest)


def _opcodes(old: tuple[str, ...], new: tuple[str, ...]) -> list[_Run]:
    runs: list[_Run] = []
    for code in Indel.opcodes(old, new):
        gone, come = old[code.src_start : code.src_end], new[code.dest_start : code.dest_end]
        _append(runs, _Run(code.tag == "equal", gone, come))
    return runs


def _append(runs: list[_Run], run: _Run) -> None:
    if runs and runs[-1].equal == run.equal:
        last = runs.pop()
        run = _Run(run.equal, last.old + run.old, last.new + run.new)
    runs.append(run)


def _fold(runs: list[_Run]) -> list[_Run]:
    folded: list[_Run] = []
    for position, run in enumerate(runs):
        island = run.equal and 0 < position < len(runs) - 1 and _is_island(folded[-1], run, runs[position + 1])
        _append(folded, _Run(False, run.old, run.new) if island else run)
    return folded


def _is_island(left: _Run, run: _Run, right: _Run) -> bool:
    if any(kind_of(piece) in ("figure", "date") for piece in run.old) or not (_has_words(left) and _has_words(right)):
        return False
    if all(kind_of(piece) in ("space", "mark") for piece in run.old):
        return bool(left.old or right.old) and bool(left.new or right.new)
    size = _size(run.old)
    return size <= min(_size(left.old), _size(left.new), 6) and size <= min(_size(right.old), _size(right.new), 6)


def _has_words(run: _Run) -> bool:
    return any(kind_of(piece) in ("word", "han") for piece in (*run.old, *run.new))


def _size(tokens: Iterable[str]) -> int:
    return sum(2 * len(piece) if kind_of(piece) == "han" else len(piece) for piece in tokens)


def _spans(runs: Iterable[_Run]) -> Iterable[Span]:
    for run in runs:
        old, new = "".join(run.old), "".join(run.new)
        if run.equal:
            yield Span(op="equal", text=old)
            continue
        if old:
            yield Span(op="delete", text=old)
        if new:
            yield Span(op="insert", text=new)
