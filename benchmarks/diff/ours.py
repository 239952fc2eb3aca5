"""Our differences on mutated pairs: claims, spans, and CPU time."""

import gc
import re
import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from authoring.diff import EntryChange, SectionDiff, compare_sections, figures, tokens, words
from benchmarks.diff.profiles import Tree
from benchmarks.diff.scoring import Claim
from schemas.sections.registry import SECTION, Section

Pair: TypeAlias = tuple[dict[str, Section], dict[str, Section]]
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


def sections(profile: dict[str, Tree]) -> dict[str, Section]:
    """A profile as the product holds it."""
    return {name: SECTION.validate_python(tree, strict=False) for name, tree in profile.items()}


def seconds(pairs: Iterable[Pair], *, spans: bool) -> float:
    """CPU seconds for comparing all pairs; with `spans`, for the changed words of every changed text as well."""
    settle()
    started = time.process_time()
    for old, new in pairs:
        for diff in compare_sections(old, new):
            assert diff.summary
            if spans:
                for _ in _texts(diff):
                    pass
    return time.process_time() - started


def dumping(pairs: Iterable[Pair]) -> float:
    """CPU seconds for turning both sides of all pairs into JSON values: what any comparison of them pays first."""
    settle()
    started = time.process_time()
    for sides in pairs:
        for profile in sides:
            for section in profile.values():
                section.model_dump(mode="json")
    return time.process_time() - started


def settle() -> None:
    """Empty what is remembered of texts, so that no run is faster for the one before it, and set the input aside."""
    for cache in (tokens.pieces, tokens.kind_of, figures.read_figure, figures.compare_numbers):
        cache.cache_clear()
    gc.collect()
    gc.freeze()


def repetitive() -> float:
    """CPU seconds for a text of 64 KB that repeats itself, against another one."""
    old, new = ("ab ab ab cd " * 5_500, "ab cd ab ab " * 5_500)
    started = time.process_time()
    assert words.spans(old, new)
    return time.process_time() - started


def claims(old: dict[str, Section], new: dict[str, Section]) -> list[Claim]:
    """What our difference says of a pair."""
    return [
        Claim(
            change.kind,
            tuple((diff.section, *spot.steps, spot.index) for spot in change.before),
            tuple((diff.section, *spot.steps, spot.index) for spot in change.after),
            tuple((figure.old or "", figure.new or "") for figure in change.figures),
        )
        for diff in compare_sections(old, new)
        for change in diff.changes
        if isinstance(change, EntryChange) and change.kind != "recited"
    ]


def numbers_split(old: dict[str, Section], new: dict[str, Section]) -> tuple[int, int]:
    """How many numbers stand in changed texts, and how many of them an edge of a changed run cuts in two."""
    seen = cut = 0
    for diff in compare_sections(old, new):
        for runs in _texts(diff):
            for side in ("delete", "insert"):
                found = count_split([text for op, text in runs if op in ("equal", side)])
                seen, cut = seen + found[0], cut + found[1]
    return seen, cut


def count_split(runs: Iterable[str]) -> tuple[int, int]:
    """How many numbers a text has that is given in runs, and how many of them have an edge of a run inside."""
    text, edges = "", set()
    for run in runs:
        text += run
        edges.add(len(text))
    numbers = list(_NUMBER.finditer(text))
    return len(numbers), sum(bool(edges & set(range(n.start() + 1, n.end()))) for n in numbers)


def _texts(diff: SectionDiff) -> Iterator[list[tuple[str, str]]]:
    for change in diff.changes:
        if isinstance(change, EntryChange):
            for text in change.texts:
                yield [(span.op, span.text) for span in text.spans]
