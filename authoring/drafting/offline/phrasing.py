"""English for the offline drafter: how numbers, lists and occupation names read in a sentence."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from schemas.facts import Fact

_KEPT_CAPITALS: Final = frozenset(
    {"English", "American", "Internet", "Indian", "Native", "Medicare", "Spanish", "French", "Latin", "German"}
)
_QUIET: Final = re.compile(r"[A-Z]{2,}|[A-Z]\.|\d")


def number(value: float) -> str:
    """A number with thousands separators and no trailing zeros: 13500 as `13,500`, 2.60 as `2.6`."""
    exact = Decimal(str(value)).normalize()
    return f"{exact:,f}"


def money(fact: Fact) -> str:
    """Dollars as the source gives them: `$68,270`, `$32.82`."""
    value = float(fact.value)
    return f"${value:,.0f}" if value.is_integer() else f"${value:,.2f}"


def share(fact: Fact) -> str:
    """A share from 0 to 1 as percent to three significant digits: 0.535 as `53.5 percent`."""
    return f"{_three_digits(Decimal(str(fact.value)) * 100):,f} percent"


def index(fact: Fact) -> str:
    """An index to three significant digits."""
    return f"{_three_digits(Decimal(str(fact.value))):,f}"


def _three_digits(value: Decimal) -> Decimal:
    """Rounded in decimal, as people round: in binary 31.95 lies below its half and would go down."""
    return Context(prec=3, rounding=ROUND_HALF_UP).plus(value).normalize()


def listing(parts: Sequence[str], joiner: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = parts
    return f"{', '.join(first)} {joiner} {last}" if first else last


def in_quotes(text: str) -> str:
    """Words taken from a source, in quotation marks."""
    return f"“{text.strip()}”"


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is a name or an abbreviation."""
    first = text.split(" ", 1)[0].strip(",.;")
    return text if first in _KEPT_CAPITALS or _QUIET.search(first) else text[:1].lower() + text[1:]


def in_sentence_case(title: str) -> str:
    """An official title as it stands inside a sentence: `librarians and media collections specialists`."""
    words = (
        word if word.strip(",") in _KEPT_CAPITALS or _QUIET.search(word) else word.lower() for word in title.split()
    )
    return " ".join(words)


def workers(title: str) -> str:
    """The people of an occupation, as the subject of a sentence.

    Official titles are plural nouns, except inverted and collective ones ("Cooks, Fast Food"; "Clergy"), for which
    a plain phrase stands in.
    """
    name = in_sentence_case(title)
    inverted = "," in title or "All Other" in title
    return name if name.rstrip(")").endswith(("s", "men", "people")) and not inverted else "workers in this occupation"


def capitalised(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


_CLAUSE: Final = re.compile(
    r"(?:, (?:such as|including|using|according to|in order to)\b|;| so that | in order to ).*$"
)
_LONGEST_TITLE: Final = 110
_SHORTEST_TITLE: Final = 15


def short_task(statement: str) -> str:
    """A task statement as a title: whole when short, otherwise its leading clause."""
    whole = statement.strip().rstrip(".")
    if len(whole) <= _LONGEST_TITLE:
        return whole
    clause = _CLAUSE.sub("", whole)
    return clause if len(clause) >= _SHORTEST_TITLE and clause.count("(") == clause.count(")") else whole


def years(period: str) -> str:
    """A projection round as years: `2024-34` as `from 2024 to 2034`."""
    match = re.fullmatch(r"(\d{2})(\d{2})-(\d{2})", period)
    return f"from {match[1]}{match[2]} to {match[1]}{match[3]}" if match else f"over {period}"
