"""`author site`: the pages of a release, written into a folder, and drafts shown on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from authoring.cli.office import office
from authoring.cli.output import counted, data_json, talk

site = typer.Typer(
    help="The pages: build those of a release, or preview drafts.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.add_typer(site, name="site")


@site.command()
def build(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="Where; `site/` if not said.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write the pages of the current release into a folder, ready for any web server.

    Only pages that changed since the last build there are written.
    """
    from authoring.cli.progress_line import ProgressLine
    from authoring.errors import UsageError
    from authoring.publishing.site.building import build_site, site_of

    here = office(context)
    release = here.wiring.publisher.shelf.current()
    if release is None:
        raise UsageError("nothing is published yet", "Publish first: author publish")
    folder = out or here.workspace.root / "site"
    settings = here.workspace.settings.publish
    with ProgressLine({"pages": "drawing pages"}) as line:
        built = build_site(release, folder, site_of(settings), lambda done, whole: line("pages", done, whole))
    if as_json:
        data_json({"folder": str(folder), "written": built.written, "kept": built.kept, "removed": built.removed})
        return
    talk(
        f"{counted(len(built.written), 'file')} written, {built.kept} as they were, {len(built.removed)} removed: {folder}"
    )
    if not settings.site_url:
        talk("no sitemap and no canonical addresses: `publish.site_url` is not set")
    talk(f"open {folder / 'index.html'}")


@site.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Which port; 0: any free one.")] = 8026,
) -> None:
    """Preview every draft in a browser on this machine. Pages reload when their text changes.

    Only this machine can read it. Publishes nothing. Stop it with ctrl+c.
    """
    preview = office(context).wiring.preview_of_drafts(port)
    talk(f"drafts at {preview.address} (only on this machine; ctrl+c stops)")
    try:
        preview.run()
    except KeyboardInterrupt:
        talk("stopped")
