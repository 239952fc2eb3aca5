"""education note: what BLS assigns, what workers hold, and what O*NET's respondents say is required."""

from collections.abc import Iterator, Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, sentence
from authoring.drafting.offline.phrasing import in_quotes, lower_first, number
from schemas.facts import Fact, FactSheet
from schemas.items import Sentence
from schemas.saying import said

_HELD: Final = {
    "less_than_high_school": "less than a high school diploma",
    "high_school": "a high school diploma or its equivalent as their highest level",
    "some_college": "some college but no degree",
    "associate": "an associate's degree as their highest level",
    "bachelor": "a bachelor's degree as their highest level",
    "master": "a master's degree as their highest level",
    "doctoral_or_professional": "a doctoral or professional degree",
}

_TRAINING: Final = {
    "None": "no on-the-job training",
    "Apprenticeship": "an apprenticeship",
    "Internship/residency": "an internship or residency",
}


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where no source says anything of education."""
    note = (*entry_sentence(sheet), *_held(sheet), *_required(sheet))
    if not note:
        raise lacking(sheet, [said("education requirement")])
    return {"note": note}


def entry_sentence(sheet: FactSheet) -> Iterator[Sentence]:
    """What BLS assigns as typical for entry: education, related experience, on-the-job training."""
    entry = sheet.latest("ep", "entry-education")
    if entry is None:
        return
    experience, training = sheet.latest("ep", "work-experience"), sheet.latest("ep", "on-the-job-training")
    extras = [_experience(experience)] if experience else []
    extras += [_training(training)] if training else []
    after = f", with {' and '.join(extras)}" if extras else ""
    yield sentence(
        f"BLS gives {_credential(str(entry.value))} as the typical education for entry{after}.",
        *(fact for fact in (entry, experience, training) if fact),
    )


def _credential(value: str) -> str:
    if value.startswith("No formal"):
        return "no formal credential"
    if value.startswith("Some college"):
        return "some college but no degree"
    name = lower_first(value)
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _experience(fact: Fact) -> str:
    value = str(fact.value)
    return "no related work experience" if value == "None" else f"{lower_first(value)} of related work experience"


def _training(fact: Fact) -> str:
    return _TRAINING.get(str(fact.value), lower_first(str(fact.value)))


def _held(sheet: FactSheet) -> Iterator[Sentence]:
    shares = sorted(sheet.each("ep", "attainment/"), key=lambda fact: float(fact.value), reverse=True)
    newest = [fact for fact in shares if fact.dataset == max(f.dataset for f in shares)][:1]
    for fact in newest:
        held = _HELD.get(fact.measure.split("/")[1])
        if held:
            yield sentence(
                f"Among workers aged 25 and older in it, {number(float(fact.value))} percent hold {held}.", fact
            )


def _level(label: str) -> str:
    """The level an answer names, without O*NET's explanation of it."""
    return label.split(" - ", 1)[0]


def _required(sheet: FactSheet) -> Iterator[Sentence]:
    answers = list(sheet.each("onet", "education/"))
    if answers:
        most = max(answers, key=lambda fact: float(fact.value))
        yield sentence(
            f"Asked what a new hire needs, {number(float(most.value))} percent of O*NET's respondents chose"
            f" {in_quotes(_level(most.label))}.",
            most,
        )
