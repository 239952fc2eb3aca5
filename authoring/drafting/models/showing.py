"""Facts as rows of a table: each with a short id, and its value written as a sentence may write it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from authoring.drafting.models.selecting import Row, Selection
from authoring.drafting.offline.phrasing import index, number, share
from authoring.sources.passages import SourcePassage
from schemas.facts import Fact, Passage

_SHORT_LABELS: Final[tuple[tuple[str, str], ...]] = (
    ("/exposure-human", "exposure, rated by people"),
    ("/exposure-gpt4", "exposure, rated by GPT-4"),
    ("/automation-gpt4", "automation, rated by GPT-4"),
    ("/physical", "physical task"),
)
_STUDIES: Final[Mapping[str, str]] = {
    "gpts-are-gpts": "GPTs are GPTs (Eloundou, Manning, Mishkin and Rock)",
    "microsoft-applicability": "Working with AI (Tomlinson and others, Microsoft Research)",
    "anthropic-exposure": "Labor market impacts (Massenkoff and McCrory, Anthropic Economic Index)",
}
"""Who says it: a model that may name nothing from memory has to be given the name."""

_NOTHING_REQUIRED: Final = frozenset({"work-experience", "on-the-job-training"})
_AROUND: Final[Mapping[str, tuple[str, str]]] = {
    "USD/year": ("$", " a year"),
    "USD/hour": ("$", " an hour"),
    "percent": ("", " percent"),
    "jobs": ("", " jobs"),
}


@dataclass(frozen=True)
class Shown:
    """A selection as plain data for a template, and what each short id stands for."""

    groups: list[dict[str, object]]
    passages: list[dict[str, object]]
    facts: Mapping[str, Fact]
    quoted: Mapping[str, Passage]
    sources: list[dict[str, object]]
    sourced: Mapping[str, SourcePassage]


def show(selection: Selection, sourced: Sequence[SourcePassage] = ()) -> Shown:
    """The selection with short ids f1, f2, ... and p1, p2, ... in the order it is shown in; s1, s2, ... from documents."""
    facts: dict[str, Fact] = {}

    def ref(fact: Fact) -> str:
        facts[f"f{len(facts) + 1}"] = fact
        return f"f{len(facts)}"

    groups: list[dict[str, object]] = [
        {
            "heading": group.heading,
            "rows": [_row(row, ref(row.fact), [ref(mark) for mark in row.marks]) for row in group.rows],
        }
        for group in selection.groups
    ]
    quoted = {f"p{place}": passage for place, passage in enumerate(selection.passages, 1)}
    passages: list[dict[str, object]] = [
        {"ref": short, "section": passage.section, "text": passage.text} for short, passage in quoted.items()
    ]
    from_documents = {f"s{place}": passage for place, passage in enumerate(sourced, 1)}
    return Shown(groups, passages, facts, quoted, _documents(from_documents), from_documents)


def _documents(passages: Mapping[str, SourcePassage]) -> list[dict[str, object]]:
    """Each document with its passages, in order."""
    documents: dict[str, dict[str, object]] = {}
    for short, passage in passages.items():
        source = passage.source
        dated = f"published {source.published}" if source.published else f"retrieved {source.retrieved}"
        about = ", ".join(part for part in (source.title, source.publisher, dated) if part)
        document = documents.setdefault(source.id, {"about": about, "passages": []})
        rows = document["passages"]
        assert isinstance(rows, list)
        rows.append({"ref": short, "text": passage.text})
    return list(documents.values())


def _row(row: Row, ref: str, refs: list[str]) -> dict[str, object]:
    fact = row.fact
    return {
        "ref": ref,
        "label": fact.label,
        "value": shown_value(fact),
        # A task's date is when O*NET last asked about it, which no sentence needs.
        "period": "" if row.marks else fact.period,
        "note": "; ".join(_notes(fact)),
        "marks": [
            {"ref": short, "label": _short_label(mark), "value": shown_value(mark)}
            for short, mark in zip(refs, row.marks, strict=True)
        ],
    }


def _notes(fact: Fact) -> Iterator[str]:
    study = _STUDIES.get(fact.dataset.partition(".")[0])
    if study:
        yield f"study: {study}"
    if fact.basis != "direct" and fact.basis_note:
        yield fact.basis_note


def _short_label(fact: Fact) -> str:
    return next((label for ending, label in _SHORT_LABELS if fact.measure.endswith(ending)), fact.label)


def shown_value(fact: Fact) -> str:
    """The value with its unit, in the digits that a sentence may use."""
    if isinstance(fact.value, bool):
        return "yes" if fact.value else "no"
    if isinstance(fact.value, str):
        # BLS's "None" in these columns is an answer, not a gap.
        return "none typically required" if fact.measure in _NOTHING_REQUIRED and fact.value == "None" else fact.value
    more = " or more" if fact.at_least else ""
    if fact.unit == "share":
        return share(fact)
    if fact.unit == "index":
        return index(fact)
    if fact.unit.startswith("thousand "):
        return f"{number(float(Decimal(str(fact.value)) * 1000))} {fact.unit.removeprefix('thousand ').replace('/', ' a ')}"
    before, after = _AROUND.get(fact.unit, ("", f" ({fact.unit})"))
    digits = f"{fact.value:,.2f}" if fact.unit == "USD/hour" else number(float(fact.value))
    return f"{before}{digits}{after}{more}"
