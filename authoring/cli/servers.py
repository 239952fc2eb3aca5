"""`author models`: which model is asked, whether it has a key and a price, and what was learned of servers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.office import office
from authoring.cli.output import counted, data_json, table, talk

if TYPE_CHECKING:
    from authoring.llm.names import ModelName
    from authoring.llm.remembering import ServerMemory
    from authoring.settings import ModelSettings

EVERYTHING: Final = "all"
_MODE_WORDS: Final = {
    "strict_schema": "a strict schema",
    "tool": "a function call",
    "json_object": "any JSON object",
    "words": "words alone",
}


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(models)


def models(
    context: typer.Context,
    model: Annotated[str, typer.Option("--model", metavar="PROVIDER/MODEL", help="Say it of this model.")] = "",
    forget: Annotated[
        str,
        typer.Option("--forget", metavar="TEXT", help="Forget servers whose address or model has that in it; `all`."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show which model drafts, its server, key and price, and how servers take their questions. Asks nobody.

    What a server can do is learned from what it refuses, kept for a month, and forgotten with --forget.
    """
    from authoring.conversing.opening import chosen_name, server_memory

    here = office(context)
    settings = here.workspace.settings.model
    memory = server_memory(here.workspace.cache)
    if forget:
        talk(f"forgot {counted(memory.forget('' if forget == EVERYTHING else forget), 'server')}")
        return
    name = chosen_name(settings, model) if model or settings.name else None
    if as_json:
        data_json({"model": _asked(name, settings, here.workspace.root) if name else None, "servers": _learned(memory)})
        return
    if name:
        table(("model", "server", "key", "price"), [tuple(_asked(name, settings, here.workspace.root).values())])
    else:
        talk("no model is named: the offline drafter writes")
    rows = _learned(memory)
    if rows:
        table(
            ("server", "model", "asked for", "since"),
            [(each["server"], each["model"], _MODE_WORDS[each["mode"]], each["learned"][:10]) for each in rows],
        )
    else:
        talk("nothing was learned of any server: each is asked for a strict schema first")


def _asked(name: "ModelName", settings: "ModelSettings", root: Path) -> dict[str, str]:
    return {
        "model": str(name),
        "server": name.server,
        "key": _key(name, settings, root),
        "price": _price(name, settings),
    }


def _key(name: "ModelName", settings: "ModelSettings", root: Path) -> str:
    """Whether there is a key, never which."""
    from authoring.errors import WorkspaceError
    from authoring.llm.keys import KEY_VARIABLE, find_key

    try:
        key = find_key(name, root / settings.key_file.expanduser() if settings.key_file else None)
    except WorkspaceError as unusable:
        return unusable.message
    if key is not None:
        return "found"
    return f"none in {name.key_variable} or {KEY_VARIABLE}" if name.key_variable else "not needed"


def _price(name: "ModelName", settings: "ModelSettings") -> str:
    """US dollars for a million tokens each way."""
    from authoring.llm.prices import cost_usd
    from schemas.events import Usage

    million = 1_000_000
    asked = Usage(input_tokens=million, output_tokens=0, cached_input_tokens=0, attempts=1)
    written = Usage(input_tokens=0, output_tokens=million, cached_input_tokens=0, attempts=1)
    costs = [cost_usd(name, usage, settings.prices) for usage in (asked, written)]
    if costs[0] is None or costs[1] is None:
        return "unknown"
    return f"${costs[0]:.2f} in, ${costs[1]:.2f} out"


def _learned(memory: "ServerMemory") -> list[dict[str, str]]:
    from datetime import UTC, datetime

    return [
        {
            "server": each.server,
            "model": each.model,
            "mode": each.abilities.mode,
            "counts_streams": "yes" if each.abilities.counts_streams else "no",
            "learned": datetime.fromtimestamp(each.learned, UTC).isoformat(timespec="seconds"),
        }
        for each in memory.all()
    ]
