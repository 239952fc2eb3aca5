"""identity (computed): which occupation this is."""

from typing import Literal

from schemas.base import Line, SocCode, Value
from schemas.citations import Citations

Cluster = Literal["high_ai_exposure", "ai_augmented", "licensed", "on_site", "human_trust", "regulated"]
"""The six groups of the site, by the rule of `docs/scores.md`."""


class Identity(Value):
    """SOC code, official title and other names; `skilled_migration` is None where facts are too few to say.

    `display_title` is the title readers of the revision's locale see; None: the official English one.
    """

    section: Literal["identity"]
    soc: SocCode
    title: Line
    display_title: Line | None
    alternate_titles: tuple[Line, ...]
    definition: Line
    major_group: Line
    major_group_title: Line
    cluster: Cluster | None
    cluster_reason: Line
    skilled_migration: bool | None
    skilled_migration_reason: Line
    citations: Citations
