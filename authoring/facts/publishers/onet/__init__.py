"""O*NET: titles, tasks, ratings, software, job zones, education and related occupations.

Published by the U.S. Department of Labor, Employment and Training Administration; CC BY 4.0, attribution
required.

O*NET codes are finer than SOC: `29-1141.00` is the SOC occupation itself, `.01` and up are parts of it.
Where the `.00` code has data in a file, that is what a SOC occupation gets; otherwise its parts, marked
`detailed_code`.
"""

from collections.abc import Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.publishers.onet import activities, names, preparation, ratings, related, software, tasks
from authoring.facts.publishers.onet.releases import (
    LICENCE,
    LICENCE_URL,
    Release,
    as_published,
    attribution,
    database,
    speaking,
    table_at,
)
from authoring.facts.publishers.onet_tables import TASKS_30_3
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_PUBLISHER: Final = "U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)"
_IMPORTANCE: Final = "onet-importance"
_PARTS: Final = (
    names.read,
    tasks.read,
    activities.read,
    ratings.read,
    software.read,
    preparation.read,
    related.read,
)


def _partial_importance(statements: str) -> Edition:
    return Edition(
        id=f"{_IMPORTANCE}.30",
        title="O*NET task importance, as reproduced in public repositories (12,611 of 18,796 tasks)",
        publisher=_PUBLISHER,
        vintage="30.x",
        released=None,
        url="https://www.onetcenter.org/database.html",
        licence=f"{LICENCE}; a partial copy, joined to the task ids of O*NET 30.3",
        licence_url=LICENCE_URL,
        attribution=attribution("30"),
        files=(tasks.PARTIAL_IMPORTANCE, statements),
    )


def _importance(main: Release, ratings_path: str, statements: str) -> Edition:
    return Edition(
        id=f"{_IMPORTANCE}.{main.number}",
        title=f"O*NET {main.number} Database: task importance",
        publisher=_PUBLISHER,
        vintage=", ".join(filter(None, (main.number, main.month))),
        released=None,
        url="https://www.onetcenter.org/database.html",
        licence=LICENCE,
        licence_url=LICENCE_URL,
        attribution=attribution(main.number),
        files=(ratings_path, statements),
    )


DATASETS: Final = (as_published("30.3"), _partial_importance(TASKS_30_3))
"""What a build asks for where no release was found in the folder."""


def datasets_at(files: OfficialFiles) -> tuple[Edition, ...]:
    """The editions of the releases in the folder: the newest whole one, what others add, task importance."""
    main = speaking(files)
    if main is None:
        return DATASETS
    statements, rated = table_at(files, main, "Task Statements") or TASKS_30_3, table_at(files, main, "Task Ratings")
    importance = _importance(main, rated, statements) if rated else _partial_importance(statements)
    return (*database(files, main), importance)


def tasks_at(files: OfficialFiles) -> str:
    """The table of tasks of the release that speaks: what studies of tasks are joined to."""
    main = speaking(files)
    return (table_at(files, main, "Task Statements") if main else None) or TASKS_30_3


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Every fact of one of the editions."""
    parts = (tasks.read_importance,) if edition.id.startswith(_IMPORTANCE) else _PARTS
    for part in parts:
        for fact in part(files, edition, codes):
            yield fact.id.split("/")[1], fact
