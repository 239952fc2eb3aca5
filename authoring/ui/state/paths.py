"""Reading and replacing what stands at a path inside a frozen section. Nothing is changed in place."""

from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

Path: TypeAlias = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


def at(value: Any, path: Path) -> Any:  # noqa: ANN401 - what stands there is known by its path alone
    """What stands at that path."""
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def replaced(value: Model, path: Path, new: object) -> Model:
    """The same value with `new` at that path."""
    return _replaced(value, path, new)  # type: ignore[no-any-return]


def inserted(value: Model, path: Path, new: object) -> Model:
    """The same value with `new` before what stands at that path; its last step is a place in a list."""
    entries, place = _list_of(value, path)
    return replaced(value, path[:-1], (*entries[:place], new, *entries[place:]))


def removed(value: Model, path: Path) -> Model:
    """The same value without the entry at that path."""
    entries, place = _list_of(value, path)
    return replaced(value, path[:-1], (*entries[:place], *entries[place + 1 :]))


def _replaced(value: Any, path: Path, new: object) -> Any:  # noqa: ANN401
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*value[:step], _replaced(value[step], rest, new), *value[step + 1 :])
    return value.model_copy(update={step: _replaced(getattr(value, step), rest, new)})


def _list_of(value: object, path: Path) -> tuple[Sequence[object], int]:
    place = path[-1]
    assert isinstance(place, int)
    return at(value, path[:-1]), place
