"""A provider's batch API, as OpenAI made it: files of requests, batches made of them, files of results.

The client library is imported at the first call; none of its exceptions leaves here. What only asks is tried again by the
library; what makes something is sent once, since nobody knows what became of one that was cut off.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from pydantic import SecretStr

from authoring.errors import ModelError
from authoring.llm.batches.lines import Finding, Remote, Status
from authoring.llm.batches.packing import ENDPOINT
from authoring.llm.keys import where_a_key_goes
from authoring.llm.names import ModelName
from authoring.llm.outcomes import OUTCOMES, Stop
from authoring.llm.replies import failure_of
from authoring.text import clean_line

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types import Batch

PART: Final = "author-part"
RUN: Final = "author-run"
_SLOWEST: Final = 200_000
"""Bytes a second: a file that takes longer to send or fetch than this allows has stopped."""

_A_PIECE: Final = 1 << 20
_MOST_FINDINGS: Final = 200
_LONGEST: Final = 300
_PAGE: Final = 100
_NO_SUCH_THING: Final[frozenset[Stop]] = frozenset({"unknown_model"})
"""What a status of 404 is called elsewhere."""
_UNCERTAIN: Final[frozenset[Stop]] = frozenset({"connection", "timeout", "server_error", "unreadable", "broken_off"})


class Passing(ModelError):
    """Nothing was done, and in a while the same may succeed."""


class Uncertain(Passing):
    """The provider may have done what it was asked, or not: the answer did not come."""


class BatchApi(Protocol):
    """What there is to ask of a provider. Everything raises `ModelError`."""

    def upload(self, path: Path) -> str:
        """Hand over a file of requests; its id. `Uncertain` where it may have arrived."""
        ...

    def uploaded(self, name: str) -> str:
        """The id of the file of that name that arrived, or nothing."""
        ...

    def create(self, file: str, part: str, run: str) -> Remote:
        """Make a batch of it. `Uncertain` where it may have been made."""
        ...

    def made_of(self, part: str, since: float) -> list[Remote]:
        """The batches made of that part, oldest first; none is older than `since`, in seconds since 1970."""
        ...

    def retrieve(self, batch: str) -> Remote:
        """How a batch stands."""
        ...

    def cancel(self, batch: str) -> Remote:
        """Have it end; what was answered by then can be fetched."""
        ...

    def content(self, file: str) -> Iterator[bytes]:
        """The bytes of a file of results, piece by piece."""
        ...


class OpenAiBatches:
    """The batch API beside a model's chat completions. `timeout` is of one question, in seconds; files get longer."""

    def __init__(self, name: ModelName, key: SecretStr | None, timeout: float = 60.0, attempts: int = 5) -> None:
        self._name = name
        self._key = key
        self._timeout = timeout
        self._attempts = attempts
        self._client: OpenAI | None = None

    def upload(self, path: Path) -> str:
        """Hand over a file of requests; its id."""
        patience = self._timeout + path.stat().st_size / _SLOWEST
        with self._told("upload"), path.open("rb") as file:
            client = self._opened().with_options(max_retries=0, timeout=patience)
            return client.files.create(file=(path.name, file, "application/jsonl"), purpose="batch").id

    def uploaded(self, name: str) -> str:
        """The id of the file of that name, or nothing; also where the provider does not list files."""
        with contextlib.suppress(ModelError), self._told("list files"):
            for file in self._opened().files.list(purpose="batch", order="desc", limit=1000):
                if file.filename == name:
                    return file.id
        return ""

    def create(self, file: str, part: str, run: str) -> Remote:
        """Make a batch of it, with our names in its metadata."""
        with self._told("create a batch"):
            client = self._opened().with_options(max_retries=0)
            made = client.batches.create(
                input_file_id=file,
                endpoint=ENDPOINT,
                completion_window="24h",
                metadata={PART: part, RUN: run},
                extra_headers={"Idempotency-Key": part},
            )
            return _remote(made)

    def made_of(self, part: str, since: float) -> list[Remote]:
        """The batches with that part in their metadata, oldest first. They are listed newest first."""
        found = []
        with self._told("list batches"):
            for each in self._opened().batches.list(limit=_PAGE):
                if each.created_at < since:
                    break
                if (each.metadata or {}).get(PART) == part:
                    found.append(_remote(each))
        return found[::-1]

    def retrieve(self, batch: str) -> Remote:
        """How a batch stands."""
        with self._told("retrieve a batch"):
            return _remote(self._opened().batches.retrieve(batch))

    def cancel(self, batch: str) -> Remote:
        """Have it end."""
        with self._told("cancel a batch"):
            return _remote(self._opened().batches.cancel(batch))

    def content(self, file: str) -> Iterator[bytes]:
        """The bytes of a file, never as text: a line of JSON may hold what text calls the end of one."""
        with self._told("fetch results"):
            reading = self._opened().with_options(timeout=self._timeout).files.with_streaming_response.content(file)
            with reading as response:
                yield from response.iter_bytes(_A_PIECE)

    def close(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _opened(self) -> "OpenAI":
        if self._key is None and self._name.key_variable is not None:
            raise ModelError(f"{self._name} {OUTCOMES['no_key'].said}", where_a_key_goes(self._name), True)
        if self._client is None:
            try:
                from openai import OpenAI  # noqa: PLC0415 - about a second
            except ModuleNotFoundError:
                raise self._error("not_installed", "") from None
            self._client = OpenAI(
                api_key=self._key.get_secret_value() if self._key else "none",
                base_url=self._name.base_url,
                max_retries=self._attempts - 1,
                timeout=self._timeout,
            )
        return self._client

    @contextlib.contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        """Whatever the library raises is an error of ours from here on, without the key."""
        try:
            yield
        except (ModelError, OSError, GeneratorExit):
            raise
        except Exception as cause:
            failed = failure_of(cause)
            said = self._safe(f"{doing}: {failed.detail}")
            raise self._error(failed.stop, said, reached=failed.reached) from None

    def _error(self, stop: Stop, said: str, *, reached: bool = True) -> ModelError:
        outcome, kind = OUTCOMES[stop], ModelError
        if outcome.retry:
            kind = Uncertain if reached and stop in _UNCERTAIN else Passing
        if stop in _NO_SUCH_THING:
            hint = "Either its server has no batch API (then run it without --via batch), or it knows no such batch."
            return ModelError(f"{self._name}: {said}", hint, True)
        return kind(f"{self._name} {outcome.said}{f' ({said})' if said else ''}", outcome.hint, outcome.hopeless)

    def _safe(self, said: str) -> str:
        secret = self._key.get_secret_value() if self._key else ""
        return clean_line(said.replace(secret, "[key]") if secret else said)[:_LONGEST]


def _remote(batch: "Batch") -> Remote:
    counts = batch.request_counts
    errors = (batch.errors.data if batch.errors else None) or []
    return Remote(
        id=batch.id,
        status=_status(batch.status),
        created=float(batch.created_at),
        input_file=batch.input_file_id or "",
        output_file=batch.output_file_id or "",
        error_file=batch.error_file_id or "",
        completed=counts.completed if counts else 0,
        failed=counts.failed if counts else 0,
        total=counts.total if counts else 0,
        metadata={str(name): str(value) for name, value in (batch.metadata or {}).items()},
        findings=tuple(_finding(each) for each in errors[:_MOST_FINDINGS]),
    )


def _status(given: str) -> Status:
    """The provider's word. One that is new to us is one more way of being under way."""
    known: dict[str, Status] = {
        "validating": "validating", "failed": "failed", "finalizing": "finalizing", "completed": "completed",
        "expired": "expired", "cancelling": "cancelling", "cancelled": "cancelled",
    }  # fmt: skip
    return known.get(given, "in_progress")


def _finding(error: Any) -> Finding:  # noqa: ANN401 - the library's own, unchecked
    line = error.line if isinstance(error.line, int) else None
    return Finding(
        code=clean_line(str(error.code or ""))[:80], message=clean_line(str(error.message or ""))[:_LONGEST], line=line
    )
