"""A whole release pair through the way `author diff --release` takes, claims included."""

import time
from collections.abc import Collection, Sequence

from authoring.claims import claims_of
from authoring.diff.document import dump
from authoring.factchecking.comparing import compare_sides
from authoring.factchecking.sides import Key, Side
from authoring.facts.base import FactBase
from authoring.item_texts import ItemText
from benchmarks.diff import ours
from benchmarks.diff.mutating import Mutated
from schemas.base import content_hash
from schemas.claims import Claim
from schemas.events import Revision
from schemas.facts import FactSheet


def seconds(made: Sequence[Mutated], changed: Collection[int]) -> float:
    """CPU seconds for comparing a release of these profiles with one where the `changed` ones are mutated."""
    base = FactBase.open()
    socs = base.socs()
    old = Side("old", {key: value for n, each in enumerate(made) for key, value in _texts(socs[n], each, new=False)})
    new = Side(
        "new",
        {key: value for n, each in enumerate(made) for key, value in _texts(socs[n], each, new=id(each) in changed)},
    )
    ours.settle()
    started = time.process_time()
    sheets: dict[str, FactSheet] = {}

    def claims(revision: Revision, texts: Sequence[ItemText]) -> tuple[Claim, ...]:
        if revision.soc not in sheets:
            sheets.clear()
            sheets[revision.soc] = base.sheet(revision.soc)
        return claims_of(revision.content, sheets[revision.soc], tuple(texts))

    comparison = compare_sides(old, new, lambda soc: soc, claims)
    assert comparison.summary
    assert [profile.summary for profile in comparison.profiles]
    assert dump(comparison)
    return time.process_time() - started


def _texts(soc: str, mutated: Mutated, *, new: bool) -> list[tuple[Key, Revision]]:
    sections = ours.sections(mutated.new if new else mutated.old)
    return [
        (
            (soc, "en", section.section),
            Revision.model_construct(
                soc=soc, locale="en", section=section.section, hash=content_hash(section), content=section, to_translate=()
            ),
        )
        for section in sections.values()
    ]  # fmt: skip
