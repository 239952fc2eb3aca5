"""The table of states: the one in the code is the one in the documentation, and approval means the same everywhere."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.reviewing.states import TRANSITIONS, state_after
from schemas.status import STATES

DOCUMENT = Path(__file__).parents[2] / "docs" / "review.md"


def test_the_documentation_shows_the_table_of_the_code():
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    (header,) = re.findall(r"^\| step \|(.*)\|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    states = [cell.strip(" `") for cell in header.split("|")]
    documented = {state: {} for state in states}
    for step, cells in rows:
        for state, cell in zip(states, cells.split("|"), strict=True):
            if cell.strip() != "–":
                documented[state][step] = cell.strip(" `")
    assert documented == {state: dict(steps) for state, steps in TRANSITIONS.items()}


def test_every_state_can_be_reached_and_left():
    assert set(TRANSITIONS) == set(STATES)
    assert {to for steps in TRANSITIONS.values() for to in steps.values()} == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_a_person_s_edit_opens_the_review_again_from_anywhere(state):
    assert TRANSITIONS[state]["edited"] == "in_review"


ACTIONS = st.lists(st.sampled_from(["approve", "request_changes", "reject", "withdraw", "comment"]), max_size=6)


@given(ACTIONS)
def test_approved_is_what_a_standing_approval_says_whatever_happened_before(actions):
    state = state_after(["drafted", *("commented" if a == "comment" else a for a in actions)])
    verdicts = [action for action in actions if action != "comment"]
    assert (state == "approved") == (verdicts[-1:] == ["approve"])
