"""Which models have a generated JSON Schema under `schemas/json/`, by file name."""

import json
from typing import Final

from pydantic import BaseModel

from schemas.base import SCHEMA_VERSION
from schemas.claims import Claim
from schemas.events import EVENT
from schemas.facts import FactSheet
from schemas.findings import Finding
from schemas.release import Manifest
from schemas.sections.registry import MODELS, SPECS, drafted_model
from schemas.sources import SOURCE_RECORD
from schemas.status import SectionStatus

_OTHERS: Final[dict[str, type[BaseModel]]] = {
    "claim": Claim,
    "fact-sheet": FactSheet,
    "finding": Finding,
    "manifest": Manifest,
    "section-status": SectionStatus,
}


def json_schemas() -> dict[str, str]:
    """Every generated schema as file text by name, without the `.json`: sections, what a drafter writes, events."""
    schemas = {f"section.{name}": model.model_json_schema() for name, model in MODELS.items()}
    for spec in SPECS:
        model = drafted_model(spec.name)
        if spec.kind == "mixed" and model is not None:
            schemas[f"drafted.{spec.name}"] = model.model_json_schema()
    schemas |= {name: model.model_json_schema() for name, model in _OTHERS.items()}
    schemas["event"] = EVENT.json_schema()
    schemas["source-record"] = SOURCE_RECORD.json_schema()
    return {name: _file_text(name, schema) for name, schema in sorted(schemas.items())}


def _file_text(name: str, schema: dict[str, object]) -> str:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    head = {"$schema": dialect, "$comment": f"{name}, schema {SCHEMA_VERSION}"}
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False, sort_keys=False) + "\n"
