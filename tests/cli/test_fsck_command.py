"""`author fsck` as a person and a program see it."""

import shutil


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


def add_source(author, workspace):
    """The document's record and the folder of its snapshot."""
    page = workspace / "desk.txt"
    page.write_text("Since 2025 the library has used an AI assistant at its desks.\n\nLibrarians check every answer.\n")
    author("sources", "add", "25-4022", str(page))
    (record,) = (workspace / "sources" / "25-4022").glob("*.json")
    (snapshot,) = (workspace / "sources" / "snapshots").iterdir()
    return record, snapshot


def test_sources_are_examined_with_the_logs(author, workspace):
    add_source(author, workspace)
    assert "0 logs and 1 document examined: every seal" in author("fsck", to=0).err


def test_a_changed_record_of_a_source_is_not_trusted(author, workspace):
    record, _ = add_source(author, workspace)
    record.write_bytes(record.read_bytes().replace(b"Since 2025", b"Since 2015"))
    found = author("fsck", "--json", to=9).json["problems"]
    assert [(each["kind"], each["weight"]) for each in found] == [("source", "error"), ("source", "note")]
    assert found[0]["file"] == str(record.relative_to(workspace))
    assert found[0]["message"] == "was changed after it was written, or moved"


def test_a_snapshot_that_was_changed_or_is_gone_is_named(author, workspace):
    _, snapshot = add_source(author, workspace)
    (snapshot / "text.txt").write_text("Something else.\n")
    seen = author("fsck", to=9)
    assert seen.out.startswith(f"error: sources/snapshots/{snapshot.name}: the snapshot of d")
    assert seen.out.endswith("(25-4022) has another text than it had\n")
    shutil.rmtree(snapshot)
    assert "is missing" in author("fsck", to=9).out
