"""The composition root of batches: from a workspace to the ledger of batches, and to the way that a run takes through them."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from authoring.wiring_runs import RunWiring

if TYPE_CHECKING:
    from authoring.conversing.collected import CollectedAnswers
    from authoring.llm.batches.collecting import Collecting
    from authoring.llm.batches.ledger import BatchLedger
    from authoring.llm.model import Model
    from authoring.runs.batch_terms import Batching, Provider, Terms
    from authoring.runs.executing import Backing, OpenWay
    from authoring.runs.ways import Way
    from authoring.settings import Workspace


def batch_ledger(workspace: "Workspace") -> "BatchLedger":
    """The ledger of batches. It lies beside the drafts and not in the cache: without it somebody would pay twice."""
    from authoring.llm.batches.ledger import BatchLedger

    return BatchLedger(workspace.root / "batches")


class BatchWiring:
    """What batches with one model need: the one named, else that of the settings."""

    def __init__(self, runs: RunWiring, model: str = "") -> None:
        self._runs = runs
        self._model = model
        self._workspace = runs.wiring.workspace

    @cached_property
    def ledger(self) -> "BatchLedger":
        """The ledger of the workspace."""
        return batch_ledger(self._workspace)

    @cached_property
    def provider(self) -> "Provider":
        """Whom to ask. Raises `UsageError` and `WorkspaceError` as opening a model does."""
        from authoring.conversing.opening import open_batches, server_memory
        from authoring.runs.batch_terms import Provider

        settings = self._workspace.settings.model
        api, hide = open_batches(self._workspace.root, settings, self._model)
        return Provider(self._runs.name, api, self._runs.price, server_memory(self._workspace.cache), hide)

    def terms(self, *, wait: bool) -> "Terms":
        """The terms of the settings."""
        from authoring.runs.batch_terms import Terms

        return Terms(wait=wait, share=self._workspace.settings.model.batch_share)

    def way(self, *, wait: bool) -> "OpenWay":
        """Opens the way through batches for a run."""
        from authoring.runs.batched import Batched
        from authoring.runs.online import Online

        def opened(model: "Model", backing: "Backing") -> "Way":
            elsewhere = Online(model, backing.at_once)
            told = lambda said: backing.hears({"event": "batch", "said": said})  # noqa: E731
            return Batched(self._batching(backing.run, wait=wait, online=elsewhere, backing=backing, told=told))

        return opened

    def leftover(self, told: Callable[[str], None]) -> "Batching":
        """For what is in batches and no run waits for: it is looked at once, and what was answered is kept."""
        return self._batching("", wait=False, told=told)

    def collecting(self) -> "Collecting":
        """Collects one part by itself."""
        from authoring.llm.batches.collecting import Collecting

        batching = self.leftover(lambda _: None)
        provider = self.provider
        return Collecting(self.ledger, provider.api, self._keep, batching.price, provider.hide)

    @property
    def _keep(self) -> "CollectedAnswers":
        from authoring.conversing.collected import CollectedAnswers

        settings = self._workspace.settings.model
        return CollectedAnswers(self._runs.wiring.revisions, self._runs.price, settings.batch_share)

    def _batching(
        self,
        run: str,
        *,
        wait: bool,
        told: Callable[[str], None],
        online: "Way | None" = None,
        backing: "Backing | None" = None,
    ) -> "Batching":
        from authoring.runs.batch_terms import Batching

        budget = backing.budget if backing else None
        return Batching(run, self.provider, self.ledger, self._keep, self.terms(wait=wait), online, budget, told)
