"""Model names as people write them, `provider/model`, and where each provider's server is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from authoring.errors import UsageError
from authoring.text import clean_line
from schemas.saying import said


@dataclass(frozen=True)
class Provider:
    """An OpenAI-compatible server: its base URL, the variable its key is in (None: it needs none).

    `ignores_formats`: it takes `response_format` without a word and does nothing with it.
    """

    base_url: str
    key_variable: str | None
    ignores_formats: bool = False


PROVIDERS: Final[Mapping[str, Provider]] = {
    "openai": Provider("https://api.openai.com/v1", "OPENAI_API_KEY"),
    "anthropic": Provider("https://api.anthropic.com/v1", "ANTHROPIC_API_KEY", ignores_formats=True),
    "gemini": Provider("https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY"),
    "google": Provider("https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY"),
    "mistral": Provider("https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
    "groq": Provider("https://api.groq.com/openai/v1", "GROQ_API_KEY"),
    "deepseek": Provider("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
    "xai": Provider("https://api.x.ai/v1", "XAI_API_KEY"),
    "together": Provider("https://api.together.xyz/v1", "TOGETHER_API_KEY"),
    "openrouter": Provider("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    "ollama": Provider("http://localhost:11434/v1", None),
    "vllm": Provider("http://localhost:8000/v1", None),
    "llamacpp": Provider("http://localhost:8080/v1", None),
}
"""Servers that speak OpenAI's chat completions. Any other one is named freely and needs `base_url`."""


@dataclass(frozen=True)
class ModelName:
    """One model at one provider."""

    provider: str
    model: str
    base_url: str
    key_variable: str | None
    ignores_formats: bool = False

    def __str__(self) -> str:
        return f"{self.provider}/{self.model}"

    @property
    def server(self) -> str:
        """The address of its server, without a name and password that may stand in it."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def model_name(given: str, base_url: str = "") -> ModelName:
    """`openai/gpt-5-mini` as provider, model and server; `base_url` overrides the provider's own.

    Raises `UsageError` where the name has no provider, or an unlisted provider no base URL.
    """
    name = clean_line(given)
    provider, slash, model = name.partition("/")
    if not (provider and slash and model):
        raise UsageError(
            said("`{name}` names no provider", name=name),
            said("Write it as provider/model, such as openai/gpt-5-mini."),
        )
    known = PROVIDERS.get(provider)
    if known is None and not base_url:
        raise UsageError(
            said("`{provider}` is no provider this program knows", provider=provider),
            said(
                "Known: {providers}. For any other server set `base_url` under [model] in authoring.toml.",
                providers=", ".join(PROVIDERS),
            ),
        )
    variable = known.key_variable if known else f"{provider.upper().replace('-', '_')}_API_KEY"
    url = (base_url or (known.base_url if known else "")).rstrip("/")
    return ModelName(provider, model, url, variable, bool(known and known.ignores_formats))
