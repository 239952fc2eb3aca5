"""What to say to a code that is none: what it is instead, and which codes are near."""

import re
from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Final

from authoring.errors import UnknownOccupation
from authoring.facts.finding import Match
from authoring.text import clean_line
from schemas.saying import Said, said

_CODE: Final = re.compile(r"\d\d-\d{4}")
_ONET_CODE: Final = re.compile(r"(\d\d-\d{4})\.\d\d")
_DIGITS: Final = re.compile(r"\d{6}")
_NEAREST: Final = 5
_SHORTEST_PREFIX: Final = 2

Pairs = tuple[tuple[str, str], ...]


def unknown(
    code: str,
    titles: Mapping[str, str],
    retired: Mapping[str, tuple[str, tuple[str, ...]]],
    find: Callable[[str, int], tuple[Match, ...]],
) -> UnknownOccupation:
    """The error for a code that SOC 2018 does not have: malformed, retired, a group, or nearly right."""
    typed = clean_line(code)[:60]
    if code in retired:
        title, became = retired[code]
        return _error(
            said("{code} is a SOC 2010 code ({title}); SOC 2018 has no such code", code=typed, title=title),
            tuple((soc, titles[soc]) for soc in became if soc in titles),
            said("It became"),
        )
    tidied = _tidied(code)
    if tidied in titles:
        return _error(
            said("'{code}' is not written as a SOC code", code=typed), ((tidied, titles[tidied]),), said("Did you mean")
        )
    if not _CODE.fullmatch(tidied):
        found = tuple((match.soc, match.title) for match in find(typed, _NEAREST))
        return _error(
            said("no occupation is called '{name}', and a SOC code is two digits, a hyphen, four digits", name=typed),
            found,
            said("Did you mean"),
        )
    members = _members(tidied, titles)
    if members:
        return _error(
            said("{code} stands for a group of occupations, not for one", code=typed), members, said("It holds")
        )
    return _error(
        said("SOC 2018 has no detailed occupation {code}", code=typed), _near(tidied, titles), said("Nearest")
    )


def _tidied(code: str) -> str:
    """`25-4022` out of `25-4022.00`, `254022` or ` 25–4022 `."""
    plain = code.strip().replace("–", "-").replace("—", "-")
    onet = _ONET_CODE.fullmatch(plain)
    if onet:
        return onet[1]
    return f"{plain[:2]}-{plain[2:]}" if _DIGITS.fullmatch(plain) else plain


def _members(code: str, titles: Mapping[str, str]) -> Pairs:
    """The detailed occupations of a major, minor or broad group: those with its digits before the zeros."""
    stem = code.rstrip("0").rstrip("-")
    if not code.endswith("0") or len(stem) < _SHORTEST_PREFIX:
        return ()
    return tuple((soc, title) for soc, title in titles.items() if soc.startswith(stem))[:_NEAREST]


def _near(code: str, titles: Mapping[str, str]) -> Pairs:
    """The codes with the longest common beginning, then the smallest distance."""
    near = sorted(titles, key=lambda soc: (-_alike(soc, code), abs(_number(soc) - _number(code))))
    return tuple((soc, titles[soc]) for soc in near[:_NEAREST])


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _number(code: str) -> int:
    return int(code.replace("-", ""))


def _error(message: str, nearest: Pairs, lead: Said) -> UnknownOccupation:
    listed = "; ".join(f"{soc} {title}" for soc, title in nearest)
    hint = (
        said("{lead}: {nearest}.", lead=lead, nearest=listed)
        if listed
        else said("Search by title: author facts find TITLE.")
    )
    return UnknownOccupation(message, hint, nearest)
