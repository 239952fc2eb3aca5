"""Candidates for the glossary: terms that many occupations use, and that nobody has agreed on yet."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2
from typing import Final

from authoring.glossary.term import Glossary

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*[A-Za-z]|[A-Za-z]")
_BREAK: Final = re.compile(r"[.,;:!?()“”\"\[\]/–—\d%$]")
_LONGEST: Final = 4
_COMMON_WORDS: Final = (
    "a about above across after again against all almost also am among an and another any are as ask asks at away be "
    "because been before being below between both but by can cannot could did do does doing done down during each either "
    "every few for from further gave get gets give given gives go goes had has have having he help helps her here hers him "
    "his how i if in into is it its just keep less like likely made make makes many may me might more most much must my need "
    "needs never new no nor not now of off often on once one only or other others our out over own part per rather same say "
    "says see she should since so some still such take takes than that the their them then there these they this those "
    "three through to too two under until up upon use used uses using very was way we well were what when where which while "
    "who whom whose why will with within without work works would year years yet you your half lower higher good able "
    "according earned projected typical several whether including around least"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True)
class Candidate:
    """A run of words: how often it stands in how many occupations, and one place that shows it in use."""

    term: str
    times: int
    occupations: int
    example: str
    score: float


def candidates(
    texts: Iterable[tuple[str, str]], glossary: Glossary, *, least: int = 3, most: int = 100
) -> tuple[Candidate, ...]:
    """The best candidates of texts, each with the code of its occupation; those in the glossary are left out.

    Scored by the C-value of Frantzi, Ananiadou and Mima (2000): how often it stands by itself and not within a longer one,
    the longer the better. A term of one word counts as one and a half words long.
    """
    times: dict[str, int] = defaultdict(int)
    where: dict[str, set[str]] = defaultdict(set)
    example: dict[str, str] = {}
    for soc, text in texts:
        for run in _runs(text):
            times[run] += 1
            where[run].add(soc)
            example.setdefault(run, text)
    known = {term.term.casefold() for term in glossary.terms}
    frequent = {run: count for run, count in times.items() if count >= least}
    scored = [
        Candidate(run, count, len(where[run]), example[run], score)
        for run, count, score in _scores(frequent)
        if run not in known and score > 0
    ]
    return tuple(sorted(scored, key=lambda each: (-each.score, each.term))[:most])


def _scores(frequent: dict[str, int]) -> Iterator[tuple[str, int, float]]:
    within: dict[str, list[int]] = defaultdict(list)
    for run, count in frequent.items():
        words = run.split()
        for size in range(1, len(words)):
            for start in range(len(words) - size + 1):
                inner = " ".join(words[start : start + size])
                if inner in frequent:
                    within[inner].append(count)
    for run, count in frequent.items():
        longer = within[run]
        alone = count - sum(longer) / len(longer) if longer else count
        yield run, count, round(log2(max(len(run.split()), 1.5)) * alone, 2)


def _runs(text: str) -> Iterator[str]:
    """Every run of up to four words between marks that neither begins nor ends with a common word."""
    for piece in _BREAK.split(text):
        words = [word.casefold() for word in _WORD.findall(piece)]
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                run = words[start:end]
                if run[0] not in _COMMON and run[-1] not in _COMMON and len("".join(run)) > 3:
                    yield " ".join(run)
