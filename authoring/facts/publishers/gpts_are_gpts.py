"""GPTs are GPTs (Eloundou, Manning, Mishkin, Rock; Science 2024): how much of the work large language models
touch.

E1 = exposed to the model alone, E2 = exposed to software built on it, E0 = neither. alpha = E1, beta = E1 +
0.5 E2, gamma = E1 + E2, each a share of tasks with core tasks counted once and all others by half. T0 to T4
is GPT-4's rating of how far the model could do a task without a person. All of it is potential, not use and
not a forecast.
"""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words, exact
from authoring.facts.publishers.onet_codes import about, mean_of, rows_of, standing_for
from authoring.facts.reading import Codes, Edition
from authoring.text import clean_line
from schemas.facts import Derivation, Fact

OCCUPATIONS: Final = "ai-exposure/gpts-are-gpts/occ_level.csv"
LABELS: Final = "ai-exposure/gpts-are-gpts/full_labelset.tsv"
CONTEXTS: Final = "ai-exposure/gpts-are-gpts/occupations_onet_work_contexts.csv"

GPTS_2023: Final = Edition(
    id="gpts-are-gpts.2023",
    title="GPTs are GPTs: labor market impact potential of large language models",
    publisher="Eloundou, Manning, Mishkin and Rock (OpenAI and University of Pennsylvania)",
    vintage="2023 ratings, published 2024",
    released=None,
    url="https://github.com/openai/GPTs-are-GPTs",
    licence="MIT",
    licence_url="https://github.com/openai/GPTs-are-GPTs/blob/main/LICENSE",
    attribution="Eloundou, Manning, Mishkin and Rock (2024). GPTs are GPTs. Science 384, 1306-1308.",
    files=(OCCUPATIONS, LABELS, CONTEXTS),
    optional=(CONTEXTS,),
)
DATASETS: Final = (GPTS_2023,)

_RATERS: Final = (("gpt4", "dv_rating", "GPT-4 rater"), ("human", "human_rating", "human raters"))
_SHARES: Final = ("alpha", "beta", "gamma")
_PERIOD: Final = "2023"
_AUGMENTABLE: Final = frozenset({"T0", "T1", "T2"})
_Row = Mapping[str, str]


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Occupation shares, the label of every task, and the work context of automation."""
    occupations = _by_code(files.table(OCCUPATIONS, ",", ("O*NET-SOC Code", "Title")))
    labels = _by_code(files.table(LABELS, "\t", ("O*NET-SOC Code", "Task ID"), quoted=True))
    listed = files.table(CONTEXTS, ",", ("occupation",)) if CONTEXTS in edition.files else ()
    contexts = {row["occupation"]: row for row in listed}
    for soc, taken in standing_for(occupations).items():
        if soc not in codes.titles:
            continue
        whom = about(soc, taken)
        rows = [row for code in taken for row in occupations[code]]
        tasks = [row for code in taken for row in labels.get(code, ())]
        for fact in _facts(edition, whom, rows, tasks, contexts):
            yield soc, fact


def _facts(
    edition: Edition, whom: About, rows: Sequence[_Row], tasks: Sequence[_Row], contexts: Mapping[str, _Row]
) -> Iterator[Fact]:
    yield from _occupation_shares(Origin(edition, OCCUPATIONS), whom, rows)
    yield from _task_labels(Origin(edition, LABELS), whom, tasks)
    yield from _augmentable(Origin(edition, LABELS), whom, tasks)
    known = [contexts[row["Title"]] for row in rows if row["Title"] in contexts]
    if known:
        value = exact(fmean(float(row["degree_of_automation_context"]) for row in known))
        words = Words("Degree of automation of the job (O*NET work context, 0 to 1)", "index", _PERIOD)
        yield Origin(edition, CONTEXTS).fact(
            whom,
            "context/automation",
            value,
            words,
            rows_of("occupation", (row["occupation"] for row in known)),
            "degree_of_automation_context",
            derivation=mean_of(known),
        )


def _occupation_shares(origin: Origin, whom: About, rows: Sequence[_Row]) -> Iterator[Fact]:
    row, mean = rows_of("O*NET-SOC Code", (row["O*NET-SOC Code"] for row in rows)), mean_of(rows)
    for rater, prefix, name in _RATERS:
        for share in _SHARES:
            column = f"{prefix}_{share}"
            value = exact(fmean(float(found[column]) for found in rows))
            words = Words(f"Task exposure to language models, {share} ({name})", "share", _PERIOD)
            yield origin.fact(whom, f"exposure/{rater}/{share}", value, words, row, column, derivation=mean)


def _task_labels(origin: Origin, whom: About, tasks: Sequence[_Row]) -> Iterator[Fact]:
    columns = (
        ("exposure-gpt4", "gpt4_exposure", "LLM exposure of the task (GPT-4 rater)"),
        ("exposure-human", "human_exposure_agg", "LLM exposure of the task (human raters)"),
        ("automation-gpt4", "gpt4_automation", "Automation potential of the task (GPT-4 rater)"),
    )
    for task in tasks:
        number = task_id(task["Task ID"])
        for measure, column, label in columns:
            value = clean_line(task[column])
            if value:
                words = Words(f"{label}, task {number}", "label", _PERIOD)
                row = f"O*NET-SOC Code={task['O*NET-SOC Code']}; Task ID={task['Task ID']}"
                yield origin.fact(whom, f"task/{number}/{measure}", value, words, row, column)


def _augmentable(origin: Origin, whom: About, tasks: Sequence[_Row]) -> Iterator[Fact]:
    """The share of tasks that a model helps with but could not do alone: E1 or E2, and T2 at most."""
    weights = [weight(task) for task in tasks]
    if not sum(weights):
        return
    helped = sum(w for w, task in zip(weights, tasks, strict=True) if _is_augmentable(task))
    formula = "weight of tasks labelled E1 or E2 and T0 to T2, over the weight of all tasks; core 1, others 0.5"
    inputs = tuple(
        f"{origin.edition.id}/{whom.soc}/task/{task_id(task['Task ID'])}/{measure}"
        for task in tasks
        for measure in ("exposure-gpt4", "automation-gpt4")
    )
    yield origin.fact(
        About(whom.soc, "derived", whom.note),
        "exposure/gpt4/augmentable",
        exact(helped / sum(weights)),
        Words("Share of tasks a model helps with but cannot do alone (GPT-4 rater)", "share", _PERIOD),
        f"{len(tasks)} tasks",
        "gpt4_exposure, gpt4_automation",
        derivation=Derivation(formula=formula, inputs=inputs),
    )


def weight(task: _Row) -> float:
    """The study's weight of a task: 1 for a core task, 0.5 for any other. Reproduces alpha of every
    occupation.
    """
    return 1.0 if task["Task Type"] == "Core" else 0.5


def task_id(cell: str) -> str:
    """The O*NET Task ID of a cell such as `8823.0`."""
    return cell.removesuffix(".0")


def _is_augmentable(task: _Row) -> bool:
    return task["gpt4_exposure"] in ("E1", "E2") and task["gpt4_automation"] in _AUGMENTABLE


def _by_code(rows: Iterator[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row["O*NET-SOC Code"], []).append(row)
    return found
