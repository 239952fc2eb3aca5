"""Labels, numbers, money, percentages and dates as one locale writes them, by its catalog and CLDR data."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from authoring.locales.catalog import SOURCE_LOCALE, messages
from authoring.locales.telling import tell

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_AND_YEAR: Final = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{4}})")
_YEARS: Final = re.compile(r"\d{4}([-–]\d{2,4})?")
_CENTS: Final = {"USD/hour"}
_PERCENT: Final = {"percent", "%"}
_NUMBER_DECIMALS: Final = 3
_GROUPS: Final = {"kind": "evidence_kind"}
"""Fields whose words stand under another name in the catalogs."""
_MOST_DECIMALS: Final = 4
"""No official table prints more; a figure that has more is a quotient."""


class Labels:
    """What one locale calls things. A missing key raises `KeyError` when `strict`.

    Otherwise a missing key shows the English label in angle brackets, so that a reader sees it and no page
    fails. Raises `AuthoringError` for a locale without a catalog.
    """

    def __init__(self, locale: str, *, strict: bool = False) -> None:
        self.locale = locale
        self.language = locale.partition("-")[0]
        self._messages = messages(locale)
        self._strict = strict

    @cached_property
    def _cldr(self) -> Locale:
        return Locale.parse(self.locale, sep="-")

    def has(self, key: str) -> bool:
        """Whether this locale's own catalog has the key."""
        return key in self._messages

    def label(self, key: str) -> str:
        """The label of a key such as `verdict.mixed`."""
        found = self._messages.get(key)
        if found is not None:
            return found
        if self._strict:
            raise KeyError(f"the catalog of {self.locale} has no label {key}")
        return f"⟨{messages(SOURCE_LOCALE).get(key, key)}⟩"

    def text(self, key: str, **values: object) -> str:
        """The label with its `{name}` places filled."""
        return self.label(key).format(**values)

    def told(self, text: str) -> str:
        """A refusal or a finding in this language, where it was said so that it can be told in others."""
        return tell(text, self.locale)

    def field(self, name: str) -> str:
        """What a field of a section or an item is called on the screens; its own name, in words, where no label is."""
        key = f"ui.field.{name}"
        return self.label(key) if self.has(key) else name.replace("_", " ")

    def choice(self, name: str, word: str) -> str:
        """What a word is called that a field may hold; the word itself where it has no label."""
        keys = (f"{_GROUPS.get(name, name)}.{word}", f"value.{word}")
        found = next((key for key in keys if self.has(key)), None)
        return self.label(found) if found else word.replace("_", " ")

    def counted(self, key: str, count: float) -> str:
        """The label for that many, by the plural rule of the locale: `page.list_count.one` or `.other`."""
        form = self._cldr.plural_form(count)
        chosen = f"{key}.{form}" if self.has(f"{key}.{form}") else f"{key}.other"
        return self.text(chosen, count=self.number(count))

    def absence(self, dimension: str, reason: str) -> str | None:
        """Why that score is absent, in the locale's words; None for a reason that has none.

        The reason stands in the profile as a sentence of its formula, which the English catalog holds word for word.
        """
        key = f"absent.{dimension}"
        return self.label(key) if messages(SOURCE_LOCALE).get(key) == reason else None

    def number(self, value: float, digits: int | None = None) -> str:
        """A number with the locale's separators; `digits` fixes the decimals, else three at most. Halves go up."""
        pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        places = Decimal(1).scaleb(-(_NUMBER_DECIMALS if digits is None else digits))
        rounded = Decimal(str(value)).quantize(places, ROUND_HALF_UP)
        return format_decimal(rounded, format=pattern, locale=self._cldr)

    def money(self, value: float, unit: str = "USD/year", *, at_least: bool = False) -> str:
        """US dollars: whole for a year, with cents for an hour; `at_least` for a top-coded value."""
        pattern: str = self._cldr.currency_formats["standard"].pattern
        shown = pattern if unit in _CENTS else pattern.replace(".00", "")
        amount = format_currency(value, "USD", format=shown, locale=self._cldr, currency_digits=False)
        return self.text("pay.at_least", amount=amount) if at_least else amount

    def percent(self, value: float, *, signed: bool = False) -> str:
        """A value in percent (1.7 is 1.7 %) with its own digits; `signed` writes the plus too."""
        sign = "+" if signed and value > 0 else ""
        shown = format_decimal(_own_digits(value), format="#,##0.#", locale=self._cldr, decimal_quantization=False)
        pattern: str = self._cldr.percent_formats[None].pattern
        return sign + pattern.replace("#,##0", shown)

    def date(self, day: str | date) -> str:
        """A day, or the day of a UTC timestamp, in the locale's long form."""
        given = date.fromisoformat(day[:10]) if isinstance(day, str) else day
        return format_date(given, "long", locale=self._cldr)

    def period(self, period: str) -> str | None:
        """A period of an official source as the locale writes it; None for wording only the source has."""
        month = _MONTH_AND_YEAR.fullmatch(period)
        if month:
            day = date(int(month[2]), _MONTHS.index(month[1]) + 1, 1)
            return format_skeleton("yMMMM", day, locale=self._cldr)
        return period if _YEARS.fullmatch(period) else None

    def listed(self, words: Iterable[str]) -> str:
        """Several names in a row, as the locale sets them apart: `a, b`, `甲、乙`."""
        return self.label("list.separator").join(words)

    def years(self, count: float) -> str:
        """A length in years: `2 years`, `2 年`."""
        return self.counted("years", count)

    def value(self, value: str | float | bool, unit: str, *, at_least: bool = False) -> str:
        """A fact's value with its unit; text values are returned as they are."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return self.label("value.yes" if value else "value.no")
        written = self._amount(value, unit)
        return self.text("pay.at_least", amount=written) if at_least else written

    def speaks(self, value: str | float | bool, unit: str) -> bool:
        """Whether `value` words this in the locale; if not, it is the source's own English."""
        return not isinstance(value, str) and (unit in _PERCENT or unit == "" or self.has(f"unit.{unit}"))

    def _amount(self, value: float, unit: str) -> str:
        if unit in _PERCENT:
            return self.percent(value)
        shown = self.money(value, unit) if unit.startswith("USD") else self.number(value)
        if self.has(f"unit.{unit}"):
            return self.text(f"unit.{unit}", n=shown)
        return f"{shown} {unit}" if unit else shown


def _own_digits(value: float) -> Decimal:
    """The digits a table gives; of a quotient that has more than any table, four significant ones, halves up."""
    exact = Decimal(str(value)) + 0  # no minus before a zero
    last = min(-_MOST_DECIMALS, exact.adjusted() - 3) if exact else 0
    return exact if exact == round(exact, _MOST_DECIMALS) else exact.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
