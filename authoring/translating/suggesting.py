"""Suggestions for what waits to be translated: numbers carried over, and what was approved before for the same text.

Taking one is a person's own edit, so somebody else approves it. Numbers that were carried over and exact matches are done
with that; a text that was only alike is a beginning, and its item goes on waiting.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from authoring.errors import UsageError
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.revisions.store import Revisions
from authoring.translating.memory.matching import Match, Memory
from authoring.translating.renumbering import renumbered
from authoring.translating.segments import Texts, segments, with_texts
from authoring.translating.staleness import when_translated
from schemas.base import Locale, SocCode
from schemas.events import Actor, Revision
from schemas.saying import said
from schemas.sections.registry import SectionName

Kind = Literal["numbers", "same", "alike"]
_LEAST = 70.0


@dataclass(frozen=True)
class Suggestion:
    """Words for an item that waits. `numbers`: only figures of its source changed, and are carried over.

    `same`: every text of it was translated before; `alike`: similar ones were, `similarity` of 100. `told` says where from.
    """

    item: str
    kind: Kind
    texts: Mapping[str, str]
    similarity: float
    told: str

    @property
    def done(self) -> bool:
        """Whether the item is translated with it."""
        return self.kind != "alike"


class Suggesting:
    """Suggestions for one person. `memory` gives what was approved; None while it is being read."""

    def __init__(
        self, revisions: Revisions, source: Locale, memory: Callable[[Locale], Memory | None], person: str
    ) -> None:
        self._revisions = revisions
        self._source = source
        self._memory = memory
        self._person = Actor(kind="person", name=person)

    def of(self, soc: SocCode, locale: Locale, section: SectionName) -> tuple[Suggestion, ...]:
        """A suggestion for every waiting item that there is one for, in page order; none where nothing waits."""
        source = self._revisions.history(soc, self._source, section)
        target = self._revisions.history(soc, locale, section)
        if source.head is None or target.head is None or not target.head.to_translate:
            return ()
        head = target.head
        before = dict(when_translated(source, target.ancestry(head.id), head.to_translate))
        now, there, memory = segments(source.head.content), segments(head.content), self._memory(locale)
        found = []
        for item in head.to_translate:
            texts, theirs = now.get(item), there.get(item, {})
            if texts:
                suggested = _carried(item, before.get(item), texts, theirs, locale) or _remembered(
                    item, texts, theirs, memory
                )
                found += [suggested] if suggested else []
        return tuple(found)

    def take(self, soc: SocCode, locale: Locale, section: SectionName, *suggestions: Suggestion) -> Revision:
        """Put these words in, as the person's own edit. Raises `UsageError` where the items do not wait any more."""
        target = self._revisions.history(soc, locale, section)
        head = target.head
        gone = [each.item for each in suggestions if head is None or each.item not in head.to_translate]
        if head is None or gone or not suggestions:
            raise UsageError(
                said(
                    "{soc} {locale} {section}: what was suggested waits no more",
                    soc=soc,
                    locale=locale,
                    section=section,
                ),
                said("Look at the section again."),
            )
        texts = segments(head.content)
        content = with_texts(
            head.content, {each.item: {**texts.get(each.item, {}), **each.texts} for each in suggestions}
        )
        done = {each.item for each in suggestions if each.done}
        made = revision_on(
            target,
            content,
            self._person,
            without_model("person"),
            Grounds(head.sheet_hash, head.base_version, head.translated_from, head.cited),
            reason="; ".join(dict.fromkeys(each.told for each in suggestions))[:200],
            to_translate=tuple(item for item in head.to_translate if item not in done),
        )
        self._revisions.append(made)
        return made


def _carried(item: str, before: Texts | None, now: Texts, theirs: Texts, locale: Locale) -> Suggestion | None:
    """The translation with the figures of the new source, where nothing else of it changed."""
    if not before or set(before) != set(now):
        return None
    texts: dict[str, str] = {}
    for part, text in now.items():
        carried = (
            theirs.get(part) if before[part] == text else renumbered(before[part], text, theirs.get(part, ""), locale)
        )
        if carried is None:
            return None
        texts[part] = carried
    return Suggestion(item, "numbers", texts, 100.0, "only numbers of the source changed") if texts != theirs else None


def _remembered(item: str, texts: Texts, theirs: Texts, memory: Memory | None) -> Suggestion | None:
    """What was approved for its texts; a text without a match stays as it is."""
    if memory is None:
        return None
    found: dict[str, Match] = {}
    asked = {part: text for part, text in texts.items() if text.strip()}
    for part, text in asked.items():
        best = next(iter(memory.matches(text, most=1, least=_LEAST)), None)
        if best and best.pair.target != theirs.get(part):
            found[part] = best
    if not found:
        return None
    first = next(iter(found.values())).pair
    similarity = min(match.similarity for match in found.values())
    whole = len(found) == len(asked) and similarity >= 100
    told = f"approved before: {first.origin}, {first.by}, {first.on}"
    return Suggestion(
        item, "same" if whole else "alike", {p: m.pair.target for p, m in found.items()}, similarity, told
    )
