"""Safety: nothing in a text pretends to be another letter, or is markup that a page or a model might obey."""

import re
from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule, sweep
from authoring.gating import gated
from schemas.saying import template

_OTHER_LETTER: Final = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\U0001d400-\U0001d7ff\uff21-\uff5a]")
_LOOK_ALIKE: Final = re.compile(
    r"[A-Za-z]+[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\U0001d400-\U0001d7ff]\w*"
    r"|[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\U0001d400-\U0001d7ff]+[A-Za-z]\w*|[\U0001d400-\U0001d7ff]+|[\uff21-\uff5a]+"
)
_MARKUP: Final = gated(
    r"</?[A-Za-z][^<>]{0,80}>|\]\((?:https?:|javascript:|/)[^)]*\)|\{\{|\{%|```|\*\*\S|&(?:#\d+|[a-z]{2,8});|\[/?[a-z@#][^\]]*\]",
    "< ]( {{ {% ``` ** & [",
)
_LINK: Final = gated(r"\bhttps?://\S+|\bwww\.\S+", "http www.")


@rule("safety.look-alike", "error")
def look_alike(section: CheckedSection) -> Iterator[Hit]:
    """A word mixes alphabets, or is set in letters that only look like Latin ones: search and sorting will not find it."""
    if any(_OTHER_LETTER.search(text.text) for text in section.texts):
        yield from sweep(
            section,
            _LOOK_ALIKE,
            template("“{text}” holds letters that only look Latin"),
            template("Type it anew in plain letters."),
        )


@rule("safety.markup", "warning")
def markup(section: CheckedSection) -> Iterator[Hit]:
    """Markup stands in a text: tags, template braces, Markdown. Texts are plain; a page would show it or obey it."""
    yield from sweep(section, _MARKUP, template("“{text}” is markup"), template("Write it as plain words."))


@rule("safety.link", "warning")
def link(section: CheckedSection) -> Iterator[Hit]:
    """A web address stands in a sentence. Addresses belong to sources, where they are dated and kept."""
    yield from sweep(
        section, _LINK, template("“{text}” is a web address"), template("Add the page as a source and quote it.")
    )
