"""skills: the skills rated most important, the software that postings ask for, and directing AI on exposed tasks."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, point
from authoring.drafting.offline.exposure import examples, named
from authoring.drafting.offline.phrasing import listing, number
from authoring.drafting.offline.tasks import augmented, tasks_of
from schemas.facts import Fact, FactSheet
from schemas.items import Point
from schemas.saying import said

_USES: Final = {
    "Reading Comprehension": "Understanding the written material that the work runs on",
    "Active Listening": "Hearing people out and asking what is still unclear",
    "Writing": "Putting things in writing for whoever has to act on them",
    "Speaking": "Explaining things out loud so that they are understood",
    "Mathematics": "Working problems out in numbers",
    "Science": "Applying scientific rules and methods",
    "Critical Thinking": "Weighing the strengths and weaknesses of different answers",
    "Active Learning": "Seeing what new information means for the next decision",
    "Learning Strategies": "Choosing how to learn or teach something new",
    "Monitoring": "Watching how people or work are doing, and correcting course",
    "Social Perceptiveness": "Noticing how others react, and understanding why",
    "Coordination": "Adjusting one's own work to that of others",
    "Persuasion": "Bringing others to see or do things differently",
    "Negotiation": "Bringing sides together and settling differences",
    "Instructing": "Teaching others how a thing is done",
    "Service Orientation": "Looking for ways to help people",
    "Complex Problem Solving": "Taking apart involved problems and carrying through an answer",
    "Operations Analysis": "Turning needs into a design",
    "Technology Design": "Shaping equipment and technology to what users need",
    "Equipment Selection": "Choosing the right tools and equipment",
    "Installation": "Installing equipment, wiring or programs to specification",
    "Programming": "Writing computer programs",
    "Operations Monitoring": "Reading gauges and dials to see that a machine runs as it should",
    "Operation and Control": "Running equipment or systems",
    "Equipment Maintenance": "Keeping equipment in order, and knowing when it needs what",
    "Troubleshooting": "Finding out why something went wrong, and what to do",
    "Repairing": "Repairing machines or systems with the right tools",
    "Quality Control Analysis": "Testing and inspecting what is made or done",
    "Judgment and Decision Making": "Weighing costs and benefits, and choosing",
    "Time Management": "Managing one's own time and that of others",
    "Systems Analysis": "Working out how a system should behave, and what changes would do to it",
    "Systems Evaluation": "Measuring how well a system performs, and what would improve it",
    "Management of Financial Resources": "Deciding how money is spent, and accounting for it",
    "Management of Material Resources": "Getting hold of what the work needs, and seeing it well used",
    "Management of Personnel Resources": "Developing and directing people, and finding the right ones",
}
_MOST_SKILLS: Final = 4
_MOST_PROGRAMS: Final = 4


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where no source rates skills or lists software."""
    points = (*_directing(sheet), *rated_skills(sheet)[:_MOST_SKILLS], *_software(sheet))
    if not points:
        raise lacking(sheet, [said("skill rating"), said("software listed")])
    return {"points": points}


def _directing(sheet: FactSheet) -> Iterator[Point]:
    helped = examples(augmented(tasks_of(sheet)))
    if helped:
        yield point(
            "Working with AI on the tasks where it helps",
            f"For directing it and checking what it returns: raters expect it to save time on {named(helped)}.",
            *(ground for task in helped for ground in task.grounds),
        )


def rated_skills(sheet: FactSheet, prefix: str = "skill/") -> list[Point]:
    """O*NET's skills whose measure begins so, the most important first."""
    rated = [fact for fact in sheet.each("onet", prefix) if fact.measure.endswith("/importance")]
    return [
        point(
            fact.label,
            f"{_USES.get(fact.label, fact.label)}. O*NET rates its importance here at {number(float(fact.value))} of 5.",
            fact,
        )
        for fact in sorted(rated, key=lambda f: (-float(f.value), f.id))
    ]


def _software(sheet: FactSheet) -> Iterator[Point]:
    wanted, hot = _programs(sheet, "in-demand"), _programs(sheet, "hot-technology")
    if wanted:
        yield point(
            _names(wanted),
            "For the software that postings for this occupation ask for often (O*NET: in demand).",
            *(fact for pair in wanted for fact in pair),
        )
    others = [pair for pair in hot if pair[0].id not in {program.id for program, _ in wanted}][:_MOST_PROGRAMS]
    if others:
        yield point(
            _names(others),
            "For software used in this occupation that postings of all kinds ask for often (O*NET: hot technology).",
            *(fact for pair in others for fact in pair),
        )


def _programs(sheet: FactSheet, mark: str) -> list[tuple[Fact, Fact]]:
    """Programs with that mark, those of the kinds this occupation uses most first: what is its own before office software."""
    marked = [fact for fact in sheet.each("onet", "software/") if fact.measure.endswith(f"/{mark}")]
    named = [(sheet.latest("onet", fact.measure.rpartition("/")[0]), fact) for fact in marked]
    programs = [(program, fact) for program, fact in named if program is not None]
    kinds = Counter(fact.label for fact in sheet.each("onet", "software/") if fact.measure.count("/") == 1)
    return sorted(programs, key=lambda pair: -kinds[pair[0].label])[:_MOST_PROGRAMS]


def _names(pairs: list[tuple[Fact, Fact]]) -> str:
    return listing([str(program.value) for program, _ in pairs])
