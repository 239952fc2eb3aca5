"""summary: what the official definition says the work is, in at most two sentences."""

import re
from collections.abc import Mapping
from typing import Final

from authoring.drafting.offline.composing import lacking, sentence
from authoring.drafting.offline.phrasing import capitalised, lower_first, workers
from schemas.facts import Fact, FactSheet
from schemas.items import Sentence
from schemas.saying import said

_GROUP: Final = re.compile(r"^(All|Any)\b")
_NOT_OF_WORKERS: Final = re.compile(
    r"^(?:May include|Work may|(?:All|Any|This|These|The|Those|Also|Other|In|Under|Using|Usually|Generally|Typically|"
    r"Manually|Illustrative|Responsible|Clinical|Administrative|Psychiatric|Clerical|Naval|Field|Team|Equipment)\b|"
    r"\w+[^s\W]s\b|\w{3,}ing\b|\w+[^e\W]ed\b)"
)
"""A further sentence of a definition that does not begin with a verb in its base form, so that "They" cannot lead it."""


def draft(sheet: FactSheet) -> Mapping[str, object]:
    """Raises `ThinFacts` where there is no definition."""
    definition = sheet.latest("onet", "definition") or sheet.latest("soc", "definition")
    if definition is None:
        raise lacking(sheet, [said("official definition")])
    parts = re.split(r"(?<=[a-z)]\.) (?=[A-Z])", str(definition.value).strip())
    first = _opening(sheet.title, parts[0], definition)
    return {"sentences": (first, *_second(parts[1:], definition))}


def _opening(title: str, text: str, definition: Fact) -> Sentence:
    if _GROUP.match(text):
        return sentence(f"This occupation takes in {lower_first(text)}", definition)
    return sentence(f"{capitalised(workers(title))} {lower_first(text)}", definition)


def _second(parts: list[str], definition: Fact) -> tuple[Sentence, ...]:
    for text in parts:
        if not _NOT_OF_WORKERS.match(text):
            return (sentence(f"They {lower_first(text)}", definition),)
    return ()
