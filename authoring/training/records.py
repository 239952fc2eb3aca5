"""What each person did in training: `training/<name>.jsonl`, an exercise or an answer a line, only ever added to."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import orjson
from pydantic import ValidationError

from authoring.durable import flush_folder
from authoring.errors import StorageError
from authoring.training.exercises import Answered, Exercise


class Records:
    """The records of one workspace, below `folder`. Making it touches nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open_exercise(self, person: str) -> Exercise | None:
        """The last exercise of that person, if it is not answered yet."""
        exercises, answers = self.of(person)
        last = exercises[-1] if exercises else None
        return last if last is not None and all(each.exercise != last.id for each in answers) else None

    def of(self, person: str) -> tuple[list[Exercise], list[Answered]]:
        """The exercises and the answers of that person, oldest first; a line that cannot be read counts for nothing."""
        return _split(_lines(self._path(person)))

    def everybody(self) -> dict[str, tuple[list[Exercise], list[Answered]]]:
        """The same of all, by name."""
        found: dict[str, tuple[list[Exercise], list[Answered]]] = {}
        for path in sorted(self._folder.glob("*.jsonl")):
            lines = list(_lines(path))
            name = next((str(line["person"]) for line in lines if "person" in line), path.stem)
            found[name] = _split(iter(lines))
        return found

    def keep(self, person: str, entry: Exercise | Answered) -> None:
        """Add a line; on return it is on the disk. Raises `StorageError`."""
        path, key = self._path(person), "exercise" if isinstance(entry, Exercise) else "answer"
        line = orjson.dumps({"person": person, key: entry.model_dump(mode="json")}) + b"\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            flush_folder(self._folder)
        except OSError as cause:
            raise StorageError.writing(path, cause) from cause

    def _path(self, person: str) -> Path:
        plain = re.sub(r"[^a-z0-9]+", "-", person.lower()).strip("-")[:40]
        return self._folder / f"{plain}-{hashlib.sha256(person.encode()).hexdigest()[:6]}.jsonl"


def _lines(path: Path) -> Iterator[dict[str, object]]:
    try:
        text = path.read_bytes()
    except OSError:
        return
    for line in text.splitlines():
        try:
            found = orjson.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found


def _split(lines: Iterator[dict[str, object]]) -> tuple[list[Exercise], list[Answered]]:
    exercises: list[Exercise] = []
    answers: list[Answered] = []
    for line in lines:
        try:
            if "exercise" in line:
                exercises.append(Exercise.model_validate(line["exercise"]))
            elif "answer" in line:
                answers.append(Answered.model_validate(line["answer"]))
        except ValidationError:
            continue
    return exercises, answers
