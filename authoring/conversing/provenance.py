"""How a text came out of a conversation with a model, and who its author is."""

from typing import Final, NamedTuple, TypeVar

from authoring.llm.asking import Asked
from authoring.llm.model import Request
from authoring.llm.names import ModelName
from authoring.prompting import Prompt
from authoring.revisions.making import SOFTWARE
from authoring.text import clean_line
from schemas.base import Sha256
from schemas.events import Actor, Parameter, Provenance

Wanted = TypeVar("Wanted")

_LONGEST_NAME: Final = 80


class Origin(NamedTuple):
    """What is kept of a request in the provenance of its text: wording of the template, hash of the prompt, parameters."""

    wording: str
    prompt_hash: Sha256
    parameters: tuple[Parameter, ...]


def origin_of(prompt: Prompt, request: Request) -> Origin:
    """The origin of a text that is asked for like that."""
    tokens = Parameter(name="max_tokens", value=str(request.max_tokens))
    return Origin(prompt.wording, prompt.hash, (*request.parameters, tokens))


def author_of(asked: Asked[Wanted], name: ModelName) -> Actor:
    """The model as the server calls it, else as it was asked for."""
    return Actor(kind="model", name=_said(asked, name)[:_LONGEST_NAME])


def provenance_of(origin: Origin, asked: Asked[Wanted], name: ModelName, cost_usd: float | None) -> Provenance:
    """Which model, prompt and parameters, and what it took. `cost_usd` is of all the conversation; None: not known."""
    return Provenance(
        method="model",
        software=SOFTWARE,
        model=_said(asked, name),
        template=origin.wording,
        prompt_hash=origin.prompt_hash,
        parameters=origin.parameters,
        usage=asked.usage,
        cost_usd=cost_usd,
        seconds=round(asked.seconds, 3) if asked.paid else None,
        job_key=asked.job_key,
    )


def _said(asked: Asked[Wanted], name: ModelName) -> str:
    return clean_line(asked.last.model) or str(name)
