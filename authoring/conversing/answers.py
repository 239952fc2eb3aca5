"""The JSON in what a model says: without its spoken thoughts or a code fence around it."""

import re
from typing import Final

_THINKING: Final = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_FENCED: Final = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?```\s*$", re.DOTALL)


def bare(text: str) -> str:
    """The JSON text of an answer."""
    text = _THINKING.sub("", text)
    fenced = _FENCED.match(text)
    return fenced[1] if fenced else text
