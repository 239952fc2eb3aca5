"""Opens the model that the settings and the command line name: which server, which key, how often it is tried, on what terms."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from authoring.errors import ModelError, UsageError
from authoring.llm.batches.api import OpenAiBatches
from authoring.llm.budget import Budget, Budgeted
from authoring.llm.journal import Journal, Replay
from authoring.llm.keys import find_key
from authoring.llm.model import Completion, Model
from authoring.llm.names import ModelName, model_name
from authoring.llm.openai_client import OpenAiModel
from authoring.llm.pacing import Pace, Paced
from authoring.llm.prices import cost_usd
from authoring.llm.remembering import ServerMemory
from authoring.llm.retrying import Retrying
from authoring.settings import ModelSettings
from schemas.events import Usage
from schemas.saying import said

_OPENAI_BASE: Final = "OPENAI_BASE_URL"
_MEMORY: Final = "servers.json"


@dataclass(frozen=True)
class Terms:
    """On what terms a run asks: at most what it may spend, a journal to write, a journal that answers instead.

    `trouble` hears of each try that failed and is followed by another; `pace` is shared by all that ask the same server.
    `guard` goes around what asks once, as a budget does that is kept elsewhere.
    """

    budget: Budget | None = None
    record: Path | None = None
    replay: Path | None = None
    trouble: Callable[[Completion], None] | None = None
    pace: Pace | None = None
    guard: Callable[[Model], Model] | None = None


NO_TERMS: Final = Terms()


def server_memory(cache: Path) -> ServerMemory:
    """What was learned of servers in that workspace."""
    return ServerMemory(cache / _MEMORY)


def open_model(
    root: Path, settings: ModelSettings, given: str = "", terms: Terms = NO_TERMS, cache: Path | None = None
) -> tuple[Model, ModelName]:
    """The model named, else that of the settings. Connects to nothing yet. With `cache` it remembers what servers can do.

    Raises `UsageError` where none is named or its server is not known, `WorkspaceError` for an unusable key,
    `ModelError` where there is a budget and the price is not known.
    """
    name = chosen_name(settings, given)
    price = partial(_price, name, settings)
    if terms.budget is not None:
        _refuse_without_price(name, price(_A_TOKEN))
    if terms.replay is not None:
        return Replay(terms.replay, str(name)), name
    key = find_key(name, root / settings.key_file.expanduser() if settings.key_file else None)
    journal = Journal(terms.record) if terms.record else None
    model: Model = OpenAiModel(name, key, settings.timeout, server_memory(cache) if cache else None, journal)
    if terms.budget is not None:
        model = Budgeted(model, terms.budget, price)
    if terms.guard is not None:
        model = terms.guard(model)
    if terms.pace is not None:
        model = Paced(model, terms.pace)
    return Retrying(model, settings.attempts, trouble=terms.trouble, paced=terms.pace is not None), name


def open_batches(root: Path, settings: ModelSettings, given: str = "") -> tuple[OpenAiBatches, Callable[[str], str]]:
    """The batch API of the model named, else that of the settings; and what takes the key out of a text.

    Connects to nothing yet. Raises `UsageError` and `WorkspaceError` as `open_model` does.
    """
    name = chosen_name(settings, given)
    key = find_key(name, root / settings.key_file.expanduser() if settings.key_file else None)
    secret = key.get_secret_value() if key else ""
    api = OpenAiBatches(name, key, settings.timeout, settings.attempts)
    return api, lambda text: text.replace(secret, "[key]") if secret else text


def chosen_name(settings: ModelSettings, given: str = "") -> ModelName:
    """Which model is meant, and where its server is. Raises `UsageError`."""
    chosen = given or settings.name
    if not chosen:
        raise UsageError(
            said("no model is named"),
            said("Say --model provider/model, or set `name` under [model] in authoring.toml."),
        )
    # `base_url` is where the settings' own model lives; another provider's model lives at that provider.
    same_server = not given or not settings.name or _provider(given) == _provider(settings.name)
    base_url = settings.base_url if same_server else ""
    if not base_url and _provider(chosen) == "openai":
        base_url = os.environ.get(_OPENAI_BASE, "").strip()
    return model_name(chosen, base_url)


def budget_of(limit: float | None, settings: ModelSettings) -> Budget | None:
    """A budget of that many US dollars, else of the settings; None where neither sets one."""
    amount = settings.budget_usd if limit is None else limit
    return None if amount is None else Budget(Decimal(str(amount)))


def how_to_price(name: ModelName) -> str:
    """What to do where a price is not known."""
    return said(
        'Say what it costs in authoring.toml, in US dollars per million tokens: [model.prices."{name}"]'
        " with `input` and `output`. For a server of your own that costs nothing set both to 0.",
        name=name,
    )


_A_TOKEN: Final = Usage(input_tokens=1, output_tokens=1, cached_input_tokens=0, attempts=1)


def _refuse_without_price(name: ModelName, price: float | None) -> None:
    if price is None:
        raise ModelError(
            said("the price of {name} is not known, so no budget can hold it", name=name), how_to_price(name), True
        )


def _price(name: ModelName, settings: ModelSettings, usage: Usage) -> float | None:
    return cost_usd(name, usage, settings.prices)


def _provider(name: str) -> str:
    return name.partition("/")[0].strip()
