"""What the verbs have in common that take files of other tools in, and write files for them."""

from collections.abc import Sequence
from pathlib import Path

from authoring.cli.output import counted, data_json, talk


def say_read(thing: str, read: int, new: tuple[int, str], rejected: Sequence[str], *, as_json: bool) -> None:
    """How many of a file were read, how many of them are new (`new`: and what they are called), and what was left out, why."""
    count, name = new
    if as_json:
        data_json({"read": read, name.split()[-1]: count, "rejected": list(rejected)})
    for reason in rejected:
        talk(f"left out: {reason}")
    talk(f"{counted(read, thing)} read, {count} of them {name}")


def write_file(out: Path, content: bytes) -> None:
    """Write a file for another tool. Raises `StorageError`."""
    from authoring.errors import StorageError

    try:
        out.write_bytes(content)
    except OSError as cause:
        raise StorageError.writing(out, cause) from cause
