"""Of a long document a prompt gets the passages that speak of the subject, and no more than there is room for."""

from hypothesis import given
from hypothesis import strategies as st

from authoring.prompting import estimated_tokens
from authoring.quoting import stands_in
from authoring.sources.passages import choose, passages_of
from schemas.citations import Source


def source(name="d00000001-aaaaaaaaaaaa"):
    return Source(id=name, url="", title="T", publisher="P", published=None, retrieved="2026-11-23", snapshot="a" * 64)


FILLER = [f"Paragraph {n} is about the parking garage of building {n} and its opening hours." for n in range(3000)]
TELLING = "Catalogers at the library use an AI assistant that suggests subject headings."
SECOND = "The chatbot at the reference desk is a tool for patrons, and librarians read along."
ABOUT = ("AI", "assistant", "chatbot", "tool")


def test_a_long_document_is_cut_to_what_speaks_of_the_subject():
    text = "\n".join([*FILLER[:2000], TELLING, *FILLER[2000:], SECOND])
    chosen = choose(passages_of(source(), text), "Librarians. Catalog library materials.", ABOUT, 200)
    assert [each.text for each in chosen] == [TELLING, SECOND]


def test_the_bound_holds_and_the_same_text_gives_the_same_passages():
    text = "\n".join(f"{TELLING} In year {n} it was much the same." for n in range(400))
    found = passages_of(source(), text)
    first, again = (choose(found, "Librarians", ABOUT, 500) for _ in range(2))
    assert first == again
    assert 5 < len(first) < 20
    assert sum(estimated_tokens(each.text) for each in first) <= 500


def test_every_source_has_its_turn():
    long = "\n".join(f"{TELLING} It was seen {n} times by an AI tool." for n in range(100))
    found = (*passages_of(source(), long), *passages_of(source("d00000002-bbbbbbbbbbbb"), SECOND))
    chosen = choose(found, "Librarians", ABOUT, 120)
    assert {each.source.id[:9] for each in chosen} == {"d00000001", "d00000002"}


@given(st.lists(st.text(alphabet="ab. ”!?。x", min_size=1, max_size=2500), max_size=4))
def test_a_passage_stands_in_its_text_word_for_word(paragraphs):
    for paragraph in paragraphs:
        for passage in passages_of(source(), paragraph):
            assert passage.text in paragraph
            assert len(passage.text) <= 900
            assert stands_in(passage.text, passage.text)
