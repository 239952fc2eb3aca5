"""How long the way from facts to checked drafts takes, beside the floor of only opening the fact sheets.

Every tenth occupation, offline drafter, one process; medians per occupation. Ratios are to the floor of the same run.
"""

import statistics
import time
from collections.abc import Callable

from authoring.checks import CheckedSection, check
from authoring.drafting.item_ids import with_item_ids
from authoring.drafting.offline.drafter import OfflineDrafter
from authoring.errors import ThinFacts
from authoring.facts.base import FactBase
from authoring.revisions.ids import new_item_id
from schemas.facts import FactSheet
from schemas.sections.registry import MODELS, SPECS, Section

DRAFTED = [spec.name for spec in SPECS if spec.kind == "drafted"]


def drafted(sheet: FactSheet) -> list[Section]:
    """The drafted sections that stand for that sheet."""
    sections = []
    for name in DRAFTED:
        try:
            fields = OfflineDrafter().draft(name, sheet).fields
        except ThinFacts:
            continue
        section = MODELS[name].model_validate({**fields, "section": name})
        sections.append(with_item_ids(section, None, new_item_id))  # type: ignore[arg-type]
    return sections


def median_ms(work: Callable[[str], object], socs: list[str]) -> float:
    """The median time of that work over the occupations, in milliseconds."""
    times = []
    for soc in socs:
        start = time.perf_counter()
        work(soc)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    base = FactBase.open()
    socs = list(base.socs()[::10])
    sheets = {soc: base.sheet(soc) for soc in socs}
    sections = {soc: drafted(sheets[soc]) for soc in socs}
    floor = median_ms(base.sheet, socs)
    stages = {
        "open a fact sheet (the floor)": floor,
        "draft all drafted sections": median_ms(lambda soc: drafted(sheets[soc]), socs),
        "check them": median_ms(
            lambda soc: [check(CheckedSection(section, "en", sheets[soc])) for section in sections[soc]], socs
        ),
    }
    for stage, milliseconds in stages.items():
        print(f"{stage:32} {milliseconds:7.2f} ms  {milliseconds / floor:5.2f} x floor   ({len(socs)} occupations)")
