"""The contract between the fact-base builder and the publishers' readers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from authoring.facts.files import OfficialFiles
from schemas.base import Day, SocCode
from schemas.facts import Fact


@dataclass(frozen=True)
class Edition:
    """One edition of one dataset, before its files have been seen.

    `files` are paths below the folder of official files (a `.gz` beside a named file counts as that file).
    `required` editions must be there for a build; a missing optional one narrows coverage and is reported. Of an
    edition that is there, the files named in `optional` may be missing, with the same effect. A reader gets the
    edition with the files that are there. `stated` is false where no licence is stated: such an edition is read from
    a user's own files and never bundled.
    """

    id: str
    title: str
    publisher: str
    vintage: str
    released: Day | None
    url: str
    licence: str
    licence_url: str | None
    attribution: str
    files: tuple[str, ...]
    required: bool = False
    optional: tuple[str, ...] = ()
    stated: bool = True


@dataclass(frozen=True)
class Codes:
    """What readers need to know of the classification before they read: SOC 2018 and how other codes map to
    it.

    `titles`: the 867 detailed codes and their official titles. `combined`: a hidden detailed code to the BLS
    combined code that speaks for it. `from_soc2010`: a SOC 2010 code to its SOC 2018 codes (one to many).
    """

    titles: Mapping[SocCode, str]
    combined: Mapping[SocCode, str]
    from_soc2010: Mapping[str, tuple[SocCode, ...]]


Reader: TypeAlias = Callable[[OfficialFiles, Edition, Codes], Iterator[tuple[SocCode, Fact]]]
"""Yields each fact of one edition with the occupation it is about."""
