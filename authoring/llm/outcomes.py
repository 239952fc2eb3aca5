"""Every way a request to a model can end, by name: what happened, what the person can do, whether to try again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

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
    "complete": Outcome("answered", ""),
    "length": Outcome(
        "stopped at the length limit before it was done", "Raise `max_tokens` under [model] in authoring.toml."
    ),
    "refusal": Outcome("refused to write this", "Draft this section with another model, or without --model."),
    "content_filter": Outcome(
        "was stopped by the provider's content filter", "Draft this section with another model, or without --model."
    ),
    "rate_limit": Outcome(
        "is over its rate limit", "Wait and run the command again: what was answered is kept.", retry=True, hopeless=True
    ),
    "quota": Outcome("says that the account has no credit left", "Add credit at the provider, then run it again.", hopeless=True),
    "no_key": Outcome("needs a key and there is none", "", hopeless=True),
    "bad_key": Outcome(
        "does not accept the key", "Check the key and that it may use this model; `docs/models.md` says where it is read.",
        hopeless=True,
    ),
    "unknown_model": Outcome(
        "is not known to the server", "Check the spelling after the slash, and `base_url` under [model].", hopeless=True
    ),
    "too_long": Outcome("cannot take a prompt this long", "Use a model with a longer context."),
    "bad_request": Outcome("did not accept the request", "Check `parameters` and `base_url` under [model].", hopeless=True),
    "server_error": Outcome(
        "had an error of its own", "Try again later: what was answered is kept.", retry=True, hopeless=True
    ),
    "connection": Outcome(
        "could not be reached, or hung up", "Check the network and `base_url` under [model].", retry=True, hopeless=True
    ),
    "broken_off": Outcome(
        "broke off in the middle of its answer", "Try again: half an answer is none.", retry=True, hopeless=True
    ),
    "timeout": Outcome(
        "gave no answer in time", "Try again, or raise `timeout` under [model] in authoring.toml.", retry=True, hopeless=True
    ),
    "unreadable": Outcome(
        "sent something that is no chat completion", "Check that `base_url` is an OpenAI-compatible server.", retry=True
    ),
    "not_installed": Outcome(
        "needs the client library, which is not installed",
        "Install it: pip install 'career-graph-authoring[models]'",
        hopeless=True,
    ),
    "over_budget": Outcome(
        "was not asked: the answer could have cost more than is left of the budget",
        "What was answered is kept. Run it again with a higher --budget, or a lower `max_tokens` under [model].",
        hopeless=True,
    ),
    "no_price": Outcome("was not asked: its price is not known, so no budget can hold it", "", hopeless=True),
    "waiting": Outcome("answers in a batch, and has not yet", "author batch collect looks whether it has."),
    "expired": Outcome("was not run: the batch ended before its turn", "Run it again: what was answered is kept."),
    "cancelled": Outcome("was not run: the batch was cancelled", "Run it again: what was answered is kept."),
    "not_recorded": Outcome(
        "was not asked: the journal holds no answer to this request",
        "It was written with another prompt, other facts or another model. Record anew with --record.",
    ),
}  # fmt: skip
