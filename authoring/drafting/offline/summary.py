"""summary: what the official definition says the work is, in at most two sentences."""

import re
from collections.abc import Mapping

from authoring.drafting.offline.composing import lacking, sentence
from authoring.drafting.offline.phrasing import capitalised, lower_first, workers
from schemas.facts import Fact, FactSheet
from schemas.items import Sentence

_NOT_A_VERB = re.compile(r"^(All|Any|Includes?|Excludes?|This|These|The|Also|Illustrative|Those)\b")


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where there is no definition."""
    definition = sheet.latest("onet", "definition") or sheet.latest("soc", "definition")
    if definition is None:
        raise lacking(sheet, ["official definition"])
    parts = re.split(r"(?<=[a-z)]\.) (?=[A-Z])", str(definition.value).strip())
    first = _opening(sheet.title, parts[0], definition)
    return {"sentences": (first, *_second(parts[1:], definition))}


def _opening(title: str, text: str, definition: Fact) -> Sentence:
    if _NOT_A_VERB.match(text):
        return sentence(f"This occupation takes in {lower_first(text)}", definition)
    return sentence(f"{capitalised(workers(title))} {lower_first(text)}", definition)


def _second(parts: list[str], definition: Fact) -> tuple[Sentence, ...]:
    for text in parts:
        if not _NOT_A_VERB.match(text):
            return (sentence(f"They {lower_first(text)}", definition),)
    return ()
