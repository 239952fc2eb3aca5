"""The message catalogs: gettext files shipped as data, each read once when it is first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from babel.messages.pofile import read_po

from authoring.errors import AuthoringError
from schemas.saying import listed, said

SOURCE_LOCALE: Final = "en"
"""The locale whose labels stand in where another catalog lacks one."""

_SUFFIX: Final = ".po"


@cache
def catalogued() -> tuple[str, ...]:
    """The locales that have a catalog, by tag."""
    names = (entry.name for entry in files(__package__).joinpath("messages").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def messages(locale: str) -> Mapping[str, str]:
    """Key to label of one locale; fuzzy and empty entries are left out as not yet translated.

    Raises `AuthoringError` where the locale has no catalog.
    """
    if locale not in catalogued():
        raise AuthoringError(
            said("there are no labels for the locale {locale}", locale=locale),
            said(
                "Use one of {known}, or add authoring/locales/messages/{locale}.po.",
                known=listed(catalogued()),
                locale=locale,
            ),
        )
    with files(__package__).joinpath("messages", locale + _SUFFIX).open("rb") as stream:
        catalog = read_po(stream)
    found = {
        str(message.id): str(message.string)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }
    return MappingProxyType(found)
