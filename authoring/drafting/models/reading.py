"""Reads an answer: JSON text to the drafted fields of a section, with short references turned into citations.

The only entry of a model's words. All text is cleaned here; what does not fit comes back as reasons that name the place
and say what to do, for the model to read.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import orjson
from pydantic import BaseModel, ValidationError

from authoring.conversing.answers import bare
from authoring.drafting.models.showing import Shown
from authoring.quoting import as_it_stands
from authoring.text import clean_line
from schemas.citations import Citation, FactCitation, PassageCitation, SourceCitation
from schemas.sections.registry import SectionName, drafted_model

_LONGEST_TEXT: Final = 900
"""Characters of one text; the longest sentence an editor would let stand is a third of it."""

_LONGEST_REF: Final = 12


class Read(NamedTuple):
    """The drafted model, or the reasons why there is none."""

    value: BaseModel | None
    reasons: tuple[str, ...]


def read(section: SectionName, text: str, shown: Shown, known_ids: frozenset[str] = frozenset()) -> Read:
    """The drafted fields in an answer. `known_ids` are those of the entries a redraft may keep."""
    try:
        answer = orjson.loads(bare(text))
    except ValueError as cause:
        return Read(None, (f"it is not JSON: {cause}",))
    if not isinstance(answer, dict):
        return Read(None, ("it is not a JSON object",))
    entry = _Entry(shown, known_ids)
    fields = entry.fields(answer, "")
    if entry.reasons:
        return Read(None, tuple(entry.reasons))
    model = drafted_model(section)
    assert model is not None
    given = {"section": section, "tools_researched": _names_a_tool(fields)}
    fields |= {name: value for name, value in given.items() if name in model.model_fields}
    try:
        return Read(model.model_validate(fields), ())
    except ValidationError as cause:
        return Read(None, tuple(_explained(cause)))


def _names_a_tool(fields: Mapping[str, Any]) -> bool:
    """Whether evidence is there that only somebody's document can carry. A document about other things is no research."""
    evidence = fields.get("evidence", ())
    return isinstance(evidence, tuple) and any(
        isinstance(each, dict) and each.get("kind") != "research" for each in evidence
    )


def _explained(cause: ValidationError) -> Iterator[str]:
    for error in cause.errors(include_input=False, include_url=False):
        place = _place(error["loc"])
        yield f"{place or 'the object'}: {clean_line(error['msg'])}"


def _place(path: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{clean_line(str(part))[:40]}" for part in path).lstrip(
        "."
    )


class _Entry:
    """One answer on its way in; collects what is wrong with it."""

    def __init__(self, shown: Shown, known_ids: frozenset[str]) -> None:
        self._shown = shown
        self._known_ids = known_ids
        self.reasons: list[str] = []

    def fields(self, value: Mapping[str, Any], place: str) -> dict[str, Any]:
        here: dict[str, Any] = {}
        for name, inner in value.items():
            if name == "cites":
                here["citations"] = self._citations(inner, f"{place}.cites")
            elif name != "id":
                here[clean_line(name)[:40]] = self._any(inner, f"{place}.{name}")
        if place.endswith("]"):
            here["id"] = self._id(value.get("id"))
            here.setdefault("citations", ())
        return here

    def _any(self, value: Any, place: str) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            text = clean_line(value[: 4 * _LONGEST_TEXT])
            if len(text) > _LONGEST_TEXT:
                self._refuse(place, f"is longer than {_LONGEST_TEXT} characters. Say it in one sentence")
            return text
        if isinstance(value, list):
            return tuple(self._any(each, f"{place}[{number}]") for number, each in enumerate(value[:40]))
        return self.fields(value, place) if isinstance(value, dict) else value

    def _id(self, given: object) -> str:
        """The id of an entry that is kept; anything else is a new entry."""
        return given if isinstance(given, str) and given in self._known_ids else ""

    def _citations(self, cites: object, place: str) -> tuple[Citation, ...]:
        if not isinstance(cites, list):
            self._refuse(place, "is not a list")
            return ()
        found = [self._citation(cite, f"{place}[{number}]") for number, cite in enumerate(cites[:24])]
        return tuple(dict.fromkeys(citation for citation in found if citation is not None))

    def _citation(self, cite: object, place: str) -> Citation | None:
        if not isinstance(cite, dict):
            self._refuse(place, "is not an object with ref and quote")
            return None
        ref = clean_line(str(cite.get("ref", "")))[:_LONGEST_REF]
        if ref in self._shown.facts:
            return FactCitation(kind="fact", fact=self._shown.facts[ref].id)
        passage, sourced = self._shown.quoted.get(ref), self._shown.sourced.get(ref)
        text = passage.text if passage else sourced.text if sourced else None
        if text is None:
            self._refuse(
                place, f"there is no fact or passage {ref!r}. Cite one that you were given, or leave the entry out"
            )
            return None
        quote = cite.get("quote")
        words = as_it_stands(clean_line(quote[: 2 * len(text)]), text) if isinstance(quote, str) else None
        if words is None:
            self._refuse(place, f"the quote does not stand in {ref} word for word. Copy its words exactly")
            return None
        if passage:
            return PassageCitation(kind="passage", passage=passage.id, quote=words)
        assert sourced is not None
        return SourceCitation(kind="source", source=sourced.source.id, quote=words)

    def _refuse(self, place: str, why: str) -> None:
        self.reasons.append(f"{clean_line(place).lstrip('.')}: {why}")
