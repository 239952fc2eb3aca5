"""Working with AI (Tomlinson et al., Microsoft Research): how far Copilot conversations reach into an
occupation.

The score joins how much of the work activity people bring to Copilot, how well it goes and how widely. `user`
is the activity a person was helped with, `ai` the activity the assistant performed. It is applicability, not
job loss.
"""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, bls_occupations, exact
from authoring.facts.publishers.onet_codes import about, standing_for
from authoring.facts.publishers.onet_tables import TASKS_30_3, task_statements
from authoring.facts.reading import Codes, Edition
from schemas.facts import Derivation, Fact

_FOLDER: Final = "ai-exposure/microsoft-working-with-ai"
SCORES_1_0: Final = f"{_FOLDER}/soc_ai_applicability_scores.csv"
METRICS_1_0: Final = f"{_FOLDER}/soc_metrics.csv"
SCORES_1_1: Final = f"{_FOLDER}/v1.1_ai_applicability_scores.csv"
PHYSICAL_1_1: Final = f"{_FOLDER}/v1.1_physical_tasks.csv"

_TITLE: Final = "Working with AI: AI applicability scores by occupation"
_PUBLISHER: Final = "Microsoft Research"
_CITE: Final = "Tomlinson, K., Jaffe, S., Wang, W., Counts, S., and Suri, S. (2025). Working with AI. arXiv:2507.07935."
_CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"
_PERIOD: Final = "January to September 2024"

APPLICABILITY_1_0: Final = Edition(
    id="microsoft-applicability.1.0",
    title=_TITLE,
    publisher=_PUBLISHER,
    vintage="1.0",
    released="2025-10-17",
    url="https://github.com/microsoft/working-with-ai",
    licence="CC BY 4.0",
    licence_url=_CC_BY,
    attribution=_CITE,
    files=(SCORES_1_0, METRICS_1_0),
)
APPLICABILITY_1_1: Final = Edition(
    id="microsoft-applicability.1.1",
    title=f"{_TITLE}, with physical tasks",
    publisher=_PUBLISHER,
    vintage="1.1",
    released=None,
    url="https://github.com/microsoft/working-with-ai",
    licence="CC BY 4.0",
    licence_url=_CC_BY,
    attribution=_CITE,
    files=(SCORES_1_1, PHYSICAL_1_1, TASKS_30_3),
)
DATASETS: Final = (APPLICABILITY_1_0, APPLICABILITY_1_1)

_SIDES: Final = (
    ("applicability-user", "ai_applicability_score_user", "AI applicability to what people are helped with"),
    ("applicability-ai", "ai_applicability_score_ai", "AI applicability to what the assistant performs"),
)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """The score of each occupation, and by edition its two sides (1.0) or its physical tasks (1.1)."""
    if edition.id == APPLICABILITY_1_0.id:
        yield from _scores(files, edition, codes, SCORES_1_0)
        yield from _sides(files, edition, codes)
    else:
        yield from _scores(files, edition, codes, SCORES_1_1)
        yield from _physical(files, edition, codes)


def _scores(files: OfficialFiles, edition: Edition, codes: Codes, path: str) -> Iterator[tuple[str, Fact]]:
    origin, column = Origin(edition, path), "ai_applicability_score"
    words = Words("AI applicability score", "index", _PERIOD)
    for row in files.table(path, ",", ("SOC Code", "title", column)):
        for whom in bls_occupations(row["SOC Code"], row["title"], codes):
            value, place = exact(float(row[column])), f"SOC Code={row['SOC Code']}"
            yield whom.soc, origin.fact(whom, "applicability", value, words, place, column)


def _sides(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    origin = Origin(edition, METRICS_1_0)
    for row in files.table(METRICS_1_0, ",", ("SOC Code", "title", *(column for _, column, _ in _SIDES))):
        for whom in bls_occupations(row["SOC Code"], row["title"], codes):
            for measure, column, label in _SIDES:
                value, words = exact(float(row[column])), Words(label, "index", _PERIOD)
                yield (
                    whom.soc,
                    origin.fact(whom, measure, value, words, f"SOC Code={row['SOC Code']}", column),
                )


def _physical(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    flags = {row["Task ID"]: row["Physical"] == "True" for row in files.table(PHYSICAL_1_1, ",", ("Physical",))}
    tasks: dict[str, list[tuple[str, str]]] = {}
    for code, task, cells in task_statements(files, edition, "Task Type"):
        if task in flags:
            tasks.setdefault(code, []).append((task, cells))
    for soc, taken in standing_for(tasks).items():
        if soc in codes.titles:
            found = [task for code in taken for task in tasks[code]]
            for fact in _physical_facts(Origin(edition, PHYSICAL_1_1), about(soc, taken), found, flags):
                yield soc, fact


def _physical_facts(
    origin: Origin, whom: About, tasks: list[tuple[str, str]], flags: dict[str, bool]
) -> Iterator[Fact]:
    for task, _ in tasks:
        words = Words(f"Physical task, task {task}", "true/false", "2025")
        yield origin.fact(whom, f"task/{task}/physical", flags[task], words, f"Task ID={task}", "Physical")
    weights = {task: 1.0 if kind == "Core" else 0.5 for task, kind in tasks}
    share = sum(weight for task, weight in weights.items() if flags[task]) / sum(weights.values())
    inputs = tuple(f"{origin.edition.id}/{whom.soc}/task/{task}/physical" for task, _ in tasks)
    yield origin.fact(
        About(whom.soc, "derived", whom.note),
        "physical-share",
        exact(share),
        Words("Share of tasks that are physical", "share", "2025"),
        f"{len(tasks)} tasks",
        "Physical",
        derivation=Derivation(
            formula="weight of physical tasks over the weight of all tasks; core tasks 1, others 0.5",
            inputs=inputs,
        ),
    )
