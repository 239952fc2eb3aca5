"""Checks: pure functions from a section and its fact sheet to findings. One module per family of rules.

May import `schemas`, `claims`, `staleness`, `quantities`, `item_texts`, `glossary`, `quoting`, `gating` and `text`. Reads no
file, keeps no state; the same rules run in the editor as you type, before approval, before a release and in CI.
"""

from authoring.checks.registry import RULES, CheckedSection, Rule, SourceText, check, edition

__all__ = ["RULES", "CheckedSection", "Rule", "SourceText", "check", "edition"]
