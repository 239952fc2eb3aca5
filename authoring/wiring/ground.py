"""What everything stands on: the facts, the logs, the documents, and the tables of titles and terms."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.settings import SavedView, Workspace

if TYPE_CHECKING:
    from authoring.facts.base import FactBase
    from authoring.facts.titles.table import TitleTable
    from authoring.glossary.table import GlossaryTable
    from authoring.reviewing.states import Leaving
    from authoring.revisions.logs import Logs
    from authoring.revisions.postgres.database import Database
    from authoring.revisions.presence import Presence
    from authoring.revisions.store import Revisions
    from authoring.sources.links import Links
    from authoring.sources.shelf import Shelf
    from schemas.facts import FactSheet


class GroundWiring:
    """What everything stands on: the facts, the logs, the documents, and the tables of titles and terms."""

    def __init__(self, workspace: Workspace, person: str) -> None:
        self.workspace = workspace
        self.person = person
        self._last_published: tuple[object, frozenset[Leaving]] | None = None

    @cached_property
    def base(self) -> "FactBase":
        """The fact base of the settings, else the bundled one."""
        return open_base(self.workspace)

    @cached_property
    def revisions(self) -> "Revisions":
        """The logs, in files or in the team's database, and their index."""
        from authoring.revisions.store import Revisions

        return Revisions(self.workspace.drafts, self.workspace.cache, self._logs_in_database())

    def _logs_in_database(self) -> "Logs | None":
        if not self.workspace.settings.database:
            return None
        from authoring.revisions.postgres.log_tables import LogTables

        return LogTables(self.database)

    @cached_property
    def database(self) -> "Database":
        from authoring.revisions.postgres.address import address_of
        from authoring.revisions.postgres.database import Database

        settings = self.workspace.settings
        password = settings.database_password_file
        file = self.workspace.root / password.expanduser() if password else None
        return Database(address_of(settings.database, file))

    @cached_property
    def shelf(self) -> "Shelf":
        """The documents that people added as sources."""
        return self.shelf_with(private=False)

    def shelf_with(self, *, private: bool) -> "Shelf":
        """The same, one that also fetches from private networks where `private` or the settings say so."""
        from authoring.sources.fetching import Limits
        from authoring.sources.shelf import Shelf

        given = self.workspace.settings.sources
        limits = Limits(given.most_megabytes << 20, given.seconds, private or given.allow_private)
        return Shelf(self.workspace.sources, self.workspace.cache, limits)

    def _source_stamps(self) -> "Mapping[str, str]":
        """What is known of the sources of each occupation, without loading what fetches and reads them."""
        from authoring.sources.records import Records

        return Records(self.workspace.sources, self.workspace.cache).stamps()

    def with_documents(self, socs: "Iterable[str]") -> "list[str]":
        """Those of these occupations that people added documents to."""
        stamps = self._source_stamps()
        return [soc for soc in socs if soc in stamps]

    @cached_property
    def links(self) -> "Links":
        """Whether the addresses of documents still answer."""
        from datetime import UTC, datetime

        from authoring.sources.fetching import Limits
        from authoring.sources.links import Links

        given = self.workspace.settings.sources
        limits = Limits(seconds=given.seconds, private=given.allow_private)
        return Links(self.workspace.cache, limits, lambda: datetime.now(UTC).date())

    @property
    def views(self) -> "Mapping[str, SavedView]":
        """The views of the workspace and this person's own; where both have a name, the person's."""
        from authoring.reviewing.own_views import own_views, views_file

        return {**self.workspace.settings.review.views, **own_views(views_file())}

    @cached_property
    def presence(self) -> "Presence":
        """Where this person says to be, and where the others are."""
        from authoring.revisions.presence import PresenceFiles

        if not self.workspace.settings.database:
            return PresenceFiles(self.workspace.cache, self.person)
        from authoring.revisions.postgres.presence_table import PresenceTable

        return PresenceTable(self.database, self.person)

    @cached_property
    def titles(self) -> "TitleTable":
        """What occupations are called in other languages: this workspace's table over the starters."""
        from authoring.facts.titles.table import TitleTable

        four_eyes = self.workspace.settings.review.four_eyes
        return TitleTable(self.workspace.titles, self.workspace.cache, four_eyes=four_eyes)

    @cached_property
    def glossaries(self) -> "GlossaryTable":
        """What terms are called in other languages: this workspace's tables over the starters."""
        from authoring.glossary.table import GlossaryTable

        return GlossaryTable(self.workspace.glossary, self.workspace.cache)

    @cached_property
    def _sheet_of(self) -> "Callable[[str], FactSheet]":
        """The sheets last read: the sections of an occupation are asked about one after the other."""
        return lru_cache(maxsize=4)(self.base.sheet)

    @cached_property
    def _codes(self) -> "frozenset[str]":
        return frozenset(self.base.socs())


def open_base(workspace: Workspace | None) -> "FactBase":
    """The fact base a workspace names, relative to it; without one, the bundled base. Raises `FactsError`."""
    from authoring.facts.base import FactBase

    configured = workspace.settings.fact_base if workspace else None
    if configured is None or workspace is None:
        return FactBase.open()
    return FactBase.open(workspace.root / Path(configured).expanduser())
