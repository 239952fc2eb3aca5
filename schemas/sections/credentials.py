"""credentials (drafted): licences and certificates."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Line, Value
from schemas.items import Item, Prose

Need = Literal["required", "sometimes_required", "optional"]


class CredentialItem(Item):
    """One licence or certificate: who issues it and whether the work needs it."""

    name: Line
    issuer: Line
    need: Need
    detail: Line


class Credentials(Value):
    """Licences and certificates; `note` says what is true of the occupation where no single one is named."""

    section: Literal["credentials"]
    credentials: Annotated[tuple[CredentialItem, ...], Field(max_length=12)]
    note: Prose
