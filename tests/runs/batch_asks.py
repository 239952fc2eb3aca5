"""Asks, a way through batches of a loopback server, and a `take` that remembers: for tests in this process and in others."""

from decimal import Decimal

from batch_server import answered
from pydantic import SecretStr

from authoring.conversing.provenance import Origin
from authoring.llm.batches.api import OpenAiBatches
from authoring.llm.batches.ledger import BatchLedger
from authoring.llm.budget import Budget
from authoring.llm.model import Message, Request
from authoring.llm.names import ModelName, model_name
from authoring.runs.batch_terms import Batching, Provider, Terms
from authoring.runs.batched import Batched
from authoring.runs.jobs import Ask, Job, Subject, Tokens

SECTIONS = ("moat", "fit", "skills", "summary", "faq")
KEY = "sk-test-Zq81mWvT9rX"


def request_of(number, turn=0):
    return Request(
        (Message("system", "Write."), Message("user", f"Section {number}")),
        "moat",
        b'{"type":"object"}',
        100,
        turn=turn,
    )


def ask_of(number, model="openai/scripted-1"):
    request = request_of(number)
    key = request.key(model)
    section = SECTIONS[number % len(SECTIONS)]
    soc = f"25-{4000 + number // len(SECTIONS)}"
    about = Subject(soc, "en", section, key, (), Origin(f"{section}/draft.j2@1", key, ()))
    job = Job(about, "missing", request, Tokens(1, 1), None, None)
    return Ask(job, request, key)


def asks(count):
    return [ask_of(number) for number in range(count)]


class Taken:
    """Takes completions in as a run does: the same one twice does no harm. `again` says which answers cannot stand."""

    def __init__(self, again=lambda text: False):
        self.again, self.ended, self.heard = again, {}, []

    async def __call__(self, ask, completion):
        self.heard.append((ask, completion))
        if completion.stop == "complete" and self.again(completion.text):
            following = ask.request.answered(completion.text, "It cannot stand.")
            return Ask(ask.job, following, following.key("openai/scripted-1"))
        self.ended[ask.job.key] = completion
        return None

    @property
    def stops(self):
        return sorted(completion.stop for completion in self.ended.values())


async def opened():
    return True


def name_at(url) -> ModelName:
    return model_name("openai/scripted-1", url)


def usual_price(usage):
    """A dollar for a million tokens in, ten for a million out."""
    return (usage.input_tokens + 10 * usage.output_tokens) / 1_000_000


QUICK = Terms(pause=0.01, longest=0.05, settles=0.3)


def batched(url, folder, keep, run="run-1", terms=QUICK, online=None, limit=None, told=None, price=usual_price):
    """The way of one run, as a new process would make it."""
    name = name_at(url)
    api = OpenAiBatches(name, SecretStr(KEY), timeout=5.0, attempts=1)
    budget = Budget(Decimal(str(limit))) if limit is not None else None
    provider = Provider(name, api, price)
    batching = Batching(run, provider, BatchLedger(folder), keep, terms, online, budget, told or (lambda _: None))
    return Batched(batching)


__all__ = ["KEY", "QUICK", "Taken", "answered", "ask_of", "asks", "batched", "name_at", "opened", "usual_price"]
