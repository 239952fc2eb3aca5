"""A section in the person's own editor: nothing changes by itself, and what cannot be read is named by line."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.reviewing.text_form import TextFormError, parse_section, render_section
from schemas.items import Sentence, items_in
from schemas.sections.ai_impact import AiImpact
from schemas.sections.faq import Faq, Question

LOOSE = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@given(st.data())
@LOOSE
def test_a_text_that_nobody_touched_is_the_same_section(written, data):
    section = data.draw(written)
    assert parse_section(render_section(section, "Librarians"), section) == section


@given(st.data())
@LOOSE
def test_any_text_is_a_section_or_an_error_with_a_line_that_exists(written, data):
    section = data.draw(written)
    lines = render_section(section, "Librarians").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place : place + data.draw(st.integers(0, 2))] = [data.draw(st.text(max_size=20))]
    text = "\n".join(lines)
    error = _refusal(text, section)
    assert error is None or (1 <= error.line <= text.count("\n") + 1 and error.message and error.hint)


def _refusal(text: str, section) -> TextFormError | None:
    try:
        parse_section(text, section)
    except TextFormError as error:
        return error
    return None


def edited(section, old: str, new: str):
    text = render_section(section, "Librarians")
    assert old in text
    return parse_section(text.replace(old, new), section)


def test_an_edit_keeps_the_item_and_its_citations(moat):
    saved = edited(moat("Asks back", "Knows"), "title: Asks back", "title: Always asks back")
    assert [(p.id, p.title) for p in saved.points] == [("p0", "Always asks back"), ("p1", "Knows")]


def test_a_bare_star_is_a_new_item_with_a_new_id(moat):
    section = moat("Asks back")
    text = render_section(section, "L") + "*\n  title: Listens\n  detail: Long and\n  well.\n  cites: a/b/c\n"
    saved = parse_section(text, section, new_id=lambda: "fresh001")
    assert saved.points[1].id == "fresh001"
    assert saved.points[1].detail == "Long and well."
    assert saved.points[1].citations[0].fact == "a/b/c"
    assert saved.points[0] == section.points[0]


def test_items_are_moved_and_removed_with_their_lines(moat):
    section = moat("One", "Two", "Three")
    text = render_section(section, "L")
    one, two, three = ["* p" + part for part in text.split("* p")[1:]]
    saved = parse_section(text.split("* p")[0] + three.rstrip("\n") + "\n" + one, section)
    assert saved.points == (section.points[2], section.points[0])
    assert two.startswith("* p1")


def test_indentation_is_free_and_pasted_commands_to_the_terminal_are_cleaned(moat):
    saved = edited(moat("Asks back"), "  title: Asks back", "title:    Asks \x1b]52;c;ZXZpbA==\x07back\u202e\tnow")
    assert saved.points[0].title == "Asks back now"


def test_chinese_text_over_two_lines_is_joined_without_a_space(moat):
    saved = edited(moat("館員"), "title: 館員", "title: 館員會\n    反問")
    assert saved.points[0].title == "館員會反問"


def test_what_is_made_from_facts_is_shown_but_not_read(team):
    related = team.draft_related().content
    assert "# Made from facts" in render_section(related, "L")
    assert parse_section("# nothing\n", related) == related


def test_findings_stand_above_the_text(team, moat):
    draft = team.draft(moat("wrong"))
    text = render_section(draft.content, "L", team.desk("Mei").findings(draft))
    assert "#   error: this is wrong (p0 title)" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[points]\n", "", "first heading"),
        ("[points]", "[pionts]", "no [pionts]"),
        ("* p0", "* zz", "no item zz"),
        ("* p0\n", "", "belongs to no item"),
        ("  title: Asks back\n", "", "no title"),
        ("  title: Asks back", "  Asks back", "names no field"),
        ("  title: Asks back", "  title: A\n  title: B", "twice"),
        ("  title: Asks back", "  cites:\n  title: B", "not complete"),
        ("* p0", "** p0", "may stand here"),
        ("[points]", "hello\n[points]", "first heading"),
        ("* p0\n  title", "* p0\n  source: x\n  title", "not complete"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(moat, old, new, said):
    section = moat("Asks back")
    text = render_section(section, "L")
    assert old in text
    changed = text.replace(old, new, 1)
    with pytest.raises(TextFormError) as refused:
        parse_section(changed, section)
    assert said in refused.value.message
    assert refused.value.hint
    assert refused.value.line <= len(changed.splitlines()) + 1


def test_a_word_that_is_no_choice_lists_the_choices(ai_impact):
    with pytest.raises(TextFormError) as refused:
        edited(ai_impact, "[verdict]\nmixed", "[verdict]\ndoomed")
    assert "highly_exposed" in refused.value.hint


def test_too_many_items_is_an_error_at_the_heading(moat):
    section = moat(*"abcdefghijklmnop")
    text = render_section(section, "L") + "*\n title: One more\n detail: Why.\n"
    with pytest.raises(TextFormError) as refused:
        parse_section(text, section)
    assert text.splitlines()[refused.value.line - 1] == "[points]"


def test_answers_are_items_within_their_question(faq):
    text = render_section(faq, "L")
    assert text.count("\n  ** s") == 6
    saved = parse_section(text + "  **\n    text: And more.\n", faq)
    assert [answer.text for answer in saved.questions[2].answer] == ["Yes.", "Yes.", "And more."]
    assert len({item.id for item in items_in(saved)}) == 10


def test_a_plain_choice_is_changed_below_its_heading(ai_impact):
    assert edited(ai_impact, "[verdict]\nmixed", "[verdict]\nexposed").verdict == "exposed"
    assert edited(ai_impact, "[tools_researched]\nno", "[tools_researched]\nyes").tools_researched is True


@pytest.fixture(scope="module")
def ai_impact() -> AiImpact:
    return AiImpact(
        section="ai_impact", verdict="mixed", narrative=(), tools_researched=False, evidence=(), takes_over=(),
        augments=(), entry_level=(), level_up=(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def faq() -> Faq:
    def question(n: int) -> Question:
        answer = tuple(Sentence(id=f"s{n}{m}", citations=(), text="Yes.") for m in range(2))
        return Question(id=f"q{n}", citations=(), question="Is it so?", answer=answer)

    return Faq(section="faq", questions=tuple(question(n) for n in range(3)))
