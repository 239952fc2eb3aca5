"""Findings in SARIF 2.1.0 (OASIS, 2020), which code hosts show beside the changed files."""

from collections.abc import Iterable, Sequence
from typing import Final

from authoring import __version__
from authoring.checks.explaining import explained
from authoring.checks.reports.reported import Reported

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "note": "note"}


def sarif(found: Sequence[Reported]) -> dict[str, object]:
    """The log of one run. A finding's fingerprint tells the host which of them it has seen before."""
    used = {each.finding.rule for each in found}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "author check", "semanticVersion": __version__, "rules": _rules(used)}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each) for each in found],
            }
        ],
    }


def _rules(used: Iterable[str]) -> list[dict[str, object]]:
    known = {rule.id: rule for rule in explained()}
    return [
        {
            "id": rule_id,
            "shortDescription": {
                "text": known[rule_id].explanation if rule_id in known else "A rule of this workspace."
            },
            "defaultConfiguration": {"level": _LEVELS[known[rule_id].severity] if rule_id in known else "warning"},
        }
        for rule_id in sorted(used)
    ]


def _result(each: Reported) -> dict[str, object]:
    finding = each.finding
    where = f"{each.soc}/{each.locale}/{each.section}/{finding.place.item}"
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{each.soc} {each.locale} {each.section}: {finding.message}. {finding.hint}"},
        "partialFingerprints": {"finding/v1": finding.fingerprint},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": each.file, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": each.line},
                },
                "logicalLocations": [{"fullyQualifiedName": where, "kind": "member"}],
            }
        ],
    }
