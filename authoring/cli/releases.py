"""`author releases`: what was published, and taking it back."""

from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import office
from authoring.cli.output import data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.publishing.releases import Release
    from schemas.release import Manifest

releases = typer.Typer(
    help="The releases there are: list, show, verify, go back, take back.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the verbs of this group."""
    app.add_typer(releases, name="releases")


_Version = Annotated[str, typer.Argument(metavar="RELEASE", help="A release, such as 2026-11-23.1, or `current`.")]


@releases.command("list")
def list_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the releases, the newest first, each with its state."""
    found = office(context).wiring.releases.all()
    if as_json:
        data_json([_told(release) for release in found])
        return
    table(("release", "state", "profiles", "sections", "by", "notes"), [_row(release) for release in found])
    talk(f"{len(found)} releases, the newest first" if found else "nothing is published yet: author publish")


@releases.command()
def show(
    context: typer.Context,
    version: _Version = "current",
    changes: Annotated[bool, typer.Option("--changes", help="Print its list of changes instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print its manifest (or its changes) as JSON.")] = False,
) -> None:
    """Show one release: how far it goes in each locale, what it rests on, what it changed."""
    from authoring.publishing.releases import read_text

    here = office(context)
    release = here.wiring.releases.one(version)
    folder = here.wiring.publisher.shelf.folder(release.version)
    if changes:
        data(read_text(folder / ("changes.json" if as_json else "CHANGES.md")).rstrip("\n"))
        return
    if as_json:
        data_json(_told(release, whole=True))
        return
    if release.manifest is None:
        talk(f"release {release.version} cannot be read: author releases verify {release.version}")
        return
    _show(release, release.manifest)


@releases.command()
def verify(context: typer.Context, version: _Version = "current") -> None:
    """Read every file of a release and compare it with the manifest."""
    manifest = office(context).wiring.releases.verified(version)
    talk(f"release {manifest.release} is whole: {len(manifest.files)} files are as its manifest says")


@releases.command()
def rollback(
    context: typer.Context,
    version: Annotated[
        str | None, typer.Argument(metavar="[RELEASE]", help="Which one; by default the newest before the current one.")
    ] = None,
) -> None:
    """Go back to an earlier release.

    It is read whole first; then `published/current` leads to it. Nothing is deleted.
    """
    manifest = office(context).wiring.releases.roll_back(version)
    talk(f"release {manifest.release} is the current one again")


@releases.command()
def yank(
    context: typer.Context,
    version: _Version,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why nobody should use it.")],
) -> None:
    """Take a release back.

    It stays as it is, and published/yanked.json says why nobody should use it. If it is the current one, the newest
    sound one before it becomes current.
    """
    here = office(context)
    release = here.wiring.releases.yank(version, here.wiring.person, reason)
    talk(f"release {release.version} is taken back; current is {here.wiring.releases.one('current').version}")


def _row(release: "Release") -> tuple[str, ...]:
    manifest = release.manifest
    if manifest is None:
        return (release.version, release.state, "", "", "", "")
    sections = sum(len(profile.sections) for profile in manifest.profiles)
    said = release.yank.reason if release.yank else " ".join(manifest.notes.split())
    return (
        release.version, release.state, str(len(manifest.profiles)), str(sections), manifest.created_by, said,
    )  # fmt: skip


def _told(release: "Release", *, whole: bool = False) -> dict[str, object]:
    manifest = release.manifest
    said: dict[str, object] = {"release": release.version, "state": release.state}
    said["yanked"] = release.yank.model_dump(mode="json") if release.yank else None
    if manifest and whole:
        said["manifest"] = manifest.model_dump(mode="json")
    elif manifest:
        leave_out = {"profiles", "files", "datasets", "release"}
        said |= {**manifest.model_dump(mode="json", exclude=leave_out), "files": len(manifest.files)}
    return said


def _show(release: "Release", manifest: "Manifest") -> None:
    data(f"release   {manifest.release}, {release.state}")
    data(f"made      {manifest.created} by {manifest.created_by}, {manifest.software}")
    data(f"after     {manifest.previous or 'none: the first one'}")
    data(f"facts     {manifest.base_version}, {len(manifest.datasets)} datasets")
    data(f"shape     {manifest.schema_version}")
    data(f"files     {len(manifest.files)}, {sum(entry.bytes for entry in manifest.files) / 1e6:.1f} MB")
    if release.yank:
        data(f"yanked    {release.yank.at} by {release.yank.by}: {release.yank.reason}")
    table(
        ("locale", "profiles", "of", "without a gap", "sections", "claims", "carried"),
        [
            (
                each.locale, str(each.profiles), str(each.occupations), str(each.whole), str(each.sections),
                str(each.counts.claims), str(each.counts.carried),
            )
            for each in manifest.coverage
        ],
    )  # fmt: skip
