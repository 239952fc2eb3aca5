"""The report of a run, as data and as a page."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from authoring.runs.ledger import RunFolder

_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Run {{ run.run }}</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
table{border-collapse:collapse;margin:0 0 2rem;width:100%}
caption{font-weight:bold;text-align:left;padding:0 0 .4rem}
td,th{padding:.25rem 1rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #8886}
td.number{text-align:right;font-variant-numeric:tabular-nums}
</style>
<h1>Run {{ run.run }}: {{ run.status }}</h1>
<p>{{ run.plan }}</p>
<table><caption>What it took</caption>
{%- for word, value in run.rows %}
<tr><th scope="row">{{ word }}</th><td>{{ value }}</td></tr>
{%- endfor %}
</table>
<table><caption>What became of the texts</caption>
<tr>{% for head in ("section", "written", "unchanged", "left alone", "failed") %}<th scope="col">{{ head }}</th>{% endfor %}</tr>
{%- for each in run.sections %}
<tr><th scope="row">{{ each.section }}</th><td class="number">{{ each.written }}</td><td class="number">{{ each.unchanged }}</td>
<td class="number">{{ each.left }}</td><td class="number">{{ each.failed }}</td></tr>
{%- endfor %}
</table>
{%- if run.failures %}
<table><caption>{{ run.failures | length }} texts that were not got</caption>
<tr>{% for head in ("code", "locale", "section", "kind", "why") %}<th scope="col">{{ head }}</th>{% endfor %}</tr>
{%- for each in run.failures %}
<tr>{% for cell in (each.soc, each.locale, each.section, each.kind, each.said) %}<td>{{ cell }}</td>{% endfor %}</tr>
{%- endfor %}
</table>
{%- endif %}
</html>
"""
_COLUMNS: Final = {"written": "written", "unchanged": "unchanged", "kept": "left", "thin": "left", "failed": "failed"}


def as_report(run: "RunFolder") -> dict[str, Any]:
    """Everything the ledger knows of a run, as plain data."""
    from authoring.cli.run_display import state_rows

    head, state = run.head, run.state
    last: dict[tuple[str, str, str], dict[str, Any]] = {}
    for line in run.texts():
        last[str(line.get("soc")), str(line.get("locale")), str(line.get("section"))] = line
    sections: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, _, section), line in last.items():
        sections[section][_COLUMNS.get(str(line.get("became")), "left")] += 1
    wish = head.wish if head else None
    return {
        "run": run.number,
        "status": state.status if state else "broken off",
        "plan": f"{wish.selection}; {', '.join(wish.locales)}; {wish.model}" if wish else "",
        "head": head.model_dump(mode="json") if head else None,
        "state": state.model_dump(mode="json") if state else None,
        "rows": [list(row) for row in state_rows(state, head.budget_usd if head else None)] if state else [],
        "sections": [
            {
                "section": name,
                **{column: sections[name][column] for column in ("written", "unchanged", "left", "failed")},
            }
            for name in sorted(sections)
        ],
        "failures": [each.model_dump(mode="json") for each in run.failures()],
        "texts": [last[place] for place in sorted(last)],
    }


def as_page(found: dict[str, Any]) -> str:
    """The report as a page without a script or an outside link."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return (
        ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(_PAGE).render(run=found)
    )
