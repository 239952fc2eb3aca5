"""What a template is told about an occupation: plain data, and beside it what the short ids stand for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from authoring.drafting.models.selecting import select
from authoring.drafting.models.showing import Shown, show
from authoring.drafting.offline.tasks import tasks_of
from authoring.drafting.offline.verdict import verdict
from authoring.item_texts import item_texts
from authoring.prompting import fence
from authoring.sources.passages import SourcePassage
from schemas.facts import FactSheet
from schemas.sections.registry import Section


@dataclass(frozen=True)
class Again:
    """What a redraft is told: the entries there are (item id, words), the reasons, and the one entry that is meant."""

    entries: Sequence[tuple[str, str]]
    reasons: Sequence[str]
    only: str = ""


def again_of(content: Section, reasons: Sequence[str], only: str = "") -> Again:
    """A redraft of that content."""
    entries: dict[str, list[str]] = {}
    for text in item_texts(content):
        entries.setdefault(text.item, []).append(f"{text.field}: {text.text}")
    return Again(tuple((item, " / ".join(words)) for item, words in entries.items()), tuple(reasons), only)


def context_of(
    section: str,
    sheet: FactSheet,
    recurring: Sequence[str] = (),
    again: Again | None = None,
    sourced: Sequence[SourcePassage] = (),
) -> tuple[Mapping[str, object], Shown]:
    """The data for a draft template, or with `again` for a redraft, and the meaning of its short ids.

    `sourced` are the passages of people's own documents that the section is given.
    """
    shown = show(select(section, sheet), sourced)
    data: dict[str, object] = {
        "occupation": {"soc": sheet.soc, "title": sheet.title},
        "facts": shown.groups,
        "passages": shown.passages,
        "sources": shown.sources,
        "fence": fence(sheet.hash, *(str(passage["text"]) for passage in shown.passages), *_from_documents(sourced)),
        "recurring": list(recurring),
    }
    if section == "ai_impact":
        rated = [task for task in tasks_of(sheet) if task.labels]
        data["verdict"] = verdict(rated) if rated else "not to be had: no task is rated"
    if again is not None:
        entries = [{"id": item, "words": words} for item, words in again.entries]
        data |= {
            "current": {"entries": entries, "fence": fence(*(words for _, words in again.entries))},
            "reasons": list(again.reasons),
            "only": again.only,
        }
    return data, shown


def _from_documents(sourced: Sequence[SourcePassage]) -> Iterator[str]:
    for passage in sourced:
        yield from (passage.source.title, passage.source.publisher, passage.text)
