"""Which editions of which datasets there are, and who reads them: the one list that a build goes through.

Order is the order of facts in a sheet. A new edition is one line here and a reader in `publishers/`.
Datasets whose publisher states no licence are read by nobody here: they are not bundled.
"""

from typing import Final

from authoring.facts.publishers import (
    anthropic,
    dhs,
    gpts_are_gpts,
    handbook,
    isco,
    microsoft,
    oews,
    oflc,
    onet,
    ooh_licensing,
    projections,
    projections_2025_35,
    soc,
)
from authoring.facts.reading import Edition, Reader

_READERS: Final[tuple[tuple[tuple[Edition, ...], Reader], ...]] = (
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

EDITIONS: Final[tuple[tuple[Edition, Reader], ...]] = tuple(
    (edition, reader) for editions, reader in _READERS for edition in editions
)
"""Every edition of a standard build with its reader, in sheet order."""
