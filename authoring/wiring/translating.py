"""Translation: by a model, from the memory, from one script to the other."""

from functools import cached_property
from typing import TYPE_CHECKING

from authoring.wiring.reviewing import ReviewWiring

if TYPE_CHECKING:
    from authoring.conversing.opening import Terms
    from authoring.glossary import Term
    from authoring.llm.names import ModelName
    from authoring.translating.back.asking import BackTranslator
    from authoring.translating.conversion import ScriptWriter
    from authoring.translating.memory.gathering import Memories
    from authoring.translating.models.requests import TranslationRequests
    from authoring.translating.models.writer import ModelWriter
    from authoring.translating.seam import Wanted, Writer
    from authoring.translating.suggesting import Suggesting
    from authoring.translating.workflow import Translating


class TranslationWiring(ReviewWiring):
    """Translation: by a model, from the memory, from one script to the other."""

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
