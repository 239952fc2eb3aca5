"""Releases, what they rest on and what they hold."""

import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.wiring.checking import CheckWiring

if TYPE_CHECKING:
    from authoring.checks import CheckedSection
    from authoring.publishing.making import AssembliesOf
    from authoring.publishing.publisher import Publisher
    from authoring.publishing.record import Grounds
    from authoring.publishing.releases import Releases
    from authoring.publishing.site.serving import Preview
    from authoring.reviewing.states import Leaving
    from authoring.revisions.history import History
    from schemas.events import Decision, Revision
    from schemas.findings import Finding


class ReleaseWiring(CheckWiring):
    """Releases, what they rest on and what they hold."""

    def unconfirmed(self, history: "History", head: "Revision") -> int:
        """How many numeric claims of a head that are not in the current release nobody confirmed."""
        from authoring.factchecking.checks import checks_of, unconfirmed_numbers

        sheet = self.base.sheet(head.soc)
        leaving = {hash_ for soc, locale, name, hash_ in self.published() if (soc, locale, name) == _place_of(head)}
        released = [revision for revision in history.revisions if revision.hash in leaving][-1:]
        now_there = checks_of(history, head, self.claims_of(head), sheet)
        before = [each for it in released for each in checks_of(history, it, self.claims_of(it), sheet)]
        return len(unconfirmed_numbers(now_there, before))

    @cached_property
    def publisher(self) -> "Publisher":
        """The publishing workflow."""
        from datetime import UTC, datetime

        from authoring.publishing.crew import Crew
        from authoring.publishing.publisher import Publisher

        return Publisher(
            revisions=self.revisions,
            base=self.base,
            check=self.holding,
            settings=self.workspace.settings,
            published=self.workspace.published,
            clock=lambda: datetime.now(UTC),
            unconfirmed=self.unconfirmed if self.workspace.settings.publish.factcheck else None,
            signature_fault=self.signature_fault,
            title=self.titles.title,
            sign=self._sign_release if self.workspace.settings.publish.sign else None,
            grounds=self.grounds,
            crew=Crew(partial(pages_in_another_process, self.workspace.root, self.person), min(os.cpu_count() or 1, 4)),
        )

    @cached_property
    def releases(self) -> "Releases":
        """The releases there are."""
        from authoring.publishing.releases import Releases

        return Releases(self.publisher.shelf, self.publisher.clock, self.publisher.locked)

    def _sign_release(self, message: bytes, namespace: str) -> str:
        from authoring.reviewing.signing import signature_of

        return signature_of(message, namespace, self.workspace.settings.review.signing_key)

    def grounds(self) -> "Grounds":
        """What a release made now rests on: what is as it was need not be made again."""
        from authoring.publishing.record import Grounds
        from schemas.base import content_hash

        settings = self.workspace.settings
        signers = self.workspace.root / settings.review.allowed_signers
        keys = signers.read_bytes().hex() if settings.review.sign and signers.is_file() else ""
        whole = [
            self.base.hash,
            self.rules_edition,
            settings.model_dump(mode="json", exclude={"person", "model"}),
            keys,
        ]
        logs: dict[str, list[str]] = {}
        for path, stamp in sorted(self.revisions.logs.stamps().items()):
            logs.setdefault(Path(path).parent.name, []).append(f"{Path(path).name} {stamp}")
        sources = self._source_stamps()
        return Grounds(
            content_hash(whole), {soc: content_hash([lines, sources.get(soc)]) for soc, lines in logs.items()}
        )

    def holding(self, section: "CheckedSection") -> "tuple[Finding, ...]":
        """The findings that can hold a section back from a release."""
        from authoring.checks import check
        from authoring.publishing.gates import holds_back

        return check(self._with_surroundings(section), self.own_rules, holds_back)

    def preview_of_drafts(self, port: int) -> "Preview":
        """A server of the drafts, on the loopback interface. Raises `UsageError` where the port is taken."""
        from authoring.publishing.site.building import site_of
        from authoring.publishing.site.previewing import WorkspaceDrafts
        from authoring.publishing.site.serving import Preview

        settings = self.workspace.settings

        def written() -> "dict[tuple[str, str], object]":
            stamps = self.revisions.logs.stamps()
            names = {(Path(path).parent.name, Path(path).stem): stamp for path, stamp in stamps.items()}
            order = {locale: at for at, locale in enumerate(settings.locales)}
            known = [key for key in names if key[1] in order]
            return {key: names[key] for key in sorted(known, key=lambda key: (order[key[1]], key[0]))}

        return Preview(WorkspaceDrafts(self.publisher, written), site_of(settings.publish), port)

    @property
    def signature_fault(self) -> "Callable[[Decision], str | None] | None":
        """What is wrong with the signature of a decision; None where this workspace does not ask for signatures."""
        from authoring.reviewing.signing import fault_of

        review = self.workspace.settings.review
        signers = self.workspace.root / review.allowed_signers
        return (lambda decision: fault_of(decision, signers)) if review.sign else None

    def published(self) -> "frozenset[Leaving]":
        """What is in the current release, section by section: the same object while the same release is current."""
        stamp = self.publisher.stamp()
        if stamp is None or self._last_published is None or self._last_published[0] != stamp:
            manifest = self.publisher.current()
            found = frozenset(
                (profile.soc, profile.locale, section.section, section.hash)
                for profile in (manifest.profiles if manifest else ())
                for section in profile.sections
            )
            self._last_published = (stamp, found)
        return self._last_published[1]


def pages_in_another_process(root: Path, person: str, locales: tuple[str, ...]) -> "AssembliesOf":
    """What assembles the pages of a workspace, opened anew: several processes make a large release."""
    from authoring.settings import open_workspace
    from authoring.wiring import Wiring

    return Wiring(open_workspace(root), person).publisher.assemblies_of(locales)


def _place_of(revision: "Revision") -> "tuple[str, str, str]":
    return revision.soc, revision.locale, revision.section
