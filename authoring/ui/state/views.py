"""Saved views of the workspace as lines one could have typed into the filter."""

from collections.abc import Iterator

from authoring.settings import SavedView


def filter_line(view: SavedView) -> str:
    """The terms that ask for what the view shows."""
    return " ".join(_terms(view))


def _terms(view: SavedView) -> Iterator[str]:
    if view.text:
        yield view.text
    several = {
        "state": view.states, "locale": view.locales, "section": view.sections, "group": view.groups,
        "model": view.models, "finding": view.rules,
    }  # fmt: skip
    for name, values in several.items():
        if values:
            yield f"{name}:{','.join(values)}"
    if view.findings:
        yield "finding:any"
    if view.stale is not None:
        yield f"stale:{'yes' if view.stale else 'no'}"
    if view.assignee:
        yield f"for:{view.assignee.split()[0].casefold()}"
    if view.unassigned:
        yield "for:nobody"
    if view.older_than_days is not None:
        yield f"age:{view.older_than_days}"
