"""summary (drafted): one or two sentences."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Value
from schemas.items import Sentence


class Summary(Value):
    """What the occupation does, in one or two sentences."""

    section: Literal["summary"]
    sentences: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=2)]
