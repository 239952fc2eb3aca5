"""Prompts: the templates of `prompts/` rendered to text, with a hash of what was rendered and of what it was made from.

May import `schemas` and `authoring.errors`. Templates see plain data only (dictionaries, lists, words, numbers), in a
sandbox; a name that is not there is an error, never an empty string. A workspace's own template of the same name goes
before the built-in one.
"""

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from authoring.errors import UsageError, WorkspaceError
from schemas.base import Sha256, content_hash
from schemas.saying import said

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

Kind = Literal["draft", "redraft", "translate", "read", "render"]
KINDS: Final[tuple[Kind, ...]] = ("draft", "redraft", "translate")
"""What every drafted section has a template for.

The others are asked of all sections alike: `second_reader/read.j2`, `back_translation/render.j2`.
"""

BUILT_IN: Final = Path(__file__).parents[1] / "prompts"
"""The templates that are shipped with the program."""

_SPLIT: Final = "--- from here on: this occupation ---\n"
"""The line of a rendered template that parts what is the same for every occupation from what is not."""


_WIDE: Final = re.compile("[\u2e80-\U0010ffff]")
"""Chinese, Japanese and Korean characters, and all that come after them."""


@dataclass(frozen=True)
class Prompt:
    """A rendered prompt. `system` is the same for every occupation, so that providers can cache it; `user` is not.

    `sources` is the hash of the template and of all it includes, as they were read.
    """

    template: str
    sources: Sha256
    system: str
    user: str

    @cached_property
    def hash(self) -> Sha256:
        """The hash of the rendered text."""
        return content_hash([self.system, self.user])

    @property
    def wording(self) -> str:
        """The template and the beginning of the hash of its wording, as provenance names them."""
        return f"{self.template}@{self.sources[:12]}"


class Prompts:
    """The templates of one workspace. Reads a template when it is first rendered."""

    def __init__(self, overrides: Path | None = None) -> None:
        self._overrides = overrides
        self._hashes: dict[str, Sha256] = {}

    def render(self, section: str, kind: Kind, data: Mapping[str, object]) -> Prompt:
        """The prompt of that section and kind.

        Raises `UsageError` where the section has no such template, `WorkspaceError` where a template cannot be rendered.
        """
        from jinja2 import TemplateError, TemplateNotFound  # noqa: PLC0415 - loaded when something is rendered

        name = f"{section}/{kind}.j2"
        refuse_objects(data)
        try:
            text = self._environment.get_template(name).render(data)
            sources = self._hash_of(name)
        except TemplateNotFound as cause:
            raise UsageError(
                said("no prompt template {name}", name=cause.name),
                said("Sections that are drafted have one: {sections}.", sections=", ".join(self.sections())),
            ) from cause
        except (TemplateError, TypeError, ValueError, ArithmeticError) as cause:
            line = getattr(cause, "lineno", None)
            where = f" line {line}" if line else ""
            raise WorkspaceError(
                said(
                    "the prompt template {name}{where} cannot be rendered: {cause}", name=name, where=where, cause=cause
                ),
                said(
                    "Correct it in {overrides}; `author prompt show` tries it.", overrides=self._overrides or BUILT_IN
                ),
            ) from cause
        system, found, user = text.partition(_SPLIT)
        if not found:
            raise WorkspaceError(
                said("the prompt template {name} does not part instructions from the occupation", name=name),
                said("Keep the line `{split}` before anything about the occupation.", split=_SPLIT.strip()),
            )
        return Prompt(name, sources, system.strip(), user.strip())

    def wording(self, section: str, kind: Kind) -> str:
        """The template and the beginning of the hash of its wording, as provenance names them."""
        name = f"{section}/{kind}.j2"
        return f"{name}@{self._hash_of(name)[:12]}"

    def sections(self) -> tuple[str, ...]:
        """The sections that have templates."""
        return tuple(sorted(path.parent.name for path in BUILT_IN.glob("*/draft.j2") if path.parent.name != "shared"))

    @cached_property
    def _environment(self) -> "ImmutableSandboxedEnvironment":
        from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

        folders = [folder for folder in (self._overrides, BUILT_IN) if folder]
        environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folders),
            undefined=StrictUndefined,
            autoescape=False,  # plain text for a model, no page
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # one run, one wording: the hash is of what is rendered
        )
        environment.globals.clear()
        return environment

    def _hash_of(self, name: str) -> Sha256:
        if name not in self._hashes:
            digest = hashlib.sha256()
            for each in sorted(set(self._with_included(name))):
                digest.update(f"{each}\0{self._source(each)}\0".encode())
            self._hashes[name] = digest.hexdigest()
        return self._hashes[name]

    def _with_included(self, name: str) -> Iterator[str]:
        from jinja2.meta import find_referenced_templates  # noqa: PLC0415

        yield name
        for inner in find_referenced_templates(self._environment.parse(self._source(name))):
            if inner:
                yield from self._with_included(inner)

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        assert loader is not None
        return loader.get_source(self._environment, name)[0]


def refuse_objects(data: object) -> None:
    """Raise `TypeError` for anything but dictionaries, lists, words, numbers and None: no template sees an object."""
    if isinstance(data, Mapping):
        for value in data.values():
            refuse_objects(value)
    elif isinstance(data, list | tuple):
        for value in data:
            refuse_objects(value)
    elif not (data is None or isinstance(data, str | int | float)):
        raise TypeError(f"templates are given plain data, not {type(data).__name__}")


def fence(*texts: str) -> str:
    """A word that none of these texts holds: their own hash. It marks where data begins and ends."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:10]


def estimated_tokens(text: str) -> int:
    """About how many tokens a text is, without a tokenizer: a quarter of Latin characters, one for each wide one."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return math.ceil((len(text) - wide) / 4) + wide
