"""What a request costs: the workspace's own price, else genai-prices' table; an unknown price is None, never zero."""

from collections.abc import Mapping
from typing import Final

from authoring.llm.names import PROVIDERS, ModelName
from authoring.settings import Price
from schemas.events import Usage

_MILLION: Final = 1_000_000
_TABLE_NAMES: Final = {"gemini": "google", "xai": "x-ai"}


def cost_usd(name: ModelName, usage: Usage, own: Mapping[str, Price]) -> float | None:
    """US dollars for that usage; None where the price is not known, or the server counted nothing."""
    if not usage.input_tokens and not usage.output_tokens:
        return None
    price = own.get(str(name))
    if price is not None:
        fresh = usage.input_tokens - usage.cached_input_tokens
        cached = price.input if price.cached_input is None else price.cached_input
        return (
            fresh * price.input + usage.cached_input_tokens * cached + usage.output_tokens * price.output
        ) / _MILLION
    return _from_table(name, usage)


def _from_table(name: ModelName, usage: Usage) -> float | None:
    known = PROVIDERS.get(name.provider)
    if known is None or known.key_variable is None or known.base_url != name.base_url:
        return None  # somebody's own server: what it costs is theirs to know
    try:
        from genai_prices import Usage as Counted  # noqa: PLC0415 - an extra, and slow to load
        from genai_prices import calc_price  # noqa: PLC0415
    except ImportError:
        return None
    counted = Counted(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cached_input_tokens,
    )
    try:
        found = calc_price(counted, name.model, provider_id=_TABLE_NAMES.get(name.provider, name.provider))
    except (LookupError, ValueError):
        return None
    return float(found.total_price)
