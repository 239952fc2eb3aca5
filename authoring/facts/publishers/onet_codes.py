"""Which O*NET-SOC codes speak for a SOC 2018 occupation in the studies that are keyed by O*NET-SOC.

The code ending in `.00` is the occupation itself; the others below it are specialties. Where there is no
`.00`, all of them together stand for the occupation.
"""

from collections.abc import Iterable

from authoring.facts.making import About


def standing_for(onet_codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """SOC 2018 code to the O*NET-SOC codes whose rows are taken for it, in order."""
    below: dict[str, list[str]] = {}
    for code in sorted(set(onet_codes)):
        below.setdefault(code[:7], []).append(code)
    return {soc: _chosen(soc, found) for soc, found in below.items()}


def about(soc: str, taken: tuple[str, ...]) -> About:
    """The occupation with a note on the O*NET-SOC codes it is seen through."""
    if taken == (f"{soc}.00",):
        return About(soc, "detailed_code", f"O*NET-SOC {taken[0]}")
    return About(soc, "detailed_code", f"mean of O*NET-SOC {', '.join(taken)}" if len(taken) > 1 else taken[0])


def _chosen(soc: str, found: list[str]) -> tuple[str, ...]:
    return (f"{soc}.00",) if f"{soc}.00" in found else tuple(found)
