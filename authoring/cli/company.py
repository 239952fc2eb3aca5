"""`author who`: who is in which section now."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import office
from authoring.cli.output import counted, data_json, table, talk

if TYPE_CHECKING:
    from authoring.revisions.presence import Doing, Presence
    from schemas.base import Locale, SocCode
    from schemas.sections.registry import SectionName


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.command()(who)


def who(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False
) -> None:
    """Tell who is reading or editing which section now, in the review screens or with `author edit`."""
    here = office(context)
    present = here.wiring.presence.others()
    if as_json:
        data_json([each.model_dump() for each in present])
        return
    if not present:
        talk("nobody is in a section now")
        return
    title = here.wiring.desk.title
    table(
        ("person", "is", "code", "section", "locale", "since", "occupation"),
        [(p.person, p.doing, p.soc, p.section, p.locale, p.since[11:16], title(p.soc)) for p in present],
    )
    talk(f"{counted(len(present), 'section')} with somebody in it; times are UTC")


@contextmanager
def being_there(
    presence: "Presence", soc: "SocCode", locale: "Locale", section: "SectionName", doing: "Doing"
) -> Iterator[None]:
    """Say where one is for as long as this lasts, again and again from a thread of its own."""
    import threading

    from authoring.revisions.presence import SAID_EVERY_SECONDS

    left = threading.Event()

    def say() -> None:
        while True:
            presence.enter(soc, locale, section, doing)
            if left.wait(SAID_EVERY_SECONDS):
                return

    saying = threading.Thread(target=say, daemon=True)
    saying.start()
    try:
        yield
    finally:
        left.set()
        saying.join()
        presence.leave()
