"""Says whether an answer can stand: the checks that a reviewer's screen runs, told to the model as reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from pydantic import BaseModel

from authoring.checks import CheckedSection, SourceText, check
from authoring.drafting.models.leaving_out import without
from authoring.drafting.models.reading import read
from authoring.drafting.models.showing import Shown
from authoring.drafting.offline.tasks import tasks_of
from authoring.drafting.offline.verdict import verdict
from authoring.llm.asking import Judged
from schemas.base import Locale, Value
from schemas.facts import FactSheet
from schemas.findings import Finding
from schemas.items import Item
from schemas.sections.ai_impact import AiImpact
from schemas.sections.registry import MODELS, SPEC, Section, SectionName

_SENT_BACK: Final = frozenset({"grounding.uncited", "structure.repeated-item"})
"""Warnings that a model has to mend; errors always are."""

_WORTH_SAYING: Final = frozenset({"language.filler"})
"""Not worth another answer of their own; said where there is one anyway."""


_ROUNDS: Final = 3
"""Leaving an entry out may bring another to light, such as an answer that is empty now."""


@dataclass(frozen=True)
class Asking:
    """What one answer is judged against. `known_ids` are those of the entries that a redraft may keep."""

    section: SectionName
    locale: Locale
    sheet: FactSheet
    shown: Shown
    known_ids: frozenset[str] = frozenset()


def judge(asking: Asking, text: str, *, settle: bool = False) -> Judged[BaseModel]:
    """The drafted fields where they can stand, else the reasons, each with its place in the answer.

    With `settle`, entries that cannot stand are left out where the rest can do without them; the reasons say which. Never of
    a redraft: there it would take away an entry that is in the text.
    """
    settle = settle and not asking.known_ids
    judged = _judge(asking, text)
    reasons = judged.reasons
    for _ in range(_ROUNDS if settle else 0):
        if judged.value is not None:
            return Judged(judged.value, reasons)
        shorter = without(text, judged.reasons)
        if shorter is None:
            break
        text, judged = shorter, _judge(asking, shorter)
        reasons = (*reasons, *(reason for reason in judged.reasons if reason not in reasons))
    return judged if judged.value is None or not settle else Judged(judged.value, reasons)


def _judge(asking: Asking, text: str) -> Judged[BaseModel]:
    section, sheet = asking.section, asking.sheet
    value, reasons = read(section, text, asking.shown, asking.known_ids)
    if value is None:
        return Judged(None, reasons)
    numbered, places = _numbered(value)
    sources = _source_texts(asking.shown)
    found = check(CheckedSection(_as_section(section, numbered), asking.locale, sheet, source_texts=sources))
    grave = [each for each in found if each.severity == "error" or each.rule in _SENT_BACK]
    said = [*grave, *(each for each in found if each.rule in _WORTH_SAYING)] if grave else []
    reasons = (*_verdict_differs(value, sheet), *(_reason(each, places) for each in said))
    return Judged(None, reasons) if reasons else Judged(value)


def _source_texts(shown: Shown) -> tuple[SourceText, ...]:
    """The documents as far as they were shown: what is quoted stands there."""
    texts: dict[str, list[str]] = {}
    for passage in shown.sourced.values():
        texts.setdefault(passage.source.id, []).append(passage.text)
    sources = {passage.source.id: passage.source for passage in shown.sourced.values()}
    return tuple(SourceText(sources[name], "\n".join(found)) for name, found in texts.items())


def _as_section(section: SectionName, drafted: BaseModel) -> Section:
    """The drafted fields as a section that checks can read; what is computed is not in it and no check asks for it."""
    fields: dict[str, Any] = {name: getattr(drafted, name) for name in SPEC[section].drafted}
    return cast("Section", MODELS[section].model_construct(**fields, section=section))  # type: ignore[call-arg]


def _numbered(value: BaseModel) -> tuple[BaseModel, dict[str, str]]:
    """The same with an id on every entry that says where it stands, and the place of each."""
    places: dict[str, str] = {}

    def walk(inner: object, place: str) -> object:
        if isinstance(inner, tuple):
            return tuple(walk(each, f"{place}[{number}]") for number, each in enumerate(inner))
        if not isinstance(inner, Value):
            return inner
        changed: dict[str, object] = {}
        if isinstance(inner, Item):
            changed["id"] = f"i{len(places)}"
            places[f"i{len(places)}"] = place
        for name in type(inner).model_fields:
            if name not in ("id", "citations"):
                changed[name] = walk(getattr(inner, name), f"{place}.{name}".lstrip("."))
        return inner.model_copy(update=changed)

    walked = walk(value, "")
    assert isinstance(walked, BaseModel)
    return walked, places


def _reason(finding: Finding, places: dict[str, str]) -> str:
    place = f"{places.get(finding.place.item, '')}.{finding.place.field}".strip(".")
    return f"{place}: {finding.message}. {finding.hint}"


def _verdict_differs(value: BaseModel, sheet: FactSheet) -> Iterator[str]:
    if isinstance(value, AiImpact):
        rule = verdict([task for task in tasks_of(sheet) if task.labels])
        if value.verdict != rule:
            yield f"verdict: the published rule gives {rule}"
