"""immigration notes: what official data say of this occupation on each route. Rules come from the dated rule table."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from authoring.drafting.offline.composing import lacking, sentence
from authoring.drafting.offline.phrasing import lower_first, number
from authoring.facts.rules import SCHEDULE_A_GROUP_I
from schemas.facts import FactSheet
from schemas.items import Sentence
from schemas.saying import said
from schemas.sections.immigration import RouteNote

_ADVANCED: Final = ("master", "doctor", "professional", "first professional", "ph.d")


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where no immigration data name the occupation."""
    found: list[tuple[Literal["H-1B", "EB-2", "EB-3", "Schedule A", "STEM OPT"], tuple[Sentence, ...]]] = [
        ("H-1B", tuple(_h1b(sheet))),
        ("EB-2", tuple(_eb2(sheet))),
        ("EB-3", tuple(_eb3(sheet))),
        ("Schedule A", tuple(_schedule_a(sheet))),
        ("STEM OPT", tuple(_stem(sheet))),
    ]
    notes = tuple(
        RouteNote(id="", citations=(), route=route, sentences=sentences) for route, sentences in found if sentences
    )
    if not notes:
        raise lacking(sheet, [said("Department of Labor list entry"), said("certified labor condition application")])
    return {"notes": notes}


def _h1b(sheet: FactSheet) -> Iterator[Sentence]:
    listed = sheet.latest("oflc", "appendix-a")
    if listed and str(listed.value) == "yes":
        yield sentence(
            "The Department of Labor lists the occupation among those that usually ask for a bachelor's degree or more"
            f" (Appendix A; {_plain(listed.period)}), which bears on whether a job is a specialty occupation; that is decided job"
            " by job.",
            listed,
        )
    elif listed:
        yield sentence(
            "The Department of Labor does not list the occupation among those that usually ask for a bachelor's degree or"
            f" more (Appendix A; {_plain(listed.period)}), so an employer has to show that the very job is a specialty occupation.",
            listed,
        )
    lcas = sheet.latest("lca", "certified-lcas")
    if lcas:
        yield sentence(
            f"Employers had {number(float(lcas.value))} labor condition"
            f" application{'' if float(lcas.value) == 1 else 's'} certified for it in {lcas.period};"
            " these are filings, not visas and not people.",
            lcas,
        )


def _eb2(sheet: FactSheet) -> Iterator[Sentence]:
    usual = sheet.latest("oflc", "usual-education")
    if usual and any(word in str(usual.value).lower() for word in _ADVANCED):
        yield sentence(
            f"The education on the Department of Labor's list is {_degree(str(usual.value))}; EB-2 is open where the job"
            " itself requires an advanced degree.",
            usual,
        )
    elif usual and "bachelor" in str(usual.value).lower():
        yield sentence(
            f"The education on the Department of Labor's list is {_degree(str(usual.value))}; EB-2 asks for a job that requires"
            " an advanced degree or its equivalent.",
            usual,
        )


def _eb3(sheet: FactSheet) -> Iterator[Sentence]:
    usual = sheet.latest("oflc", "usual-education")
    if usual is None:
        return
    value = str(usual.value).lower()
    if any(word in value for word in (*_ADVANCED, "bachelor")):
        yield sentence(
            "A job in this occupation that requires at least a bachelor's degree can be filed under EB-3 as a professional"
            " position.",
            usual,
        )
    else:
        yield sentence(
            "Without a bachelor's degree as its usual requirement, the job falls under EB-3 as a skilled worker's or other"
            " worker's, by the training it takes.",
            usual,
        )


def _schedule_a(sheet: FactSheet) -> Iterator[Sentence]:
    title = sheet.latest("soc", "title")
    if title is not None and sheet.soc in SCHEDULE_A_GROUP_I:
        yield sentence(
            "The occupation falls under Schedule A, Group I: for a green card its employers file without the"
            " labor-market test of PERM.",
            title,
        )


def _stem(sheet: FactSheet) -> Iterator[Sentence]:
    stem, linked = sheet.latest("stem", "stem-programmes"), sheet.latest("stem", "linked-programmes")
    if stem is None or linked is None or float(linked.value) == 0:
        return
    some = number(float(stem.value)) if float(stem.value) else "none"
    yield sentence(
        f"Of the college programmes that lead to it ({number(float(linked.value))} in the official crosswalk), {some}"
        f" {'is' if float(stem.value) == 1 else 'are'} on the STEM list of the Department of Homeland Security.",
        stem,
        linked,
    )


def _plain(period: str) -> str:
    """A period without brackets of its own, to stand in a bracket."""
    return period.replace(" (", ", ").replace(")", "")


def _degree(value: str) -> str:
    name = lower_first(value)
    return name if name.startswith(("a ", "an ")) else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
