"""Detailed work activities (DWA): the general activities that a task belongs to."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Words
from authoring.facts.publishers.onet.rows import CODE, chosen
from authoring.facts.publishers.onet_tables import named, origin_of, rows_of, stem_of
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_LINKS: Final = "Tasks to DWAs"
_NAMES: Final = {
    "GWAs to IWAs to DWAs": ("DWA Element ID", "DWA Element Name"),
    "DWA Reference": ("DWA ID", "DWA Title"),
}
"""The table that names the activities, newer and older, and what it calls id and name."""


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """One fact per task and activity: the id links them, the value is the activity's name."""
    links, named_in = named(edition, _LINKS), named(edition, *_NAMES)
    if links is None or named_in is None:
        return
    origin, (number, name) = origin_of(edition, named_in), _NAMES[stem_of(named_in)]
    names = {str(row[number]): str(row[name]) for row in rows_of(files, named_in, (number, name))}
    for row in chosen(rows_of(files, links, (CODE, "Task ID", number, "Date")), codes):
        task, element = row.text("Task ID"), row.text(number)
        if element in names:
            words = Words(f"Work activity of task {task}", "text", row.period)
            where = f"{number}={element}"
            yield origin.fact(row.about, f"dwa/{task}/{element}", names[element], words, where, name)
