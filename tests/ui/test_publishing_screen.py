"""Publishing from the screens: what would leave, what stays and why, and one key that makes the release."""

import subprocess

from tests.ui.conftest import SOC, Typed, assert_frame, frame, press, summary


async def test_what_stays_behind_is_listed_with_the_reason_and_opens(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "P")
        assert_frame(pilot, "publish_held_back")
        await press(pilot, "j", "enter")
        assert pilot.app.screen.key.section == "summary"
        await press(pilot, "a", "q")
        seen = frame(pilot)
    assert "Changes 1" in seen
    assert "sections 1, pages 1" in seen


async def test_a_release_is_made_with_its_notes_and_the_queue_shows_it(office):
    office.wiring("Ben").desk.approve("25-4022", "en", "summary", office.head("summary").id)
    async with office.screens("Cleo") as pilot:
        await press(pilot, "P", "P", Typed("the first one"), "enter")
        assert "is out" in frame(pilot)
        await press(pilot, "q")
        assert "Published 1" in frame(pilot)
    manifest = office.wiring().publisher.current()
    assert (manifest.created_by, manifest.notes) == ("Cleo", "the first one")


async def test_escape_at_the_notes_publishes_nothing(office):
    office.wiring("Ben").desk.approve("25-4022", "en", "summary", office.head("summary").id)
    async with office.screens("Cleo") as pilot:
        await press(pilot, "P", "P", Typed("oh no"), "escape")
    assert office.wiring().publisher.current() is None


async def test_with_nothing_new_the_key_says_so(office):
    wiring = office.wiring("Ben")
    wiring.desk.approve("25-4022", "en", "summary", office.head("summary").id)
    wiring.publisher.publish("Ben")
    async with office.screens("Ben") as pilot:
        await press(pilot, "P", "P")
        assert "nothing new to publish" in frame(pilot)


async def test_a_section_edited_since_is_held_back_and_named_as_removed(office):
    wiring = office.wiring("Ben")
    approved = office.head("summary")
    wiring.desk.approve("25-4022", "en", "summary", approved.id)
    wiring.publisher.publish("Ben")
    wiring.desk.save("25-4022", "en", "summary", summary("Reworded."), approved.id)
    async with office.screens("Ben") as pilot:
        await press(pilot, "P")
        seen = frame(pilot)
    assert "Nothing is approved yet" in seen
    assert "Changes 1" in seen
    assert "> removed" in seen


def test_an_approval_whose_signature_does_not_hold_lets_nothing_leave(office, tmp_path, monkeypatch):
    def key_of(name):
        key = tmp_path / name
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
        return key

    ben, stranger = key_of("ben"), key_of("stranger")
    (office.root / "allowed_signers").write_text(f"Ben {ben.with_suffix('.pub').read_text()}")
    settings = office.root / "authoring.toml"
    settings.write_text(settings.read_text() + "\n[review]\nsign = true\n")
    monkeypatch.setenv("AUTHORING_SIGNING_KEY", str(stranger))
    office.wiring("Ben").desk.approve(SOC, "en", "summary", office.head("summary").id)
    plan = office.wiring("Ben").publisher.plan()
    assert not plan.candidates
    assert any("signature does not hold" in block.reason for block in plan.blocks)
    monkeypatch.setenv("AUTHORING_SIGNING_KEY", str(ben))
    office.wiring("Ben").desk.withdraw(SOC, "en", "summary")
    office.wiring("Ben").desk.approve(SOC, "en", "summary", office.head("summary").id)
    assert len(office.wiring("Ben").publisher.plan().candidates) == 1


async def test_what_one_release_changed_against_another_is_shown_word_by_word(office):
    wiring = office.wiring("Ben")
    for text in ("Librarians run libraries.", "Librarians run libraries and archives."):
        office.wiring("Ana").desk.save(SOC, "en", "summary", summary(text), office.head("summary").id)
        wiring.desk.approve(SOC, "en", "summary", office.head("summary").id)
        wiring.publisher.publish("Ben", notes=f"says: {text}")
    async with office.screens("Cleo") as pilot:
        await press(pilot, "P", "D")
        seen = frame(pilot)
        assert "by Ben" in seen
        assert "sections that differ: 1" in seen
        assert "says: Librarians run libraries and archives." in seen
        assert "> changed   25-4022 en    Summary" in seen
        await press(pilot, "enter")
        assert "{+ and archives+}" in frame(pilot).replace("{+and archives+}", "{+ and archives+}")
        await press(pilot, "q", "left_curly_bracket")
        seen = frame(pilot)
        assert "nothing  ->" in seen
        assert "says: Librarians run libraries." in seen
        assert "> new" in seen
        await press(pilot, "enter")
        assert "not there yet" in frame(pilot)


async def test_before_the_first_release_there_is_nothing_to_compare(office):
    async with office.screens("Ben") as pilot:
        await press(pilot, "P", "D")
        assert "Nothing is published yet." in frame(pilot)
        await press(pilot, "left_square_bracket", "right_curly_bracket", "enter", "q", "q")
        assert "Queue: 5 sections" in frame(pilot)
