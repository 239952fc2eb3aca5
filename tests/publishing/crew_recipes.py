"""What other processes of a crew open: imported there by name."""

import os
import pickle
import signal
from datetime import UTC, datetime
from pathlib import Path

from librarian_profile import Base

from authoring.errors import NotAllowed
from authoring.facts.titles import translated_title
from authoring.publishing.publisher import Publisher
from authoring.settings import Settings


def no_findings(section):
    return ()


def starter(locale, soc):
    found = translated_title(soc, locale)
    return found.title if found else None


def from_desk(desk_file, locales):
    desk = pickle.loads(Path(desk_file).read_bytes())
    clock = lambda: datetime(2026, 11, 23, tzinfo=UTC)  # noqa: E731
    nowhere = Path(desk_file).parent / "nowhere"
    made = Publisher(desk, Base(), no_findings, Settings(), nowhere, clock, title=starter)
    return made.assemblies_of(locales)


def refusing(_locales):
    def assemblies(soc):
        raise NotAllowed(f"{soc} is not to be made", "Ask somebody else.")

    return assemblies


def dying(_locales):
    def assemblies(soc):
        os.kill(os.getpid(), signal.SIGKILL)

    return assemblies
