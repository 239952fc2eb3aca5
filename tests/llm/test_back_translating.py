"""A translation rendered back by a model, over real HTTP: beside the source, paid for once, and no text of the profile."""

import json
import re
import shutil
from pathlib import Path

import pytest
from scripted_server import fails, says

from authoring.cli.app import run
from authoring.revisions.store import Revisions
from authoring.settings import open_workspace
from authoring.translating.segments import segments, with_texts
from authoring.wiring import Wiring

SOC = "25-4022"
TEXT = re.compile(r"^([0-9a-f]{12}) \| \w+ \| (.*)$", re.MULTILINE)


def rendered(change=lambda text: f"back: {text}"):
    """Answers every request as a back-translator would, each text through `change`; None leaves it out."""

    def answer(handler):
        asked = TEXT.findall(handler.asked["messages"][1]["content"])
        listed = [{"ref": ref, "text": change(text)} for ref, text in asked if change(text) is not None]
        says(json.dumps({"renderings": listed}))(handler)

    return answer


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """The logs of two sections that a translation into Traditional Chinese is begun of, made once."""
    home = tmp_path_factory.mktemp("begun") / "profiles"
    assert run(["init", str(home)]) == 0
    work = ["-w", str(home), "--as", "ada"]
    assert run([*work, "draft", SOC, "--sections", "summary,moat"]) == 0
    assert run([*work, "translate", SOC, "--to", "zh-TW", "--sections", "summary,moat"]) == 0
    return home / "drafts"


@pytest.fixture
def translated(author, server, logs):
    """The summary in the words of a person; a model with a price at the loopback server."""
    with Path("authoring.toml").open("a") as settings:
        settings.write(
            f'\n[model]\nname = "openai/scripted-1"\nbase_url = "{server.url}"\ntimeout = 20\nattempts = 1\n'
            '\n[model.prices."openai/scripted-1"]\ninput = 1.0\noutput = 2.0\n'
        )
    shutil.copytree(logs, "drafts", dirs_exist_ok=True)
    reword("譯文甲", "譯文乙")
    return author


def reword(*texts):
    """A person writes the sentences of the translated summary."""
    desk = Wiring(open_workspace(Path.cwd()), "ada").desk
    head = desk.history(SOC, "zh-TW", "summary").head
    words = {item: {"text": text} for item, text in zip(segments(head.content), texts, strict=True)}
    desk.save(SOC, "zh-TW", "summary", with_texts(head.content, words), head.id)


def back(author, *words, to=0):
    _, out, err = author("backtranslate", SOC, "--locale", "zh-TW", *words, "--json", to=to)
    return json.loads(out), err


def history(section="summary"):
    return Revisions(Path("drafts").absolute(), Path(".authoring").absolute()).history(SOC, "zh-TW", section)


def test_each_text_stands_beside_its_source_and_says_which_machine_rendered_it(translated, server):
    server.script(rendered())
    before = history().head
    rows, err = back(translated)
    original = segments(
        Revisions(Path("drafts").absolute(), Path(".authoring").absolute()).history(SOC, "en", "summary").head.content
    )
    assert [row["source"] for row in rows] == [text for texts in original.values() for text in texts.values()]
    assert [(row["translation"], row["back"]) for row in rows] == [
        ("譯文甲", "back: 譯文甲"),
        ("譯文乙", "back: 譯文乙"),
    ]
    assert {row["by"] for row in rows} == {"scripted-1-2026"}
    assert "$0.0011" in err
    assert history().head == before, "it is no revision"
    assert len(history().answers) == 1
    _, out, _ = translated("backtranslate", SOC, "--locale", "zh-TW")
    assert "a machine's rendering: scripted-1-2026" in out
    assert len(server.seen) == 1, "what was answered is not asked again"


def test_the_model_sees_the_translation_and_never_its_source(translated, server):
    server.script(rendered())
    rows, _ = back(translated)
    asked = "\n".join(message["content"] for message in server.seen[0]["messages"])
    assert "譯文" in asked
    assert all(row["source"] not in asked for row in rows)
    assert {row["section"] for row in rows} == {"summary"}, "what waits for its translation is not rendered"


def test_only_words_that_changed_are_asked_about_again(translated, server):
    server.script(rendered())
    back(translated)
    reword("譯文甲", "別的譯文")
    rows, _ = back(translated)
    assert [text for _, text in TEXT.findall(server.seen[-1]["messages"][1]["content"])] == ["別的譯文"]
    assert [row["back"] for row in rows] == ["back: 譯文甲", "back: 別的譯文"]
    assert len(server.seen) == 2
    back(translated, "--again", "--model", "openai/scripted-2")
    assert len(server.seen) == 3
    assert server.seen[2]["model"] == "scripted-2"


def test_a_rendering_that_says_something_else_is_what_it_is_for(translated, server):
    server.script(rendered(lambda text: "They earn $9,999,999."))
    rows, _ = back(translated)
    assert {row["back"] for row in rows} == {"They earn $9,999,999."}
    assert len(server.seen) == 1


def test_what_an_answer_leaves_out_is_asked_for_once_more_and_then_said(translated, server):
    server.script(rendered(lambda text: None))
    rows, err = back(translated, to=10)
    assert {row["back"] for row in rows} == {None}
    assert "has no entry" in server.seen[1]["messages"][3]["content"]
    assert len(server.seen) == 3
    assert "could stand" in err


def test_hostile_words_are_cleaned(translated, server):
    server.script(rendered(lambda text: "\x1b]52;c;aGk=\x07[/b]\u202eback"))
    rows, _ = back(translated)
    assert {row["back"] for row in rows} == {"[/b]back"}
    _, out, err = translated("backtranslate", SOC, "--locale", "zh-TW")
    assert not re.search("[\x1b\x07\u202e]", out + err)


def test_the_cost_is_said_before_and_a_budget_holds(translated, server):
    _, out, _ = translated("backtranslate", SOC, "--locale", "zh-TW", "--estimate", "--json")
    assert 0 < json.loads(out)["cost_usd"] < 0.01
    translated("backtranslate", SOC, "--locale", "zh-TW", "--budget", "0.000001", to=10)
    assert not server.seen


def test_a_refused_key_ends_it_and_what_was_known_is_still_shown(translated, server):
    server.script(fails(401))
    rows, _ = back(translated, to=10)
    assert {row["back"] for row in rows} == {None}
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--locale", "en"), "is the source locale"),
        (("--locale", "zh-TW", "--sections", "moat"), "nothing of that is translated"),
        (("--locale", "zh-TW", "--item", "nowhere"), "nothing of that is translated"),
    ],
)
def test_there_has_to_be_a_translation(translated, server, words, said):
    _, _, err = translated("backtranslate", SOC, *words, to=2)
    assert said in err
    assert not server.seen
