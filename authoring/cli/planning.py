"""`author plan`: what a run would ask for, why, why not, and what it would cost."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.office import Office, locale_of, office, section_name
from authoring.cli.output import counted, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.runs.planning import Plan, Wish
    from authoring.runs.selecting import Selection
    from authoring.wiring_runs import RunWiring

TermsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SELECTOR...]", help="25-4022, 25-*, group:25, cluster:licensed, coverage:full, state:missing."
    ),
]
SocOption = Annotated[
    list[str] | None, typer.Option("--soc", metavar="CODES", help="Codes or patterns, such as 25-*; `*` is all.")
]
SocFileOption = Annotated[
    str, typer.Option("--soc-file", metavar="FILE", help="Selectors from a file, one a line; `-` reads stdin.")
]
GroupOption = Annotated[list[str] | None, typer.Option("--group", metavar="25", help="Only this major group.")]
ClusterOption = Annotated[list[str] | None, typer.Option("--cluster", metavar="NAME", help="Only this cluster.")]
CoverageOption = Annotated[
    list[str] | None,
    typer.Option("--coverage", metavar="EXTENT", help="Only with facts to that extent: full, partly, none."),
]
StateOption = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="Only texts in that state: missing, draft, in_review, ..."),
]
SectionsOption = Annotated[str, typer.Option("--sections", metavar="A,B", help="Only these sections; default: all.")]
LocalesOption = Annotated[
    str, typer.Option("--locales", metavar="A,B", help="In these locales; default: the source locale.")
]
ModelOption = Annotated[str, typer.Option("--model", metavar="PROVIDER/MODEL", help="With this model.")]
WhyOption = Annotated[
    str,
    typer.Option(
        "--why", metavar="A,B", help="For these reasons: missing, stale, prompt, offline, failed; also model, findings."
    ),
]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many texts.")]

_SHOWN: Final = 40
"""Lines of a plan in a terminal; all of them stand in --json and with --all."""


def register(app: typer.Typer) -> None:
    """Add the verb of this group."""
    app.command()(plan)


def plan(  # noqa: PLR0913, PLR0917 - one option for each thing to ask
    context: typer.Context,
    terms: TermsArgument = None,
    soc: SocOption = None,
    soc_file: SocFileOption = "",
    group: GroupOption = None,
    cluster: ClusterOption = None,
    coverage: CoverageOption = None,
    state: StateOption = None,
    sections: SectionsOption = "",
    locales: LocalesOption = "",
    model: ModelOption = "",
    why: WhyOption = "",
    limit: LimitOption = None,
    everything: Annotated[bool, typer.Option("--all", help="List every text, also those left alone.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
) -> None:
    """Say what `author run` would ask a model for, and why; what it would leave alone, and why; tokens, price and time.

    Asks nobody and writes nothing. Selectors of one kind add up, different kinds narrow each other down, a minus takes away.
    """
    here = office(context)
    words = Words(terms, soc, soc_file, group, cluster, coverage, state)
    wiring, found = planned(here, words, Ways(sections, locales, model, why, limit))
    if as_json:
        data_json(as_data(found, rate_of(wiring)))
        return
    print_plan(here, found, rate_of(wiring), everything=everything)


class Words:
    """The selectors of a command line."""

    def __init__(
        self,
        terms: list[str] | None,
        soc: list[str] | None,
        soc_file: str,
        group: list[str] | None,
        cluster: list[str] | None,
        coverage: list[str] | None,
        state: list[str] | None,
    ) -> None:
        self._plain = [*(terms or ()), *(soc or ())]
        self._file = soc_file
        named = {"group": group, "cluster": cluster, "coverage": coverage, "state": state}
        self._named = [f"{kind}:{value}" for kind, values in named.items() for value in values or ()]

    def selection(self) -> "Selection":
        """What they select. Raises `UsageError`, also for a file that cannot be read or holds nothing."""
        from authoring.errors import UsageError
        from authoring.runs.selecting import selection_of

        lines = [_read(self._file)] if self._file else []
        if self._file and not selection_of(lines).terms:
            raise UsageError(f"{self._file} names no occupations", "Write one selector a line, such as 25-4022.")
        return selection_of([*self._plain, *lines, *self._named])


class Ways:
    """What of the occupations is wanted, and by which model."""

    def __init__(self, sections: str, locales: str, model: str, why: str, limit: int | None) -> None:
        self._sections = sections
        self._locales = locales
        self._model = model
        self._why = why
        self._limit = limit

    @property
    def model(self) -> str:
        """As it was typed; empty for that of the settings."""
        return self._model

    def wish(self, here: Office, selection: "Selection", model: str) -> "Wish":
        """The wish of a plan. Raises `UsageError`."""
        from difflib import get_close_matches

        from authoring.errors import UsageError
        from authoring.runs.jobs import USUAL_WHYS, WHYS
        from authoring.runs.planning import Wish
        from authoring.runs.selecting import STATES
        from schemas.sections.registry import SECTION_NAMES

        names = [section_name(name) for name in self._sections.split(",")] if self._sections else SECTION_NAMES
        whys = [each.strip() for each in self._why.split(",")] if self._why else list(USUAL_WHYS)
        for each in whys:
            if each not in WHYS:
                near = get_close_matches(each, WHYS, 1, 0.5)
                meant = f"Did you mean {near[0]}? " if near else ""
                raise UsageError(f"`{each[:40]}` is no reason", f"{meant}Reasons: {', '.join(WHYS)}.")
        locales = [locale_of(here, each.strip()) for each in self._locales.split(",")] if self._locales else []
        return Wish.model_validate(
            {
                "selection": str(selection),
                "sections": sorted(set(names), key=SECTION_NAMES.index),
                "locales": list(dict.fromkeys(locales)) or [here.workspace.settings.source_locale],
                "model": model,
                "whys": [each for each in WHYS if each in whys],
                "states": [each for each in STATES if selection.fits("state", each)]
                if selection.asks_for("state")
                else [],
                "limit": self._limit,
            }
        )


def planned(here: Office, words: Words, ways: Ways, *, sure: bool = False) -> "tuple[RunWiring, Plan]":
    """The plan, said to be made where that takes a while. With `sure` all occupations have to be asked for by name."""
    from authoring.errors import UsageError
    from authoring.wiring_runs import RunWiring

    selection = words.selection()
    if sure and not selection.terms:
        raise UsageError(
            "a run has to be told which occupations", "Such as 25-4022 or 25-*; `--soc '*'` is all of them."
        )
    wiring = RunWiring(here.wiring, ways.model)
    wish = ways.wish(here, selection, str(wiring.name))

    def told(done: int, of: int) -> None:
        if of >= _WORTH_SAYING and done % _EVERY == 0:
            talk(f"planned {done} of {of} occupations")

    return wiring, wiring.plan(wish, selection, told)


_WORTH_SAYING: Final = 200
_EVERY: Final = 100


def _read(file: str) -> str:
    from authoring.errors import UsageError

    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        why = cause.strerror if isinstance(cause, OSError) else "it is not UTF-8"
        raise UsageError(f"could not read {file}: {why}", "Write one selector a line, such as 25-4022.") from cause


def rate_of(wiring: "RunWiring") -> float | None:
    """Texts a minute of the last run with this model that got some; None where there was none."""
    for run in wiring.ledger.all():
        head, state = run.head, run.state
        if head and state and head.wish.model == str(wiring.name) and state.done and state.seconds > 0:
            return state.done * 60 / state.seconds
    return None


def as_data(plan: "Plan", per_minute: float | None) -> dict[str, object]:
    """The plan as JSON."""
    tokens_in, tokens_out = plan.tokens
    return {
        "wish": plan.wish.model_dump(mode="json"),
        "occupations": len(plan.socs),
        "texts": len(plan.jobs),
        "kept": len(plan.jobs) - len(plan.to_ask),
        "beyond_limit": plan.cut,
        "input_tokens": tokens_in,
        "output_tokens": tokens_out,
        "least_usd": plan.least_usd,
        "most_usd": None if plan.worst_usd is None else float(plan.worst_usd),
        "minutes": len(plan.to_ask) / per_minute if per_minute else None,
        "why": dict(plan.whys),
        "why_not": dict(plan.why_nots),
        "computed": list(plan.computed),
        "jobs": [
            {
                "soc": job.about.soc,
                "locale": job.about.locale,
                "section": job.about.section,
                "why": job.why,
                "key": job.key,
                "kept": job.kept,
                "input_tokens": job.tokens.input,
                "output_tokens": job.tokens.output,
                "least_usd": job.least_usd,
            }
            for job in plan.jobs
        ],
        "left_alone": [
            {
                "soc": each.soc,
                "locale": each.locale,
                "section": each.section,
                "why": each.why_not,
                "detail": each.detail,
            }
            for each in plan.left
        ],
    }


def print_plan(here: Office, plan: "Plan", per_minute: float | None, *, everything: bool = False) -> None:
    """The plan for people: totals first, then the texts."""
    data(f"{_titled(here, plan)}, {', '.join(plan.wish.locales)}, with {plan.wish.model}")
    data("")
    table(("texts", "asked for because"), [(str(count), _WHY_SAID[why]) for why, count in plan.whys.items()])
    if not plan.jobs:
        data("nothing to ask for")
    if plan.left:
        data("")
        rows = [(str(count), _WHY_NOT_SAID.get(why, why)) for why, count in plan.why_nots.most_common()]  # type: ignore[attr-defined]
        table(("texts", "left alone because"), rows)
    data("")
    for line in summary(plan, per_minute):
        data(line)
    rows_of_jobs = [
        (job.about.soc, job.about.locale, job.about.section, job.why, "answered already" if job.kept else "")
        for job in plan.jobs
    ]
    rows_left = [(each.soc, each.locale, each.section, f"not: {each.why_not}", each.detail) for each in plan.left]
    rows_all = [*rows_of_jobs, *(rows_left if everything else ())]
    shown = rows_all if everything else rows_all[:_SHOWN]
    if shown:
        data("")
        table(("code", "locale", "section", "why", ""), shown)
    if len(shown) < len(rows_all):
        data(f"and {len(rows_all) - len(shown)} more: --all lists them")


_WHY_SAID: Final = {
    "missing": "there is no text yet",
    "stale": "facts they cite moved, or their source did",
    "prompt": "the prompt says something else now",
    "offline": "no model wrote them yet",
    "failed": "a model was asked before and no answer could stand",
    "model": "another model wrote them",
    "findings": "the checks find errors in them",
}
_WHY_NOT_SAID: Final = {
    "up to date": "up to date",
    "approved": "approved and unchanged",
    "edited by a person": "edited by a person",
    "in review": "a person is at work on them",
    "thin facts": "the facts are too thin",
    "two versions": "two versions wait to be merged",
    "no source text": "there is no source text to translate",
    "source first": "their source is written first; they are planned when it is there",
    "another state": "in another state",
    "not asked for": "there is a reason, but not one that was asked for (--why)",
}


def summary(plan: "Plan", per_minute: float | None) -> list[str]:
    """Tokens, price and time of a plan, each said to be unknown where it is."""
    asked = plan.to_ask
    tokens_in, tokens_out = plan.tokens
    lines = []
    if len(asked) < len(plan.jobs):
        lines.append(f"{counted(len(plan.jobs) - len(asked), 'text')} answered already: not paid for again")
    if plan.cut:
        lines.append(f"{counted(plan.cut, 'text')} beyond the limit")
    lines.append(f"about {tokens_in:,} tokens in, {tokens_out:,} out, if every first answer stands")
    lines.append(f"price: {price_range(plan)}")
    if per_minute and asked:
        lines.append(f"time: about {_minutes(len(asked) / per_minute)} at the rate of the last run")
    elif asked:
        lines.append("time: unknown before the first run with this model")
    if plan.computed and plan.jobs:
        lines.append(f"made by code along with them, free: {', '.join(plan.computed)}")
    return lines


def price_range(plan: "Plan") -> str:
    """From the price of first answers to that of the dearest case; unknown is said to be unknown."""
    if plan.least_usd is None or plan.worst_usd is None:
        return f"unknown; say what {plan.wish.model} costs under [model.prices] in authoring.toml to set a budget"
    return f"about ${plan.least_usd:,.2f}, at the very most ${plan.worst_usd:,.2f}"


def _titled(here: Office, plan: "Plan") -> str:
    if len(plan.socs) == 1:
        return f"{plan.socs[0]} {here.wiring.base.title(plan.socs[0])}"
    return f"{counted(len(plan.socs), 'occupation')} ({plan.wish.selection})"


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return f"{minutes * 60:.0f} s"
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
