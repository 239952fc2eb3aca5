"""Records as files: `sources/<soc>/<record id>.json`, one each, written once, with a seal over the rest of it."""

import hashlib
from pathlib import Path

import orjson
from pydantic import ValidationError

from authoring.errors import DamagedLog, StorageError, reason_of
from authoring.sources.writing import put_file
from schemas.base import SocCode, canonical_json, content_hash
from schemas.saying import said
from schemas.sources import SOURCE_RECORD, AnySourceRecord


class Records:
    """The records below one folder; `cache` is where unfinished ones are written."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder = folder
        self._cache = cache

    def of(self, soc: SocCode) -> tuple[AnySourceRecord, ...]:
        """All records of an occupation, oldest first. Raises `DamagedLog` naming the file that cannot be trusted."""
        return tuple(_read(path) for path in self.files(soc))

    def files(self, soc: SocCode) -> tuple[Path, ...]:
        """The files of an occupation's records, oldest first. Raises `StorageError`."""
        try:
            return tuple(sorted((self._folder / soc).glob("*.json")))
        except OSError as cause:
            raise StorageError(
                said("could not read {path}: {why}", path=self._folder / soc, why=reason_of(cause)),
                said("Check its permissions."),
            ) from cause

    @staticmethod
    def read(path: Path) -> AnySourceRecord:
        """One record. Raises `DamagedLog` where it cannot be trusted, `StorageError` where it cannot be read."""
        return _read(path)

    def occupations(self) -> tuple[SocCode, ...]:
        """The codes that have records, in order."""
        return tuple(sorted(path.parent.name for path in _first_records(self._folder)))

    def stamps(self) -> dict[SocCode, str]:
        """Each of these codes with a hash of the names of its records: they are never written again, so that is enough."""
        names = {soc: [path.name for path in self.files(soc)] for soc in self.occupations()}
        return {soc: hashlib.sha256("\n".join(found).encode()).hexdigest() for soc, found in names.items()}

    def keep(self, record: AnySourceRecord) -> None:
        """Write a record; on return it is on the disk. Raises `StorageError`."""
        path = self._folder / record.soc / f"{record.id}.json"
        sealed = {**record.model_dump(mode="json"), "seal": content_hash(record)}
        try:
            put_file(path, canonical_json(sealed) + b"\n", self._cache)
        except OSError as cause:
            raise StorageError.writing(path, cause) from cause


def _first_records(folder: Path) -> list[Path]:
    found = (next(iter(sorted(inner.glob("*.json"))), None) for inner in folder.glob("[0-9]*-[0-9]*"))
    return [path for path in found if path is not None]


def _read(path: Path) -> AnySourceRecord:
    try:
        sealed = orjson.loads(path.read_bytes())
        seal = sealed.pop("seal")
        record = SOURCE_RECORD.validate_python(sealed, strict=False)
    except OSError as cause:
        raise StorageError(
            said("could not read {path}: {why}", path=path, why=reason_of(cause)),
            said("Check its permissions."),
        ) from cause
    except (ValueError, ValidationError, KeyError, TypeError, AttributeError) as cause:
        raise _damaged(said("{path} is no record of a source", path=path)) from cause
    if content_hash(record) != seal or record.soc != path.parent.name or path.stem != record.id:
        raise _damaged(said("{path} was changed after it was written, or moved", path=path))
    return record


def _damaged(what: str) -> DamagedLog:
    return DamagedLog(
        what,
        said("Bring it back from git: git checkout -- followed by that path."),
    )
