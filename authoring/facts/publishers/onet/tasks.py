"""What people in an occupation do: task statements, their type, new tasks, and the importance of tasks."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Origin, Words, exact
from authoring.facts.publishers.onet.rows import CODE, chosen
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_TASKS: Final = "onet/30.3/Task Statements.txt"
_EMERGING: Final = "onet/30.3/Emerging Tasks.txt"
_IMPORTANCE: Final = "onet/derived_task_importance_partial.csv"
FILES: Final = (_TASKS, _EMERGING)
IMPORTANCE_FILES: Final = (_IMPORTANCE, _TASKS)


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Each task and its type (`Core`, `Supplemental` or `n/a`), then tasks that are emerging."""
    origin = Origin(edition, _TASKS)
    for row in chosen(files.table(_TASKS, columns=(CODE, "Task ID", "Task", "Task Type", "Date")), codes):
        measure, where = f"task/{row.text('Task ID')}", row.key("Task ID")
        for tail, column, label in (("", "Task", "Task"), ("/type", "Task Type", "Task type")):
            words = Words(label, "text", row.period)
            yield origin.fact(row.about, measure + tail, row.text(column), words, where, column)
    yield from _emerging(files, edition, codes)


def _emerging(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    origin, count = Origin(edition, _EMERGING), dict[str, int]()
    for row in chosen(files.table(_EMERGING, columns=(CODE, "Task", "Category", "Date")), codes):
        soc = row.about.soc
        count[soc] = count.get(soc, 0) + 1
        label = "Revised task" if row.text("Category") == "Revision" else "New task"
        words = Words(label, "text", row.period)
        measure = f"emerging-task/{count[soc]}"
        yield origin.fact(row.about, measure, row.text("Task"), words, row.key("Task"), "Task")


def read_importance(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Mean importance, 1-5, of the tasks that the copy holds. A task that is absent is not unimportant."""
    origin, column = Origin(edition, _IMPORTANCE), "importance_IM_1_to_5"
    known = {(row.text(CODE), row.text("Task ID")) for row in chosen(files.table(_TASKS), codes)}
    for row in chosen(files.table(_IMPORTANCE, ",", (CODE, "Task ID", column)), codes):
        task = row.text("Task ID")
        if (row.text(CODE), task) in known:
            words = Words("Task importance", "rating 1-5", edition.vintage)
            value = exact(float(row.text(column)))
            yield origin.fact(row.about, f"task/{task}/importance", value, words, row.key("Task ID"), column)
