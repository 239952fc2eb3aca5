"""Opens the model that the settings and the command line name: which server, which key, how often it is tried."""

import os
from pathlib import Path
from typing import Final

from authoring.errors import UsageError
from authoring.llm.keys import find_key
from authoring.llm.model import Model
from authoring.llm.names import ModelName, model_name
from authoring.llm.openai_client import OpenAiModel
from authoring.llm.retrying import Retrying
from authoring.settings import ModelSettings

_OPENAI_BASE: Final = "OPENAI_BASE_URL"


def open_model(root: Path, settings: ModelSettings, given: str = "") -> tuple[Model, ModelName]:
    """The model named, else that of the settings. Connects to nothing yet.

    Raises `UsageError` where none is named or its server is not known, `WorkspaceError` for an unusable key.
    """
    chosen = given or settings.name
    if not chosen:
        raise UsageError(
            "no model is named", "Say --model provider/model, or set `name` under [model] in authoring.toml."
        )
    # `base_url` is where the settings' own model lives; another provider's model lives at that provider.
    same_server = not given or not settings.name or _provider(given) == _provider(settings.name)
    base_url = settings.base_url if same_server else ""
    if not base_url and _provider(chosen) == "openai":
        base_url = os.environ.get(_OPENAI_BASE, "").strip()
    name = model_name(chosen, base_url)
    key = find_key(name, root / settings.key_file.expanduser() if settings.key_file else None)
    return Retrying(OpenAiModel(name, key, settings.timeout), settings.attempts), name


def _provider(name: str) -> str:
    return name.partition("/")[0].strip()
