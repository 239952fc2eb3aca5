"""Keeps answers in the log of the section they are about: on the disk before anybody looks at what they say."""

from collections.abc import Callable

from authoring.llm.model import Completion
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.store import Revisions
from authoring.text import clean_block, clean_line
from schemas.base import Locale, Sha256, SocCode
from schemas.events import Actor, Answer, EventId, Usage
from schemas.sections.registry import SectionName

_LONGEST_NAME = 80

Place = tuple[SocCode, Locale, SectionName]


class KeptAnswers:
    """The answers about one section in one locale. `price` says what a usage cost, or None."""

    def __init__(
        self,
        revisions: Revisions,
        soc: SocCode,
        locale: Locale,
        section: SectionName,
        asked: str,
        price: Callable[[Usage], float | None],
    ) -> None:
        self._revisions = revisions
        self._place = (soc, locale, section)
        self._asked = asked
        self._price = price

    def find(self, key: Sha256) -> Completion | None:
        """The complete answer kept under that key. One that was refused or cut off is no reason not to ask again."""
        for answer in reversed(self._revisions.history(*self._place).answers):
            if answer.job_key == key and answer.stop_reason == "complete":
                return kept_completion(answer, self._price)
        return None

    def keep(self, key: Sha256, completion: Completion) -> None:
        """Append the answer, cleaned of what a terminal would obey; what it says is unchanged."""
        history = self._revisions.history(*self._place)
        head, after = history.head, history.events[-1].id if history.events else None
        parent = head.id if head else None
        self._revisions.append(answer_of(self._place, parent, after, key, completion, self._asked, self._price))


def kept_completion(answer: Answer, price: Callable[[Usage], float | None]) -> Completion:
    """A complete answer that was kept, with the share of the usual price that was paid for it."""
    share = _share(answer.cost_usd, price(answer.usage))
    return Completion("complete", text=answer.reply, model=answer.model, usage=answer.usage, share=share)


def answer_of(
    place: Place,
    parent: EventId | None,
    after: EventId | None,
    key: Sha256,
    completion: Completion,
    asked: str,
    price: Callable[[Usage], float | None],
) -> Answer:
    """The answer as an event of its section, made on the head `parent` after the event `after`."""
    soc, locale, section = place
    model = clean_line(completion.model) or asked
    return Answer(
        kind="answer",
        id=new_event_id(after),
        at=now(),
        by=Actor(kind="model", name=model[:_LONGEST_NAME]),
        soc=soc,
        locale=locale,
        section=section,
        parent=parent,
        job_key=key,
        model=model,
        reply=clean_block(completion.text),
        stop_reason=completion.stop,
        usage=completion.usage,
        cost_usd=_cost(price(completion.usage), completion.share),
    )


def _cost(usual: float | None, share: float) -> float | None:
    return None if usual is None else usual * share


def _share(cost: float | None, usual: float | None) -> float:
    """The share of today's price that an answer cost, at most all of it; where one of them is not known, all."""
    return min(1.0, cost / usual) if cost is not None and usual else 1.0
