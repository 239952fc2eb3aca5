"""Titles: an occupation is called by its name in the language of the page, and somebody has read that name."""

from collections.abc import Iterator

from authoring.checks.registry import CheckedSection, Hit, rule
from schemas.saying import said
from schemas.sections.identity import Identity
from schemas.sections.related import Related


@rule("titles.missing", "error")
def missing(section: CheckedSection) -> Iterator[Hit]:
    """An occupation has no title in the language of the page, so its English one would stand there."""
    known = section.titles
    if known is None:
        return
    hint = said(
        'Give it one: author titles set CODE "…" --to {locale}, then author translate it.', locale=section.locale
    )
    if isinstance(section.content, Identity) and not section.content.display_title:
        yield Hit(
            "",
            "display_title",
            said("{soc} has no title in {locale}", soc=section.content.soc, locale=section.locale),
            hint,
        )
    if isinstance(section.content, Related):
        for each in section.content.occupations:
            if each.soc not in known:
                yield Hit(
                    "",
                    "occupations",
                    said(
                        "{soc} {title} has no title in {locale}", soc=each.soc, title=each.title, locale=section.locale
                    ),
                    hint,
                )


@rule("titles.outdated", "warning")
def outdated(section: CheckedSection) -> Iterator[Hit]:
    """The page calls the occupation something else than the table of titles does now."""
    content = section.content
    if section.titles and isinstance(content, Identity) and content.display_title and content.soc in section.titles:
        now = section.titles[content.soc].title
        if now != content.display_title:
            message = said("the table of titles says “{now}”, the page “{shown}”", now=now, shown=content.display_title)
            yield Hit(
                "",
                "display_title",
                message,
                said("author translate {soc} --to {locale}", soc=content.soc, locale=section.locale),
            )


@rule("titles.unreviewed", "warning")
def unreviewed(section: CheckedSection) -> Iterator[Hit]:
    """Nobody has reviewed the title of the occupation in the language of the page yet."""
    content = section.content
    if section.titles and isinstance(content, Identity) and content.display_title:
        known = section.titles.get(content.soc)
        if known and not known.reviewed:
            message = said("nobody has reviewed the title “{title}”", title=known.title)
            hint = said(
                "If it is right: author titles review {soc} --to {locale}", soc=content.soc, locale=section.locale
            )
            yield Hit("", "display_title", message, hint)
