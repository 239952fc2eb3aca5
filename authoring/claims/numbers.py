"""Binds a number to the fact or quote that carries it: value, unit, statistic, rate, years, place and topic must agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from authoring.claims import notes
from authoring.claims.derived import derive
from authoring.claims.evidence import Evidence, fact_binding, numbers_in_words, years_of
from authoring.claims.finding import Judged, both
from authoring.claims.rounding import Fit, fit, fraction_fit
from authoring.claims.statements import Statement, statement
from authoring.claims.traits import is_continuous, period_years, shown_as, topics_of_noun, traits
from authoring.quantities import Measure, measures
from schemas.facts import Fact, FactSheet

_NOT_COMPARED = ("label", "text", "true/false")


@dataclass(frozen=True)
class Numeral:
    """A number of a text with its sentence, what that cites, and the whole sheet to look for what it should have cited."""

    measure: Measure
    said: Statement
    evidence: Evidence
    sheet: FactSheet


def judge(number: Numeral) -> Judged:
    """The verdict on a number, a range by both its ends."""
    measure = number.measure
    if measure.kind == "year":
        return _judge_years(number)
    if measure.kind == "rating" and not any(fact.unit.startswith("rating") for fact in number.evidence.facts):
        return _judge_counts(number)
    if measure.low == measure.high:
        return _judge_value(number)
    low, high = (replace(number, measure=replace(measure, low=end, high=end)) for end in (measure.low, measure.high))
    whole = _in_words(number)
    return whole or both(_judge_value(low), _judge_value(high))


def _judge_counts(number: Numeral) -> Judged:
    """`2 of 3` where no rating is cited: two counts, or a value on a scale that a quote or a job zone gives."""
    whole = _judge_value(number)
    if whole.verdict in ("exact", "rounded"):
        return whole
    scale = Decimal(number.measure.unit.removeprefix("of "))
    plain = (replace(number.measure, kind="number", unit="", low=end, high=end) for end in (number.measure.low, scale))
    first, second = (_judge_value(replace(number, measure=each)) for each in plain)
    return both(first, second)


def shown_in(text: str, fact: Fact) -> Fit | None:
    """How a text shows that fact's number, if it does: the best of all its numbers."""
    found: list[Fit] = []
    for measure in measures(text):
        for end in dict.fromkeys((measure.low, measure.high)) if measure.kind != "year" else ():
            single = replace(measure, low=end, high=end)
            how = fits(single, fact)
            if how and objection(single, statement(text, measure), fact) is None:
                found.append(how)
    return "exact" if "exact" in found else next(iter(found), None)


def _judge_value(number: Numeral) -> Judged:
    hit = _carrying_fact(number, number.evidence.numeric)
    if hit:
        how, fact = hit
        return Judged(how, (fact_binding(fact),))
    return (
        _in_words(number)
        or derive(number.measure, number.said, number.evidence)
        or _contradiction(number)
        or _nowhere(number)
    )


def _carrying_fact(number: Numeral, facts: Iterable[Fact]) -> tuple[Fit, Fact] | None:
    rounded: Fact | None = None
    for fact in facts:
        how = fits(number.measure, fact)
        if how and objection(number.measure, number.said, fact) is None:
            if how == "exact":
                return "exact", fact
            rounded = rounded or fact
    return ("rounded", rounded) if rounded else None


def fits(measure: Measure, fact: Fact) -> Fit | None:
    """Whether the shown value stands for the fact's, in the same unit."""
    if fact.unit in _NOT_COMPARED or isinstance(fact.value, bool | str):
        return None
    exact = shown_as(fact, measure)
    if exact is None:
        return None
    if measure.kind == "fraction":
        return fraction_fit(measure.low, exact, hedged=measure.approximate, bound=measure.bound)
    return fit(measure.low, exact, hedged=measure.approximate, continuous=is_continuous(fact), bound=measure.bound)


def objection(measure: Measure, said: Statement, fact: Fact) -> str | None:
    """Why a fact of the right value is not what the sentence says; None where nothing speaks against it."""
    of = traits(fact)
    years = period_years(fact)
    if said.statistic and of.statistic and of.statistic not in said.statistic:
        return notes.is_another_statistic(fact, of.statistic, said.statistic)
    if said.rate and of.rate and said.rate != of.rate:
        return notes.is_by_the(fact, of.rate)
    if said.years and years and not set(said.years) <= years:
        return notes.is_of_other_years(fact, said.years)
    if said.place and of.topic in ("pay", "openings", "growth", "employment"):
        return notes.is_national(fact, said.place)
    if fact.at_least and measure.bound != "over":
        return notes.is_top_coded(fact)
    return _off_topic(measure, said, fact) or _wrong_way(said, fact, measure)


def _off_topic(measure: Measure, said: Statement, fact: Fact) -> str | None:
    topic = traits(fact).topic
    if topic is None:
        return None
    allowed = topics_of_noun(measure)
    if allowed is not None and topic not in allowed:
        return notes.is_no_count_of(fact, measure.unit)
    if said.topics and topic not in said.topics:
        return notes.is_not_spoken_of(fact)
    return None


def _wrong_way(said: Statement, fact: Fact, measure: Measure) -> str | None:
    if traits(fact).topic != "growth" or isinstance(fact.value, bool | str):
        return None
    falls = said.direction == "down" or measure.falling
    if fact.value < 0 and not falls:
        return notes.is_a_fall(fact)
    if fact.value > 0 and falls:
        return notes.is_a_rise(fact)
    return None


def _in_words(number: Numeral) -> Judged | None:
    """The number as it stands in a quote, in a rule, or in the words of a fact."""
    evidence = number.evidence
    for words in evidence.quotes:
        if any(_same(number.measure, each, number.said, words.text) for each in measures(words.text)):
            return Judged("exact", (words.binding,))
    for words in evidence.rules:  # full of section numbers: only a number of the very kind is one
        alike = (each for each in measures(words.text) if each.kind == number.measure.kind)
        if any(_same(number.measure, each, number.said, words.text) for each in alike):
            return Judged("exact", (words.binding,))
    worded = number.measure.kind not in ("money", "percent", "count", "rating")
    for fact in evidence.facts:
        if any(_same(number.measure, each, None, "") for each in numbers_in_words(fact, notes=worded)):
            return Judged("exact", (fact_binding(fact),))
    return None


def _same(ours: Measure, theirs: Measure, said: Statement | None, quote: str) -> bool:
    values = (theirs.low, theirs.high) if ours.low == ours.high else ((theirs.low, theirs.high),)
    if (ours.low if ours.low == ours.high else (ours.low, ours.high)) not in values:
        return False
    if not (_units_agree(ours, theirs) or _units_agree(theirs, ours)):
        return False
    if said is None or said.statistic is None:
        return True
    there = statement(quote, theirs).statistic
    return there is None or bool(there & said.statistic)


def _units_agree(one: Measure, other: Measure) -> bool:
    if one.kind == other.kind:
        return one.unit == other.unit or one.kind == "count"
    return one.kind == "number" and other.kind in ("count", "number", "duration")


def _judge_years(number: Numeral) -> Judged:
    wanted = set(number.measure.years)
    for fact in number.evidence.facts:
        if wanted <= years_of(fact):
            return Judged("exact", (fact_binding(fact),))
    for words in number.evidence.words:
        if any(wanted <= _all_years(each) for each in measures(words.text)):
            return Judged("exact", (words.binding,))
    dated = next((fact for fact in number.evidence.numeric if period_years(fact)), None)
    beside = [each for each in measures(number.said.text) if each.kind in ("money", "percent", "count", "rating")]
    if dated is not None and beside:
        return Judged("contradicted", (fact_binding(dated),), notes.is_of(dated))
    return Judged("unsupported", note=notes.IS_NOT_OF_THAT_YEAR)


def _all_years(measure: Measure) -> set[int]:
    return set(range(int(measure.low), int(measure.high) + 1)) if measure.kind == "year" else set()


def _contradiction(number: Numeral) -> Judged | None:
    """A cited fact that has the value but is of something else, or that is of this and has another value."""
    for fact in number.evidence.numeric:
        against = objection(number.measure, number.said, fact) if fits(number.measure, fact) else None
        if against:
            return Judged("contradicted", (fact_binding(fact),), against)
    meant = [fact for fact in number.evidence.numeric if _is_meant(number, fact)]
    if not meant:
        return _contradicted_by_sheet(number)
    nearest = min(meant, key=lambda fact: abs((shown_as(fact, number.measure) or Decimal(0)) - number.measure.low))
    return Judged("contradicted", (fact_binding(nearest),), notes.is_worth(nearest))


def _is_meant(number: Numeral, fact: Fact) -> bool:
    """Whether a fact is what the sentence speaks of, whatever its value."""
    if shown_as(fact, number.measure) is None or traits(fact).topic is None:
        return False
    return traits(fact).topic in number.said.topics and objection(number.measure, number.said, fact) is None


def _contradicted_by_sheet(number: Numeral) -> Judged | None:
    """Pay is specified well enough by its statistic for the sheet to speak, cited or not."""
    if number.measure.kind != "money" or not number.said.statistic or number.measure.unit != "USD":
        return None
    known = [fact for fact in _pay_facts(number.sheet, number.said) if _is_meant(number, fact)]
    if not known or _carrying_fact(number, known):
        return None
    fact = max(known, key=lambda each: each.dataset)
    return Judged("contradicted", (fact_binding(fact),), notes.is_worth(fact))


def _pay_facts(sheet: FactSheet, said: Statement) -> Iterator[Fact]:
    rate = "hourly" if said.rate == "hour" else "annual"
    for statistic in said.statistic or ():
        yield from sheet.each("oews", f"{rate}-{statistic}")


def _nowhere(number: Numeral) -> Judged:
    facts = (fact for fact in number.sheet.facts if not isinstance(fact.value, bool | str))
    hit = _carrying_fact(number, facts) if number.measure.kind in ("money", "percent", "count", "rating") else None
    return Judged("unsupported", note=notes.IS_IN_NONE, elsewhere=hit[1].id if hit else None)
