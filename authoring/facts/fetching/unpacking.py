"""Taking official files out of the archives they are published in."""

import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from authoring.errors import FactsError, StorageError

_MOST: Final = 2 << 30
_WANTED: Final = (".txt", ".xlsx", ".csv", ".tsv")


def unpack_one(archive: Path, member: str, target: Path) -> None:
    """Write the file named `member`, in whatever folder of the archive, to `target`."""
    with _opened(archive) as packed:
        entry = next((each for each in packed.infolist() if PurePosixPath(each.filename).name == member), None)
        if entry is None:
            held = ", ".join(sorted(PurePosixPath(each.filename).name for each in packed.infolist())[:8])
            raise FactsError(
                f"{archive.name} holds no {member}; it holds: {held}", "The publisher changed the archive."
            )
        _write(packed, entry, target)


def unpack_all(archive: Path, folder: Path) -> tuple[str, ...]:
    """Write every table of the archive into `folder`, without folders of its own; returns their names, sorted."""
    with _opened(archive) as packed:
        tables = {
            PurePosixPath(each.filename).name: each
            for each in packed.infolist()
            if not each.is_dir() and each.filename.endswith(_WANTED)
        }
        if not tables:
            raise FactsError(f"{archive.name} holds no tables", "The publisher changed the archive.")
        for name, entry in tables.items():
            _write(packed, entry, folder / name)
    return tuple(sorted(tables))


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, OSError) as cause:
        raise FactsError(
            f"{archive.name} is no archive: {cause}",
            "The server sent something else, perhaps a web page; download it by hand from the page.",
        ) from cause
    if sum(each.file_size for each in packed.infolist()) > _MOST:
        packed.close()
        raise FactsError(f"{archive.name} unpacks to more than 2 GB", "No official archive does; look at the address.")
    return packed


def _write(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    beside = target.with_name(target.name + ".unpacking")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(entry) as source, beside.open("wb") as out:
            shutil.copyfileobj(source, out)
        beside.replace(target)
    except (zipfile.BadZipFile, zlib.error, EOFError) as cause:
        raise FactsError(f"{entry.filename} in the archive is damaged: {cause}", "Fetch it again.") from cause
    except OSError as cause:
        raise StorageError.writing(target, cause) from cause
    finally:
        beside.unlink(missing_ok=True)
