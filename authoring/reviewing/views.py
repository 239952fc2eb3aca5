"""Saved views of the queue: a filter with a name in `authoring.toml`, which options of the moment add to."""

from collections.abc import Mapping

from pydantic import ValidationError

from authoring.errors import UsageError
from authoring.misfits import first_misfit
from authoring.reviewing.queue import QueueFilter
from authoring.revisions.ids import later
from authoring.settings import SavedView
from schemas.base import Timestamp
from schemas.saying import said

_MINUTES_A_DAY = 24 * 60


def narrowed(views: Mapping[str, SavedView], name: str | None, asked: Mapping[str, object]) -> SavedView:
    """The view of that name with what was asked besides; what was not asked is empty, False or None.

    Raises `UsageError` where there is no such view.
    """
    if name is not None and name not in views:
        known = ", ".join(sorted(views)) or "none yet"
        raise UsageError(
            said("there is no view `{name}`", name=name),
            said(
                "Yours (`author queue ... --save NAME`) and those of the workspace ([review.views]): {known}.",
                known=known,
            ),
        )
    saved = views[name] if name is not None else SavedView()
    given = {field: value for field, value in asked.items() if value not in ("", (), False, None)}
    if asked.get("stale") is False:
        given["stale"] = False
    try:
        return SavedView.model_validate({**saved.model_dump(), **given})
    except ValidationError as cause:
        first, why = first_misfit(cause)
        raise UsageError(
            said("{field}: {why}", field=first["loc"][0], why=why),
            said("A major group is the first two digits of a code, such as 25."),
        ) from cause


def filter_of(view: SavedView, person: str, now: Timestamp) -> QueueFilter:
    """The filter of a view for that person at that time."""
    days = view.older_than_days
    return QueueFilter(
        states=view.states,
        locales=view.locales,
        sections=view.sections,
        text=view.text,
        findings_only=view.findings,
        assignee=person if view.assignee == "me" else view.assignee,
        unassigned=view.unassigned,
        groups=view.groups,
        rules=view.rules,
        models=view.models,
        stale=view.stale,
        older_than=None if days is None else later(now, -days * _MINUTES_A_DAY),
    )
