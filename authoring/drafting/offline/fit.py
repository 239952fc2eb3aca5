"""fit: whom the work suits by O*NET's interest profile and work styles."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from authoring.drafting.offline.composing import lacking, point
from authoring.drafting.offline.phrasing import number
from schemas.facts import Fact, FactSheet
from schemas.items import Point

_INTERESTS: Final = {
    "Realistic": "hands-on work with tools, machines, plants or animals",
    "Investigative": "research and working things out",
    "Artistic": "design, expression and work without fixed rules",
    "Social": "helping, teaching and caring for people",
    "Enterprising": "leading, selling and starting things",
    "Conventional": "order, records and set procedures",
}
_STYLES: Final = {
    "Innovation": ("coming up with new ways of doing things", "doing things the way they have always been done"),
    "Achievement Orientation": (
        "setting hard goals and working toward them",
        "taking the work as it comes, without goals",
    ),
    "Intellectual Curiosity": ("looking into things and learning about them", "not having to keep learning"),
    "Tolerance for Ambiguity": ("working without all the answers", "having everything settled before starting"),
    "Initiative": ("taking on duties without being asked", "being told each next step"),
    "Adaptability": ("adjusting to change", "days that do not change"),
    "Self-Confidence": ("trusting one's own judgment", "leaving judgment to others"),
    "Perseverance": ("staying with a thing through obstacles", "leaving off when a thing gets hard"),
    "Leadership Orientation": ("taking charge and giving direction", "not having to direct anyone"),
    "Humility": ("letting others have the credit", "being noticed for every success"),
    "Sincerity": ("being open and genuine with people", "keeping people at a distance"),
    "Empathy": ("feeling with people and caring how they fare", "not dealing with people's feelings"),
    "Cooperation": ("working pleasantly with others", "working without others"),
    "Optimism": ("keeping a hopeful outlook", "expecting the worst and saying so"),
    "Social Orientation": ("being with people rather than alone", "working alone"),
    "Cautiousness": ("thinking before acting", "acting first and thinking later"),
    "Attention to Detail": ("getting every detail right", "leaving the details to others"),
    "Dependability": ("being there, on time, with what was promised", "loose commitments"),
    "Integrity": ("being honest and following the rules", "bending the rules"),
    "Stress Tolerance": ("staying calm under pressure", "days without pressure"),
    "Self-Control": ("keeping one's temper in hard moments", "showing every feeling"),
}
_LOW_INTEREST: Final = 3.0
_HIGH_INTEREST: Final = 4.0


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where O*NET gives neither interests nor work styles."""
    interests = sorted(_known(sheet, "interest/", _INTERESTS), key=lambda pair: -float(pair[1].value))
    styles = sorted(_known(sheet, "style/", _STYLES), key=lambda pair: -float(pair[1].value))
    if not interests and not styles:
        raise lacking(sheet, ["interest profile", "work styles"])
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
            f"People who are good at {_STYLES[name][0]}",
            f"{name} is among the work styles that O*NET says matter most in this occupation.",
            fact,
        )


def _little(interests: Sequence[tuple[str, Fact]]) -> Iterator[Point]:
    for name, fact in reversed(interests[-2:]):
        if float(fact.value) <= _LOW_INTEREST:
            rating = number(float(fact.value))
            yield point(
                f"People who mainly want {_INTERESTS[name]}",
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
