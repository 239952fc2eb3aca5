"""`author blame`: who or what wrote each sentence, when, from which prompt or fact, and how much of it people changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import locale_of, occupation, office, section_name
from authoring.cli.output import data_json, table, talk

if TYPE_CHECKING:
    from authoring.factchecking.blame import Line


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(blame)


def blame(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    section: Annotated[str, typer.Argument(metavar="SECTION", help="The section.")],
    locale: Annotated[str | None, typer.Option("--locale", help="Which locale.")] = None,
    item: Annotated[str | None, typer.Option("--item", metavar="ID", help="Only this item.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the lines as JSON.")] = False,
) -> None:
    """Tell of every sentence who or what wrote it, when, from what, and how far it is from its first words."""
    from dataclasses import asdict

    from authoring.errors import UsageError
    from authoring.factchecking.blame import blame as lines_of

    here = office(context)
    soc, tongue, name = occupation(here, code), locale_of(here, locale), section_name(section)
    lines = lines_of(here.wiring.revisions.profile(soc, tongue)[name])
    if not lines:
        raise UsageError(f"{soc} {tongue} {name} has no text yet", f"Draft it: author draft {soc}")
    shown = [line for line in lines if item in (None, line.item)]
    if as_json:
        data_json(
            [{**asdict(line), "by": line.by.model_dump(), "first_by": line.first_by.model_dump()} for line in shown]
        )
        return
    head = ("item", "field", "by", "on", "edited", "from", "text")
    table(head, [(x.item, x.field, x.by.name, x.at[:10], f"{x.edited} %", _origin(x), x.text) for x in shown])
    touched = sum(line.edited > 0 for line in shown)
    talk(f"{soc} {tongue} {name}: {len(shown)} texts, {touched} of them edited since they were first written")


def _origin(line: "Line") -> str:
    """The prompt of a model's words, else the facts that carry them, else how they were made."""
    if line.template and line.prompt_hash:
        return f"{line.template} prompt {line.prompt_hash[:12]}"
    if line.citations:
        more = f" and {len(line.citations) - 1} more" if len(line.citations) > 1 else ""
        return line.citations[0] + more
    return line.method.replace("_", " ")
