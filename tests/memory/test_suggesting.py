"""Suggestions for what waits: carried numbers, approved words, and nothing that overwrites anybody."""

import pytest

from authoring.cli.app import run
from authoring.errors import UsageError
from authoring.settings import open_workspace
from authoring.translating.memory.matching import Memory
from authoring.translating.memory.pairs import Pair
from authoring.translating.suggesting import Suggesting
from authoring.wiring import Wiring
from schemas.items import Sentence
from schemas.sections.summary import Summary

SOC = "25-4022"


class Office:
    def __init__(self, home):
        self.home = home
        run(["init", str(home)])

    def wiring(self, person="Ana"):
        return Wiring(open_workspace(self.home), person)

    def write(self, *texts, locale="en", person="Ana"):
        desk = self.wiring(person).desk
        head = desk.history(SOC, locale, "summary").head
        sentences = tuple(Sentence(id=f"s{n}", text=text, citations=()) for n, text in enumerate(texts))
        desk.save(SOC, locale, "summary", Summary(section="summary", sentences=sentences), head.id if head else None)

    def translate(self):
        self.wiring().translating.translate(SOC, "zh-TW", ["summary"])

    def head(self):
        return self.wiring().revisions.history(SOC, "zh-TW", "summary").head

    def suggesting(self, *pairs, person="Mei"):
        memory = Memory(Pair(source=s, target=t, origin="o", by="Ben", on="2026-01-01") for s, t in pairs)
        return Suggesting(self.wiring().revisions, "en", lambda _: memory, person)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "work")


def test_what_was_approved_for_the_same_text_is_taken_as_done(office):
    office.write("They help people.", "They read.")
    office.translate()
    suggesting = office.suggesting(("They help people.", "他們協助民眾。"))
    (found,) = suggesting.of(SOC, "zh-TW", "summary")
    assert (found.item, found.kind, found.texts) == ("s0", "same", {"text": "他們協助民眾。"})
    suggesting.take(SOC, "zh-TW", "summary", found)
    assert office.head().to_translate == ("s1",)
    assert office.head().by.name == "Mei"


def test_similar_words_are_a_beginning_and_their_item_goes_on_waiting(office):
    office.write("They help people find books.")
    office.translate()
    suggesting = office.suggesting(("They help people find maps.", "他們協助民眾找地圖。"))
    (found,) = suggesting.of(SOC, "zh-TW", "summary")
    assert found.kind == "alike"
    suggesting.take(SOC, "zh-TW", "summary", found)
    assert office.head().content.sentences[0].text == "他們協助民眾找地圖。"
    assert office.head().to_translate == ("s0",)
    assert suggesting.of(SOC, "zh-TW", "summary") == ()


def test_numbers_go_before_memory_and_other_items_stay_as_they_are(office):
    office.write("It was 64,320 in May 2024.", "They help people.")
    office.translate()
    office.write("2024年5月為 64,320。", "他們協助民眾。", locale="zh-TW", person="Mei")
    office.write("It was 68,270 in May 2025.", "They help people.")
    office.translate()
    assert office.head().to_translate == ("s0",)
    suggesting = office.suggesting(("It was 68,270 in May 2025.", "記憶"))
    (found,) = suggesting.of(SOC, "zh-TW", "summary")
    assert (found.kind, found.texts) == ("numbers", {"text": "2025年5月為 68,270。"})
    suggesting.take(SOC, "zh-TW", "summary", found)
    assert [each.text for each in office.head().content.sentences] == ["2025年5月為 68,270。", "他們協助民眾。"]
    with pytest.raises(UsageError):
        suggesting.take(SOC, "zh-TW", "summary", found)


def test_nothing_is_suggested_while_the_memory_is_being_read_or_where_nothing_waits(office):
    office.write("They help people.")
    suggesting = Suggesting(office.wiring().revisions, "en", lambda _: None, "Mei")
    assert suggesting.of(SOC, "zh-TW", "summary") == ()
    office.translate()
    assert suggesting.of(SOC, "zh-TW", "summary") == ()


def test_the_verb_lists_and_takes_what_only_changed_in_numbers(office, capsys):
    office.write("It was 64,320.")
    office.translate()
    office.write("為 64,320。", locale="zh-TW", person="Mei")
    office.write("It was 68,270.")
    office.translate()
    work = ["-w", str(office.home), "--as", "Mei"]
    assert run([*work, "memory", "suggest", SOC, "--to", "zh-TW"]) == 0
    assert "為 68,270。" in capsys.readouterr().out
    assert run([*work, "memory", "suggest", SOC, "--to", "zh-TW", "--take", "numbers"]) == 0
    assert office.head().content.sentences[0].text == "為 68,270。"
