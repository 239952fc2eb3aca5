"""The composition root: from a workspace and a person to the objects that do the work. Each is made when first asked
for, so that a command pays only for what it uses."""

import getpass
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.errors import WorkspaceError
from authoring.settings import PERSON_VARIABLE, SavedView, Workspace
from authoring.text import clean_line
from schemas.saying import said

if TYPE_CHECKING:
    from authoring.checks import CheckedSection, Rule
    from authoring.conversing.opening import Terms
    from authoring.drafting.drafter import Drafter
    from authoring.drafting.models.drafter import ModelDrafter
    from authoring.drafting.models.requests import DraftRequests
    from authoring.drafting.redrafting import Redrafter, Redrafting, Taking
    from authoring.drafting.workflow import Drafting
    from authoring.factchecking.checks import FactChecks
    from authoring.facts.base import FactBase
    from authoring.facts.titles.table import TitleTable
    from authoring.glossary import Term
    from authoring.glossary.table import GlossaryTable
    from authoring.item_texts import ItemText
    from authoring.llm.names import ModelName
    from authoring.publishing.making import AssembliesOf
    from authoring.publishing.publisher import Publisher
    from authoring.publishing.record import Grounds
    from authoring.publishing.releases import Releases
    from authoring.publishing.site.serving import Preview
    from authoring.reviewing.desk import Desk
    from authoring.reviewing.examining import Examining, Together
    from authoring.reviewing.refreshing import Refreshing
    from authoring.reviewing.second_reader import SecondReader
    from authoring.reviewing.states import Leaving
    from authoring.revisions.history import History
    from authoring.revisions.logs import Logs
    from authoring.revisions.postgres.database import Database
    from authoring.revisions.presence import Presence
    from authoring.revisions.store import Revisions
    from authoring.sources.links import Links
    from authoring.sources.shelf import Shelf
    from authoring.training.exercises import Trainer
    from authoring.training.records import Records
    from authoring.translating.back.asking import BackTranslator
    from authoring.translating.claim_pairs import ClaimPair
    from authoring.translating.conversion import ScriptWriter
    from authoring.translating.memory.gathering import Memories
    from authoring.translating.models.requests import TranslationRequests
    from authoring.translating.models.writer import ModelWriter
    from authoring.translating.seam import Wanted, Writer
    from authoring.translating.suggesting import Suggesting
    from authoring.translating.workflow import Translating
    from schemas.claims import Claim, Reading
    from schemas.events import Decision, Revision
    from schemas.facts import FactSheet
    from schemas.findings import Finding
    from schemas.sections.registry import Section, SectionName


_MOST_ORIGINALS = 256


def who(flag: str | None, configured: str | None) -> str:
    """The name of the person: the flag, else AUTHORING_PERSON, else the settings, else the account.

    Raises `WorkspaceError` where none of them gives a usable name.
    """
    for name in (flag, os.environ.get(PERSON_VARIABLE), configured, _account()):
        cleaned = clean_line(name or "")[:80]
        if cleaned:
            return cleaned
    raise WorkspaceError(
        said("nobody knows who you are"), said("Say so with --as NAME, or set `person` in authoring.toml.")
    )


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such account, as in some containers
        return ""


class Wiring:
    """Everything one workspace needs for one person."""

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

    def check(self, section: "CheckedSection") -> "tuple[Finding, ...]":
        """All findings of the checks on a section, with the texts of the documents it quotes."""
        from authoring.checks import check

        return check(self._with_surroundings(section), self.own_rules)

    def holding(self, section: "CheckedSection") -> "tuple[Finding, ...]":
        """The findings that can hold a section back from a release."""
        from authoring.checks import check
        from authoring.publishing.gates import holds_back

        return check(self._with_surroundings(section), self.own_rules, holds_back)

    def _with_surroundings(self, section: "CheckedSection") -> "CheckedSection":
        from datetime import UTC, datetime

        if section.locale != self.workspace.settings.source_locale:
            agreed, named = self.glossaries.glossary(section.locale), self.titles.titles(section.locale)
            section = section.beside(glossary=agreed, titles=named)
        if not section.quoted:
            return section
        from authoring.sources.standing import standing

        today, old_after = datetime.now(UTC).date(), self.workspace.settings.sources.old_after_days
        return section.beside(source_texts=standing(self.shelf, section.sheet.soc, section.quoted, today, old_after))

    @cached_property
    def examining(self) -> "Examining":
        """The checks over whole occupations; findings are kept in the cache folder."""
        from authoring.checks import check
        from authoring.reviewing.checked import KeptFindings
        from authoring.reviewing.examining import Examining, Rules

        rules = Rules(
            see=self._see,
            check=lambda section: check(section, self.own_rules),
            lasting=lambda section: not section.quoted,  # documents change on disk
            beside=self._titles_edition,
            unknown=self.desk.all_findings,
        )
        return Examining(self.revisions, self.base, rules, KeptFindings(self.workspace.cache, self.rules_edition))

    def _see(self, history: "History", head: "Revision", sheet: "FactSheet") -> "CheckedSection":
        return self._with_surroundings(self._seen(head, sheet, lambda: history))

    def seen(self, soc: str, locale: str, names: "Sequence[SectionName] | None" = None) -> "tuple[CheckedSection, ...]":
        """The present sections of a page as the rules see them. Raises `UnknownOccupation`."""
        sheet = self._sheet_of(soc)
        return tuple(
            self._see(history, history.head, sheet)
            for name, history in self.revisions.profile(soc, locale).items()
            if history.head is not None and (not names or name in names)
        )

    def second_reader(self, name: str = "", terms: "Terms | None" = None) -> "SecondReader":
        """A model that reads what rules cannot decide: the one named as `provider/model`. Close it after use.

        Raises as `model_drafter` does.
        """
        from authoring.conversing.opening import NO_TERMS, open_model
        from authoring.prompting import Prompts
        from authoring.reviewing.second_reader import SecondReader

        settings = self.workspace.settings.model
        model, parsed = open_model(self.workspace.root, settings, name, terms or NO_TERMS, self.workspace.cache)
        return SecondReader(model, parsed, Prompts(self.workspace.prompts), self.revisions, settings)

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

    @cached_property
    def training_records(self) -> "Records":
        """What people did in training."""
        from authoring.training.records import Records

        return Records(self.workspace.root / "training")

    def trainer(self, locale: str) -> "Trainer":
        """Plants exercises from what is written in that locale."""
        from authoring.revisions.ids import now
        from authoring.training.exercises import Trainer

        def seen(place: "tuple[str, str, SectionName]") -> "CheckedSection | None":
            return next(iter(self.seen(place[0], place[1], (place[2],))), None)

        def places() -> "list[tuple[str, str, SectionName]]":
            rows = self.revisions.statuses(locale=locale)
            return [
                (row.soc, row.locale, row.section) for row in rows if not row.to_translate and row.soc in self._codes
            ]

        return Trainer(places, seen, self._sheet_of, now)

    def _titles_edition(self, locale: str) -> str:
        return "" if locale == self.workspace.settings.source_locale else self.titles.edition(locale)

    def examining_with(self, workers: int) -> "Together":
        """Examines many occupations in that many processes."""
        from functools import partial

        from authoring.reviewing.together import examine_together

        opened = partial(_open_examining, self.workspace, self.person)
        return lambda socs: examine_together(socs, self.examining, opened, workers)

    @cached_property
    def own_rules(self) -> "tuple[Rule, ...]":
        """The rules of `checks.toml` and of installed packages. Raises `WorkspaceError` for those that cannot be read."""
        from authoring.own_rules import own_rules

        return own_rules(self.workspace.root)

    @cached_property
    def rules_edition(self) -> str:
        """Which rules there are and how they are written: findings of another edition are counted anew."""
        from authoring.checks import edition
        from authoring.own_rules import own_edition

        return edition() + own_edition(self.workspace.root) + self._tables_edition()

    def _tables_edition(self) -> str:
        """A digest of the team's titles and terms, which checks read too; empty where it has none of its own."""
        import hashlib

        folders = (self.workspace.titles, self.workspace.glossary)
        files = [path for folder in folders for path in sorted(folder.glob("*.csv"))]
        text = b"".join(path.read_bytes() for path in files)
        return hashlib.sha256(text).hexdigest()[:8] if files else ""

    def findings_of(self, revision: "Revision", sheet: "FactSheet") -> "tuple[Finding, ...]":
        """All findings of the checks on one revision."""
        history = lambda: self.revisions.history(revision.soc, revision.locale, revision.section)  # noqa: E731
        return self.check(self._seen(revision, sheet, history))

    def _seen(self, revision: "Revision", sheet: "FactSheet", history: "Callable[[], History]") -> "CheckedSection":
        from authoring.checks import CheckedSection
        from authoring.staleness import same_facts

        def read() -> "Mapping[str, Reading]":
            from authoring.reviewing.readings import readings_of

            return readings_of(history().answers)

        cited = () if revision.translated_from or same_facts(revision, sheet) else revision.cited or ()
        return CheckedSection(
            *(revision.content, revision.locale, sheet, revision.to_translate),
            cited=cited,
            elsewhere=self.base,
            original=self._original(revision),
            read=read,
        )

    def _original(self, revision: "Revision") -> "Section | None":
        """What a translation was made from; None for a text of the source, and where that is not known."""
        made_from = revision.translated_from
        if made_from is None:
            return None
        known = self._originals.get(made_from.revision)
        if known is None:
            history = self.revisions.history(revision.soc, made_from.locale, revision.section)
            known = history.revision(made_from.revision)
            if known is None:
                return None
            if len(self._originals) > _MOST_ORIGINALS:
                self._originals.clear()
            self._originals[made_from.revision] = known
        return known.content

    @cached_property
    def _originals(self) -> "dict[str, Revision]":
        """Sources of translations that were looked at: a revision never changes."""
        return {}

    @cached_property
    def _sheet_of(self) -> "Callable[[str], FactSheet]":
        """The sheets last read: the sections of an occupation are asked about one after the other."""
        return lru_cache(maxsize=4)(self.base.sheet)

    @cached_property
    def _codes(self) -> "frozenset[str]":
        return frozenset(self.base.socs())

    def claims_of(self, revision: "Revision", texts: "Sequence[ItemText] | None" = None) -> "tuple[Claim, ...]":
        """The claim ledger of a revision, or of some of its texts, from today's facts; none for an unknown occupation."""
        from authoring.claims import claims_of
        from authoring.item_texts import item_texts

        if revision.soc not in self._codes:
            return ()
        chosen = item_texts(revision.content) if texts is None else texts
        translated = tuple(text for text in chosen if text.item not in revision.to_translate)
        return claims_of(revision.content, self._sheet_of(revision.soc), translated, revision.locale)

    def claim_pairs(self, translation: "Revision") -> "tuple[ClaimPair, ...]":
        """Its claims beside those of the source it was made from; none where that is not known."""
        from authoring.translating.claim_pairs import claim_pairs

        made_from = translation.translated_from
        history = self.revisions.history(translation.soc, made_from.locale, translation.section) if made_from else None
        original = history.revision(made_from.revision) if history and made_from else None
        if original is None:
            return ()
        ours, theirs = self.claims_of(original), self.claims_of(translation)
        return claim_pairs(ours, theirs, translation.locale, translation.to_translate)

    @cached_property
    def factchecks(self) -> "FactChecks":
        """The fact-checks of this person."""
        from authoring.factchecking.checks import FactChecks
        from authoring.revisions.ids import now

        return FactChecks(self.revisions, self.base.sheet, self.claims_of, self.desk, self.person, now)

    def signature_of(self) -> "Callable[[bytes, str], str] | None":
        """Signs with this person's ssh key; None where there is none and the workspace does not ask for it."""
        from authoring.reviewing.signing import has_key, signature_of

        review = self.workspace.settings.review
        if not (review.sign or has_key(review.signing_key)):
            return None
        return lambda message, namespace: signature_of(message, namespace, review.signing_key)

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

    @cached_property
    def desk(self) -> "Desk":
        """The review desk of this person."""
        return self.desk_of(self.person)

    def desk_of(self, person: str) -> "Desk":
        """The review desk of somebody else at the same terminal."""
        from authoring.reviewing.desk import Desk

        return Desk(
            revisions=self.revisions,
            base=self.base,
            check=self.findings_of,
            settings=self.workspace.settings,
            person=person,
            published=self.published,
            edition=self.rules_edition,
            sources=self._source_stamps,
        )

    @cached_property
    def refreshing(self) -> "Refreshing":
        """Stale sections and their smallest edits, on behalf of this person."""
        from authoring.reviewing.refreshing import Refreshing

        source = self.workspace.settings.source_locale
        return Refreshing(self.revisions, self.base, self.compute, self.desk.lapsed, source, self.person)

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

    def script_writer(self, origin: str, target: str) -> "ScriptWriter":
        """Writes one Chinese locale from what is approved in the other. Raises `UsageError` for other locales."""
        from authoring.translating.conversion import Converter, ScriptWriter, convertible

        convertible(origin, target)
        ours, theirs = (self.glossaries.glossary(locale) for locale in (origin, target))
        return ScriptWriter(self.revisions, Converter(origin, target, ours, theirs))

    @cached_property
    def memories(self) -> "Memories":
        """What was translated and approved before, in each locale."""
        from authoring.translating.memory.gathering import Memories

        workspace = self.workspace
        return Memories(self.revisions, workspace.settings.source_locale, workspace.memory, workspace.cache)

    @cached_property
    def suggesting(self) -> "Suggesting":
        """Suggestions for what waits to be translated, for this person; from the memory as far as it is read."""
        from authoring.translating.suggesting import Suggesting

        source = self.workspace.settings.source_locale
        return Suggesting(self.revisions, source, self.memories.soon, self.person)

    @cached_property
    def translating(self) -> "Translating":
        """The translation workflow, without a model."""
        return self.translating_with(None)

    def translating_with(self, writer: "Writer | None") -> "Translating":
        """The translation workflow with that writer of words, on behalf of this person."""
        from authoring.translating.offline import OfflineTranslator
        from authoring.translating.workflow import Translating

        carrier = OfflineTranslator(self.titles.title)
        source = self.workspace.settings.source_locale
        return Translating(self.revisions, self.base, source, carrier, writer, self.person)

    def model_writer(self, name: str = "", terms: "Terms | None" = None) -> "ModelWriter":
        """A model that writes translations: the one named as `provider/model`, else that of the settings. Close it after use.

        Raises as `model_drafter` does.
        """
        from authoring.conversing.opening import NO_TERMS, open_model
        from authoring.translating.models.writer import ModelWriter

        root, settings = self.workspace.root, self.workspace.settings.model
        model, parsed = open_model(root, settings, name, terms or NO_TERMS, self.workspace.cache)
        return ModelWriter(model, self.translation_requests(parsed))

    def back_translator(self, name: str = "", terms: "Terms | None" = None) -> "BackTranslator":
        """A model that renders translations back: the one named as `provider/model`, else that of the settings. Close it.

        Raises as `model_drafter` does.
        """
        from authoring.conversing.opening import NO_TERMS, open_model
        from authoring.prompting import Prompts
        from authoring.translating.back.asking import BackTranslator

        settings, cache = self.workspace.settings, self.workspace.cache
        model, parsed = open_model(self.workspace.root, settings.model, name, terms or NO_TERMS, cache)
        prompts = Prompts(self.workspace.prompts)
        return BackTranslator(
            *(model, parsed, prompts, self.revisions, settings.model, settings.source_locale), self.base.title
        )

    def translation_requests(self, name: "ModelName") -> "TranslationRequests":
        """What that model would be asked for translations."""
        from authoring.prompting import Prompts
        from authoring.translating.models.requests import TranslationRequests

        settings, prompts = self.workspace.settings, Prompts(self.workspace.prompts)
        return TranslationRequests(
            *(name, prompts, self.revisions, self.base, settings.model, settings.source_locale),
            self.agreed_terms,
            self.glossaries.glossary,
            self.memories.memory,
        )

    def agreed_terms(self, wanted: "Wanted") -> "list[tuple[str, str]]":
        """The occupation's title, those of others that its text names, and the glossary's terms in it, as agreed there."""
        from authoring.translating.segments import segments

        content, own = segments(wanted.source.content), wanted.source.soc
        words = "\n".join(text for texts in content.values() for text in texts.values()).casefold()
        titles = {soc: (self.base.title(soc), each.title) for soc, each in self.titles.titles(wanted.target).items()}
        named = [pair for soc, pair in titles.items() if soc != own and pair[0].casefold() in words]
        texts = [text for key in wanted.items for text in content[key].values()]
        terms = [_told(term) for term in self.glossaries.glossary(wanted.target).of(texts)]
        return [*([titles[own]] if own in titles else []), *named, *terms]


def _told(term: "Term") -> tuple[str, str]:
    """A term as a prompt tells it."""
    never = f"; never {', '.join(term.forbidden)}" if term.forbidden else ""
    also = f" or {', '.join(term.allowed)}" if term.allowed else ""
    note = f" ({term.note})" if term.note else ""
    return term.term, "stays as it is" if term.keep else f"{term.translation}{also}{never}{note}"


def pages_in_another_process(root: Path, person: str, locales: tuple[str, ...]) -> "AssembliesOf":
    """What assembles the pages of a workspace, opened anew: several processes make a large release."""
    from authoring.settings import open_workspace

    return Wiring(open_workspace(root), person).publisher.assemblies_of(locales)


def _place_of(revision: "Revision") -> "tuple[str, str, str]":
    return revision.soc, revision.locale, revision.section


def _open_examining(workspace: Workspace, person: str) -> "Examining":
    return Wiring(workspace, person).examining


def open_base(workspace: Workspace | None) -> "FactBase":
    """The fact base a workspace names, relative to it; without one, the bundled base. Raises `FactsError`."""
    from authoring.facts.base import FactBase

    configured = workspace.settings.fact_base if workspace else None
    if configured is None or workspace is None:
        return FactBase.open()
    return FactBase.open(workspace.root / Path(configured).expanduser())
