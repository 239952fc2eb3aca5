"""`author fsck` as a person and a program see it."""


def test_a_sound_workspace_ends_with_nothing_to_say_but_that(author, workspace):
    author("draft", "25-4022")
    seen = author("fsck", to=0)
    assert seen.out == ""
    assert "1 log examined: every seal, hash and parent fits" in seen.err


def test_a_changed_line_is_named_by_file_and_line_with_exit_code_9(author, workspace):
    author("draft", "25-4022")
    log = workspace / "drafts" / "25-4022" / "en.jsonl"
    log.write_bytes(log.read_bytes().replace(b"Librarians", b"Libertines", 1))
    seen = author("fsck", to=9)
    assert seen.out.startswith("error: drafts/25-4022/en.jsonl:1: was changed after it was written")


def test_what_is_torn_is_mended_when_asked_for(author, workspace):
    author("draft", "25-4022")
    log = workspace / "drafts" / "25-4022" / "en.jsonl"
    with log.open("ab") as file:
        file.write(b'{"at":"2026')
    assert author("fsck", "--json", to=1).json["problems"][0]["mends"] is True
    mended = author("fsck", "--repair", "--json", to=1).json
    assert [problem["kind"] for problem in mended["mended"]] == ["torn"]
    assert [problem["kind"] for problem in mended["problems"]] == ["aside"]
    log.with_name("en.jsonl.torn").unlink()
    assert author("fsck", "--json", to=0).json["problems"] == []
