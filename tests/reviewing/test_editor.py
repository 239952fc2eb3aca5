"""Editing in the person's own editor: what they typed is never lost, whatever happens to the editor or to us."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from authoring.errors import UsageError
from authoring.reviewing.editor import EditFile, edit_section, editor_runner
from authoring.reviewing.text_form import TextFormError

AT = ("25-4022", "en", "moat")


class Typist:
    """An editor that makes one change each time it is opened, and remembers what it was shown."""

    def __init__(self, *changes) -> None:
        self._changes = list(changes)
        self.shown: list[str] = []

    def __call__(self, path: Path) -> None:
        text = path.read_text("utf-8")
        self.shown.append(text)
        change = self._changes.pop(0)
        if change:
            path.write_text(change(text), "utf-8")


def replacing(old: str, new: str):
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def sit_down(team, typist, person: str = "Mei"):
    desk = team.desk(person)
    file = EditFile(team.revisions.cache, *AT)
    return edit_section(desk, file, desk.history(*AT), "Librarians", typist)


def file_of(team) -> EditFile:
    return EditFile(team.revisions.cache, *AT)


def test_an_edit_is_saved_and_leaves_no_file(team, moat):
    team.draft(moat("Asks back"))
    saved = sit_down(team, Typist(replacing("Asks back", "Always asks back")))
    assert saved.content.points[0].title == "Always asks back"
    assert saved.by.name == "Mei"
    assert not file_of(team).path.exists()


def test_closing_without_a_change_is_no_edit(team, moat):
    draft = team.draft(moat("Asks back"))
    assert sit_down(team, Typist(None)) == draft


def test_a_bad_save_is_opened_again_with_the_reason_on_top_and_all_that_was_typed(team, moat):
    team.draft(moat("Asks back"))
    typist = Typist(replacing("title: Asks back", "titel: Typed with care"), replacing("titel:", "title:"))
    saved = sit_down(team, typist)

    again = typist.shown[1].splitlines()
    assert again[0].startswith("#! line ")
    assert "names no field" in again[0]
    named = int(again[0].split()[2].rstrip(":"))
    assert again[named - 1].strip() == "titel: Typed with care"
    assert saved.content.points[0].title == "Typed with care"


def test_the_reason_is_replaced_not_piled_up(team, moat):
    team.draft(moat("Asks back"))
    typist = Typist(
        replacing("title: Asks back", "titel: A"), replacing("titel: A", "titl: B"), replacing("titl:", "title:")
    )
    sit_down(team, typist)
    assert typist.shown[2].count("#! ") == 2
    named = int(typist.shown[2].split()[2].rstrip(":"))
    assert typist.shown[2].splitlines()[named - 1].strip() == "titl: B"


def test_a_program_that_saves_the_same_bad_text_again_is_stopped_with_the_reason(team, moat, tmp_path):
    team.draft(moat("Asks back"))
    bad = tmp_path / "bad.txt"
    bad.write_text("titel: Typed by a program\n")
    copying = editor_runner({"EDITOR": f"cp {bad}"})
    with pytest.raises(TextFormError) as stopped:
        sit_down(team, copying)
    assert str(file_of(team).path) in stopped.value.hint
    assert "titel: Typed by a program" in file_of(team).unfinished().text
    assert len(team.revisions.history(*AT).revisions) == 1


def test_a_program_that_only_makes_it_worse_is_stopped_too(team, moat):
    team.draft(moat("Asks back"))
    with pytest.raises(TextFormError):
        sit_down(team, editor_runner({"EDITOR": "sed -i -e '1i what is this'"}))
    assert "what is this\nwhat is this" in file_of(team).unfinished().text


def test_giving_up_on_a_bad_save_keeps_the_text_for_the_next_time(team, moat):
    draft = team.draft(moat("Asks back"))
    assert sit_down(team, Typist(replacing("title: Asks back", "titel: Typed"), None)) is None

    left = file_of(team).unfinished()
    assert left.on == draft.id
    assert "titel: Typed" in left.text

    saved = sit_down(team, Typist(replacing("titel:", "title:")))
    assert saved.content.points[0].title == "Typed"


def test_a_text_whose_beginning_was_deleted_is_kept_as_notes_in_a_new_one(team, moat):
    team.draft(moat("Asks back"))
    assert sit_down(team, Typist(lambda _text: "only this\n", None)) is None
    file = file_of(team)
    file.path.write_text("only this\n")

    typist = Typist(replacing("Asks back", "Asks"))
    assert sit_down(team, typist).content.points[0].title == "Asks"
    assert "# only this" in typist.shown[0]


def test_emptying_the_file_gives_up_for_good(team, moat):
    team.draft(moat("Asks back"))
    assert sit_down(team, Typist(lambda _text: "")) is None
    assert file_of(team).unfinished() is None


def test_ctrl_c_keeps_what_was_saved_in_the_editor(team, moat):
    team.draft(moat("Asks back"))

    def interrupted(path: Path) -> None:
        path.write_text(path.read_text("utf-8").replace("Asks back", "Typed"), "utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sit_down(team, interrupted)
    assert "Typed" in file_of(team).unfinished().text
    assert sit_down(team, Typist(None)).content.points[0].title == "Typed"


def test_bytes_that_are_no_text_are_named_and_kept(team, moat):
    team.draft(moat("Asks back"))

    def in_latin_1(path: Path) -> None:
        path.write_bytes(path.read_bytes().replace(b"Asks back", b"Caf\xe9"))

    opened = []

    def editor(path: Path) -> None:
        opened.append(path.read_bytes())
        if len(opened) == 1:
            in_latin_1(path)
        else:
            path.write_bytes(path.read_bytes().replace(b"Caf\xe9", "Café".encode()))

    saved = sit_down(team, editor)
    assert b"UTF-8" in opened[1].splitlines()[0]
    assert saved.content.points[0].title == "Café"


def test_what_another_saved_meanwhile_is_joined_in(team, moat):
    draft = team.draft(moat("Asks back", "Knows the house"))

    def slow(path: Path) -> None:
        team.desk("Jan").save(*AT, moat("Asks back", "Knows the whole house"), on=draft.id)
        replacing_in(path, "title: Asks back", "title: Always asks back")

    saved = sit_down(team, slow)
    assert [point.title for point in saved.content.points] == ["Always asks back", "Knows the whole house"]


def test_where_both_changed_the_same_words_theirs_is_shown_beside_it(team, moat):
    draft = team.draft(moat("Asks"))
    shown = []

    def slow(path: Path) -> None:
        shown.append(path.read_text("utf-8"))
        if len(shown) == 1:
            team.desk("Jan").save(*AT, moat("Asks again"), on=draft.id)
            replacing_in(path, "title: Asks", "title: Asks back")
        else:
            replacing_in(path, "title: Asks back", "title: Asks back again")

    saved = sit_down(team, slow)
    assert "# p0 title: they wrote: Asks again" in shown[1]
    assert "title: Asks back" in shown[1]
    assert saved.content.points[0].title == "Asks back again"
    assert len(team.desk("Mei").history(*AT).revisions) == 3


def replacing_in(path: Path, old: str, new: str) -> None:
    path.write_text(replacing(old, new)(path.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize("kept_in", ["files"])
def test_a_killed_process_leaves_what_was_typed(team, moat, tmp_path):
    team.draft(moat("Asks back"))
    code = f"""
import sys, time
from pathlib import Path
from authoring.reviewing.editor import EditFile
from authoring.revisions.store import Revisions
store = Revisions(Path({str(tmp_path / "drafts")!r}), Path({str(tmp_path / ".authoring")!r}))
head = store.history(*{AT!r}).head
file = EditFile(store.cache, *{AT!r})
file.write("# words\\n", head.id)
def editor(path):
    path.write_text(path.read_text() + "[points]\\n*\\n title: Typed\\n detail: Why.\\n")
    print("typed", flush=True)
    time.sleep(60)
file.edit(editor, head.content, head.id)
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert child.stdout.readline() == b"typed\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    saved = sit_down(team, Typist(None))
    assert saved.content.points[0].title == "Typed"


def test_the_editor_is_the_one_the_person_named(tmp_path):
    text = tmp_path / "text"
    text.write_text("before")
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\necho "$1" > "$2"\n')
    editor.chmod(0o755)
    editor_runner({"EDITOR": f"'{editor}' after", "VISUAL": ""})(text)
    assert text.read_text() == "after\n"


def test_an_editor_that_is_not_there_or_fails_says_where_the_text_is(tmp_path):
    with pytest.raises(UsageError) as refused:
        editor_runner({"EDITOR": "no-such-editor"})
    assert "EDITOR" in refused.value.hint
    with pytest.raises(UsageError) as failed:
        editor_runner({"EDITOR": "false"})(tmp_path / "text")
    assert str(tmp_path / "text") in failed.value.hint
