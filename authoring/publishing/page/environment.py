"""The one template environment: sandboxed, strict about missing names, escaping everything."""

from functools import cache

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from authoring.text import clean_block


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The environment of pages; made when the first page is drawn."""
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("authoring.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _safe(value: object) -> object:
    # Ids and addresses are not held to safe text by the schemas: controls are taken out of whatever is shown.
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return value if value.isascii() and value.isprintable() else clean_block(value)
    return value
