"""What tests of the client begin with: a small request, and a model at a server."""

import contextlib

from pydantic import SecretStr
from scripted_server import KEY

from authoring.llm.model import Message, Request
from authoring.llm.names import model_name
from authoring.llm.openai_client import OpenAiModel
from authoring.llm.retrying import Retrying

SCHEMA = b'{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}'
REQUEST = Request((Message("system", "Write."), Message("user", "About librarians.")), "summary", SCHEMA, 500)


@contextlib.contextmanager
def model_at(url, loop, key=KEY, timeout=5.0, name="openai/scripted-1", memory=None, journal=None, **retrying):
    model = OpenAiModel(model_name(name, url), SecretStr(key) if key else None, timeout, memory, journal)
    yield Retrying(model, **{"attempts": 1, **retrying})
    loop.run(model.close(), last=True)


def complete(url, loop, request=REQUEST, heard=None, **how):
    with model_at(url, loop, **how) as model:
        return loop.run(model.complete(request, heard))


class Clock:
    """Stands in for sleeping and keeps the waits."""

    def __init__(self):
        self.waits = []

    async def __call__(self, seconds):
        self.waits.append(seconds)
