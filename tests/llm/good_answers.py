"""What a model could have answered: the offline drafter's text, with the short ids of the prompt in place of citations."""

import json

from authoring.drafting.models.selecting import select
from authoring.drafting.models.showing import show
from authoring.drafting.offline.drafter import OfflineDrafter
from schemas.base import Value


def wire(section, sheet):
    """An answer, as data, that can stand for that section: entries whose grounds were not shown are left out."""
    shown = show(select(section, sheet))
    refs = {fact.id: ref for ref, fact in shown.facts.items()} | {p.id: ref for ref, p in shown.quoted.items()}

    def entry(value):
        if isinstance(value, tuple):
            found = [entry(each) for each in value]
            return [each for each in found if each is not None]
        if not isinstance(value, Value):
            return value
        fields = {name: getattr(value, name) for name in type(value).model_fields if name not in ("id", "citations")}
        out = {name: entry(inner) for name, inner in fields.items()}
        cites = [cite(each) for each in value.citations]
        if value.citations:
            if None in cites:
                return None
            out["cites"] = cites
        return out

    def cite(citation):
        target = citation.fact if citation.kind == "fact" else citation.passage
        quote = None if citation.kind == "fact" else citation.quote
        return {"ref": refs[target], "quote": quote} if target in refs else None

    fields = OfflineDrafter().draft(section, sheet).fields
    return {name: entry(value) for name, value in fields.items() if name != "tools_researched"}


def good(section, sheet):
    return json.dumps(wire(section, sheet))
