"""`author claims --against`: the claims of a translation beside those of the source it was made from."""

from pathlib import Path

import pytest

from authoring.settings import open_workspace
from authoring.translating.segments import segments, with_texts
from authoring.wiring import Wiring

SOC = "25-4022"


@pytest.fixture
def translated(author, workspace):
    """A note on pay whose first figure is another in the translation, and whose last text waits."""
    author("draft", SOC, "--sections", "pay")
    author("translate", SOC, "--to", "zh-TW", "--sections", "pay")
    desk = Wiring(open_workspace(Path.cwd()), "ada").desk
    head = desk.history(SOC, "zh-TW", "pay").head
    texts = segments(head.content)
    words = {item: {"text": f"譯文：{each['text']}"} for item, each in list(texts.items())[:-1]}
    first = next(iter(words))
    words[first] = {"text": words[first]["text"].replace("$68,270", "$68,720")}
    desk.save(SOC, "zh-TW", "pay", with_texts(head.content, words), head.id, translated=list(words))
    return author


def test_pairs_are_listed_and_only_those_that_differ_on_request(translated):
    rows = translated("claims", SOC, "--against", "zh-TW", "--json").json
    assert {"same", "changed"} == {row["standing"] for row in rows}
    changed = translated("claims", SOC, "--against", "zh-TW", "--section", "pay", "--open", "--json").json
    assert [(row["source"]["text"], row["translation"]["text"]) for row in changed] == [("$68,270", "$68,720")]
    assert changed[0]["differences"] == ["value", "verdict"]
    seen = translated("claims", SOC, "--against", "zh-TW", "--open")
    assert "changed: value, verdict" in seen.out
    assert "1 changed" in seen.err


@pytest.mark.parametrize("words", [("--against", "en"), ("--against", "zh-TW", "--locale", "zh-TW")])
def test_a_translation_is_compared_with_its_source_and_nothing_else(translated, words):
    assert "from the source to a translation" in translated("claims", SOC, *words, to=2).err
