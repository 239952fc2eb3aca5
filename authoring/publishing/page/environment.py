"""The one template environment: sandboxed, strict about missing names, escaping everything."""

import unicodedata
from functools import cache
from types import FunctionType, MethodType
from typing import Any, Final

from jinja2 import PackageLoader, StrictUndefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from authoring.text import clean_block
from schemas.base import UNSAFE_IN_BLOCK

_PLAIN: Final = (FunctionType, MethodType, type(cache(lambda: None)))
_MARKS: Final = frozenset({"jinja_pass_arg", "unsafe_callable", "alters_data"})


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way for what templates of ours do thousands of times a page.

    A name after a dot is looked up in a dictionary first: everything that pages are made of is one. What a dictionary does
    not have goes the way of the sandbox.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as the sandbox has it
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, N805
        # A plain function without a mark of Jinja asks for no context, and the sandbox has no word against it.
        if type(__obj) in _PLAIN and _MARKS.isdisjoint(__obj.__dict__):
            kwargs.pop("_loop_vars", None)  # for those that ask for the context
            kwargs.pop("_block_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__context, __obj, *args, **kwargs)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The environment of pages; made when the first page is drawn."""
    return _Environment(
        loader=PackageLoader("authoring.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else every part of every page asks the disk whether its template is another now
    )


def _safe(value: object) -> object:
    # Ids and addresses are not held to safe text by the schemas: controls are taken out of whatever is shown.
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return value if (value.isascii() and value.isprintable()) or _is_clean(value) else clean_block(value)
    return value


def _is_clean(text: str) -> bool:
    return not UNSAFE_IN_BLOCK.search(text) and unicodedata.is_normalized("NFC", text)
