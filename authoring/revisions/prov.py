"""History as W3C PROV, in its JSON form: texts are entities, what made or judged them activities, actors are agents.

The names follow PROV-JSON (https://www.w3.org/submissions/prov-json/), so that any PROV tool reads it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from schemas.events import Actor, Answer, Decision, Event, Redaction, Revision

Document: TypeAlias = dict[str, dict[str, Any]]
"""A PROV-JSON document: kind of record, then id, then what is said of it."""

_NAMESPACE: Final = "urn:career-graph-authoring:"
_AGENT_TYPES: Final = {"person": "prov:Person", "model": "prov:SoftwareAgent", "tool": "prov:SoftwareAgent"}


def prov_document(events: Iterable[Event]) -> Document:
    """The events as a PROV-JSON document. Redacted words are not in it; no words are."""
    document: Document = {"prefix": {"cg": _NAMESPACE}}
    for event in events:
        agent = _agent(document, event.by)
        activity = f"cg:did.{event.id}"
        _say(document, "activity", activity, _activity(event))
        _relate(document, "wasAssociatedWith", {"prov:activity": activity, "prov:agent": agent})
        if isinstance(event, Revision):
            _revision(document, event, activity, agent)
        elif event.parent is not None:
            _relate(document, "used", {"prov:activity": activity, "prov:entity": f"cg:text.{event.parent}"})
    return _closed(document)


def _agent(document: Document, actor: Actor) -> str:
    # A name may hold any letter; an identifier may not.
    name = f"cg:{actor.kind}.{actor.name.encode().hex()}"
    kind = {"$": _AGENT_TYPES[actor.kind], "type": "prov:QUALIFIED_NAME"}
    _say(document, "agent", name, {"prov:type": kind, "prov:label": actor.name})
    return name


def _activity(event: Event) -> dict[str, Any]:
    said = {"prov:startTime": event.at, "prov:endTime": event.at, "cg:kind": event.kind, "cg:section": event.section}
    if isinstance(event, Decision):
        return {**said, "cg:action": event.action, "cg:hash": event.hash}
    if isinstance(event, Answer):
        return {**said, "cg:model": event.model, "cg:job": event.job_key}
    if isinstance(event, Redaction):
        return {**said, "cg:target": event.target, "cg:reason": event.reason}
    if isinstance(event, Revision):
        made = {"cg:method": event.provenance.method, "cg:software": event.provenance.software}
        model = {"cg:model": event.provenance.model} if event.provenance.model else {}
        return {**said, **made, **model}
    return said


def _revision(document: Document, event: Revision, activity: str, agent: str) -> None:
    text = f"cg:text.{event.id}"
    place = {"cg:soc": event.soc, "cg:locale": event.locale, "cg:section": event.section}
    _say(document, "entity", text, {**place, "cg:hash": event.hash, "cg:schema": event.schema_version})
    _relate(document, "wasGeneratedBy", {"prov:entity": text, "prov:activity": activity, "prov:time": event.at})
    _relate(document, "wasAttributedTo", {"prov:entity": text, "prov:agent": agent})
    sources = [f"cg:text.{parent}" for parent in (event.parent, event.merged) if parent]
    if event.translated_from:
        sources.append(f"cg:text.{event.translated_from.revision}")
    if event.sheet_hash:
        sources.append(f"cg:facts.{event.sheet_hash}")
    for source in sources:
        _relate(document, "wasDerivedFrom", {"prov:generatedEntity": text, "prov:usedEntity": source})


def _say(document: Document, kind: str, name: str, said: Mapping[str, Any]) -> None:
    document.setdefault(kind, {})[name] = dict(said)


def _relate(document: Document, kind: str, said: Mapping[str, Any]) -> None:
    relations = document.setdefault(kind, {})
    relations[f"_:{kind}{len(relations)}"] = dict(said)


def _closed(document: Document) -> Document:
    """With an entity for everything that is spoken of, such as fact sheets and sources in other locales."""
    entities = document.setdefault("entity", {})
    for kind, field in (("wasDerivedFrom", "prov:usedEntity"), ("used", "prov:entity")):
        for relation in document.get(kind, {}).values():
            entities.setdefault(relation[field], {})
    return document
