"""Translations as the work of a run: which sections want one and why, and the texts that came of answers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from authoring.errors import Conflict, ModelError, UsageError
from authoring.llm.asking import Asked, Judged, exhausted
from authoring.llm.budget import at_most
from authoring.revisions.history import History
from authoring.runs.jobs import Job, LeftAlone, Subject, Tokens, Why
from authoring.runs.work import Became, Finished, Wanting
from authoring.translating.models.estimating import estimated
from authoring.translating.models.judging import Translated, judge
from authoring.translating.models.requests import TranslationRequests
from authoring.translating.seam import Wanted, Writer, Written
from authoring.translating.workflow import SectionTranslation, Translating
from schemas.base import Locale, SocCode
from schemas.saying import said
from schemas.sections.registry import SPEC, SectionName

_BECAME: Final[Mapping[str, Became]] = {
    "started": "written",
    "renewed": "written",
    "translated": "written",
    "unchanged": "unchanged",
    "forked": "kept",
    "no source": "thin",
    "failed": "failed",
}

TranslatingWith = Callable[[Writer], Translating]
"""The translation workflow with that writer of words."""


@dataclass
class TranslationWork:
    """Translations into one locale, by one model."""

    requests: TranslationRequests
    target: Locale
    translating_with: TranslatingWith
    _found: dict[tuple[SocCode, SectionName], Translated] = field(default_factory=dict)

    @property
    def locale(self) -> Locale:
        """The locale it translates into."""
        return self.target

    def plan(self, soc: SocCode, wanting: Wanting) -> Iterator[Job | LeftAlone]:
        """See `Work.plan`."""
        names = [name for name in wanting.sections if SPEC[name].drafted]
        try:
            considered = self.translating_with(_Nobody()).considered(soc, self.target, names)
        except UsageError:
            yield from (LeftAlone(soc, self.target, name, "no source text") for name in names)
            return
        histories = self.requests.revisions.profile(soc, self.target)
        for found in considered:
            if isinstance(found, SectionTranslation):
                yield self._left(soc, found)
                continue
            history = histories[found.source.section]
            why = _why(history, found)
            if wanting.states and ("missing" if history.head is None else "draft") not in wanting.states:
                yield LeftAlone(soc, self.target, history.section, "another state")
            elif why in wanting.whys:
                yield self._job(history, found, why)
            else:
                yield LeftAlone(soc, self.target, history.section, "not asked for", why)

    def judge(self, about: Subject, text: str, *, settle: bool) -> Judged[Any]:
        """See `Work.judge`. Short ids stand for texts in the order they were asked for: the request has to be the same."""
        wanted = self.translating_with(_Nobody()).wanted(about.soc, self.target, [about.section])
        made = self.requests.job(wanted[0]) if wanted else None
        if made is None or made.request.key(str(self.requests.name)) != about.key:
            raise Conflict(
                said(
                    "{soc} {section} changed while its translation was asked for", soc=about.soc, section=about.section
                ),
                said("Run it again for the rest."),
            )
        judged = judge(made.asking, text, settle=settle)
        if judged.value is not None:
            self._found[about.soc, about.section] = judged.value
        return judged

    def finish(
        self, soc: SocCode, sections: Collection[SectionName], ends: Mapping[SectionName, tuple[Subject, Asked[Any]]]
    ) -> tuple[Finished, ...]:
        """See `Work.finish`."""
        stood = {name: self._found.pop((soc, name), None) for name in ends}
        names = [name for name in sections if name in ends or not SPEC[name].drafted]
        done = self.translating_with(_Ready(self.requests, stood, ends)).translate(soc, self.target, names)
        return tuple(_finished(each) for each in done)

    def _job(self, history: History, wanted: Wanted, why: Why) -> Job:
        made = self.requests.job(wanted)
        request, key = made.request, made.request.key(str(self.requests.name))
        usage = estimated(made, wanted)
        worst = self.requests.price(at_most(request))
        return Job(
            about=Subject(history.soc, self.target, history.section, key, request.grounds, made.origin),
            why=why,
            request=request,
            tokens=Tokens(usage.input_tokens, usage.output_tokens),
            least_usd=self.requests.price(usage),
            worst_usd=None if worst is None else Decimal(str(worst)),
            head=history.head.id if history.head else None,
            after=history.events[-1].id if history.events else None,
            kept=any(answer.job_key == key and answer.stop_reason == "complete" for answer in history.answers),
        )

    def _left(self, soc: SocCode, found: SectionTranslation) -> LeftAlone:
        if found.outcome == "no source":
            return LeftAlone(soc, self.target, found.section, "no source text")
        if found.outcome == "forked":
            return LeftAlone(soc, self.target, found.section, "two versions", "merge them first: author review")
        return LeftAlone(soc, self.target, found.section, "up to date")


class _Nobody:
    """A writer that is never asked: with one, what a writer would be asked for can be told."""

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Nothing to prepare."""

    def write(self, wanted: Wanted) -> Written:
        """Not called while planning."""
        raise AssertionError(wanted)


@dataclass
class _Ready:
    """A writer whose conversations have been held: it hands out what they came to."""

    requests: TranslationRequests
    stood: Mapping[SectionName, Translated | None]
    ends: Mapping[SectionName, tuple[Subject, Asked[Any]]]

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Everything is there."""

    def write(self, wanted: Wanted) -> Written:
        """The texts. Raises `ModelError` where none could stand, or were of another source text."""
        section = wanted.source.section
        if section not in self.ends:
            raise ModelError(
                said("{section}: its text changed meanwhile", section=section), said("Run it again for the rest.")
            )
        about, asked = self.ends[section]
        if wanted.source.hash not in about.grounds:
            raise ModelError(
                said("{section}: its source changed meanwhile", section=section), said("Run it again for the rest.")
            )
        return self.requests.written(wanted, about.origin, asked.with_value(self.stood[section]))


def _why(history: History, wanted: Wanted) -> Why:
    head = history.head
    if head is None:
        return "failed" if exhausted([answer.stop_reason for answer in history.answers]) else "missing"
    if head.translated_from is None or head.translated_from.hash != wanted.source.hash:
        return "stale"
    return "offline"


def _finished(done: SectionTranslation) -> Finished:
    became = "computed" if not SPEC[done.section].drafted else _BECAME[done.outcome]
    return Finished(done.section, became, done.failure, done.left_out)
