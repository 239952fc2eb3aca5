"""The gates before patterns: whatever a pattern matches is let through, whichever way its letters are written."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import authoring.checks
import authoring.claims
import authoring.quantities
from authoring.claims.statements import Signs
from authoring.gating import Gated, folded, gated


def _gates() -> Iterator[tuple[str, Gated]]:
    for package in (authoring.checks, authoring.claims, authoring.quantities):
        for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, value in sorted(vars(module).items()):
                yield from ((f"{found.name}.{name}{n}", gate) for n, gate in enumerate(_of(value)))


def _of(value: object) -> Iterator[Gated]:
    if isinstance(value, Gated):
        yield value
    elif isinstance(value, Signs):
        yield from (gate for gate, _ in value.table)
    elif isinstance(value, tuple | list):
        yield from (gate for each in value for gate in _of(each))
    elif isinstance(value, dict):
        yield from (gate for each in value.values() for gate in _of(each))


GATES = list(_gates())


def test_there_are_gates_before_the_costly_patterns() -> None:
    assert len(GATES) > 40


def _one_by_one(source: str) -> Iterator[str]:
    """The pattern once for each alternative of each of its groups, with that alternative alone."""
    opened: list[list[int]] = [[0]]
    escaped = in_class = False
    for at, sign in enumerate(source):
        if escaped or sign == "\\":
            escaped = not escaped
        elif in_class or sign == "[":
            in_class = sign != "]"
        elif sign == "(":
            body = re.compile(r"\((?:\?(?:P<\w+>|<?[:=!]|<[=!]))?").match(source, at)
            opened.append([body.end() if body else at + 1])
        elif sign == "|":
            opened[-1].append(at)
        elif sign == ")":
            yield from _alone(source, [*opened.pop(), at])
    yield from _alone(source, [*opened.pop(), len(source)])


def _alone(source: str, bars: list[int]) -> Iterator[str]:
    start, *_, end = bars
    for before, after in pairwise(bars):
        yield source[:start] + source[before + (before != start) : after] + source[end:]


@pytest.mark.parametrize(("name", "gate"), GATES, ids=[name for name, _ in GATES])
def test_whatever_a_pattern_matches_its_gate_lets_through(name: str, gate: Gated) -> None:
    for alternative in sorted(set(_one_by_one(gate.pattern.pattern))):

        @given(st.from_regex(re.compile(alternative, gate.pattern.flags)))
        @settings(max_examples=2, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        def lets_through(text: str) -> None:
            assert gate.opens(folded(text)), (name, text)

        lets_through()


def test_a_word_missing_from_a_gate_would_be_seen() -> None:
    with pytest.raises(AssertionError):
        test_whatever_a_pattern_matches_its_gate_lets_through(
            "spoilt", gated(r"\b(?:booming|(?:lucrative|gold) trade)\b", "booming gold")
        )


@given(st.text(alphabet="abi ıİKkſs", max_size=12))
def test_a_gate_changes_nothing_of_what_is_found(text: str) -> None:
    behind = gated(r"\b(?:bias|ski)\b", "bias ski", flags=re.IGNORECASE)
    assert [found.span() for found in behind.finditer(text)] == [f.span() for f in behind.pattern.finditer(text)]


def test_a_closed_gate_finds_nothing_and_an_open_one_all() -> None:
    hype = gated(r"\bboom(?:ing)?\b", "boom")
    assert [found[0] for found in hype.finditer("a boom, a booming trade")] == ["boom", "booming"]
    assert hype.search("a quiet trade") is None
