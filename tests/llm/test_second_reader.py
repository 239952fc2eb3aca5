"""A model as second reader: it reads what no rule can decide, is bound to the text, and outweighs neither rule nor person."""

import json
import re
from pathlib import Path

import pytest
from scripted_server import fails, says

from authoring.settings import open_workspace
from authoring.wiring import Wiring
from schemas.citations import PassageCitation

SENTENCE = "Every question that is asked gets an answer on the same day."


def texts_asked(body):
    """The texts of a request by ref, each with the words it cites."""
    told = body["messages"][1]["content"]
    found = {}
    for line in told.splitlines():
        if match := re.fullmatch(r"([0-9a-f]{16}) \| (.*)", line):
            found[ref := match[1]] = (match[2], [])
        elif line.startswith("  cited: "):
            found[ref][1].append(line.removeprefix("  cited: "))
    return found


def reads(verdict, quote=None, why="It is not said.", **of):
    """Says one thing of every text, and of those whose words begin as `of` says another verdict."""

    def answer(handler):
        readings = [
            {"ref": ref, "verdict": of.get(text.split()[0], verdict), "why": why,
             "quote": cited[0][:40].rsplit(" ", 1)[0] if quote is None and verdict == "carried" else quote}
            for ref, (text, cited) in texts_asked(handler.asked).items()
        ]  # fmt: skip
        says(json.dumps({"readings": readings}))(handler)

    return answer


def desk(person="ada"):
    return Wiring(open_workspace(Path()), person).desk


def head():
    return desk().history("25-4022", "en", "moat").head


def write(detail):
    """Ada writes other words into the first item."""
    now = head()
    first, *others = now.content.points
    content = now.content.model_copy(update={"points": (first.model_copy(update={"detail": detail}), *others)})
    desk().save("25-4022", "en", "moat", content, on=now.id)


def found(author, *rules, to=0):
    """The findings of these rules on the first item."""
    listed = json.loads(author("check", "25-4022", "moat", "--json", to=to)[1])
    first = head().content.points[0].id
    return [each for each in listed if each["rule"] in rules and each["place"]["item"] == first]


@pytest.fixture
def claimed(author, server):
    """A section in which a tool is named that nothing cited names: no rule can decide that."""
    with Path("authoring.toml").open("a") as settings:
        settings.write(f'\n[model]\nbase_url = "{server.url}"\nattempts = 1\n')
    author("draft", "25-4022")
    write("Librarians check what Grammarly proposes.")
    assert found(author, "claims.undecided")
    return author


def second_reader(author, to=0):
    return author("check", "25-4022", "moat", "--second-reader", "openai/scripted-1", to=to)


def test_a_reading_becomes_a_warning_with_its_reason_and_is_asked_for_once(claimed, server):
    server.script(reads("not_carried", why="Grammarly is not in the cited words."))
    _, _, talk = second_reader(claimed)
    assert "not carried" in talk
    assert "1 asked" in talk
    (warning,) = found(claimed, "reader.not-carried")
    assert warning["severity"] == "warning"
    assert "scripted-1" in warning["message"]
    assert "Grammarly is not in the cited words" in warning["message"]
    asked = len(server.seen)
    assert "nothing new to ask" in second_reader(claimed)[2]
    assert len(server.seen) == asked
    assert any(line.status.warnings for line in desk().lines() if line.status.section == "moat")


def test_what_is_carried_is_a_note_with_its_quote_and_the_undecided_claim_is_answered(claimed, server):
    server.script(reads("carried"))
    second_reader(claimed)
    (note,) = found(claimed, "reader.carried", "claims.undecided")
    assert (note["rule"], note["severity"]) == ("reader.carried", "note")
    assert "“" in note["message"]


def test_an_edit_ends_a_reading_and_the_old_words_bring_it_back(claimed, server):
    server.script(reads("not_carried"))
    second_reader(claimed)
    before = head().content.points[0].detail
    write("Librarians check what Grammarly suggests.")
    assert [each["rule"] for each in found(claimed, "reader.not-carried", "claims.undecided")] == ["claims.undecided"]
    second_reader(claimed)
    assert [text for text, _ in texts_asked(server.seen[-1]).values()] == ["Librarians check what Grammarly suggests."]
    write(before)
    assert found(claimed, "reader.not-carried")


def test_a_person_overrules_it_with_a_reason_that_stays_in_the_log(claimed, server):
    server.script(reads("not_carried"))
    second_reader(claimed)
    item = head().content.points[0].id
    claimed("waive", "25-4022", "moat", "reader.not-carried", "--item", item, "--reason", "The glossary names it.")
    assert not found(claimed, "reader.not-carried")
    assert "The glossary names it." in claimed("log", "25-4022", "moat")[1]


def test_it_clears_nothing_that_a_rule_found(claimed, server):
    write("Half of 900 librarians check what Grammarly proposes.")
    rules = {"numbers.unsupported", "numbers.contradicted"}
    before = found(claimed, *rules, to=5)
    assert before
    server.script(reads("carried"))
    second_reader(claimed, to=5)
    assert found(claimed, *rules, to=5) == before


def test_a_quote_that_does_not_stand_in_the_cited_words_is_sent_back_and_counts_for_nothing(claimed, server):
    server.script(reads("carried", quote="Grammarly is used by every librarian."))
    code, _, talk = second_reader(claimed, to=10)
    assert code == 10
    assert "the quote is not in what it cites" in talk
    assert "the quote is not in what it cites" in server.seen[-1]["messages"][-1]["content"]
    assert found(claimed, "claims.undecided")
    assert not found(claimed, "reader.carried")


@pytest.mark.parametrize("reply", ["", "no JSON", '{"readings": 7}', '{"readings": [{"ref": "x"}]}', "[]"])
def test_an_answer_of_no_use_is_an_error_in_words_and_the_findings_of_rules_are_still_told(claimed, server, reply):
    server.script(says(reply))
    code, out, talk = claimed("check", "25-4022", "moat", "--second-reader", "openai/scripted-1", to=10)
    assert code == 10
    assert "claims.undecided" in out
    assert "moat" in talk


def test_a_server_that_fails_stops_the_asking(claimed, server):
    server.script(fails(401, "bad key"))
    author = claimed
    author("check", "25-4022", "--second-reader", "openai/scripted-1", to=10)
    assert len(server.seen) == 1


def test_a_paraphrase_of_a_quoted_passage_is_read_too(claimed, server):
    now = head()
    sheet = Wiring(open_workspace(Path()), "ada").base.sheet("25-4022")
    passage = sheet.passages[0]
    quote = PassageCitation(kind="passage", passage=passage.id, quote=passage.text)
    first, *others = now.content.points
    changed = first.model_copy(update={"detail": SENTENCE, "citations": (quote,)})
    desk().save("25-4022", "en", "moat", now.content.model_copy(update={"points": (changed, *others)}), on=now.id)
    server.script(reads("not_carried"))
    second_reader(claimed)
    assert any(text == SENTENCE and passage.text in cited for text, cited in texts_asked(server.seen[0]).values())
    assert found(claimed, "reader.not-carried")
