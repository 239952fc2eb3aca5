"""The published studies that cover an occupation, as evidence of kind research, each with its own figures."""

from collections.abc import Iterator

from authoring.claims.evidence import years_of
from authoring.drafting.offline.composing import cite
from authoring.drafting.offline.phrasing import in_quotes, index, share
from schemas.facts import Fact, FactSheet
from schemas.sections.ai_impact import Evidence


def studies(sheet: FactSheet) -> Iterator[Evidence]:
    """One item per study at hand, capability before applicability before use before BLS's own grouping."""
    for study in (_gpts_are_gpts, _microsoft, _anthropic, _bls):
        yield from study(sheet)


def _research(name: str, finding: str, *facts: Fact) -> Evidence:
    since = max(years_of(facts[0]), default=None) if "ep." not in facts[0].dataset else min(years_of(facts[0]))
    return Evidence(
        id="", name=name, kind="research", coverage="partial", since=since, finding=finding, citations=cite(*facts)
    )


def _gpts_are_gpts(sheet: FactSheet) -> Iterator[Evidence]:
    people = sheet.latest("gpts-are-gpts", "exposure/human/beta")
    model = sheet.latest("gpts-are-gpts", "exposure/gpt4/beta")
    if people and model:
        yield _research(
            "GPTs are GPTs (Eloundou, Manning, Mishkin and Rock)",
            f"What language models could do: {share(people)} of the tasks exposed by human rating, {share(model)} by"
            " GPT-4's, tasks that need added software counted half.",
            people,
            model,
        )


def _microsoft(sheet: FactSheet) -> Iterator[Evidence]:
    score = sheet.latest("microsoft-applicability", "applicability")
    if score:
        yield _research(
            "Working with AI (Tomlinson and others, Microsoft Research)",
            f"How far people's work with Copilot overlaps this occupation's activities: an applicability score of"
            f" {index(score)}.",
            score,
        )


def _anthropic(sheet: FactSheet) -> Iterator[Evidence]:
    observed = sheet.latest("anthropic-exposure", "observed-exposure")
    if observed:
        # The study writes 0 where no task of an occupation was seen often enough to be counted: that is no finding of its own.
        seen = (
            f"an observed exposure of {share(observed)}."
            if observed.value
            else "none of this occupation's tasks came up often enough in the study's data to be counted."
        )
        yield _research(
            "Labor market impacts (Massenkoff and McCrory, Anthropic Economic Index)",
            f"What AI is seen doing: {seen}",
            observed,
        )


def _bls(sheet: FactSheet) -> Iterator[Evidence]:
    category = sheet.latest("ep", "ai-exposure-category")
    if category:
        yield _research(
            "Relative AI exposure by occupation (U.S. Bureau of Labor Statistics)",
            f"Among all occupations it is in the {in_quotes(str(category.value))} group; a relative measure, not a forecast.",
            category,
        )
