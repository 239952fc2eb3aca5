"""The composition root of runs: from a workspace to the works, the ledger and the parts of a run."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.wiring import Wiring

if TYPE_CHECKING:
    from authoring.llm.names import ModelName
    from authoring.runs.executing import Parts
    from authoring.runs.judging import Works
    from authoring.runs.ledger import Ledger
    from authoring.runs.planning import Plan, Wish
    from authoring.runs.selecting import Extent, Known, Selection
    from schemas.events import Revision, Usage
    from schemas.facts import FactSheet
    from schemas.sections.registry import SectionName


class RunWiring:
    """Everything a run needs of one workspace, for one model: the one named, else that of the settings."""

    def __init__(self, wiring: Wiring, model: str = "") -> None:
        self.wiring = wiring
        self._model = model

    @cached_property
    def name(self) -> "ModelName":
        """Which model is meant. Raises `UsageError` where none is named."""
        from authoring.conversing.opening import chosen_name

        return chosen_name(self.wiring.workspace.settings.model, self._model)

    @cached_property
    def ledger(self) -> "Ledger":
        """The runs of the workspace."""
        from authoring.runs.ledger import Ledger

        return Ledger(self.wiring.workspace.cache)

    def works(self, locales: "Sequence[str]") -> "Works":
        """The works of those locales, the source locale's first."""
        from authoring.drafting.jobs import DraftWork
        from authoring.translating.jobs import TranslationWork

        wiring, source = self.wiring, self.wiring.workspace.settings.source_locale
        drafts = DraftWork(
            wiring.draft_requests(self.name), wiring.base, wiring.compute, wiring.desk.state, self.errors_in
        )
        translations = wiring.translation_requests(self.name)
        return {
            locale: drafts if locale == source else TranslationWork(translations, locale, wiring.translating_with)
            for locale in sorted(locales, key=lambda each: each != source)
        }

    def errors_in(self, revision: "Revision", sheet: "FactSheet") -> int:
        """How many errors the checks find in a text."""
        return sum(found.severity == "error" for found in self.wiring.findings_of(revision, sheet))

    def known(self, sections: "Sequence[SectionName]") -> "Known":
        """What selections may ask of occupations; how far facts reach is of these sections."""
        from authoring.facts.coverage import covered
        from authoring.facts.scores.cluster import find_cluster
        from authoring.facts.unknown import unknown
        from authoring.runs.selecting import Known

        base = self.wiring.base
        families = frozenset(dataset.partition(".")[0] for dataset in base.fact_counts())
        sheet: Callable[[str], FactSheet] = lru_cache(maxsize=2)(base.sheet)
        order = ("none", "partly", "full")

        def extent(soc: str) -> "Extent":
            found = [each.extent for each in covered(sheet(soc), families).sections if each.section in sections]
            return min(found, key=order.index, default="full")

        return Known(
            socs=base.socs(),
            cluster=lambda soc: find_cluster(sheet(soc), base).cluster,
            coverage=extent,
            elsewhere=lambda code: unknown(code, base.titles(), base.retired(), base.find),
        )

    def plan(self, wish: "Wish", selection: "Selection", told: "Callable[[int, int], None]") -> "Plan":
        """The plan; `told` hears how many of how many occupations are gone through."""
        from authoring.runs.planning import make_plan
        from authoring.runs.selecting import occupations

        socs = occupations(selection, self.known(wish.sections))
        done = iter(range(1, len(socs) + 1))
        works = tuple(self.works(wish.locales).values())
        has_source = self.wiring.workspace.settings.source_locale in wish.locales
        return make_plan(wish, socs, works, lambda _: told(next(done), len(socs)), source_first=has_source)

    def plan_of(self, wish: "Wish", places: "Sequence[tuple[str, str, str]]") -> "Plan":
        """A plan of just these texts (code, locale, section), for whatever reason there is to ask for them."""
        from authoring.runs.jobs import WHYS
        from authoring.runs.planning import make_plan

        wanted = frozenset(places)
        whole = wish.model_copy(update={"whys": WHYS, "states": (), "limit": None})
        found = make_plan(whole, sorted({soc for soc, _, _ in places}), tuple(self.works(wish.locales).values()))
        jobs = tuple(job for job in found.jobs if (*job.about.group, job.about.section) in wanted)
        return replace(found, wish=wish, jobs=jobs, left=())

    def parts(self, locales: "Sequence[str]") -> "Parts":
        """What a run is made of. Raises `WorkspaceError` for an unusable key when its model is opened."""
        from authoring.conversing.opening import open_model
        from authoring.runs.executing import Parts

        workspace = self.wiring.workspace
        settings = workspace.settings.model
        return Parts(
            name=self.name,
            revisions=self.wiring.revisions,
            works=self.works(locales),
            open_works=partial(_works_elsewhere, workspace.root, self.wiring.person, self._model, tuple(locales)),
            ledger=self.ledger,
            open_model=lambda terms: open_model(workspace.root, settings, self._model, terms, workspace.cache)[0],
            price=self.price,
            by=self.wiring.person,
            per_minute=(settings.requests_per_minute, settings.tokens_per_minute),
        )

    def price(self, usage: "Usage") -> float | None:
        """US dollars for that usage, or None."""
        from authoring.llm.prices import cost_usd

        return cost_usd(self.name, usage, self.wiring.workspace.settings.model.prices)


def _works_elsewhere(root: Path, person: str, model: str, locales: tuple[str, ...]) -> "Works":
    """The same works, opened by another process."""
    from authoring.settings import open_workspace

    return RunWiring(Wiring(open_workspace(root), person), model).works(locales)
