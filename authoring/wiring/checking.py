"""The checks on one section, and its claims."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from authoring.wiring.drafting import DraftWiring

if TYPE_CHECKING:
    from authoring.checks import CheckedSection, Rule
    from authoring.conversing.opening import Terms
    from authoring.item_texts import ItemText
    from authoring.reviewing.second_reader import SecondReader
    from authoring.revisions.history import History
    from authoring.translating.claim_pairs import ClaimPair
    from schemas.claims import Claim, Reading
    from schemas.events import Revision
    from schemas.facts import FactSheet
    from schemas.findings import Finding
    from schemas.sections.registry import Section, SectionName


_MOST_ORIGINALS = 256


class CheckWiring(DraftWiring):
    """The checks on one section, and its claims."""

    def check(self, section: "CheckedSection") -> "tuple[Finding, ...]":
        """All findings of the checks on a section, with the texts of the documents it quotes."""
        from authoring.checks import check

        return check(self._with_surroundings(section), self.own_rules)

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

    def _titles_edition(self, locale: str) -> str:
        return "" if locale == self.workspace.settings.source_locale else self.titles.edition(locale)

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
