"""A person's own keys: `keys.toml` in their configuration folder, one line an action, laid over the keys of the screens."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key

KEYS_FILE: Final = "keys.toml"
_MODIFIERS: Final = ("ctrl", "shift", "alt", "super", "hyper", "meta")
_NAMED: Final = frozenset(key.value for key in Keys) | frozenset(KEY_NAME_REPLACEMENTS.values())


@dataclass(frozen=True)
class Keymap:
    """Keys by the name of an action (several joined by commas), and what of the file could not be used, in words."""

    keys: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


def keys_file() -> Path:
    """Where a person's keys are read from; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("career-graph-authoring") / KEYS_FILE


def read_keymap(path: Path, actions: frozenset[str]) -> Keymap:
    """The keys of that file. What cannot be used is told and left at its default; a missing file changes nothing."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Keymap()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        return Keymap(refused=(f"{path.name}: {cause}",))
    keys: dict[str, str] = {}
    refused: list[str] = []
    for action, wanted in _flat(given):
        if action not in actions:
            refused.append(f"{path.name}: no action is called `{action}`")
        elif (read := _keys(wanted)) is None:
            refused.append(f"{path.name}: `{action}`: {wanted!r} is no key")
        else:
            keys[action] = read
    return Keymap(keys, tuple(refused))


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """`review.next = "n"` is a table within a table to TOML, and one name to us."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _keys(wanted: object) -> str | None:
    """One key or a list of keys, as Textual names them; None for anything else."""
    several = wanted if isinstance(wanted, list) else [wanted]
    named = [_key(each) for each in several]
    return ",".join(name for name in named if name) if named and all(named) else None


def _key(wanted: object) -> str | None:
    if not isinstance(wanted, str) or not wanted:
        return None
    if len(wanted) == 1:
        return _character_to_key(wanted)
    *modifiers, last = wanted.split("+")
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    known = last in _NAMED or len(last) == 1 or wanted in _NAMED
    return wanted if known else None


def action_names() -> frozenset[str]:
    """The names of everything a key can do on a screen or in a list."""
    return frozenset(binding.id for _, binding in _bindings() if binding.id)


def key_rows() -> tuple[tuple[str, str, str, str], ...]:
    """Every action as (screen, name, its keys with the person's own laid over them, what it does)."""
    own = read_keymap(keys_file(), action_names()).keys
    named = ((screen, binding) for screen, binding in _bindings() if binding.id)
    return tuple(
        (screen, binding.id, own.get(binding.id, binding.key).replace(",", " "), binding.tooltip or binding.description)
        for screen, binding in named
        if binding.id
    )


def _bindings() -> Iterator[tuple[str, Binding]]:
    """Every binding with the name of its screen or list; those that all screens share, once."""
    from authoring.ui.screens import (
        diff,
        edit,
        merge,
        narrowing,
        overview,
        publish,
        queue,
        releases,
        review,
        runs,
        section,
        shaping,
    )
    from authoring.ui.screens.base import WorkScreen
    from authoring.ui.widgets.paper_view import PaperView
    from authoring.ui.widgets.row_list import RowList

    kinds = {
        "every screen": WorkScreen,
        "lists": RowList,
        "texts": PaperView,
        "filter": narrowing.NarrowingScreen,
        "queue": queue.QueueScreen,
        "section": section.SectionScreen,
        "review": review.ReviewScreen,
        "items": shaping.ShapingScreen,
        "edit": edit.EditScreen,
        "merge": merge.MergeScreen,
        "overview": overview.OverviewScreen,
        "publish": publish.PublishScreen,
        "changes": diff.DiffScreen,
        "runs": runs.RunsScreen,
        "releases": releases.ReleasesScreen,
    }
    for name, kind in kinds.items():
        for binding in vars(kind).get("BINDINGS", ()):
            if isinstance(binding, Binding):
                yield name, binding
