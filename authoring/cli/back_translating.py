"""`author backtranslate`: what a model makes of a translation in the source language, beside the source."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.asking import (
    BudgetOption,
    RecordOption,
    ReplayOption,
    StreamOption,
    say_spent,
    show_arriving,
    terms_of,
)
from authoring.cli.models import Asked, money
from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import complain, counted, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.errors import ModelError
    from authoring.translating.back.asking import BackTranslator
    from authoring.translating.back.rendering import BackText
    from schemas.sections.registry import SectionName


def register(app: typer.Typer) -> None:
    """Add the verb of this group."""
    app.command()(backtranslate)


def backtranslate(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    locale: Annotated[str, typer.Option("--locale", metavar="LOCALE", help="Which translation, such as zh-TW.")],
    sections: Annotated[str, typer.Option("--sections", "--section", metavar="A,B", help="Only these sections.")] = "",
    item: Annotated[str, typer.Option("--item", metavar="ID", help="Only this item.")] = "",
    model: Annotated[str, typer.Option("--model", metavar="PROVIDER/MODEL", help="With this model.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Ask also about texts that were rendered before.")] = False,
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what it would cost; ask nobody.")] = False,
    budget: BudgetOption = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
    stream: StreamOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Have a model say in the source language what a translation says, and show it beside the source, text by text.

    It is a machine's rendering, to help whoever reviews a language they do not read well: no text of the profile, and never
    made one. It is kept in the log; a text is asked about again only where its words have changed, or with --again.
    """
    here = office(context)
    backs = _Backs(here, occupation(here, code), locale_of(here, locale), sections, item, again)
    asked = Asked(model, terms_of(here, budget, record, replay), stream)
    if estimate:
        _print_estimate(backs, asked.model, as_json=as_json)
        return
    failures = _ask(backs, asked, as_json=as_json) if backs.waiting else []
    _print(backs, as_json=as_json)
    if failures:
        from authoring.errors import ModelError

        raise ModelError("not every section was rendered; see above", "What was answered is kept; run it again.")


class _Backs:
    """The chosen texts of one translation, section by section. Raises `UsageError` where there are none."""

    def __init__(self, here: Office, soc: str, locale: str, sections: str, item: str, again: bool) -> None:
        from authoring.errors import UsageError

        self.here, self.soc, self.locale, self.again = here, soc, locale, again
        self._item, self._names = item, [section_name(name) for name in sections.split(",")] if sections else None
        self.source = here.workspace.settings.source_locale
        if locale == self.source:
            raise UsageError(f"{locale} is the source locale", "Say which translation: --locale zh-TW.")
        if not any(self.texts.values()):
            hint = f"Translate it first: author translate {soc} --to {locale}"
            raise UsageError(f"nothing of that is translated into {locale} yet", hint)

    @property
    def texts(self) -> "dict[SectionName, tuple[BackText, ...]]":
        """The texts as the logs have them now."""
        from authoring.translating.back.rendering import back_texts

        ours = self.here.wiring.revisions.profile(self.soc, self.source)
        theirs = self.here.wiring.revisions.profile(self.soc, self.locale)
        found = {
            name: back_texts(ours[name], theirs[name]) for name in theirs if self._names is None or name in self._names
        }
        return {
            name: tuple(each for each in texts if self._item in ("", each.item))
            for name, texts in found.items()
            if texts
        }

    @property
    def waiting(self) -> "dict[SectionName, tuple[BackText, ...]]":
        """Those of the sections in which a model has something to render."""
        return {
            n: texts for n, texts in self.texts.items() if any(self.again or each.rendering is None for each in texts)
        }


def _ask(backs: _Backs, asked: Asked, *, as_json: bool) -> "list[ModelError]":
    """Section by section; what fails is said as it happens, and a failure that would repeat itself ends it."""
    from authoring.errors import ModelError

    translator = backs.here.wiring.back_translator(asked.model, asked.terms)
    show_arriving(translator, asked.stream, as_json=as_json)
    failures: list[ModelError] = []
    try:
        for name, texts in backs.waiting.items():
            try:
                _render(backs, translator, name, texts)
            except ModelError as error:
                complain(error)
                failures.append(error)
                if error.hopeless:
                    break
    finally:
        translator.close()
        say_spent(asked.terms.budget)
    return failures


def _render(backs: _Backs, translator: "BackTranslator", name: "SectionName", texts: "tuple[BackText, ...]") -> None:
    history = backs.here.wiring.revisions.history(backs.soc, backs.locale, name)
    done = translator.render(history, texts, again=backs.again)
    used = f"{done.usage.input_tokens:,} tokens in, {done.usage.output_tokens:,} out"
    cost = "at a price that is not known" if done.cost_usd is None else money(done.cost_usd)
    took = f"{used}, {cost}" if done.paid else "from an answer that was kept"
    talk(f"{backs.soc} {name}: {counted(done.texts, 'text')} rendered by {translator.name}, {took}")
    for reason in done.left_out:
        talk(f"{name}: not rendered: {reason}")


def _print(backs: _Backs, *, as_json: bool) -> None:
    rows = [(name, each) for name, texts in backs.texts.items() for each in texts]
    if as_json:
        data_json([_plain(backs, name, each) for name, each in rows])
        return
    section = None
    for name, each in rows:
        if name != section:
            data(f"{backs.soc} {backs.locale} {name}")
            section = name
        data(f"  {each.item} {each.field}")
        data(f"    {backs.source:<7} {each.source or '-'}")
        data(f"    {backs.locale:<7} {each.text}")
        by = f"  (a machine's rendering: {each.rendering.by}, {each.rendering.at[:10]})" if each.rendering else ""
        data(f"    back    {each.rendering.text if each.rendering else '-'}{by}")
    done = sum(each.rendering is not None for _, each in rows)
    talk(f"{done} of {counted(len(rows), 'text')} rendered; what a machine rendered is an aid and proves nothing")


def _plain(backs: _Backs, name: "SectionName", each: "BackText") -> dict[str, object]:
    return {
        "soc": backs.soc,
        "locale": backs.locale,
        "section": name,
        "item": each.item,
        "field": each.field,
        "source": each.source,
        "translation": each.text,
        "back": each.rendering.text if each.rendering else None,
        "by": each.rendering.by if each.rendering else None,
        "at": each.rendering.at if each.rendering else None,
    }


def _print_estimate(backs: _Backs, model: str, *, as_json: bool) -> None:
    translator = backs.here.wiring.back_translator(model)
    try:
        revisions = backs.here.wiring.revisions
        found = {
            name: translator.estimate(revisions.history(backs.soc, backs.locale, name), texts, again=backs.again)
            for name, texts in backs.waiting.items()
        }
    finally:
        translator.close()
    costs = [each.cost_usd for each in found.values()]
    total = None if None in costs else sum(cost for cost in costs if cost is not None)
    if as_json:
        from dataclasses import asdict

        listed = [{"section": name, **asdict(each)} for name, each in found.items()]
        data_json({"model": str(translator.name), "locale": backs.locale, "cost_usd": total, "sections": listed})
        return
    table(
        ("section", "texts", "tokens in", "tokens out", "cost"),
        [
            (name, str(each.texts), f"{each.input_tokens:,}", f"{each.output_tokens:,}", money(each.cost_usd))
            for name, each in found.items()
        ],
    )
    talk(f"about {money(total)} with {translator.name}, if every first answer stands")
