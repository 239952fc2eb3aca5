"""From the words of `author diff` to the two sides it compares."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from authoring.cli.office import Office, locale_of, occupation, section_name
from authoring.errors import UsageError

if TYPE_CHECKING:
    from authoring.diff.comparison import Comparison
    from authoring.factchecking.sides import Choose, Side
    from authoring.revisions.history import History
    from schemas.events import Revision


class Wanted(NamedTuple):
    """The words of the command."""

    code: str | None
    section: str | None
    locale: str | None
    before: str | None
    after: str | None
    since_machine: bool
    release: str | None
    git: str | None
    against: Path | None
    source: bool


def between(here: Office, wanted: Wanted) -> "Comparison":
    """The comparison that was asked for. Raises `UsageError` where the words do not go together."""
    from authoring.factchecking.comparing import compare_sides
    from authoring.factchecking.sides import Side

    _refuse_several(wanted)
    old, new = _sides(here, wanted)
    soc = occupation(here, wanted.code) if wanted.code else None
    section = section_name(wanted.section) if wanted.section else None
    locale = locale_of(here, wanted.locale) if wanted.locale or (soc and not wanted.source) else None

    def narrowed(side: "Side") -> "Side":
        texts = {
            key: revision
            for key, revision in side.texts.items()
            if soc in (None, key[0]) and locale in (None, key[1]) and section in (None, key[2])
        }
        return Side(side.label, texts)

    old, new = narrowed(old), narrowed(new)
    if soc and not old.texts and not new.texts:
        raise UsageError(f"{soc} {section or ''} has no text yet".replace("  ", " "), f"Draft it: author draft {soc}")
    titles = here.wiring.base.titles()
    return compare_sides(old, new, lambda code: titles.get(code, code), here.wiring.claims_of)


def _refuse_several(wanted: Wanted) -> None:
    ways = {
        "--from/--to": wanted.before or wanted.after, "--release": wanted.release, "--git": wanted.git,
        "--against": wanted.against, "--source": wanted.source, "--since-machine": wanted.since_machine,
    }  # fmt: skip
    given = [name for name, value in ways.items() if value]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together", "Each names two states to compare: give one.")


def _sides(here: Office, wanted: Wanted) -> "tuple[Side, Side]":
    from authoring.factchecking import sides

    root = here.workspace.root
    if wanted.release:
        first, second = _two(wanted.release)
        return _release(here, first or "current"), _release(here, second) if second else _heads(here, wanted)
    if wanted.git:
        first, second = _two(wanted.git)
        return sides.of_git(root, first or "HEAD"), sides.of_git(root, second) if second else _heads(here, wanted)
    if wanted.against:
        return sides.of_folder(wanted.against), _heads(here, wanted)
    if wanted.source:
        return _source_and_translation(here, wanted)
    old = _of(here, wanted, wanted.before or "machine")
    return old, _of(here, wanted, wanted.after or "head")


def _two(given: str) -> tuple[str, str]:
    first, _, second = given.partition("..")
    return first, second.lstrip(".")


def _release(here: Office, name: str) -> "Side":
    from authoring.factchecking.sides import manifest_of, of_release

    manifest = manifest_of(here.workspace.published, name)
    return of_release(f"release {manifest.release}", here.wiring.revisions, manifest)


def _heads(here: Office, wanted: Wanted) -> "Side":
    return _of(here, wanted, "head")


def _of(here: Office, wanted: Wanted, name: str) -> "Side":
    from authoring.factchecking.sides import of_workspace

    section = section_name(wanted.section) if wanted.section else None
    choose = choice(here, name)

    def of_section(history: "History") -> "Revision | None":
        return choose(history) if section in (None, history.section) else None

    return of_workspace(name, here.wiring.revisions, _places(here, wanted), of_section)


def _places(here: Office, wanted: Wanted) -> list[tuple[str, str]]:
    revisions = here.wiring.revisions
    codes = [occupation(here, wanted.code)] if wanted.code else list(revisions.occupations())
    return [(soc, locale) for soc in codes for locale in revisions.locales(soc)]


def _source_and_translation(here: Office, wanted: Wanted) -> "tuple[Side, Side]":
    """The translation, and the very revision of the source that it was made from, under the translation's locale."""
    from authoring.factchecking.sides import Side

    source_locale = here.workspace.settings.source_locale
    locale = locale_of(here, wanted.locale) if wanted.locale else None
    translated = {
        key: revision
        for key, revision in _heads(here, wanted).texts.items()
        if key[1] != source_locale and locale in (None, key[1]) and revision.translated_from
    }
    revisions = here.wiring.revisions
    sources: dict[tuple[str, str, str], Revision] = {}
    for (soc, tongue, section), revision in translated.items():
        history = revisions.profile(soc, source_locale)[section]
        made_from = revision.translated_from
        original = history.revision(made_from.revision) if made_from else None
        if original is not None:
            sources[soc, tongue, section] = original
    if not translated:
        raise UsageError("no translation there", "Start one: author translate CODE --to LOCALE")
    return Side(f"source ({source_locale})", sources), Side("translation", translated)  # type: ignore[arg-type]


def choice(here: Office, name: str) -> "Choose":
    """Which revision a person means by a name: `head`, `first`, `machine`, `approved`, `published`, an id or a hash."""
    from authoring.factchecking import sides

    if name == "published":
        return _published(here)
    known: dict[str, Choose] = {
        "head": sides.head, "machine": sides.machine_draft, "approved": sides.approved,
        "first": lambda history: history.revisions[0] if history.revisions else None,
    }  # fmt: skip
    return known.get(name) or (lambda history: _named(history, name))


def _published(here: Office) -> "Choose":
    leaving = {(soc, locale, section): content for soc, locale, section, content in here.wiring.published()}

    def published(history: "History") -> "Revision | None":
        content = leaving.get((history.soc, history.locale, history.section))
        return next((revision for revision in reversed(history.revisions) if revision.hash == content), None)

    return published


def _named(history: "History", name: str) -> "Revision | None":
    if history.head is None:
        return None
    matching = [r for r in history.revisions if r.id.startswith(name.upper()) or r.hash.startswith(name)]
    if len(matching) != 1:
        raise UsageError(
            f"{history.soc} {history.section}: {'several revisions begin' if matching else 'no revision begins'} with {name}",
            f"List them with `author log {history.soc} {history.section}`.",
        )
    return matching[0]
