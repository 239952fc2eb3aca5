"""The real program in a real terminal: what it draws, how it leaves."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte
import pytest

LAUNCHER = Path(__file__).parents[2] / "tui.py"
SECONDS = 30


class Terminal:
    """A pseudo-terminal with the program in it, read as a screen."""

    def __init__(self, *arguments: str, term: str = "xterm-256color", **environment: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        settings = {**os.environ, "TERM": term, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **environment}
        self.child = pexpect.spawn(
            sys.executable, [str(LAUNCHER), *arguments], dimensions=(24, 80), env=settings, timeout=SECONDS
        )

    def read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += data
        # pyte does not know the private modes with a `<` or `=`; they change nothing on its screen
        self._stream.feed(
            data.replace(b"\x1b[<", b"\x1b[?").replace(b"\x1b[>", b"\x1b[?").replace(b"\x1b[=", b"\x1b[?")
        )

    def wait(self, seen: Callable[[str], bool]) -> str:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            self.read()
            text = "\n".join(self.screen.display)
            if seen(text):
                return text
        raise AssertionError("\n".join(self.screen.display))

    def end(self) -> int | None:
        end = time.monotonic() + SECONDS
        while self.child.isalive() and time.monotonic() < end:
            self.read()
        self.read()
        self.child.close()
        return self.child.exitstatus

    @property
    def restored(self) -> bool:
        """The normal screen is back, the cursor is shown, the mouse is let go."""
        left = [self.raw.rfind(code) for code in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l")]
        taken = [self.raw.rfind(code) for code in (b"\x1b[?1049h", b"\x1b[?25l", b"\x1b[?1000h")]
        return all(after > before for after, before in zip(left, taken, strict=True))


def open_queue(office, **environment: str) -> Terminal:
    terminal = Terminal("--workspace", str(office.root), "--as", "Ben", **environment)
    terminal.wait(lambda text: "Queue: 5 sections" in text)
    return terminal


def test_it_is_read_worked_with_and_left(office):
    terminal = open_queue(office)
    terminal.child.send("\r")
    terminal.wait(lambda text: "Librarians administer collections" in text)
    terminal.child.send("a")
    terminal.wait(lambda text: "Approved. Binds text" in text)
    terminal.child.send("\x11")
    assert terminal.end() == 0
    assert terminal.restored
    assert office.state("summary") == "approved"


def test_what_is_typed_in_one_go_is_handled_where_each_key_leads(office):
    terminal = open_queue(office)
    terminal.child.send("?q?q\rnp?qqoqPqBq?q/faq")
    terminal.wait(lambda text: "Queue: 1 of 5" in text)
    terminal.child.send("\x11")
    assert terminal.end() == 0


def test_what_decides_nothing_waits_for_the_section_it_is_about(office):
    terminal = open_queue(office)
    terminal.child.send("\rD")
    terminal.wait(lambda text: "Take back" in text)
    terminal.child.send("\x11")
    assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(office, number):
    terminal = open_queue(office)
    terminal.child.kill(number)
    assert terminal.end() == 128 + number
    assert terminal.restored


def test_typed_text_survives_a_killed_program(office):
    terminal = open_queue(office)
    terminal.child.send("\re")
    terminal.wait(lambda text: "Save" in text)
    terminal.child.send(" Unfinished.")
    terminal.wait(lambda text: "not saved (kept on disk)" in text)
    edits = office.root / ".authoring" / "edits"
    terminal.wait(lambda _: any("Unfinished." in path.read_text() for path in edits.glob("*.json")))
    terminal.child.kill(signal.SIGKILL)
    terminal.end()
    again = open_queue(office)
    again.child.send("\re")
    again.wait(lambda text: "There is unfinished text of yours" in text)
    again.child.send("\r")
    again.wait(lambda text: "Unfinished." in text)
    again.child.send("\x11")
    assert again.end() == 0


def test_without_colour_the_words_are_the_same(office):
    terminal = open_queue(office, NO_COLOR="1")
    terminal.wait(lambda text: "draft     1 warning" in text)
    terminal.child.send("q")
    assert terminal.end() == 0


def test_a_folder_that_is_no_workspace_is_said_on_the_restored_terminal(tmp_path):
    terminal = Terminal("--workspace", str(tmp_path))
    assert terminal.end() == 3
    assert terminal.restored
    assert b"is not a workspace" in terminal.raw
    assert b"Traceback" not in terminal.raw


def test_a_dumb_terminal_is_refused_with_the_plain_way(office):
    terminal = Terminal("--workspace", str(office.root), term="dumb")
    assert terminal.end() == 1
    assert b"author queue" in terminal.raw


def test_the_section_is_edited_in_ones_own_editor_and_the_screens_come_back(office):
    terminal = open_queue(office, VISUAL="", EDITOR="sed -i s/administer/lend/")
    terminal.child.send("\rE")
    terminal.wait(lambda text: "Saved as a new revision" in text and "Librarians lend collections" in text)
    terminal.child.send("\x11")
    assert terminal.end() == 0
    assert office.head("summary").by.name == "Ben"


def test_an_editor_that_fails_is_said_and_the_screens_stay(office):
    terminal = open_queue(office, VISUAL="", EDITOR="false")
    terminal.child.send("\rE")
    terminal.wait(lambda text: "false ended with 1" in text and "Librarians administer" in text)
    terminal.child.send("\x11")
    assert terminal.end() == 0
    assert office.state("summary") == "draft"
