"""O*NET: titles, tasks, ratings, software, job zones, education and related occupations.

Published by the U.S. Department of Labor, Employment and Training Administration; CC BY 4.0, attribution
required.

O*NET codes are finer than SOC: `29-1141.00` is the SOC occupation itself, `.01` and up are parts of it.
Where the `.00` code has data in a file, that is what a SOC occupation gets; otherwise its parts, marked
`detailed_code`.
"""

from collections.abc import Callable, Iterator
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.publishers.onet import activities, names, preparation, ratings, related, software, tasks
from authoring.facts.reading import Codes, Edition
from schemas.facts import Fact

_PUBLISHER: Final = "U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)"
_LICENCE: Final = "CC BY 4.0"
_LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"


def _attribution(release: str) -> str:
    return (
        f"This dataset includes information from the O*NET {release} Database by the U.S. Department of "
        "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. "
        "O*NET(R) is a trademark of USDOL/ETA. We have modified all or some of this information. USDOL/ETA "
        "has not approved, endorsed, or tested these modifications."
    )


ONET_30_3: Final = Edition(
    id="onet.30.3",
    title="O*NET 30.3 Database",
    publisher=_PUBLISHER,
    vintage="30.3, May 2026",
    released=None,
    url="https://www.onetcenter.org/database.html",
    licence=_LICENCE,
    licence_url=_LICENCE_URL,
    attribution=_attribution("30.3"),
    files=(
        *names.FILES,
        *tasks.FILES,
        *activities.FILES,
        *ratings.FILES_30_3,
        *software.FILES,
        *preparation.FILES,
        *related.FILES,
    ),
    required=True,
)
ONET_30_1: Final = Edition(
    id="onet.30.1",
    title="O*NET 30.1 Database: Knowledge",
    publisher=_PUBLISHER,
    vintage="30.1, December 2025",
    released=None,
    url="https://www.onetcenter.org/db_releases.html",
    licence=_LICENCE,
    licence_url=_LICENCE_URL,
    attribution=_attribution("30.1"),
    files=ratings.FILES_30_1,
)
ONET_IMPORTANCE_30: Final = Edition(
    id="onet-importance.30",
    title="O*NET task importance, as reproduced in public repositories (12,611 of 18,796 tasks)",
    publisher=_PUBLISHER,
    vintage="30.x",
    released=None,
    url="https://www.onetcenter.org/database.html",
    licence=f"{_LICENCE}; a partial copy, joined to the task ids of O*NET 30.3",
    licence_url=_LICENCE_URL,
    attribution=_attribution("30"),
    files=tasks.IMPORTANCE_FILES,
)
DATASETS: Final = (ONET_30_3, ONET_30_1, ONET_IMPORTANCE_30)

_PARTS: Final[dict[str, tuple[Callable[[OfficialFiles, Edition, Codes], Iterator[Fact]], ...]]] = {
    ONET_30_3.id: (
        names.read,
        tasks.read,
        activities.read,
        ratings.read_30_3,
        software.read,
        preparation.read,
        related.read,
    ),
    ONET_30_1.id: (ratings.read_knowledge,),
    ONET_IMPORTANCE_30.id: (tasks.read_importance,),
}


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """Every fact of one of the three editions."""
    for part in _PARTS[edition.id]:
        for fact in part(files, edition, codes):
            yield fact.id.split("/")[1], fact
