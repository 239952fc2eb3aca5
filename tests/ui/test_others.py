"""Two people at two terminals: each sees what the other does and where the other is, without a key being pressed."""

import signal

import pytest
from test_terminal import Terminal

SOC = "25-4022"


@pytest.fixture
def shared(office, kept_in, request):
    """The office's workspace, in files or in a database."""
    if kept_in == "postgres":
        settings = office.root / "authoring.toml"
        before = settings.read_text()
        settings.write_text(f'database = "{request.getfixturevalue("emptied")}"\n{before}')
        from authoring.cli.app import run

        assert run(["--workspace", str(office.root), "log", "import"]) == 0
    return office


def sit_down(shared, person: str) -> Terminal:
    terminal = Terminal("--workspace", str(shared.root), "--as", person)
    terminal.wait(lambda text: "Queue: 5 sections" in text)
    return terminal


def test_what_one_does_the_other_sees_within_moments_and_where_they_are(shared):
    ben, mei = sit_down(shared, "Ben"), sit_down(shared, "Mei")
    mei.child.send("\r")
    mei.wait(lambda text: "Librarians administer collections" in text)
    ben.wait(lambda text: "@Mei" in text and "Mei is reading this now" in text)
    mei.child.send("e")
    ben.wait(lambda text: "Mei is editing this now" in text)
    ben.child.send("\r")
    ben.wait(lambda text: "Mei is editing this now" in text and "Librarians administer" in text)

    mei.child.send("\x1b")
    mei.wait(lambda text: "Request changes" in text)
    ben.wait(lambda text: "Mei is reading this now" in text and "Librarians administer" in text)
    mei.child.send("a")
    mei.wait(lambda text: "Approved. Binds text" in text)
    mei.child.send("\x11")
    assert mei.end() == 0
    ben.wait(lambda text: "Mei is reading this now" not in text)
    ben.child.send("q")
    ben.wait(lambda text: "Queue: 5 sections" in text and "Approved 1" in text and "@Mei" not in text)
    ben.child.send("\x11")
    assert ben.end() == 0


@pytest.mark.parametrize("kept_in", ["postgres"])
def test_a_queue_that_nobody_touches_shows_another_machine_s_decision(shared):
    ben = sit_down(shared, "Ben")
    desk = shared.wiring("Jan").desk
    head = desk.history(SOC, "en", "summary").head
    desk.approve(SOC, "en", "summary", on=head.id)
    ben.wait(lambda text: "Approved 1" in text)
    ben.child.send("\x11")
    assert ben.end() == 0


@pytest.mark.parametrize("kept_in", ["postgres"])
def test_a_lost_connection_is_shown_tried_again_and_takes_nothing_that_was_typed(shared, postgres):
    ben = sit_down(shared, "Ben")
    ben.wait(lambda text: "team database" in text)
    ben.child.send("\re")
    ben.wait(lambda text: "Save" in text and "Librarians administer" in text)
    postgres.stop(signal.SIGQUIT)
    try:
        ben.wait(lambda text: "connection lost" in text)
        ben.child.send(" They also teach.")
        ben.wait(lambda text: "They also teach." in text and "not saved" in text)
        ben.child.send("\x13")
        ben.wait(lambda text: "cannot be reached" in text and "They also teach." in text)
    finally:
        postgres.start()
    ben.wait(lambda text: "team database" in text and "They also teach." in text)
    ben.child.send("\x13")
    ben.wait(lambda text: "Request changes" in text and "They also teach." in text)
    ben.child.send("\x11")
    assert ben.end() == 0
    head = shared.wiring("Jan").desk.history(SOC, "en", "summary").head
    assert (head.by.name, head.content.sentences[0].text.endswith("They also teach.")) == ("Ben", True)
