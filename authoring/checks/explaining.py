"""What a person is told of a rule: its id, severity, explanation, and an example right and wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from authoring.checks.alike import EXPLANATION, NEAR_DUPLICATE
from authoring.checks.examples import EXAMPLES
from authoring.checks.page import PAGE_RULES
from authoring.checks.registry import all_rules
from authoring.checks.sources import UNREACHABLE, UNREACHABLE_EXPLANATION
from schemas.findings import Severity


@dataclass(frozen=True)
class Explained:
    """One rule as it is shown. Rules over a whole page have no example."""

    id: str
    severity: Severity
    explanation: str
    right: str
    wrong: str


def explained() -> Iterator[Explained]:
    """Every rule, family by family."""
    examples = EXAMPLES()
    for rule in sorted(all_rules(), key=lambda rule: rule.id.partition(".")[0]):
        right, wrong = examples[rule.id].said if rule.id in examples else ("", "")
        yield Explained(rule.id, rule.severity, rule.explanation, right, wrong)
    for page_rule in PAGE_RULES:
        yield Explained(page_rule.id, page_rule.severity, page_rule.explanation, "", "")
    yield Explained(UNREACHABLE, "note", UNREACHABLE_EXPLANATION, "", "")
    yield Explained(NEAR_DUPLICATE, "note", EXPLANATION, "", "")


def as_markdown() -> str:
    """The list of rules as `docs/checks.md` has it."""
    lines = ["| rule | severity | what it is about | right | wrong |", "| --- | --- | --- | --- | --- |"]
    for each in explained():
        cells = (f"`{each.id}`", each.severity, each.explanation, _cut(each.right), _cut(each.wrong))
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines)


def _cut(example: str) -> str:
    shown = example if len(example) <= 90 else f"{example[:88]}…"
    return shown.replace("<", "&lt;").strip() or "(nothing)" if example else ""
