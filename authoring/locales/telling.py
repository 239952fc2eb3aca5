"""Puts what was said in English into another language, by gettext catalogs under the English templates."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from authoring.locales.catalog import SOURCE_LOCALE
from schemas.saying import Said

_COUNT: Final = "count"


def tell(text: str, locale: str) -> str:
    """The sentence in that language; in English where the catalog lacks it, and for text that was not `said`."""
    if locale == SOURCE_LOCALE or not isinstance(text, Said):
        return str(text)
    return _template(text, sentences(locale)).format(
        **{name: tell(value, locale) if isinstance(value, str) else value for name, value in text.values.items()}
    )


def _template(text: Said, catalog: NullTranslations) -> str:
    if text.plural is None:
        return catalog.gettext(text.template)
    count = text.values[_COUNT]
    return catalog.ngettext(text.template, text.plural, count if isinstance(count, int) else 0)


@cache
def sentences(locale: str) -> NullTranslations:
    """The sentences of one language, read once; none for a language that the screens do not speak."""
    found = files(__package__).joinpath("sentences", f"{locale}.po")
    if not found.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with found.open("rb") as stream:
        write_mo(compiled, read_po(stream))
    compiled.seek(0)
    return GNUTranslations(compiled)
