"""`author eval`: what the drafts in the logs are worth, by author, section and prompt."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.asking import BudgetOption, RecordOption, ReplayOption, terms_of
from authoring.cli.office import occupation, office, section_name
from authoring.cli.output import data_json, table, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.cli.models import Asked
    from authoring.cli.office import Office
    from authoring.drafting.measuring import Measure
    from schemas.sections.registry import SectionName

_HEAD: Final = (
    "author", "section", "template", "occupations", "grounded", "findings", "generic", "grade", "words", "requests", "cost",
    "edited",
)  # fmt: skip
_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Drafts measured</title>
<style>body{font:15px/1.5 system-ui;margin:2rem}td,th{padding:.2rem .7rem;text-align:right}
td:nth-child(-n+3),th:nth-child(-n+3){text-align:left}tr:nth-child(even){background:#f4f4f4}</style>
<h1>Drafts measured</h1><table><tr>{% for name in head %}<th>{{ name }}</th>{% endfor %}</tr>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></html>
"""


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command("eval")(evaluate)


def evaluate(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE...]", help="Only these; without, all drafted, or a fixed dozen to draft."),
    ] = None,
    sections: Annotated[str, typer.Option("--sections", metavar="A,B", help="Only these sections.")] = "",
    models: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="PROVIDER/MODEL", help="First draft with it; may be given again."),
    ] = None,
    prompts: Annotated[
        list[Path] | None,
        typer.Option(
            "--prompts", metavar="DIR", help="First draft with the templates of this folder; may be given again."
        ),
    ] = None,
    budget: BudgetOption = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Also write a page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Compare drafts of models and prompts.

    Measures what the logs hold and asks nobody, unless --with names models, or --prompts folders of templates, to draft with
    first: every model with every folder, the codes named or a fixed dozen of all kinds of work. Use a workspace of its own
    for that: each drafts over the one before.
    """
    from dataclasses import asdict

    from authoring.cli.models import Asked
    from authoring.drafting.eval_set import EVAL_SET
    from authoring.drafting.measuring import drafts_in, measure
    from authoring.errors import ModelError
    from schemas.sections.registry import SPEC, SPECS

    here = office(context)
    wanted = (
        [section_name(name) for name in sections.split(",")]
        if sections
        else [spec.name for spec in SPECS if spec.drafted]
    )
    socs = [occupation(here, code) for code in codes or (EVAL_SET if models or prompts else ())]
    terms = terms_of(here, budget, record, replay)
    folders: dict[str, str] = {}
    failed: ModelError | None = None
    for folder in _templates(prompts):
        for model in models or ([""] if folder else []):
            try:
                _draft(here, socs, wanted, Asked(model, terms, stream=False, prompts=folder))
            except ModelError as failure:  # what was drafted is measured all the same
                failed = failure
            if folder:
                folders |= _wordings(folder, wanted)
    locale = here.workspace.settings.source_locale
    profiles = [here.wiring.revisions.profile(soc, locale) for soc in socs or here.wiring.revisions.occupations()]
    histories = [profile[name] for profile in profiles for name in wanted if SPEC[name].drafted]
    found = measure(drafts_in(histories), here.wiring.base.sheet, here.wiring.findings_of)
    rows = [_cells(each, folders.get(each.template, "")) for each in found]
    if html is not None:
        _write(html, rows)
    if as_json:
        data_json([{**asdict(each), "prompts": folders.get(each.template)} for each in found])
    elif rows:
        table(_HEAD, rows)
    else:
        talk("no drafts to measure yet: author draft CODE")
    if failed is not None:
        raise failed


def _draft(here: "Office", socs: list[str], sections: "list[SectionName]", asked: "Asked") -> None:
    import sys

    from authoring.cli.models import draft_with_model

    draft_with_model(here, socs, sections, asked, thin=True, as_json=False, outcomes=sys.stderr)


def _templates(folders: list[Path] | None) -> "Sequence[Path | None]":
    """The folders to draft with; the workspace's own where none is named. Raises `UsageError` for one without templates."""
    from authoring.errors import UsageError

    for folder in folders or ():
        if not any(folder.glob("*/*.j2")):
            raise UsageError(
                f"{folder} holds no templates", "Name a folder like `prompts`: SECTION/draft.j2, shared/style.j2."
            )
    return folders or [None]


def _wordings(folder: Path, sections: "list[SectionName]") -> dict[str, str]:
    """The folder by each template with the hash of its wording, as drafts name them."""
    from authoring.prompting import Prompts

    prompts = Prompts(folder)
    return {prompts.wording(name, "draft"): str(folder) for name in sections if name in prompts.sections()}


def _cells(each: "Measure", folder: str) -> tuple[str, ...]:
    from authoring.cli.models import money

    def percent(share: float | None) -> str:
        return "" if share is None else f"{share:.0%}"

    return (
        each.author,
        each.section,
        f"{each.template.partition('@')[2]} {folder}".strip(),
        str(each.occupations),
        percent(each.grounded),
        f"{each.findings:.2f}",
        percent(each.generic),
        "" if each.grade is None else f"{each.grade:.1f}",
        f"{each.words:.0f}",
        "" if each.requests is None else f"{each.requests:.1f}",
        "" if each.requests is None else money(each.cost_usd),
        percent(each.edited),
    )


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from authoring.errors import StorageError

    page = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(_PAGE)
    try:
        path.write_text(page.render(head=_HEAD, rows=rows), "utf-8")
    except OSError as cause:
        raise StorageError.writing(path, cause) from cause
    talk(f"wrote {path}")
