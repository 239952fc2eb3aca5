"""Every way a request to a model can end, by name: what happened, what the person can do, whether to try again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from schemas.saying import said

Stop = Literal[
    "complete", "length", "refusal", "content_filter", "rate_limit", "quota", "no_key", "bad_key", "unknown_model",
    "too_long", "bad_request", "server_error", "connection", "timeout", "unreadable", "not_installed",
    "over_budget", "no_price", "not_recorded", "broken_off", "waiting", "expired", "cancelled",
]  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """`retry`: the same request may succeed in a moment. `hopeless`: no other request will fare better now."""

    said: str
    hint: str
    retry: bool = False
    hopeless: bool = False


OUTCOMES: Final[Mapping[Stop, Outcome]] = {
    "complete": Outcome(said("answered"), ""),
    "length": Outcome(
        said("stopped at the length limit before it was done"),
        said("Raise `max_tokens` under [model] in authoring.toml."),
    ),
    "refusal": Outcome(
        said("refused to write this"), said("Draft this section with another model, or without --model.")
    ),
    "content_filter": Outcome(
        said("was stopped by the provider's content filter"),
        said("Draft this section with another model, or without --model."),
    ),
    "rate_limit": Outcome(
        said("is over its rate limit"),
        said("Wait and run the command again: what was answered is kept."),
        retry=True,
        hopeless=True,
    ),
    "quota": Outcome(
        said("says that the account has no credit left"),
        said("Add credit at the provider, then run it again."),
        hopeless=True,
    ),
    "no_key": Outcome(said("needs a key and there is none"), "", hopeless=True),
    "bad_key": Outcome(
        said("does not accept the key"),
        said("Check the key and that it may use this model; `docs/models.md` says where it is read."),
        hopeless=True,
    ),
    "unknown_model": Outcome(
        said("is not known to the server"),
        said("Check the spelling after the slash, and `base_url` under [model]."),
        hopeless=True,
    ),
    "too_long": Outcome(said("cannot take a prompt this long"), said("Use a model with a longer context.")),
    "bad_request": Outcome(
        said("did not accept the request"), said("Check `parameters` and `base_url` under [model]."), hopeless=True
    ),
    "server_error": Outcome(
        said("had an error of its own"), said("Try again later: what was answered is kept."), retry=True, hopeless=True
    ),
    "connection": Outcome(
        said("could not be reached, or hung up"),
        said("Check the network and `base_url` under [model]."),
        retry=True,
        hopeless=True,
    ),
    "broken_off": Outcome(
        said("broke off in the middle of its answer"),
        said("Try again: half an answer is none."),
        retry=True,
        hopeless=True,
    ),
    "timeout": Outcome(
        said("gave no answer in time"),
        said("Try again, or raise `timeout` under [model] in authoring.toml."),
        retry=True,
        hopeless=True,
    ),
    "unreadable": Outcome(
        said("sent something that is no chat completion"),
        said("Check that `base_url` is an OpenAI-compatible server."),
        retry=True,
    ),
    "not_installed": Outcome(
        said("needs the client library, which is not installed"),
        said("Install it: pip install 'career-graph-authoring[models]'"),
        hopeless=True,
    ),
    "over_budget": Outcome(
        said("was not asked: the answer could have cost more than is left of the budget"),
        said("What was answered is kept. Run it again with a higher --budget, or a lower `max_tokens` under [model]."),
        hopeless=True,
    ),
    "no_price": Outcome(said("was not asked: its price is not known, so no budget can hold it"), "", hopeless=True),
    "waiting": Outcome(said("answers in a batch, and has not yet"), said("author batch collect looks whether it has.")),
    "expired": Outcome(
        said("was not run: the batch ended before its turn"), said("Run it again: what was answered is kept.")
    ),
    "cancelled": Outcome(
        said("was not run: the batch was cancelled"), said("Run it again: what was answered is kept.")
    ),
    "not_recorded": Outcome(
        said("was not asked: the journal holds no answer to this request"),
        said("It was written with another prompt, other facts or another model. Record anew with --record."),
    ),
}
