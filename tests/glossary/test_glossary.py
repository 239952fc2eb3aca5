"""Agreed terms: found where they stand, held to in checks, exchanged without loss."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.checks.scripts import to_simplified, to_traditional
from authoring.cli.app import run
from authoring.errors import UsageError, WorkspaceError
from authoring.glossary import Glossary, Term
from authoring.glossary.candidates import candidates
from authoring.glossary.table import GlossaryTable, starter
from authoring.glossary.tbx import read_tbx, to_tbx
from authoring.xml_files import NotXml


def term(word, translation, **more):
    return Term(**{"locale": "zh-TW", "part_of_speech": "noun", **more, "term": word, "translation": translation})


SOFTWARE = term("software", "軟體", forbidden=("軟件",), allowed=("程式",), note="of any kind", source="NAER")
JOB = term("job", "工作")
OPENING = term("job opening", "職缺")
VISA = term("H-1B", "H-1B", part_of_speech="name", keep=True)


@pytest.fixture
def table(tmp_path):
    return GlossaryTable(tmp_path / "glossary", tmp_path / ".authoring")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Job openings need software.", ["job opening", "software"]),
        ("Two jobs, one job opening.", ["job", "job opening"]),
        ("The H-1B visa, not h-1b.", ["H-1B"]),
        ("A jobless day; softwares.", ["software"]),
    ],
)
def test_terms_are_found_whole_and_the_longest_first(text, found):
    glossary = Glossary((SOFTWARE, JOB, OPENING, VISA))
    assert [each.term.term for each in glossary.within(text)] == found


def test_a_forbidden_word_within_an_agreed_one_is_not_held_against_it():
    agreed = term("data set", "資料集", forbidden=("資料",))
    assert agreed.forbidden_in("這份資料集") == ()
    assert agreed.forbidden_in("這份資料") == ("資料",)


@pytest.mark.parametrize("locale", ["zh-TW", "zh-CN"])
def test_the_starters_hold_two_hundred_terms_each_with_its_source_in_its_own_script(locale):
    terms = starter(locale)
    foreign = set(to_traditional() if locale == "zh-TW" else to_simplified())
    assert len(terms) >= 200
    assert len({each.key for each in terms}) == len(terms)
    assert all(each.source for each in terms)
    for each in terms:
        assert not set("".join((each.translation, *each.allowed))) & foreign, each.term
        assert not {each.translation, *each.allowed} & set(each.forbidden), each.term
        assert not each.forbidden_in(f"{each.translation}、{'、'.join(each.allowed)}"), each.term


def test_a_term_of_the_workspace_replaces_the_starters_and_can_take_it_out(table):
    before = len(table.glossary("zh-TW").terms)
    table.put([term("software", "軟體程式", by="Ana")])
    named = {each.term: each for each in table.glossary("zh-TW").terms}
    assert (named["software"].translation, named["software"].by) == ("軟體程式", "Ana")
    assert len(named) == before
    table.remove("zh-TW", "Software", "Ana")
    assert "software" not in {each.term for each in table.glossary("zh-TW").terms}
    with pytest.raises(UsageError):
        table.remove("zh-TW", "software", "Ana")


def test_the_same_term_again_changes_nothing(table):
    assert table.put([SOFTWARE]) == (SOFTWARE,)
    assert table.put([SOFTWARE.model_copy(update={"by": "Ben"})]) == ()


def test_a_term_that_forbids_its_own_translation_is_refused(table):
    with pytest.raises(UsageError, match="軟體"):
        table.put([term("software", "軟體", forbidden=("軟體",))])


def test_a_line_that_is_no_term_is_named(table, tmp_path):
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/ja.csv").write_text("term,translation,part_of_speech\nlibrarian,司書,thing\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"ja\.csv, line 2: “librarian”"):
        table.glossary("ja")


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
lines = words.map(lambda text: " ".join(text.split())).filter(bool)


@given(
    st.lists(
        st.tuples(lines, lines, lines, st.sampled_from(["noun", "verb", "adjective", "name", "other"])), max_size=6
    )
)
def test_any_glossary_comes_back_from_tbx_as_it_was(tmp_path_factory, rows):
    from authoring.text import clean_line

    cleaned = [[clean_line(cell) for cell in row[:3]] + [row[3]] for row in rows]
    terms = {
        (t.key, t.locale): t
        for word, one, other, part in cleaned
        if word and one and other
        for t in [term(word, one, part_of_speech=part, allowed=(other,), note=other, source=one, by="Ana")]
    }
    path = tmp_path_factory.mktemp("tbx") / "terms.tbx"
    path.write_bytes(to_tbx(terms.values(), "en"))
    read = read_tbx(path, "en", ["zh-TW"], "Ana")
    assert read.rejected == ()
    assert {(t.key, t.locale): t for t in read.terms} == terms


def test_what_a_tbx_file_lacks_is_named_entry_by_entry(tmp_path):
    path = tmp_path / "old.tbx"
    path.write_text(
        """<martif type="TBX"><text><body>
        <termEntry id="e1"><langSet xml:lang="en"><tig><term>library</term></tig></langSet>
          <langSet xml:lang="zh-TW"><tig><term>圖書館</term></tig><tig><term>書館</term>
          <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>
        <termEntry id="e2"><langSet xml:lang="de"><tig><term>Buch</term></tig></langSet></termEntry>
        <termEntry id="e3"><langSet xml:lang="en"><tig><term>book</term></tig></langSet></termEntry>
        </body></text></martif>""",
        "utf-8",
    )
    read = read_tbx(path, "en", ["zh-TW"], "Ana")
    assert [(t.term, t.translation, t.forbidden) for t in read.terms] == [("library", "圖書館", ("書館",))]
    assert [reason.partition(":")[0] for reason in read.rejected] == ["e2", "e3"]


@pytest.mark.parametrize(
    "content",
    [
        b"<tbx>",
        b'<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>',
        b'<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>',
        b"<html/>",
        b"\x00\x01",
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_in_words(tmp_path, content):
    path = tmp_path / "terms.tbx"
    path.write_bytes(content)
    with pytest.raises(NotXml):
        read_tbx(path, "en", ["zh-TW"], "Ana")


def test_candidates_are_what_many_texts_say_and_nobody_agreed_on():
    texts = [
        ("25-4022", "Reference service helps people. Reference service is free."),
        ("25-4031", "Good reference service takes patience with software."),
        ("15-1252", "Software is not reference service."),
    ]
    found = candidates(texts, Glossary((SOFTWARE,)), least=3)
    assert [(each.term, each.times, each.occupations) for each in found] == [("reference service", 4, 3)]


def test_the_verbs_agree_list_exchange_and_check(tmp_path, capsys):
    home = tmp_path / "work"
    work = ["-w", str(home), "--as", "Ana"]
    run(["init", str(home)])
    assert run([*work, "glossary", "add", "moat", "護城河", "--to", "zh-TW", "--never", "城壕"]) == 0
    capsys.readouterr()
    assert run([*work, "glossary", "list", "moat", "--to", "zh-TW", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["translation"], listed["forbidden"], listed["by"]) == ("護城河", ["城壕"], "Ana")
    assert run([*work, "glossary", "export", "--to", "zh-TW", "--out", str(tmp_path / "t.tbx")]) == 0
    assert run([*work, "glossary", "import", str(tmp_path / "t.tbx")]) == 0
    assert "0 of them new" in capsys.readouterr().err
    assert run([*work, "glossary", "add", "moat", "-", "--to", "zh-TW"]) == 0
    assert run([*work, "glossary", "show", "moat"]) == 2
    run([*work, "draft", "25-4022", "--sections", "summary"])
    capsys.readouterr()
    assert run([*work, "glossary", "extract", "--to", "zh-TW", "--least", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)
    assert run([*work, "glossary", "check", "--to", "zh-TW"]) == 0
