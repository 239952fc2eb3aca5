"""Examining: the checks over whole occupations, section by section and as pages. What did not change is not run again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from authoring.checks.page import check_page
from authoring.checks.registry import CheckedSection
from authoring.checks.reports.reported import Reported
from authoring.errors import UnknownOccupation
from authoring.item_texts import item_texts
from authoring.reviewing.checked import KeptFindings
from authoring.revisions.history import History
from authoring.revisions.store import Revisions
from schemas.base import Locale, SocCode
from schemas.events import Revision
from schemas.facts import FactSheet
from schemas.findings import Finding
from schemas.sections.registry import SectionName


class Facts(Protocol):
    """What examining asks of the fact base."""

    def sheet(self, soc: SocCode) -> FactSheet:
        """All facts of one occupation. Raises `UnknownOccupation`."""
        ...

    def sheet_hash(self, soc: SocCode) -> str:
        """The hash of its sheet, without reading the sheet. Raises `UnknownOccupation`."""
        ...


class Examining:
    """Runs the checks on what is written. `lasting` says whether findings on a text depend on nothing but it and the facts."""

    def __init__(
        self,
        revisions: Revisions,
        base: Facts,
        check: Callable[[Revision], tuple[Finding, ...]],
        lasting: Callable[[Revision], bool],
        kept: KeptFindings,
    ) -> None:
        self._revisions = revisions
        self._base = base
        self._check = check
        self._lasting = lasting
        self._kept = kept

    def occupation(self, soc: SocCode) -> Iterator[Reported]:
        """What is open in every locale of an occupation: errors, notes, and warnings nobody waived."""
        for locale in self._revisions.locales(soc):
            histories = {n: h for n, h in self._revisions.profile(soc, locale).items() if h.head is not None}
            found = self._findings(soc, histories)
            for name, finding in (*found, *self._of_page(soc, locale, histories)):
                history = histories[name]
                if finding.severity == "error" or (finding.rule, finding.fingerprint) not in history.waivers:
                    yield _reported(history, finding)

    def _findings(self, soc: SocCode, histories: dict[SectionName, History]) -> list[tuple[SectionName, Finding]]:
        heads = {name: history.head for name, history in histories.items() if history.head is not None}
        try:
            sheet_hash = self._base.sheet_hash(soc)
        except UnknownOccupation:
            return [(name, finding) for name, head in heads.items() for finding in self._check(head)]
        keys = {name: self._kept.key(head, sheet_hash) for name, head in heads.items() if self._lasting(head)}
        known = self._kept.load(keys.values())
        new = {name: self._check(head) for name, head in heads.items() if keys.get(name) not in known}
        self._kept.keep({keys[name]: found for name, found in new.items() if name in keys})
        return [(name, f) for name in heads for f in (new[name] if name in new else known[keys[name]])]

    def _of_page(
        self, soc: SocCode, locale: Locale, histories: dict[SectionName, History]
    ) -> Iterator[tuple[SectionName, Finding]]:
        """What the sections say against each other; none of it while there is but one."""
        try:
            sheet = self._base.sheet(soc) if len(histories) > 1 else None
        except UnknownOccupation:
            return
        if sheet is not None:
            page = {
                name: CheckedSection(history.head.content, locale, sheet, history.head.to_translate)
                for name, history in histories.items()
                if history.head is not None
            }
            yield from check_page(page)


def _reported(history: History, finding: Finding) -> Reported:
    head = history.head
    texts = item_texts(head.content) if head is not None else ()
    place = finding.place
    text = next((each.text for each in texts if (each.item, each.field) == (place.item, place.field)), "")
    file = Path("drafts") / history.soc / f"{history.locale}.jsonl"
    return Reported(history.soc, history.locale, history.section, finding, file.as_posix(), 1, text)
