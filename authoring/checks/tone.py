"""Tone: plain, sober, about the work and not to the reader."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from authoring.checks.registry import CheckedSection, Hit, rule, sweep
from authoring.gating import gated
from authoring.quantities import measures
from schemas.saying import said, template

_HYPE: Final = gated(
    r"\b(?:booming|sky-?rocket\w*|lucrative|dream job|guaranteed?|limitless|unprecedented|world[- ]class|explosive growth"
    r"|incredibl[ey]"
    r"|amazing|best[- ]in[- ]class|endless (?:opportunit\w+|possibilit\w+)|bright future|future[- ]proof|exciting|thriving"
    r"|once[- ]in[- ]a|unparalleled)\b|前景一片光明|炙手可熱|無限可能|前途無量|絕對不會被取代",
    "booming rocket lucrative dream_job guarantee limitless unprecedented class explosive_growth incredibl amazing endless_ "
    "bright_future future proof exciting thriving once unparalleled 前景 炙手 無限 前途 絕對",
    re.IGNORECASE,
)
_HEDGES: Final = gated(
    r"\b(?:may|might|could) (?:possibly|potentially|perhaps|conceivably)\b|\b(?:perhaps|possibly) (?:may|might|could)\b"
    r"|\bit (?:is|seems) (?:possible|likely) that [^.]{0,40}\b(?:may|might|could)\b|\bgenerally typically\b|\btends? to usually\b"
    r"|或許可能|可能也許|大概可能",
    "may might could generally_typically to_usually 或許可能 可能也許 大概可能",
    re.IGNORECASE,
)
_SECOND_PERSON: Final = gated(r"\b(?:you|your|yours|yourself|you're|you'll)\b|[你您]", "you 你 您", re.IGNORECASE)
_QUOTED: Final = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")
_ABBREVIATION: Final = re.compile(r"(?<![\w*.-])[A-Z]{3,6}(?:s\b)?(?![\w*-])")
_WELL_KNOWN: Final = (
    "BLS USD USA STEM GPT FAQ SOC LCA LCAs PERM USCIS DOL DHS OPT SAP SQL HTML CSS XML PDF CAD OFLC CEO CPR DNA GPS HVAC "
    "NCLEX RFID ISBN URL API APIs HIV AIDS MRI COVID NASA FBI IRS OSHA FDA EPA III"
)
_KNOWN: Final = frozenset(_WELL_KNOWN.split())
_SENTENCES: Final = re.compile(r"(?<=[a-z0-9)”])[.!?]\s+(?=[A-Z“])")
_SYLLABLES: Final = re.compile(r"[aeiouy]+", re.IGNORECASE)
_WORDS: Final = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_HARDEST_GRADE: Final = 22
_SHORTEST_PROSE: Final = 60
_ALIKE: Final = 93
_COMPARED: Final = frozenset({"question", "text", "finding"})
_PROSE: Final = frozenset({"text", "detail", "finding"})


@rule("language.hype", "warning")
def hype(section: CheckedSection) -> Iterator[Hit]:
    """A word that sells. The page says what official figures say, and promises nothing."""
    yield from sweep(
        section, _HYPE, template("“{text}” sells"), template("Say how much, by whose figures."), outside=_QUOTED
    )


@rule("language.hedging", "note")
def hedging(section: CheckedSection) -> Iterator[Hit]:
    """Two hedges where one would do: the sentence ends up saying nothing."""
    yield from sweep(
        section, _HEDGES, template("“{text}” hedges twice"), template("Hedge once, or not at all."), outside=_QUOTED
    )


@rule("language.second-person", "note")
def second_person(section: CheckedSection) -> Iterator[Hit]:
    """The text speaks to a reader it does not know. Questions may; answers speak of the work."""
    fields = frozenset({"text", "title", "detail", "finding"})
    yield from sweep(
        section,
        _SECOND_PERSON,
        template("“{text}” speaks to the reader"),
        template("Speak of the work."),
        outside=_QUOTED,
        fields=fields,
    )


@rule("language.abbreviation", "note")
def abbreviation(section: CheckedSection) -> Iterator[Hit]:
    """An abbreviation that not everyone knows is nowhere in the section written out."""
    if section.locale != "en":
        return
    everything = " ".join(text.text for text in section.texts)
    for hit in sweep(
        section,
        _ABBREVIATION,
        template("“{text}” is written out nowhere"),
        template("Write it out once."),
        outside=_QUOTED,
        fields=_PROSE,
    ):
        short = hit.text[hit.start : hit.end]
        if short not in _KNOWN and f"({short})" not in everything and f"{short} (" not in everything:
            yield hit


@rule("language.reading-level", "note")
def reading_level(section: CheckedSection) -> Iterator[Hit]:
    """A paragraph is harder to read than a research paper (Flesch and Kincaid's grade above 22)."""
    if section.locale != "en":
        return
    for text in section.texts:
        plain = _QUOTED.sub("", text.text)
        words = _WORDS.findall(plain) if text.field in _PROSE and len(plain) > _SHORTEST_PROSE else []
        if len(words) >= 12 and (found := grade(plain, words)) > _HARDEST_GRADE:
            yield Hit(
                text.item,
                text.field,
                said("reads at grade {grade:.0f}", grade=found),
                said("Shorter sentences, plainer words."),
                text=text.text,
            )


def grade(text: str, words: list[str]) -> float:
    """The Flesch-Kincaid grade of a text: years of school it takes (Kincaid and others, 1975)."""
    sentences = len(_SENTENCES.findall(text)) + 1
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@lru_cache(maxsize=16_384)
def _syllables(word: str) -> int:
    return max(1, len(_SYLLABLES.findall(word)))


@rule("structure.near-repeat", "warning")
def near_repeat(section: CheckedSection) -> Iterator[Hit]:
    """Two items say nearly the same in nearly the same words, with the same numbers."""
    texts = [
        text
        for text in section.texts
        if text.field in _COMPARED and len(text.text) > 20 and not _QUOTED.search(text.text)
    ]
    for one, other in combinations(texts, 2):
        if one.field != other.field or one.item == other.item or one.text == other.text:
            continue
        if fuzz.ratio(one.text, other.text, score_cutoff=_ALIKE) and _figures(one.text) == _figures(other.text):
            yield Hit(
                other.item,
                other.field,
                said("says nearly what “{text}” says", text=one.text),
                said("Keep one of the two."),
                text=other.text,
            )


def _figures(text: str) -> list[str]:
    return [measure.text for measure in measures(text)]
