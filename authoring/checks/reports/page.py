"""One HTML page per occupation: its findings by section, the words they are about marked in their sentence."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from authoring.checks.reports.reported import Reported

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Findings: {{ soc }} {{ title }}</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:1px solid #bbb;margin-top:2rem}
article{margin:1rem 0;padding:.2rem 0 .2rem .9rem;border-left:.3rem solid #767676}
article.error{border-color:#b00020}article.warning{border-color:#8a5a00}
p{margin:.2rem 0}blockquote{margin:.3rem 0;color:#333}mark{background:#ffe08a}code{font-size:.9em}
</style></head><body>
<h1>{{ soc }} {{ title }}</h1>
<p>{{ counts }}</p>
{% for name, entries in sections %}<h2>{{ name }}</h2>
{% for e in entries %}<article class="{{ e.severity }}">
<p><strong>{{ e.severity }}</strong> <code>{{ e.rule }}</code> {{ e.message }}.</p>
{% if e.before or e.marked or e.after %}<blockquote>{{ e.before }}<mark>{{ e.marked }}</mark>{{ e.after }}</blockquote>{% endif %}
<p>{{ e.hint }}</p></article>
{% endfor %}{% else %}<p>Nothing to mend.</p>{% endfor %}
</body></html>
"""


def html_report(soc: str, title: str, found: Sequence[Reported]) -> str:
    """The page of one occupation. Everything from outside is escaped."""
    sections: dict[str, list[dict[str, str]]] = {}
    for each in found:
        sections.setdefault(f"{each.section} ({each.locale})", []).append(_entry(each))
    severities = [each.finding.severity for each in found]
    counts = ", ".join(f"{severities.count(name)} {name}s" for name in ("error", "warning", "note"))
    return _template().render(soc=soc, title=title, counts=counts, sections=list(sections.items()))


def _entry(each: Reported) -> dict[str, str]:
    place, text = each.finding.place, each.text
    spans = 0 <= place.start < place.end <= len(text)
    return {
        "severity": each.finding.severity,
        "rule": each.finding.rule,
        "message": each.finding.message,
        "hint": each.finding.hint,
        "before": text[: place.start] if spans else "",
        "marked": text[place.start : place.end] if spans else "",
        "after": text[place.end :] if spans else "",
    }


@cache
def _template() -> "Template":
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(_TEMPLATE)
