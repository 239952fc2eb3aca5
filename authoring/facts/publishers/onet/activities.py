"""Detailed work activities (DWA): the general activities that a task belongs to."""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.making import Origin, Words
from authoring.facts.publishers.onet.rows import CODE, chosen
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_LINKS: Final = "onet/30.3/Tasks to DWAs.txt"
_NAMES: Final = "onet/30.3/GWAs to IWAs to DWAs.txt"
FILES: Final = (_LINKS, _NAMES)
_ELEMENT: Final = "DWA Element ID"


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[Fact]:
    """One fact per task and activity: the id links them, the value is the activity's name."""
    origin, name = Origin(edition, _NAMES), "DWA Element Name"
    names = {row[_ELEMENT]: row[name] for row in files.table(_NAMES, columns=(_ELEMENT, name))}
    for row in chosen(files.table(_LINKS, columns=(CODE, "Task ID", _ELEMENT, "Date")), codes):
        task, element = row.text("Task ID"), row.text(_ELEMENT)
        if element in names:
            words = Words(f"Work activity of task {task}", "text", row.period)
            where = f"{_ELEMENT}={element}"
            yield origin.fact(row.about, f"dwa/{task}/{element}", names[element], words, where, name)
