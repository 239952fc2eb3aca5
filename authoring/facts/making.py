"""How readers make facts: where a file stands, whom a row is about, and the fact of one cell.

Outside text is cleaned here, once. A reader opens one `Origin` per table and turns each cell into a fact
with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from authoring.facts.reading import Codes, Edition
from authoring.text import clean_line
from schemas.facts import Basis, Derivation, Fact, Locator

_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_FOOTNOTE: Final = re.compile(r"\s*\[\d+\]$")
_SPELLED: Final = (("c++", "c-plus-plus"), ("c#", "c-sharp"), ("f#", "f-sharp"), ("&", " and "))


@dataclass(frozen=True)
class About:
    """The occupation a row is about, and how it comes to stand for it."""

    soc: str
    basis: Basis = "direct"
    note: str | None = None


@dataclass(frozen=True)
class Words:
    """What a value is called and counted in."""

    label: str
    unit: str
    period: str


@dataclass(frozen=True)
class Origin:
    """One table of one edition."""

    edition: Edition
    file: str
    table: str | None = None

    def fact(  # noqa: PLR0913 - one argument for each thing a cell has
        self,
        about: About,
        measure: str,
        value: str | int | float,
        words: Words,
        row: str,
        column: str,
        *,
        at_least: bool = False,
        derivation: Derivation | None = None,
    ) -> Fact:
        """The fact that `column` of `row` holds `value` for this occupation."""
        return Fact(
            id=f"{self.edition.id}/{about.soc}/{measure}",
            measure=measure,
            label=clean_line(words.label),
            value=clean_line(value) if isinstance(value, str) else value,
            unit=words.unit,
            period=words.period,
            dataset=self.edition.id,
            locator=Locator(file=self.file, table=self.table, row=clean_line(row), column=clean_line(column)),
            basis=about.basis,
            basis_note=about.note,
            at_least=at_least,
            derivation=derivation,
        )


def bls_occupations(code: str, title: str, codes: Codes) -> Iterator[About]:
    """Whom a BLS row is about: its own occupation, or each of those that a combined code stands for."""
    if code in codes.titles:
        yield About(code)
        return
    named = _FOOTNOTE.sub("", clean_line(title))
    note = f"BLS publishes {code} {named} for several occupations together"
    for soc in sorted(soc for soc, combined in codes.combined.items() if combined == code):
        yield About(soc, "combined_code", note)


def slug(text: str) -> str:
    """A name as the tail of a fact id: lower-case words joined by `-`; C, C++ and C# stay different."""
    spelled = text.lower()
    for sign, word in _SPELLED:
        spelled = spelled.replace(sign, word)
    return _NOT_SLUG.sub("-", spelled).strip("-")


def exact(number: float) -> int | float:
    """A spreadsheet number without its binary tail: whole ones as int, others to ten digits."""
    return int(number) if float(number).is_integer() else float(f"{number:.10g}")
