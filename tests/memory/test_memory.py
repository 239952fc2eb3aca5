"""What was approved before is found again, exactly or nearly, and goes to other tools and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from authoring.cli.app import run
from authoring.errors import WorkspaceError
from authoring.settings import open_workspace
from authoring.text import clean_line
from authoring.translating.memory.matching import Memory
from authoring.translating.memory.pairs import Pair
from authoring.translating.memory.tmx import read_tmx, to_tmx
from authoring.translating.renumbering import renumbered
from authoring.wiring import Wiring
from authoring.xml_files import NotXml

SOC = "25-4022"


def pair(source, target="譯", origin="25-4022/moat/p1/title"):
    return Pair(source=source, target=target, origin=origin, by="Ana", on="2026-01-02")


def test_the_same_text_is_found_first_and_as_a_hundred_with_its_newest_translation():
    memory = Memory(
        [pair("They help people.", "舊"), pair("They help people.", "新"), pair("They help people now.", "近")]
    )
    found = memory.matches("They help people.")
    assert [(each.pair.target, each.exact) for each in found] == [("新", True), ("舊", True), ("近", False)]
    assert found[2].similarity < 100


def test_what_is_not_alike_is_not_offered():
    memory = Memory([pair("They help people find books."), pair("Pay is set by contract.")])
    assert memory.matches("Quite another thing altogether.") == ()
    assert memory.matches("") == ()
    assert Memory().matches("They help people.") == ()


_WORDS = ["librarians", "help", "people", "find", "read", "lend", "books", "maps", "data", "in", "of", "the", "68,270"]
words = st.sampled_from(_WORDS)
sentences = st.lists(words, min_size=3, max_size=12).map(" ".join)


@given(st.lists(sentences, min_size=1, max_size=30, unique=True), sentences)
def test_of_few_pairs_it_finds_what_comparing_all_would(sources, text):
    memory = Memory(pair(source) for source in sources)
    every = {source: fuzz.ratio(text, source) for source in sources if fuzz.ratio(text, source) >= 85}
    found = {each.pair.source for each in memory.matches(text, most=50, least=85)}
    assert found == set(every)


texts = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1)
    .map(clean_line)
    .filter(bool)
)


@given(st.lists(st.builds(pair, texts, texts, texts), max_size=6))
def test_any_memory_comes_back_from_tmx_as_it_was(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("tmx") / "memory.tmx"
    path.write_bytes(to_tmx(pairs, "en", "zh-TW"))
    read = read_tmx(path, "en", "zh-TW", "Ben", "2026-02-03")
    assert (list(read.pairs), read.rejected) == (pairs, ())


def test_units_without_both_languages_are_named_and_codes_are_no_text(tmp_path):
    path = tmp_path / "memory.tmx"
    path.write_text(
        """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
        <tu><tuv xml:lang="en-US"><seg>They <bpt i="1">&lt;b></bpt>help<ept i="1">&lt;/b></ept>.</seg></tuv>
            <tuv xml:lang="ZH-TW"><seg>他們<hi>協助</hi>。</seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>Only this.</seg></tuv></tu></body></tmx>""",
        "utf-8",
    )
    read = read_tmx(path, "en", "zh-TW", "Ben", "2026-02-03")
    assert [(each.source, each.target, each.by, each.on) for each in read.pairs] == [
        ("They help.", "他們協助。", "Ben", "2026-02-03")
    ]
    assert read.rejected == ("unit 2: it has no text in zh-TW",)


def test_a_file_that_is_no_memory_is_refused(tmp_path):
    path = tmp_path / "memory.tmx"
    path.write_text('<!DOCTYPE t [<!ENTITY a "b">]><tmx>&a;</tmx>', "utf-8")
    with pytest.raises(NotXml):
        read_tmx(path, "en", "zh-TW", "Ben", "2026-02-03")


@pytest.fixture
def home(tmp_path):
    """A workspace whose summary was translated by Mei and approved by Ben."""
    home = tmp_path / "work"
    run(["init", str(home)])
    run(["-w", str(home), "draft", SOC, "--sections", "summary"])
    run(["-w", str(home), "translate", SOC, "--to", "zh-TW", "--sections", "summary"])
    desk = Wiring(open_workspace(home), "Mei").desk
    head = desk.history(SOC, "zh-TW", "summary").head
    sentences = tuple(each.model_copy(update={"text": f"譯：{each.text}"}) for each in head.content.sentences)
    desk.save(SOC, "zh-TW", "summary", head.content.model_copy(update={"sentences": sentences}), head.id)
    return home


def memory_of(home):
    return Wiring(open_workspace(home), "Ben").memories.memory("zh-TW")


def approve(home):
    desk = Wiring(open_workspace(home), "Ben").desk
    desk.approve(SOC, "zh-TW", "summary", desk.history(SOC, "zh-TW", "summary").head.id)


def test_only_approved_translations_are_remembered(home):
    assert len(memory_of(home)) == 0
    approve(home)
    remembered = memory_of(home)
    assert [each.target for each in remembered.pairs] == [f"譯：{each.source}" for each in remembered.pairs]
    assert len(remembered) == 2
    assert {each.by for each in remembered.pairs} == {"Ben"}
    assert all(each.origin.startswith(f"{SOC}/summary/") for each in remembered.pairs)


def test_a_memory_sees_what_is_approved_while_it_is_open(home):
    memories = Wiring(open_workspace(home), "Ben").memories
    assert len(memories.memory("zh-TW")) == 0
    approve(home)
    assert len(memories.memory("zh-TW")) == 2
    assert memories.memory("zh-TW") is memories.memory("zh-TW")


def test_a_broken_cache_is_made_anew_and_a_broken_file_is_named(home):
    approve(home)
    assert len(memory_of(home)) == 2
    (home / ".authoring/memory-zh-TW.json").write_bytes(b"{]")
    assert len(memory_of(home)) == 2
    (home / "memory").mkdir()
    (home / "memory/zh-TW.jsonl").write_text('{"source": 1}\n')
    with pytest.raises(WorkspaceError, match=r"zh-TW\.jsonl, line 1"):
        memory_of(home)


def test_the_verbs_exchange_and_search(home, tmp_path, capsys):
    work = ["-w", str(home), "--as", "Ben"]
    file = tmp_path / "m.tmx"
    file.write_bytes(to_tmx([pair("They help people find books.", "他們協助民眾找書。")], "en", "zh-TW"))
    assert run([*work, "memory", "import", str(file), "--to", "zh-TW"]) == 0
    assert "1 of them new" in capsys.readouterr().err
    assert run([*work, "memory", "import", str(file), "--to", "zh-TW"]) == 0
    assert "0 of them new" in capsys.readouterr().err
    assert run([*work, "memory", "search", "They help people find a book.", "--to", "zh-TW"]) == 0
    assert "他們協助民眾找書。" in capsys.readouterr().out
    assert run([*work, "memory", "export", "--to", "zh-TW", "--out", str(tmp_path / "out.tmx")]) == 0
    assert run([*work, "memory", "list"]) == 0


@pytest.mark.parametrize(
    ("before", "now", "translation", "locale", "expected"),
    [
        ("It was $64,320 in May 2024.", "It was $68,270 in May 2025.", "2024年5月為 US$64,320。", "zh-TW",
         "2025年5月為 US$68,270。"),
        ("About 60,000 people.", "About 70,000 people.", "約6萬人。", "zh-TW", "約7萬人。"),
        ("Jobs grow 1.7 percent.", "Jobs grow 2.6 percent.", "Crece un 1,7 %.", "es", "Crece un 2,6 %."),
        ("13,600 openings", "12,600 openings", "13.600 vacantes", "es", "12.600 vacantes"),
        ("13,600 openings", "12,600 openings", "채용 13,600건", "ko", "채용 12,600건"),
        ("It pays 5.", "It costs 6.", "5元", "zh-TW", None),
        ("5 and 5", "5 and 6", "5 與 5", "zh-TW", None),
        ("H-1B in 2024", "H-2B in 2024", "2024年的 H-1B", "zh-TW", None),
        ("In 2024.", "In 2025.", "去年。", "zh-TW", None),
    ],
)  # fmt: skip
def test_numbers_alone_are_carried_over_and_nothing_is_guessed(before, now, translation, locale, expected):
    assert renumbered(before, now, translation, locale) == expected


numbers = st.integers(min_value=0, max_value=9_999_999)


@given(numbers, numbers, st.sampled_from(["zh-TW", "ja", "ko", "es"]))
def test_a_carried_number_has_the_value_of_its_source(old, new, locale):
    from authoring.quantities.parity import compare_texts

    grouped = f"{old:,}".replace(",", "." if locale == "es" else ",")
    carried = renumbered(f"There are {old:,} of them.", f"There are {new:,} of them.", f"→ {grouped} ←", locale)
    assert (carried is None) == (old == new)
    assert carried is None or compare_texts(f"There are {new:,} of them.", carried, locale) == ()
