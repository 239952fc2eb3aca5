"""A finding with the text it is about, as reports need it."""

from dataclasses import dataclass

from schemas.base import Locale, SocCode
from schemas.findings import Finding
from schemas.sections.registry import SectionName


@dataclass(frozen=True)
class Reported:
    """One finding in its place. `file` is the log or published file, relative to the workspace; `line` where in it, from 1."""

    soc: SocCode
    locale: Locale
    section: SectionName
    finding: Finding
    file: str
    line: int
    text: str = ""
