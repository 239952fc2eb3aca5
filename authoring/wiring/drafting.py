"""Drafting and redrafting, offline and by a model."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.wiring.ground import GroundWiring

if TYPE_CHECKING:
    from authoring.conversing.opening import Terms
    from authoring.drafting.drafter import Drafter
    from authoring.drafting.models.drafter import ModelDrafter
    from authoring.drafting.models.requests import DraftRequests
    from authoring.drafting.redrafting import Redrafter, Redrafting, Taking
    from authoring.drafting.workflow import Drafting
    from authoring.llm.names import ModelName
    from schemas.facts import FactSheet
    from schemas.sections.registry import Section, SectionName


class DraftWiring(GroundWiring):
    """Drafting and redrafting, offline and by a model."""

    @cached_property
    def drafting(self) -> "Drafting":
        """The drafting workflow, with the offline drafter."""
        from authoring.drafting.offline.drafter import OfflineDrafter

        return self.drafting_with(OfflineDrafter())

    def drafting_with(self, drafter: "Drafter") -> "Drafting":
        """The drafting workflow with that drafter."""
        from authoring.drafting.workflow import Drafting

        return Drafting(self.revisions, self.base, drafter, self.compute, self.workspace.settings.source_locale)

    def redrafting_with(self, drafter: "Redrafter") -> "Redrafting":
        """Redrafting with that drafter, on behalf of this person."""
        from authoring.drafting.redrafting import Redrafting

        locale = self.workspace.settings.source_locale
        return Redrafting(self.revisions, self.base, drafter, self.compute, locale, self.person)

    @cached_property
    def taking(self) -> "Taking":
        """What keeps the chosen parts of a redraft, on behalf of this person."""
        from authoring.drafting.redrafting import Taking

        return Taking(self.revisions, self.person)

    def model_drafter(
        self, name: str = "", terms: "Terms | None" = None, prompts: Path | None = None
    ) -> "ModelDrafter":
        """A drafter that asks a model: the one named as `provider/model`, else that of the settings. Close it after use.

        Templates in `prompts` go before the built-in ones, in place of the workspace's own.

        Raises `UsageError` where none is named, `WorkspaceError` for a key that cannot be read or sent, `ModelError` where
        the terms set a budget and the price is not known.
        """
        from authoring.conversing.opening import NO_TERMS, open_model
        from authoring.drafting.models.drafter import ModelDrafter

        root, settings = self.workspace.root, self.workspace.settings.model
        model, parsed = open_model(root, settings, name, terms or NO_TERMS, self.workspace.cache)
        return ModelDrafter(model, self.draft_requests(parsed, prompts))

    def draft_requests(self, name: "ModelName", prompts: Path | None = None) -> "DraftRequests":
        """What that model would be asked for drafts; templates in `prompts` go before the built-in ones."""
        from authoring.drafting.models.requests import DraftRequests
        from authoring.prompting import Prompts

        settings, templates = self.workspace.settings, Prompts(prompts or self.workspace.prompts)
        return DraftRequests(name, templates, self.revisions, settings.source_locale, settings.model, self.shelf)

    def compute(self, name: "SectionName", sheet: "FactSheet", others: "Iterable[Section]") -> "Mapping[str, object]":
        """The computed fields of a section."""
        from authoring.facts.computed import computed_fields

        documents = {source.id: source for each in self.shelf.of(sheet.soc) for source in each.sources}
        return computed_fields(name, sheet, self.base, tuple(others), documents if name == "sources" else None)
