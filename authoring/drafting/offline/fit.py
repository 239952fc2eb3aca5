"""fit: whom the work suits by O*NET's interest profile and work styles."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from authoring.drafting.offline.composing import lacking, point
from authoring.drafting.offline.phrasing import number
from schemas.facts import Fact, FactSheet
from schemas.items import Point
from schemas.saying import said

_INTERESTS: Final = {
    "Realistic": "hands-on work with tools, machines, plants or animals",
    "Investigative": "research and working things out",
    "Artistic": "design, expression and work without fixed rules",
    "Social": "helping, teaching and caring for people",
    "Enterprising": "leading, selling and starting things",
    "Conventional": "order, records and set procedures",
}
_STYLES: Final = {
    "Innovation": ("look for new ways of doing things", "things to stay as they have always been"),
    "Achievement Orientation": ("set themselves hard goals", "to take the work as it comes, without goals"),
    "Intellectual Curiosity": ("like to look into things and learn", "not to have to keep learning"),
    "Tolerance for Ambiguity": ("can work without all the answers", "everything settled before they start"),
    "Initiative": ("take things on without being asked", "to be told each next step"),
    "Adaptability": ("adjust to change", "days that do not change"),
    "Self-Confidence": ("trust their own judgment", "to leave judgment to others"),
    "Perseverance": ("stay with a thing through obstacles", "to leave off when a thing gets hard"),
    "Leadership Orientation": ("take charge and give direction", "not to direct anyone"),
    "Humility": ("let others have the credit", "to be noticed for every success"),
    "Sincerity": ("are open and genuine with people", "to keep people at a distance"),
    "Empathy": ("feel with people and care how they fare", "not to deal with people's feelings"),
    "Cooperation": ("work well and pleasantly with others", "to work without others"),
    "Optimism": ("keep a hopeful outlook", "to expect the worst and say so"),
    "Social Orientation": ("would rather be with people than alone", "to work alone"),
    "Cautiousness": ("think before they act", "to act first and think later"),
    "Attention to Detail": ("get every detail right", "to leave the details to others"),
    "Dependability": ("keep their commitments, on time", "loose commitments"),
    "Integrity": ("are honest and keep to the rules", "room to bend the rules"),
    "Stress Tolerance": ("stay calm under pressure", "days without pressure"),
    "Self-Control": ("keep their temper in hard moments", "to show what they feel at once"),
}
_LOW_INTEREST: Final = 3.0
_HIGH_INTEREST: Final = 4.0


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where O*NET gives neither interests nor work styles."""
    interests = sorted(_known(sheet, "interest/", _INTERESTS), key=lambda pair: -float(pair[1].value))
    styles = sorted(_known(sheet, "style/", _STYLES), key=lambda pair: -float(pair[1].value))
    if not interests and not styles:
        raise lacking(sheet, [said("interest profile"), said("work styles")])
    return {
        "suits": (*_liked(interests), *_asked(styles)),
        "does_not_suit": (*_little(interests), *_against(styles)),
    }


def _known(sheet: FactSheet, prefix: str, names: Mapping[str, object]) -> list[tuple[str, Fact]]:
    facts = sheet.each("onet", prefix)
    return [(fact.label, fact) for fact in facts if fact.label in names and isinstance(fact.value, int | float)]


def _liked(interests: Sequence[tuple[str, Fact]]) -> Iterator[Point]:
    for name, fact in interests[:2]:
        if float(fact.value) >= _HIGH_INTEREST:
            rating = number(float(fact.value))
            yield point(
                f"People drawn to {_INTERESTS[name]}",
                f"O*NET rates {name.lower()} interests at {rating} of 7 here.",
                fact,
            )


def _asked(styles: Sequence[tuple[str, Fact]]) -> Iterator[Point]:
    for name, fact in styles[:2]:
        yield point(
            f"People who {_STYLES[name][0]}",
            f"{name} is among the work styles that O*NET says matter most in this occupation.",
            fact,
        )


def _little(interests: Sequence[tuple[str, Fact]]) -> Iterator[Point]:
    for name, fact in reversed(interests[-2:]):
        if float(fact.value) <= _LOW_INTEREST:
            rating = number(float(fact.value))
            yield point(
                f"People looking mainly for {_INTERESTS[name]}",
                f"O*NET rates {name.lower()} interests at {rating} of 7 here.",
                fact,
            )


def _against(styles: Sequence[tuple[str, Fact]]) -> Iterator[Point]:
    for name, fact in styles[:1]:
        yield point(
            f"People who prefer {_STYLES[name][1]}",
            f"{name} is the work style that O*NET rates highest for this occupation.",
            fact,
        )
