"""Dated rules of US work immigration, each with its official source, and which of them concern an occupation.

Facts say what files hold; rules say what the law holds, which no occupational file does. `table` is the list,
a rule is published only where its text was compared with official wording, and every statement names the
provision.
"""

from authoring.facts.rules.applying import published_rules, rules_for
from authoring.facts.rules.schedule_a import SCHEDULE_A_GROUP_I
from authoring.facts.rules.table import RULES, RuleEntry

__all__ = ["RULES", "SCHEDULE_A_GROUP_I", "RuleEntry", "published_rules", "rules_for"]
