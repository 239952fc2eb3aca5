"""All sections in page order: name, kind, model, and which part a drafter writes."""

from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, Field, TypeAdapter, create_model

from schemas.base import Value
from schemas.sections.ai_impact import AiImpact
from schemas.sections.credentials import Credentials
from schemas.sections.education import Education
from schemas.sections.faq import Faq
from schemas.sections.fit import Fit
from schemas.sections.identity import Identity
from schemas.sections.immigration import Immigration
from schemas.sections.moat import Moat
from schemas.sections.outlook import Outlook
from schemas.sections.pay import Pay
from schemas.sections.related import Related
from schemas.sections.scores import Scores
from schemas.sections.skills import Skills
from schemas.sections.sources import Sources
from schemas.sections.summary import Summary

SectionName = Literal[
    "identity", "summary", "scores", "ai_impact", "moat", "skills", "pay", "education",
    "credentials", "immigration", "fit", "outlook", "related", "faq", "sources",
]  # fmt: skip
SectionKind = Literal["computed", "drafted", "mixed"]

Section = Annotated[
    Identity | Summary | Scores | AiImpact | Moat | Skills | Pay | Education | Credentials | Immigration | Fit
    | Outlook | Related | Faq | Sources,
    Field(discriminator="section"),
]  # fmt: skip


class SectionSpec(Value):
    """One section's place in the profile. `drafted` names the fields a drafter writes; the rest is made from facts."""

    name: SectionName
    kind: SectionKind
    drafted: tuple[str, ...]


def _spec(name: SectionName, kind: SectionKind, *drafted: str) -> SectionSpec:
    return SectionSpec(name=name, kind=kind, drafted=drafted)


SPECS: Final[tuple[SectionSpec, ...]] = (
    _spec("identity", "computed"),
    _spec("summary", "drafted", "sentences"),
    _spec("scores", "computed"),
    _spec(
        "ai_impact", "drafted",
        "verdict", "narrative", "tools_researched", "evidence", "takes_over", "augments", "entry_level", "level_up",
    ),
    _spec("moat", "drafted", "points"),
    _spec("skills", "drafted", "points"),
    _spec("pay", "mixed", "note"),
    _spec("education", "mixed", "note"),
    _spec("credentials", "drafted", "credentials", "note"),
    _spec("immigration", "mixed", "notes"),
    _spec("fit", "drafted", "suits", "does_not_suit"),
    _spec("outlook", "mixed", "sentences", "growth_areas"),
    _spec("related", "computed"),
    _spec("faq", "drafted", "questions"),
    _spec("sources", "computed"),
)  # fmt: skip

SECTION_NAMES: Final[tuple[SectionName, ...]] = tuple(spec.name for spec in SPECS)
SPEC: Final[dict[str, SectionSpec]] = {spec.name: spec for spec in SPECS}

SECTION: Final[TypeAdapter[Section]] = TypeAdapter(Section)
"""Reads any section from JSON by its `section` field."""

MODELS: Final[dict[str, type[Value]]] = {
    get_args(model.model_fields["section"].annotation)[0]: model for model in get_args(get_args(Section)[0])
}


def drafted_model(name: str) -> type[BaseModel] | None:
    """The model of what a drafter writes of a section; None for a computed one.

    Fields keep the section's own annotations, so one definition serves the wire, the log and the page.
    """
    return _DRAFTED.get(name)


def _build_drafted() -> dict[str, type[BaseModel]]:
    built: dict[str, type[BaseModel]] = {}
    for spec in SPECS:
        model = MODELS[spec.name]
        if spec.kind == "drafted":
            built[spec.name] = model
        elif spec.kind == "mixed":
            fields = {name: (model.model_fields[name].rebuild_annotation(), ...) for name in spec.drafted}
            built[spec.name] = create_model(  # type: ignore[call-overload]
                f"{model.__name__}Draft", __base__=Value, __doc__=f"What a drafter writes of {spec.name}.", **fields
            )
    return built


_DRAFTED: Final = _build_drafted()
