"""Which editions of which datasets there are, and who reads them: the one list that a build goes through.

Order is the order of facts in a sheet. A new edition is one line here and a reader in `publishers/`; a new release of
O*NET, a year of wages and a projection round are files and no line at all. Datasets whose publisher states no licence come last and
only from a user's own files: they are never bundled.
"""

from collections.abc import Callable
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.publishers import (
    aioe,
    anthropic,
    dhs,
    gpts_are_gpts,
    handbook,
    ilo,
    isco,
    microsoft,
    oews,
    oflc,
    onet,
    ooh_licensing,
    projections,
    projections_2025_35,
    soc,
    taiwan_titles,
)
from authoring.facts.publishers.onet_tables import joined_to
from authoring.facts.reading import Edition, Reader

_LICENSED: Final[tuple[tuple[tuple[Edition, ...], Reader], ...]] = (
    (soc.DATASETS, soc.read),
    (oews.DATASETS, oews.read),
    (projections.DATASETS, projections.read),
    (projections_2025_35.DATASETS, projections_2025_35.read),
    (handbook.DATASETS, handbook.read),
    (onet.DATASETS, onet.read),
    (gpts_are_gpts.DATASETS, gpts_are_gpts.read),
    (microsoft.DATASETS, microsoft.read),
    (anthropic.DATASETS, anthropic.read),
    (oflc.DATASETS, oflc.read),
    (dhs.DATASETS, dhs.read),
    (isco.DATASETS, isco.read),
    (ooh_licensing.DATASETS, ooh_licensing.read),
)
_NOT_STATED: Final[tuple[tuple[tuple[Edition, ...], Reader], ...]] = (
    (aioe.DATASETS, aioe.read),
    (ilo.DATASETS, ilo.read),
    (taiwan_titles.DATASETS, taiwan_titles.read),
)


_AT_HAND: Final[dict[Reader, Callable[[OfficialFiles], tuple[Edition, ...]]]] = {
    oews.read: oews.datasets_at,
    projections.read: projections.datasets_at,
    projections_2025_35.read: projections_2025_35.datasets_at,
    onet.read: onet.datasets_at,
}
"""Publishers whose new editions are found by their files' names."""


def editions_at(files: OfficialFiles, licensed_only: bool = False) -> tuple[tuple[Edition, Reader], ...]:
    """Every edition to be read from this folder with its reader, in sheet order.

    Editions that nobody states a licence for are among them only where their files are there.
    """
    tasks = onet.tasks_at(files)
    chosen: list[tuple[Edition, Reader]] = []
    for editions, reader in _LICENSED:
        find = _AT_HAND.get(reader)
        here = find(files) if find else editions
        chosen += [(joined_to(edition, tasks), reader) for edition in here]
    for editions, reader in () if licensed_only else _NOT_STATED:
        chosen += [(each, reader) for each in editions if all(files.exists(path) for path in each.files)]
    return tuple(chosen)


def dataset_editions() -> tuple[Edition, ...]:
    """Every edition that there is a reader for, licensed or not, as published."""
    return tuple(edition for editions, _ in (*_LICENSED, *_NOT_STATED) for edition in editions)
