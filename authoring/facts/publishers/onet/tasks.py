"""What people in an occupation do: task statements, their type, new tasks, and the importance of tasks."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Origin, Words, exact
from authoring.facts.publishers.onet.rows import CODE, chosen
from authoring.facts.publishers.onet_tables import named, origin_of, rows_of
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_TASKS: Final = "Task Statements"
_RATINGS: Final = "Task Ratings"
PARTIAL_IMPORTANCE: Final = "onet/derived_task_importance_partial.csv"


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Each task and its type (`Core`, `Supplemental` or `n/a`), then tasks that are emerging."""
    path = named(edition, _TASKS)
    if path is not None:
        yield from _statements(files, edition, path, codes)
    yield from _emerging(files, edition, codes)


def _statements(files: OfficialFiles, edition: Edition, path: str, codes: Codes) -> Iterator[Fact]:
    origin = origin_of(edition, path)
    for row in chosen(rows_of(files, path, (CODE, "Task ID", "Task", "Task Type", "Date")), codes):
        measure, where = f"task/{row.text('Task ID')}", row.key("Task ID")
        for tail, column, label in (("", "Task", "Task"), ("/type", "Task Type", "Task type")):
            words = Words(label, "text", row.period)
            yield origin.fact(row.about, measure + tail, row.text(column), words, where, column)


def _emerging(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    path = named(edition, "Emerging Tasks")
    if path is None:
        return
    origin, count = origin_of(edition, path), dict[str, int]()
    for row in chosen(rows_of(files, path, (CODE, "Task", "Category", "Date")), codes):
        soc = row.about.soc
        count[soc] = count.get(soc, 0) + 1
        label = "Revised task" if row.text("Category") == "Revision" else "New task"
        words = Words(label, "text", row.period)
        measure = f"emerging-task/{count[soc]}"
        yield origin.fact(row.about, measure, row.text("Task"), words, row.key("Task"), "Task")


def read_importance(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """Mean importance, 1-5, of the tasks that the table holds. A task that is absent is not unimportant.

    From O*NET's own Task Ratings where the release has them, else from the partial copy.
    """
    ratings, statements = named(edition, _RATINGS), named(edition, _TASKS)
    if ratings is not None:
        yield from _rated(files, edition, ratings, codes)
        return
    origin, column = Origin(edition, PARTIAL_IMPORTANCE), "importance_IM_1_to_5"
    listed = rows_of(files, statements, (CODE, "Task ID")) if statements else ()
    known = {(row.text(CODE), row.text("Task ID")) for row in chosen(listed, codes)}
    for row in chosen(files.table(PARTIAL_IMPORTANCE, ",", (CODE, "Task ID", column)), codes):
        task = row.text("Task ID")
        if (row.text(CODE), task) in known:
            words = Words("Task importance", "rating 1-5", edition.vintage)
            value = exact(float(row.text(column)))
            yield origin.fact(row.about, f"task/{task}/importance", value, words, row.key("Task ID"), column)


def _rated(files: OfficialFiles, edition: Edition, path: str, codes: Codes) -> Iterator[Fact]:
    origin, columns = origin_of(edition, path), (CODE, "Task ID", "Scale ID", "Data Value", "Date")
    for row in chosen(rows_of(files, path, columns), codes):
        if row.text("Scale ID") == "IM":
            value, words = exact(float(row.text("Data Value"))), Words("Task importance", "rating 1-5", row.period)
            measure, where = f"task/{row.text('Task ID')}/importance", row.key("Task ID", "Scale ID")
            yield origin.fact(row.about, measure, value, words, where, "Data Value")
