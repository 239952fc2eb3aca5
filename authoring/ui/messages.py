"""What workers tell the screens. Only handlers of these touch widgets."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from authoring.errors import AuthoringError
    from authoring.reviewing.board import QueueLine
    from authoring.revisions.merge import Merged as MergedText
    from authoring.ui.state.ground_search import GroundSearch
    from authoring.ui.state.review import Review
    from authoring.ui.state.watching import News
    from authoring.ui.state.workroom import SectionKey, Workroom
    from schemas.events import Revision
    from schemas.findings import Finding


@dataclass
class Opened(Message):
    """The workspace is open."""

    room: "Workroom"


@dataclass
class Refused(Message):
    """What was asked was not done: why, and what to do. `error` tells a conflict from another refusal."""

    text: str
    hint: str
    error: "AuthoringError | None" = None


@dataclass
class QueueLoaded(Message):
    """All rows of the queue; or, with `soc`, those of one occupation. `names` are those of occupations, case-folded.

    `more`: these are only the most urgent ones, and the others are being read.
    """

    rows: "Sequence[QueueLine]"
    soc: str | None = None
    names: "Mapping[str, str] | None" = None
    more: bool = False


@dataclass
class Counted(Message):
    """Some more sections are checked; `left` are not."""

    left: int


@dataclass
class TextFound(Message):
    """Which sections hold a word; `partly` where not every text could be searched yet."""

    word: str
    keys: "Sequence[SectionKey]"
    partly: bool = False


@dataclass
class SectionLoaded(Message):
    """A section is ready to be read. `told` is what to say with it: what was just done."""

    review: "Review"
    told: str = ""


@dataclass
class Decided(Message):
    """Something was written about a section; `go_on` where the next one is wanted at once, `show` where this one is."""

    key: "SectionKey"
    told: str
    go_on: bool = False
    show: bool = False


class Kept(Message):
    """What was typed is on disk, though not saved."""


@dataclass
class Previewed(Message):
    """What the checks say of the text as it is being typed."""

    findings: "tuple[Finding, ...]"


@dataclass
class GroundsFound(Message):
    """Everything there is to cite, ready to be searched."""

    search: "GroundSearch"


@dataclass
class Saved(Message):
    """The text is kept as this revision (the head itself, where nothing was changed)."""

    revision: "Revision"


@dataclass
class Elsewhere(Message):
    """What others did meanwhile."""

    news: "News"


@dataclass
class BackOffered(Message):
    """What having a translation rendered back would take: how many texts, by which model; `cost_usd` None: not known."""

    key: "SectionKey"
    texts: int
    model: str
    cost_usd: float | None


@dataclass
class Written(Message):
    """What was asked of a model is whole; `result` is what came of it."""

    result: object


@dataclass
class Merged(Message):
    """The typed text and what somebody else saved meanwhile, joined; nothing is saved yet."""

    merged: "MergedText"
    key: "SectionKey"
