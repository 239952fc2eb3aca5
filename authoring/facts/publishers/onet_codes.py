"""Which O*NET-SOC codes speak for a SOC 2018 occupation in the studies that are keyed by O*NET-SOC.

The code ending in `.00` is the occupation itself; the others below it are its parts. Where a file has no `.00`
for an occupation, all parts together stand for it.
"""

from collections.abc import Iterable, Sequence

from authoring.facts.making import About
from schemas.facts import Derivation


def standing_for(onet_codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """SOC 2018 code to the O*NET-SOC codes whose rows are taken for it, in order."""
    below: dict[str, list[str]] = {}
    for code in sorted(set(onet_codes)):
        below.setdefault(code[:7], []).append(code)
    return {soc: _chosen(soc, found) for soc, found in below.items()}


def about(soc: str, taken: tuple[str, ...]) -> About:
    """The occupation, with a note where it is seen through its parts."""
    if taken == (f"{soc}.00",):
        return About(soc)
    return About(soc, "detailed_code", f"O*NET-SOC {', '.join(taken)}, within this occupation")


def rows_of(column: str, values: Iterable[str]) -> str:
    """The row key of one row, or of several that a mean was made of: `Code=A | B`."""
    return f"{column}={' | '.join(values)}"


def mean_of(rows: Sequence[object]) -> Derivation | None:
    """How a value was made of several rows; None where it is one row's own."""
    return None if len(rows) < 2 else Derivation(formula=f"mean over {len(rows)} O*NET codes", inputs=())


def _chosen(soc: str, found: list[str]) -> tuple[str, ...]:
    return (f"{soc}.00",) if f"{soc}.00" in found else tuple(found)
