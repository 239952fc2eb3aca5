"""The report of a fact-check, to hand on: who, when, which text, what was looked at, and a signature over all of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from authoring.factchecking.checks import ClaimCheck
from schemas.base import Line, Locale, Sha256, SocCode, Timestamp, Value, canonical_json
from schemas.events import ActorName
from schemas.sections.registry import SectionName

NAMESPACE: Final = "factcheck@career-graph-authoring"


class CheckedClaim(Value):
    """One claim as the report tells it. `outcome` `open`: nobody has looked at it as it stands now."""

    section: SectionName
    hash: Sha256
    item: Line
    field: Line
    claim: Line
    text: Line
    verdict: Line
    outcome: Line
    by: ActorName | None
    at: Timestamp | None
    looked_at: tuple[Line, ...]
    reason: Line | None


class Report(Value):
    """A fact-check of one occupation in a locale, as it stood at `made`."""

    soc: SocCode
    title: Line
    locale: Locale
    base_version: Line
    made: Timestamp
    made_by: ActorName
    claims: tuple[CheckedClaim, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many claims have each outcome."""
        return dict(Counter(claim.outcome for claim in self.claims))


class SignedReport(Value):
    """The report and an OpenSSH signature over its canonical JSON; None where there is no key to sign with."""

    report: Report
    namespace: Line
    signature: str | None


def report_of(
    checks: Sequence[ClaimCheck], soc: SocCode, title: str, locale: Locale, base_version: str, person: str, now: Timestamp
) -> Report:  # fmt: skip
    """The report on these claims."""
    return Report(
        soc=soc, title=title, locale=locale, base_version=base_version, made=now, made_by=person,
        claims=tuple(_claim(check) for check in checks),
    )  # fmt: skip


def sign(report: Report, signature_of: Callable[[bytes, str], str] | None) -> SignedReport:
    """The report with its signature; `signature_of` signs bytes under a namespace."""
    signature = signature_of(message_of(report), NAMESPACE) if signature_of else None
    return SignedReport(report=report, namespace=NAMESPACE, signature=signature)


def message_of(report: Report) -> bytes:
    """What is signed."""
    return canonical_json(report.model_dump(mode="json"))


def page_of(signed: SignedReport) -> str:
    """The report as a page of HTML: nothing outside it, no script, readable in print and in both themes."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    report = signed.report
    return environment.get_template("report.html.j2").render(
        report=report.model_dump(mode="json"), counts=report.counts, signature=signed.signature or ""
    )


def _claim(check: ClaimCheck) -> CheckedClaim:
    found = check.found
    return CheckedClaim(
        section=check.revision.section, hash=check.revision.hash, item=check.claim.item, field=check.claim.field,
        claim=check.claim.text, text=check.text, verdict=check.claim.verdict, outcome=found.outcome if found else "open",
        by=found.by.name if found else None, at=found.at if found else None,
        looked_at=found.looked_at if found else tuple(ground.seen for ground in check.grounds),
        reason=found.reason if found else None,
    )  # fmt: skip
