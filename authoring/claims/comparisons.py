"""Comparisons: "faster than average", "above the median", "twice as many". BLS's growth words are held to their round."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from authoring.claims.evidence import Evidence, Words, as_a_word, fact_binding, years_in
from authoring.claims.finding import Found, Judged
from authoring.claims.statements import sentence_span
from authoring.gating import gated
from authoring.quantities import measures
from schemas.facts import Fact, FactSheet
from schemas.saying import said

_GROWTH: Final = gated(
    r"\b(?:much )?(?:faster|slower) than(?: the)? average\b|\b(?:about )?as fast as(?: the)? average\b|\blittle or no change\b"
    r"|(?:遠)?(?:快於|慢於|高於|低於)平均|與平均(?:相當|相近)",
    "average little_or_no 平均",
    re.IGNORECASE,
)
_COMPARED: Final = gated(
    r"\b(?:(?:well |far |slightly )?(?:above|below)|(?:higher|lower|better|worse|more|less|greater) than)(?: the)?"
    r"(?: national| overall| U\.S\.)? (?:average|median|mean|norm)\b"
    r"|\b(?:twice|double|triple|three times|half)(?: as (?:many|much|high)(?: as)?| that of| the (?:average|median|national))\b"
    r"|\b(?:the )?(?:highest|lowest|best|worst)[- ]pa(?:id|ying)(?! (?:tenth|quarter|10))\b|\bone of the fastest[- ]growing\b"
    r"|\bfast(?:est)?[- ]growing\b|\bin (?:high|strong|great) demand\b"
    r"|高於(?:全國)?平均|低於(?:全國)?平均|高於中位數|低於中位數|成長最快|需求強勁|兩倍|倍增",
    "average median mean norm twice double triple three_times half_ paid paying fast demand 高於 低於 成長最快 需求強勁 倍",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(r"above|higher|more|greater|better|高於", re.IGNORECASE)

_TOGETHER: Final = re.compile(r"(?i)\b(?:together|as a group|combined)\b|合計|一起|整體")


def comparisons(text: str, evidence: Evidence, sheet: FactSheet) -> Iterator[Found]:
    """Every comparison of a text with its verdict."""
    for found in _spans(text):
        judged = _said_by_source(found, evidence) or _judged(found, text, evidence, sheet)
        yield Found(found.start(), found.end(), "comparison", judged)


@lru_cache(maxsize=8192)
def _spans(text: str) -> tuple[re.Match[str], ...]:
    growth = tuple(_GROWTH.finditer(text))
    taken = [found.span() for found in growth]
    others = (f for f in _COMPARED.finditer(text) if not any(a < f.end() and f.start() < b for a, b in taken))
    return tuple(sorted((*growth, *others), key=lambda found: found.start()))


def _said_by_source(found: re.Match[str], evidence: Evidence) -> Judged | None:
    """Whether a cited text says it in these words; BLS's own wording is judged by its round."""
    if _GROWTH.pattern.fullmatch(found[0]) and any(fact.measure == "growth-wording" for fact in evidence.facts):
        return None
    words: Words | None = next(evidence.saying(as_a_word(found[0])), None)
    return Judged("exact", (words.binding,)) if words else None


def _judged(found: re.Match[str], text: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    if _GROWTH.pattern.fullmatch(found[0]):
        return _growth_wording(found, text, evidence, sheet)
    if "median" in found[0].lower() or "中位" in found[0]:
        return Judged("undecided", note=said("which median is compared with which is for a reader to see"))
    if evidence.facts or evidence.quotes:
        return Judged("undecided", note=said("something is cited, but no rule can weigh this comparison"))
    return Judged("unsupported", note=said("a comparison that rests on nothing cited"))


def _growth_wording(found: re.Match[str], text: str, evidence: Evidence, sheet: FactSheet) -> Judged:
    """BLS defines its adjectives anew for each round: the wording must be its own, of the very years named."""
    start, end = sentence_span(text, found.start())
    named = {year for each in measures(text[start:end]) for year in each.years}
    of_round = [fact for fact in _wordings(evidence.facts) if not named or named <= years_in(fact.period, "", "", "")]
    for fact in of_round:
        if _plain(str(fact.value)) == _plain(found[0]) or not found[0].isascii():
            return _as_its_own(fact, text[start:end])
    known = of_round or [
        fact for fact in _wordings(sheet.facts) if not named or named <= years_in(fact.period, "", "", "")
    ]
    for fact in known:
        if _plain(str(fact.value)) == _plain(found[0]):
            return Judged(
                "unsupported", note=said("BLS says so, but this sentence does not cite it"), elsewhere=fact.id
            )
        note = said("BLS's words for {period} are “{value}”", period=fact.period, value=fact.value)
        return Judged("contradicted", (fact_binding(fact),), note)
    return Judged("unsupported", note=said("BLS's wording for that round is not known; it is never inferred"))


def _as_its_own(fact: Fact, sentence: str) -> Judged:
    """A handbook page may speak of several occupations at once: its word for them is no word for one of them."""
    bound = (fact_binding(fact),)
    if fact.basis != "combined_code":
        return Judged("exact", bound)
    note = said("BLS says it of several occupations together ({which})", which=fact.basis_note or "")
    return Judged("undecided" if _TOGETHER.search(sentence) else "unsupported", bound, note)


def _wordings(facts: "tuple[Fact, ...]") -> Iterator[Fact]:
    return (fact for fact in facts if fact.measure == "growth-wording")


def _plain(wording: str) -> str:
    return wording.lower().replace("the ", "").removeprefix("about ").strip()
