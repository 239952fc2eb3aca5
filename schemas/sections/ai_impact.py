"""ai_impact (drafted): what AI does to the work, with evidence."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Line, Value
from schemas.items import Item, Points, Prose

Verdict = Literal["strongly_augmented", "augmented", "mixed", "exposed", "highly_exposed"]
EvidenceKind = Literal["tool", "product", "platform", "research", "news"]
Coverage = Literal["partial", "full"]


class Evidence(Item):
    """One thing that shows AI at this work: a tool in use, a study, a report. Its citation carries the source.

    `since` is the year it was released or measured, `finding` what it replaces or what it found.
    """

    name: Line
    kind: EvidenceKind
    coverage: Coverage
    since: int | None
    finding: Line


class AiImpact(Value):
    """Verdict, narrative, evidence, tasks and outlook. `tools_researched` false: no one looked for tools in use."""

    section: Literal["ai_impact"]
    verdict: Verdict
    narrative: Prose
    tools_researched: bool
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=16)]
    takes_over: Points
    augments: Points
    entry_level: Prose
    level_up: Prose
