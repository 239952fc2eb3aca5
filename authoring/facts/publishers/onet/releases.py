"""Which O*NET releases lie in the folder, in which layout, and which of them speaks.

The newest release that has occupations and tasks is read whole. Older ones, and incomplete ones, only fill in the
tables that it does not have. A release is recognised by its folder: `onet/30.3`, or `onet/db_31_0_text` as unpacked.
From 30.3 on, skills, titles, interests, software and education are called and divided differently; both layouts are
read, by the names of the tables.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from authoring.facts.files import OfficialFiles
from authoring.facts.publishers.onet_tables import TEXT, WORKBOOK
from authoring.facts.reading import Edition
from authoring.text import clean_line

FOLDER: Final = "onet"
_RELEASE: Final = re.compile(r"(?:db_)?(\d+)[._](\d+)(?:_text|_excel)?")
_READ_ME: Final = re.compile(r"([A-Z][a-z]+ \d{4}) Release")
_MONTHS: Final = {"30.1": "December 2025", "30.3": "May 2026"}
"""When a release came out, for folders without its Read Me."""

_TRAINING: Final = "Education, Training, and Experience"
_ROLES: Final[tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = (
    ("Occupation Data", (("Occupation Data",),)),
    ("Job Titles", (("Job Titles",), ("Alternate Titles",))),
    ("Sample of Reported Titles", (("Sample of Reported Titles",),)),
    ("Task Statements", (("Task Statements",),)),
    ("Emerging Tasks", (("Emerging Tasks",),)),
    ("Work Activities", (("Tasks to DWAs", "GWAs to IWAs to DWAs"), ("Tasks to DWAs", "DWA Reference"))),
    ("Skills", (("Essential Skills", "Transferable Skills"), ("Skills",))),
    ("Work Styles", (("Work Styles",),)),
    ("Interests", (("Career Interest Types",), ("Interests",))),
    ("Knowledge", (("Knowledge",),)),
    ("Software", (("Software Skills",), ("Technology Skills",))),
    ("Job Zones", (("Job Zones", "Job Zone Reference"),)),
    ("Education", (("Education", "Education Categories"), (_TRAINING, f"{_TRAINING} Categories"))),
    (
        "Experience",
        (("Training and Experience", "Training and Experience Categories"), (_TRAINING, f"{_TRAINING} Categories")),
    ),
    ("Related Occupations", (("Related Occupations",),)),
)
"""What a table is for, and the tables that serve it: newest layout first, the table itself before its names."""

_NEEDED: Final = ("Occupation Data", "Task Statements")
_PUBLISHER: Final = "U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)"
LICENCE: Final = "CC BY 4.0"
LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Release:
    """One release in its folder: `number` is `30.3`, `month` is `May 2026` or empty."""

    number: str
    folder: str
    month: str

    @property
    def order(self) -> tuple[int, ...]:
        """For sorting by age."""
        return tuple(int(part) for part in self.number.split("."))


def releases(files: OfficialFiles) -> tuple[Release, ...]:
    """Every release below `onet/`, newest first."""
    found = []
    for name in files.folders(FOLDER):
        matched = _RELEASE.fullmatch(name)
        if matched:
            number, folder = f"{matched[1]}.{matched[2]}", f"{FOLDER}/{name}"
            found.append(Release(number, folder, _month(files, folder, number)))
    return tuple(sorted(found, key=lambda each: (each.order, each.folder), reverse=True))


def speaking(files: OfficialFiles) -> Release | None:
    """The newest release that has occupations and tasks; None where there is none."""
    return next((each for each in releases(files) if all(_path(files, each, stem) for stem in _NEEDED)), None)


def table_at(files: OfficialFiles, release: Release, stem: str) -> str | None:
    """The path of one table of a release; None where it is not there."""
    return _path(files, release, stem)


def database(files: OfficialFiles, main: Release) -> tuple[Edition, ...]:
    """The edition of the main release, then one of each other release that has tables it lacks."""
    lacking = {role: stems[0] for role, stems in _ROLES if not _served(files, main, stems)}
    others = []
    for release in releases(files):
        roles = [role for role in lacking if release != main and _served(files, release, _stems(role))]
        if roles:
            others.append(_edition(release, ": " + ", ".join(roles), _paths(files, release, roles)))
            lacking = {role: stems for role, stems in lacking.items() if role not in roles}
    expected = (f"{main.folder}/{stem}{TEXT}" for stems in lacking.values() for stem in stems)
    paths = (*_paths(files, main, [role for role, _ in _ROLES]), *expected)
    return (_edition(main, "", paths), *others)


def as_published(number: str) -> Edition:
    """The edition of a whole release in the newest layout, before a folder was looked at."""
    release = Release(number, f"{FOLDER}/{number}", _MONTHS.get(number, ""))
    stems = (stem for role, variants in _ROLES if role != "Knowledge" for stem in variants[0])
    return _edition(release, "", (f"{release.folder}/{stem}{TEXT}" for stem in stems))


def attribution(release: str) -> str:
    """The words that O*NET asks for where its content is adapted."""
    return (
        f"This dataset includes information from the O*NET {release} Database by the U.S. Department of "
        "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. "
        "O*NET(R) is a trademark of USDOL/ETA. We have modified all or some of this information. USDOL/ETA "
        "has not approved, endorsed, or tested these modifications."
    )


def _edition(release: Release, what: str, paths: Iterable[str]) -> Edition:
    listed = tuple(dict.fromkeys(paths))
    needed = tuple(path for path in listed if path.rpartition("/")[2].rpartition(".")[0] in _NEEDED)
    return Edition(
        id=f"onet.{release.number}",
        title=f"O*NET {release.number} Database{what}",
        publisher=_PUBLISHER,
        vintage=", ".join(filter(None, (release.number, release.month))),
        released=None,
        url=f"https://www.onetcenter.org/{'db_releases' if what else 'database'}.html",
        licence=LICENCE,
        licence_url=LICENCE_URL,
        attribution=attribution(release.number),
        files=listed,
        required=not what,
        optional=tuple(path for path in listed if path not in needed) if not what else (),
    )


def _stems(role: str) -> tuple[tuple[str, ...], ...]:
    return dict(_ROLES)[role]


def _served(files: OfficialFiles, release: Release, variants: Iterable[tuple[str, ...]]) -> bool:
    return any(_path(files, release, stems[0]) for stems in variants)


def _paths(files: OfficialFiles, release: Release, roles: Iterable[str]) -> Iterator[str]:
    """The tables of these roles, each in the layout whose tables are there; a lacking one under its usual name."""
    for role in roles:
        variants = [stems for stems in _stems(role) if _path(files, release, stems[0])]
        best = max(variants, key=lambda stems: sum(1 for stem in stems if _path(files, release, stem)), default=())
        for stem in best:
            yield _path(files, release, stem) or f"{release.folder}/{stem}{TEXT}"


def _path(files: OfficialFiles, release: Release, stem: str) -> str | None:
    found = (f"{release.folder}/{stem}{suffix}" for suffix in (TEXT, WORKBOOK))
    return next((path for path in found if files.exists(path)), None)


def _month(files: OfficialFiles, folder: str, number: str) -> str:
    read_me = f"{folder}/Read Me.txt"
    said = _READ_ME.search(files.bytes(read_me).decode("utf-8", "replace")) if files.exists(read_me) else None
    return clean_line(said[1]) if said else _MONTHS.get(number, "")
