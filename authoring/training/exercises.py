"""Plants an exercise: a section as it stands with one error in it, or with none, and what is asked of the reviewer."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Final, TypeAlias

from authoring.checks import CheckedSection
from authoring.checks.seeding import seeds
from authoring.errors import NotAllowed, UsageError
from authoring.item_texts import ItemText, item_texts
from schemas.base import Locale, SocCode, Timestamp, Value
from schemas.citations import FactCitation
from schemas.facts import FactSheet
from schemas.sections.registry import Section, SectionName

NONE: Final = "none"
"""What is answered, and what stands as the wrong item, where nothing is wrong."""
_CLEAN_ONE_IN: Final = 4
"""One exercise in so many has no error: whoever always finds one is not reading."""
_TRIES: Final = 20

Place: TypeAlias = tuple[SocCode, Locale, SectionName]


class Shown(Value):
    """One text of an exercise and what it cites, in words."""

    item: str
    field: str
    text: str
    cited: tuple[str, ...]


class Exercise(Value):
    """A section to read. `item` is the one that is wrong, or `none`; `kind` how, `before` what stood there."""

    id: str
    at: Timestamp
    soc: SocCode
    locale: Locale
    section: SectionName
    title: str
    texts: tuple[Shown, ...]
    kind: str
    item: str
    before: str
    after: str


class Answered(Value):
    """What a person said of an exercise: the item they hold to be wrong, or `none`."""

    exercise: str
    at: Timestamp
    item: str


class Trainer:
    """Plants exercises from what is written. `seen` gives a section as the rules see it, None where it cannot be used."""

    def __init__(
        self,
        places: Callable[[], Sequence[Place]],
        seen: Callable[[Place], CheckedSection | None],
        sheet_of: Callable[[SocCode], FactSheet],
        clock: Callable[[], Timestamp],
    ) -> None:
        self._places = places
        self._seen = seen
        self._sheet_of = sheet_of
        self._clock = clock

    def plant(self, random: Random) -> Exercise:
        """A new exercise. Raises `NotAllowed` where nothing is written that one could be made of."""
        places = list(self._places())
        for _ in range(_TRIES if places else 0):
            place = random.choice(places)
            section = self._seen(place)
            if section is None or not section.texts:
                continue
            sibling = self._sheet_of(random.choice(places)[0])
            planted = [] if random.randrange(_CLEAN_ONE_IN) == 0 else list(seeds(section, random, sibling))
            seed = random.choice(planted) if planted else None
            wrong = (seed.kind, seed.item, seed.before, seed.after) if seed else (NONE, NONE, "", "")
            return self._exercise(place, section, seed.section if seed else section.content, wrong)
        raise NotAllowed("there is nothing to train on", "Draft something: author draft 25-4022")

    def _exercise(
        self, place: Place, seen: CheckedSection, content: Section, wrong: tuple[str, str, str, str]
    ) -> Exercise:
        soc, locale, section = place
        kind, item, before, after = wrong
        return Exercise(
            id=secrets.token_hex(4), at=self._clock(), soc=soc, locale=locale, section=section, title=seen.sheet.title,
            texts=tuple(_shown(content, seen.sheet)), kind=kind, item=item, before=before, after=after,
        )  # fmt: skip


def judge(exercise: Exercise, item: str, at: Timestamp) -> Answered:
    """The answer, if it is one. Raises `UsageError` for an item that the exercise does not have."""
    known = {text.item for text in exercise.texts}
    if item not in {*known, NONE}:
        raise UsageError(f"the exercise has no item `{item}`", "Give the id that stands before a text, or `none`.")
    return Answered(exercise=exercise.id, at=at, item=item)


def _shown(content: Section, sheet: FactSheet) -> Iterator[Shown]:
    for text in item_texts(content):
        yield Shown(item=text.item, field=text.field, text=text.text, cited=tuple(_cited(text, sheet)))


def _cited(text: ItemText, sheet: FactSheet) -> Iterator[str]:
    for citation in dict.fromkeys(text.citations):
        if isinstance(citation, FactCitation):
            fact = sheet.fact(citation.fact)
            if fact is not None:
                unit = "" if fact.unit in ("text", "label") else f" {fact.unit}"
                yield f"{fact.label}: {fact.value}{unit}, {fact.period}"
        else:
            yield f"“{citation.quote}”"
