"""Typed settings of a workspace: `authoring.toml`, found from the command line, the environment or the folder."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, ValidationError

from authoring.errors import WorkspaceError
from authoring.misfits import first_misfit
from schemas.base import Line, Locale, Value, canonical_json
from schemas.events import ActorName, Parameter
from schemas.sections.registry import SectionName
from schemas.status import State

SETTINGS_FILE: Final = "authoring.toml"
WORKSPACE_VARIABLE: Final = "AUTHORING_WORKSPACE"
PERSON_VARIABLE: Final = "AUTHORING_PERSON"


class QueueWeights(Value):
    """How urgent a section is: the sum of all that is so of it. Equal ones are shown by who has waited longest."""

    forked: int = 64
    errors: int = 32
    stale: int = 16
    changes_requested: int = 8
    in_review: int = 6
    draft: int = 4
    approved: int = 2
    published: int = 0


class SavedView(Value):
    """What a named view of the queue shows; the words are those of `author queue`. An assignee `me` is who asks."""

    text: Line = ""
    states: tuple[State, ...] = ()
    locales: tuple[Locale, ...] = ()
    sections: tuple[SectionName, ...] = ()
    groups: tuple[Annotated[str, Field(pattern=r"^[0-9]{2}$")], ...] = ()
    rules: tuple[Line, ...] = ()
    models: tuple[Line, ...] = ()
    findings: bool = False
    stale: bool | None = None
    assignee: ActorName | None = None
    unassigned: bool = False
    older_than_days: Annotated[int, Field(ge=0)] | None = None


class ReviewSettings(Value):
    """Review rules of this workspace. Without four eyes one person may approve their own text, and it says so.

    `claim_minutes` is how long a claim lasts. With `sign` decisions carry the ssh signature of `signing_key`, and count
    for `author fsck` where `allowed_signers` (in OpenSSH's format, relative to the workspace) lists the person.
    """

    four_eyes: bool = True
    claim_minutes: Annotated[int, Field(ge=1, le=7 * 24 * 60)] = 60
    weights: QueueWeights = QueueWeights()
    views: dict[str, SavedView] = Field(default_factory=dict)
    sign: bool = False
    signing_key: Path | None = None
    allowed_signers: Path = Path("allowed_signers")


class PublishSettings(Value):
    """What leaves. `licence` is that of the dataset's own text; `hold_incomplete` keeps back unfinished profiles.

    `site_url` is where the pages will be, `parquet` adds Parquet files, `sign` signs the checksums with the person's ssh key.
    With `factcheck` a section stays behind while a numeric claim that is not in the current release has not been
    confirmed by a fact-checker.
    """

    licence: Line = "CC BY 4.0"
    publisher: Line = "AI Career Graph"
    site_url: str = ""
    report_errors_to: str = ""
    hold_incomplete: bool = False
    factcheck: bool = False
    parquet: bool = False
    sign: bool = False


class Price(Value):
    """What a model costs, in US dollars per million tokens. Without `cached_input` cached tokens cost like fresh ones."""

    input: Annotated[float, Field(ge=0)]
    output: Annotated[float, Field(ge=0)]
    cached_input: Annotated[float, Field(ge=0)] | None = None


class ModelSettings(Value):
    """Which model drafts. `name` is `provider/model`; empty: the offline drafter.

    The key comes from the environment or from `key_file`, never from these settings: they are kept in git.
    `reasons_of_editors` puts the reasons that editors keep giving into every prompt. `timeout` is in seconds,
    `parameters` go to the server as they stand, `prices` are by `provider/model`, `budget_usd` is what one command may
    spend. `batch_share` is what a request in the provider's batch costs of its usual price.
    """

    name: Line = ""
    base_url: Line = ""
    key_file: Path | None = None
    max_tokens: Annotated[int, Field(ge=256, le=200_000)] = 8_000
    timeout: Annotated[float, Field(gt=0, le=3600)] = 180.0
    attempts: Annotated[int, Field(ge=1, le=20)] = 5
    requests_per_minute: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    tokens_per_minute: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    budget_usd: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    batch_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    reasons_of_editors: bool = False
    parameters: dict[str, str | int | float | bool] = Field(default_factory=dict)
    prices: dict[str, Price] = Field(default_factory=dict)

    @property
    def sent_parameters(self) -> tuple[Parameter, ...]:
        """The parameters as they go to the server, by name."""
        return tuple(
            Parameter(name=name, value=canonical_json(self.parameters[name]).decode())
            for name in sorted(self.parameters)
        )


class WorkerSettings(Value):
    """How workers on many machines know of each other: a sign of life every `beat` seconds, dead after `silent` without one."""

    beat: Annotated[float, Field(gt=0, le=60)] = 5.0
    silent: Annotated[float, Field(gt=0, le=3600)] = 30.0


class SourceSettings(Value):
    """What fetching a source may take. `allow_private` also fetches from this machine and the network behind it.

    A source that nobody looked at again for `old_after_days` gets a note from the checks.
    """

    most_megabytes: Annotated[int, Field(ge=1, le=500)] = 20
    seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    allow_private: bool = False
    old_after_days: Annotated[int, Field(ge=1)] = 365


class NotifySettings(Value):
    """Who is told when a run of at least `after_seconds` has ended: nobody, unless one of the others is set.

    `webhook` is sent a POST with JSON: `text`, `run`, `state`.
    """

    desktop: bool = False
    webhook: Annotated[Line, Field(pattern=r"^(https?://\S+)?$")] = ""
    after_seconds: Annotated[float, Field(ge=0)] = 60.0


class Settings(Value):
    """Everything `authoring.toml` may say. `person` names who works here when neither flag nor environment does.

    With `database` a team's events are in PostgreSQL instead of files; its password comes from PGPASSWORD, libpq's own
    password file, or `database_password_file`, never from these settings: they are kept in git.
    """

    person: ActorName | None = None
    source_locale: Locale = "en"
    locales: Annotated[tuple[Locale, ...], Field(min_length=1)] = ("en", "zh-TW")
    fact_base: Path | None = None
    database: str = ""
    database_password_file: Path | None = None
    review: ReviewSettings = ReviewSettings()
    publish: PublishSettings = PublishSettings()
    model: ModelSettings = ModelSettings()
    sources: SourceSettings = SourceSettings()
    notify: NotifySettings = NotifySettings()
    workers: WorkerSettings = WorkerSettings()


class Workspace(Value):
    """A folder with settings, drafts and releases. Making this value creates nothing."""

    root: Path
    settings: Settings

    @property
    def drafts(self) -> Path:
        """Where the logs live: `drafts/<soc>/<locale>.jsonl`."""
        return self.root / "drafts"

    @property
    def published(self) -> Path:
        """Where releases live."""
        return self.root / "published"

    @property
    def sources(self) -> Path:
        """Where documents that people add live, with their snapshots."""
        return self.root / "sources"

    @property
    def titles(self) -> Path:
        """Where the workspace's own occupation titles live, one table a locale."""
        return self.root / "titles"

    @property
    def glossary(self) -> Path:
        """Where the agreed terms live, one table a locale."""
        return self.root / "glossary"

    @property
    def memory(self) -> Path:
        """Where pairs of texts from other tools live, a file a locale."""
        return self.root / "memory"

    @property
    def prompts(self) -> Path:
        """Template overrides, if the team has any."""
        return self.root / "prompts"

    @property
    def cache(self) -> Path:
        """Locks, the index, unfinished text: rebuildable or private, ignored by git."""
        return self.root / ".authoring"


def find_workspace(given: Path | None, start: Path) -> Workspace:
    """The workspace of `--workspace`, else of AUTHORING_WORKSPACE, else the nearest parent of `start` that is one.

    Raises `WorkspaceError` where there is none or its settings cannot be read.
    """
    named = given or (Path(os.environ[WORKSPACE_VARIABLE]) if os.environ.get(WORKSPACE_VARIABLE) else None)
    if named is not None:
        return open_workspace(named)
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return open_workspace(folder)
    raise WorkspaceError(
        f"no workspace here: neither {start} nor a folder above it has {SETTINGS_FILE}",
        "Make one with `author init DIR`, or name one with --workspace DIR.",
    )


def open_workspace(root: Path) -> Workspace:
    """The workspace in that very folder. Raises `WorkspaceError`."""
    path = root / SETTINGS_FILE
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError) as cause:
        hint = f"Make it one with `author init {root}`." if root.is_dir() else "Check the path."
        raise WorkspaceError(f"{root} is not a workspace: it has no {SETTINGS_FILE}", hint) from cause
    except (OSError, UnicodeDecodeError) as cause:
        raise WorkspaceError(
            f"could not read {path}: {cause}", "Check its permissions and that it is UTF-8."
        ) from cause
    return Workspace(root=root.resolve(), settings=parse_settings(text, path))


def parse_settings(text: str, path: Path) -> Settings:
    """Settings from the text of `authoring.toml`. Raises `WorkspaceError` naming the field that does not fit."""
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as cause:
        raise WorkspaceError(f"{path} is not valid TOML: {cause}", "Correct that line and try again.") from cause
    except ValidationError as cause:
        first, why = first_misfit(cause)
        field = ".".join(str(part) for part in first["loc"])
        what = "there is no such setting" if first["type"] == "extra_forbidden" else why
        raise WorkspaceError(f"{path}: `{field}`: {what}", "`docs/settings.md` lists every setting.") from cause
