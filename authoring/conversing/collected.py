"""Keeps answers that come many at a time and for many sections: one append for each log, and none of them twice."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from authoring.llm.batches.collecting import Answered
from authoring.llm.batches.parts import Part
from authoring.llm.model import Completion
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.store import Revisions
from authoring.text import clean_block, clean_line
from schemas.events import Actor, Answer, Usage
from schemas.sections.registry import SECTION_NAMES, SectionName

_LONGEST_NAME: Final = 80


class CollectedAnswers:
    """Keeps what comes out of batches in the logs of the sections it is about. `price` is the usual one; `share` of it."""

    def __init__(self, revisions: Revisions, price: Callable[[Usage], float | None], share: float) -> None:
        self._revisions = revisions
        self._price = price
        self._share = share

    def __call__(self, part: Part, answers: Sequence[Answered]) -> None:
        """Keep every answer that says something and is not kept yet. Raises `StorageError`."""
        logs: dict[tuple[str, str], list[Answered]] = defaultdict(list)
        for each in answers:
            if each.completion.text and len(each.job.place) == 3 and each.job.place[2] in SECTION_NAMES:
                logs[each.job.place[0], each.job.place[1]].append(each)
        for (soc, locale), some in logs.items():
            histories = self._revisions.profile(soc, locale)
            self._revisions.append(*self._new(histories, part.intent.model, some))

    def _new(self, histories: Mapping[SectionName, History], asked: str, some: Sequence[Answered]) -> list[Answer]:
        placed = ((histories[each.job.place[2]], each) for each in some)  # type: ignore[index]
        return [self._event(history, asked, each) for history, each in placed if not _is_kept(history, each)]

    def _event(self, history: History, asked: str, each: Answered) -> Answer:
        completion: Completion = each.completion
        model = clean_line(completion.model) or asked
        usual = self._price(completion.usage)
        return Answer(
            kind="answer",
            id=new_event_id(history.events[-1].id if history.events else None),
            at=now(),
            by=Actor(kind="model", name=model[:_LONGEST_NAME]),
            soc=history.soc,
            locale=history.locale,
            section=history.section,
            parent=history.head.id if history.head else None,
            job_key=each.job.key,
            model=model,
            reply=clean_block(completion.text),
            stop_reason=completion.stop,
            usage=completion.usage,
            cost_usd=None if usual is None else usual * self._share,
        )


def _is_kept(history: History, each: Answered) -> bool:
    """Whether a whole answer to that request is kept, or this very one."""
    reply = clean_block(each.completion.text)
    same = (answer for answer in history.answers if answer.job_key == each.job.key)
    return any(answer.stop_reason == "complete" or answer.reply == reply for answer in same)
