"""Claims: every statement of a text that can be checked, each with its place and with what carries it."""

from decimal import Decimal
from typing import Final, Literal

from schemas.base import Line, SaidLine, Value
from schemas.sections.registry import SectionName

ClaimKind = Literal[
    "money", "percent", "count", "rating", "year", "duration", "fraction", "number",
    "comparison", "tool", "visa", "degree", "agency",
]  # fmt: skip
"""What is claimed. `rating`: a value on a scale, `4.2 of 5`. `number`: a figure without any of these units."""

NUMBER_KINDS: Final = frozenset({"money", "percent", "count", "rating", "year", "duration", "fraction", "number"})

Verdict = Literal["exact", "rounded", "derived", "contradicted", "unsupported", "undecided"]
"""How a claim stands to what its sentence cites.

`exact`: the very value or words. `rounded`: within the declared rounding. `derived`: by the formula shown.
`contradicted`: an official fact says otherwise. `unsupported`: nothing that is cited carries it. `undecided`: something
is cited, but no rule can weigh it: a person or a second reader has to. Only the first three carry a claim.
"""

CARRIED: Final = frozenset({"exact", "rounded", "derived"})


class ClaimQuantity(Value):
    """What a numeric claim says: `low` to `high` (equal for one value) in `unit`, and what the sentence says of it.

    `statistic` is median, mean, p10, p25, p75, p90 or two of them; `period` the years; `population` a place or group.
    What the sentence does not say is None. `approximate`: a word such as "about" declares a rounding.
    """

    low: Decimal
    high: Decimal
    unit: Line
    approximate: bool
    statistic: Line | None
    period: Line | None
    population: Line | None


class Binding(Value):
    """What a claim was bound to: a fact, a passage, a source or a rule of the rule table, with the words where it has any."""

    kind: Literal["fact", "passage", "source", "rule"]
    id: Line
    quote: Line | None


class Claim(Value):
    """One checkable statement: `start` to `end` of the text in `field` of `item` (its id), and the verdict on it.

    `bound` is what carries it, or what contradicts it. `formula` says how a derived value was made; `note` why the
    verdict is what it is, in words for a person. `elsewhere` names a fact of the sheet that carries a claim whose
    sentence does not cite it.
    """

    section: SectionName
    item: Line
    field: Line
    start: int
    end: int
    text: Line
    kind: ClaimKind
    quantity: ClaimQuantity | None
    verdict: Verdict
    bound: tuple[Binding, ...]
    formula: SaidLine | None
    note: SaidLine
    elsewhere: Line | None

    @property
    def carried(self) -> bool:
        """Whether something that is cited carries it."""
        return self.verdict in CARRIED


class Reading(Value):
    """What a second reader, a model, said of one text: whether the words it cites carry it, by which of them, and why.

    `text` is the fingerprint of the text and of what it cites; `quote` stands in the cited words, or is empty.
    """

    text: Line
    verdict: Literal["carried", "not_carried", "cannot_tell"]
    quote: Line
    why: Line
    by: Line
