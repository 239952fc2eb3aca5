"""Examining: the checks over whole occupations, section by section and as pages. What did not change is not run again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from authoring.checks.alike import NEAR_DUPLICATE, Wording, comparable
from authoring.checks.page import check_page
from authoring.checks.registry import CheckedSection, Hit, finding_of
from authoring.checks.reports.reported import Reported
from authoring.errors import UnknownOccupation
from authoring.item_texts import item_texts
from authoring.reviewing.checked import KeptFindings, KeptLog
from authoring.revisions.contents import LogName
from authoring.revisions.history import History
from authoring.revisions.store import Revisions
from authoring.staleness import cites_others
from schemas.base import Locale, SocCode
from schemas.events import Revision
from schemas.facts import FactSheet
from schemas.findings import Finding
from schemas.sections.registry import SECTION_NAMES, SectionName

Page = Mapping[SectionName, CheckedSection]
_KEPT_AT_ONCE: Final = 50


class Facts(Protocol):
    """What examining asks of the fact base."""

    @property
    def version(self) -> str:
        """Which build of the base this is."""
        ...

    def sheet(self, soc: SocCode) -> FactSheet:
        """All facts of one occupation. Raises `UnknownOccupation`."""
        ...

    def sheet_hash(self, soc: SocCode) -> str:
        """The hash of its sheet, without reading the sheet. Raises `UnknownOccupation`."""
        ...


@dataclass(frozen=True)
class Rules:
    """How a revision is looked at.

    `see` makes of it what the rules see, `check` runs them on that, `lasting` says whether what they find depends on
    nothing but the text, the facts and what stands `beside` a locale: the state of its titles. `unknown` is what is found
    where the occupation is not known.
    """

    see: Callable[[History, Revision, FactSheet], CheckedSection]
    check: Callable[[CheckedSection], tuple[Finding, ...]]
    lasting: Callable[[CheckedSection], bool]
    beside: Callable[[Locale], str]
    unknown: Callable[[Revision], tuple[Finding, ...]]


@dataclass(frozen=True)
class Examined:
    """What was found in an occupation: what is open by log, which logs may be kept so, new findings by key.

    `wordings` are the texts that code did not write, to be compared with those of other occupations.
    """

    soc: SocCode
    found: Mapping[LogName, tuple[Reported, ...]]
    lasting: frozenset[LogName]
    sections: Mapping[str, tuple[Finding, ...]]
    wordings: Mapping[LogName, tuple[Wording, ...]]


Together = Callable[[Sequence[SocCode]], Iterator[Examined]]
"""Examines many occupations, in whatever order they are done."""


class Examining:
    """Runs the checks on what is written. Reading changes nothing; `each` keeps what was found for the next time."""

    def __init__(self, revisions: Revisions, base: Facts, rules: Rules, kept: KeptFindings) -> None:
        self._revisions = revisions
        self._base = base
        self._rules = rules
        self._kept = kept

    def each(
        self, socs: Sequence[SocCode], together: Together | None = None
    ) -> Iterator[tuple[SocCode, tuple[Reported, ...]]]:
        """What is open in these occupations: errors, notes, and warnings nobody waived; those that did not change first.

        `together` takes over where many have changed. What is done when this is stopped is kept.
        """
        keys = self._keys(socs)
        known = self._kept.load_logs({name: key for of_soc in keys.values() for name, key in of_soc.items()})
        for soc, of_soc in keys.items():
            if all(name in known for name in of_soc):
                yield soc, tuple(each for name in of_soc for each in known[name])
        changed = [soc for soc, of_soc in keys.items() if not all(name in known for name in of_soc)]
        done: list[Examined] = []
        try:
            for examined in (together or self._one_by_one)(changed):
                done.append(examined)
                if len(done) >= _KEPT_AT_ONCE:
                    self._keep(done, keys)
                yield examined.soc, tuple(each for found in examined.found.values() for each in found)
        finally:
            self._keep(done, keys)

    def examine(self, soc: SocCode) -> Examined:
        """Every locale of one occupation; keeps nothing."""
        found: dict[LogName, tuple[Reported, ...]] = {}
        new: dict[str, tuple[Finding, ...]] = {}
        lasting: set[LogName] = set()
        wordings: dict[LogName, tuple[Wording, ...]] = {}
        sheet = self._sheet(soc)
        for locale in self._revisions.locales(soc):
            name = LogName(soc, locale)
            histories = {n: h for n, h in self._revisions.profile(soc, locale).items() if h.head is not None}
            heads = {n: h.head for n, h in histories.items() if h.head is not None}
            page = {n: self._rules.see(histories[n], head, sheet) for n, head in heads.items()} if sheet else {}
            if all(self._rules.lasting(section) for section in page.values()):
                lasting.add(name)
            told = (
                self._of_page(heads, page, sheet, new)
                if sheet
                else [(n, each) for n, head in heads.items() for each in self._rules.unknown(head)]
            )
            found[name] = tuple(_open(histories, page, told))
            wordings[name] = tuple(each for n in page for each in _own_words(histories[n], page[n]))
        return Examined(soc, found, frozenset(lasting), new, wordings)

    def near_duplicates(self, socs: Iterable[SocCode]) -> Iterator[Reported]:
        """What these pages say nearly as another's does, among all that were looked at before this is asked."""
        for soc in socs:
            for wording, other in self._kept.near_duplicates(soc):
                yield _repeated(wording, other)

    def _one_by_one(self, socs: Iterable[SocCode]) -> Iterator[Examined]:
        return map(self.examine, socs)

    def _keys(self, socs: Sequence[SocCode]) -> dict[SocCode, dict[LogName, str]]:
        """The logs of each occupation with what their findings depend on, looked at before any of them is read."""
        build = self._base.version  # a log may rest on facts of other occupations
        wanted, keys = set(socs), {soc: dict[LogName, str]() for soc in socs}
        for path, stamp in self._revisions.logs.stamps().items():
            soc, locale = Path(path).parent.name, Path(path).stem
            if soc in wanted:
                beside = self._rules.beside(locale)
                keys[soc][LogName(soc, locale)] = self._kept.key_of_log(
                    stamp, f"{self._sheet_hash(soc)} {build}", beside
                )
        return keys

    def _keep(self, done: list[Examined], keys: Mapping[SocCode, Mapping[LogName, str]]) -> None:
        logs = [
            KeptLog(name, keys[each.soc].get(name, "") if name in each.lasting else "", found, each.wordings[name])
            for each in done
            for name, found in each.found.items()
        ]
        self._kept.keep({key: found for each in done for key, found in each.sections.items()}, logs)
        done.clear()

    def _sheet_hash(self, soc: SocCode) -> str:
        try:
            return self._base.sheet_hash(soc)
        except UnknownOccupation:
            return ""

    def _sheet(self, soc: SocCode) -> FactSheet | None:
        try:
            return self._base.sheet(soc)
        except UnknownOccupation:
            return None

    def _of_page(
        self, heads: Mapping[SectionName, Revision], page: Page, sheet: FactSheet, new: dict[str, tuple[Finding, ...]]
    ) -> Iterator[tuple[SectionName, Finding]]:
        """Of each section, and then of all of them against each other; no such while there is but one."""
        keys = {
            name: self._kept.key(
                heads[name], _facts_under(heads[name], sheet), f"{self._rules.beside(section.locale)} {_read(section)}"
            )
            for name, section in page.items()
            if self._rules.lasting(section)
        }
        known = self._kept.load(keys.values())
        for name, section in page.items():
            key = keys.get(name, "")
            found = known[key] if key in known else self._rules.check(section)
            if key and key not in known:
                new[key] = found
            yield from ((name, finding) for finding in found)
        yield from check_page(page) if len(page) > 1 else ()


def _facts_under(revision: Revision, sheet: FactSheet) -> str:
    """What names the facts of today under a text: the sheet's hash, and the base's version where it cites others' facts."""
    return f"{sheet.hash} {sheet.base_version}" if cites_others(revision.cited or (), sheet.soc) else sheet.hash


def _own_words(history: History, section: CheckedSection) -> Iterator[Wording]:
    """The texts that no code wrote; those of a translation are their source's."""
    head = history.head
    if head is None or head.translated_from is not None or all(each.by.kind == "tool" for each in history.revisions):
        return
    by_code = {t.text for each in history.revisions if each.by.kind == "tool" for t in item_texts(each.content)}
    for text in section.texts:
        if text.text not in by_code and comparable(text, section.sheet):
            yield Wording(history.soc, history.locale, history.section, text.item, text.field, text.text)


def _repeated(wording: Wording, other: Wording) -> Reported:
    told = f"{other.soc} {other.section} says nearly the same: “{other.text}”"
    hit = Hit(wording.item, wording.field, told, "Say what is so of this work.", 0, len(wording.text), wording.text)
    finding, file = finding_of(NEAR_DUPLICATE, "note", hit), f"drafts/{wording.soc}/{wording.locale}.jsonl"
    section = next(name for name in SECTION_NAMES if name == wording.section)
    return Reported(wording.soc, wording.locale, section, finding, file, 1, wording.text)


def _read(section: CheckedSection) -> str:
    return " ".join(f"{text.fingerprint} {reading.model_dump_json()}" for text, reading in section.readings)


def _open(
    histories: Mapping[SectionName, History], page: Page, found: Iterable[tuple[SectionName, Finding]]
) -> Iterator[Reported]:
    """What nobody waived, each with the text it is about."""
    texts = {(name, text.item, text.field): text.text for name, section in page.items() for text in section.texts}
    for name, finding in found:
        history, place = histories[name], finding.place
        if finding.severity == "error" or (finding.rule, finding.fingerprint) not in history.waivers:
            file = f"drafts/{history.soc}/{history.locale}.jsonl"
            text = texts.get((name, place.item, place.field), "")
            yield Reported(history.soc, history.locale, name, finding, file, 1, text)
