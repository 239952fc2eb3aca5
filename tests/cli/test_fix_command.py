"""`author check --fix`: only what findings call safe, shown before and after, never over another's words."""

import pytest

from authoring.errors import Conflict
from authoring.reviewing.fixing import propose_fixes, save_fixes
from authoring.settings import find_workspace
from authoring.wiring import Wiring

OWN = """
[[avoid]]
term = "raters"
instead = "assessors"

[[avoid]]
term = "bookroom"
instead = "bookroom of 1,234,567 books"

[[avoid]]
term = "dozes"
instead = "it dozes"
"""
WRONG = 'Raters say \\"help\\" is here -- and waits , they say. '
RIGHT = "Assessors say “help” is here – and waits, they say. "


def writes(monkeypatch, words):
    monkeypatch.setenv("EDITOR", f"sed -i '0,/detail: /s//detail: {words}/'")


@pytest.fixture
def untidy(author, workspace, monkeypatch):
    """A section with faults that have fixes, in the words of ada."""
    author("draft", "25-4022")
    (workspace / "checks.toml").write_text(OWN, "utf-8")
    writes(monkeypatch, WRONG)
    author("edit", "25-4022", "moat")
    return workspace


def revisions(author, section="moat"):
    return [e for e in author("log", "25-4022", section, "--json").json if e["kind"] == "revision"]


def details(revision):
    return [point["detail"] for point in revision["content"]["points"]]


def test_the_fixes_are_shown_before_and_after_and_saved_as_one_revision_of_the_person(author, untidy):
    before = revisions(author)
    seen = author("--as", "lin", "check", "25-4022", "moat", "--fix")
    assert any(
        line.startswith("  - [") and 'Raters say "help" is here -- and' in line for line in seen.out.splitlines()
    )
    assert any(line.startswith("  + [") and RIGHT in line for line in seen.out.splitlines())
    assert "1 text fixed; 1 section saved" in seen.err
    *older, new = revisions(author)
    assert older == before
    assert (new["by"]["kind"], new["by"]["name"]) == ("person", "lin")
    assert new["reason"].startswith("fixed: own.avoid.raters, typography.straight-quotes, typography.")
    (was, now), *others = zip(details(older[-1]), details(new), strict=True)
    assert now == was.replace(WRONG.replace("\\", ""), RIGHT)
    assert all(was == now for was, now in others)


def test_a_second_run_finds_nothing_and_saves_nothing(author, untidy):
    author("check", "25-4022", "moat", "--fix")
    before = revisions(author)
    assert author("check", "25-4022", "moat", "--fix").out == ""
    assert revisions(author) == before


def test_a_dry_run_shows_the_same_and_saves_nothing(author, untidy):
    before = revisions(author)
    dry = author("check", "25-4022", "moat", "--fix", "--dry-run")
    assert "1 text to fix; 0 sections saved" in dry.err
    assert revisions(author) == before
    assert author("check", "25-4022", "moat", "--fix").out == dry.out


def test_only_the_section_and_the_locale_that_were_named_are_touched(author, untidy):
    assert author("check", "25-4022", "ai_impact", "--json").json
    author("check", "25-4022", "moat", "--fix")
    assert len(revisions(author, "ai_impact")) == 1
    author("check", "25-4022", "--fix", "--locale", "zh-TW", to=2)
    author("check", "25-4022", "ai_impact", "--fix")
    assert len(revisions(author, "ai_impact")) == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [("The bookroom waits. ", "it would break numbers.unsupported"), ("What dozes, waits. ", "would still speak")],
    ids=["brings an error", "mends nothing"],
)
def test_a_fix_that_the_checks_would_not_take_is_left_and_said(author, workspace, monkeypatch, words, why):
    author("draft", "25-4022")
    writes(monkeypatch, words)
    author("edit", "25-4022", "moat")
    (workspace / "checks.toml").write_text(OWN, "utf-8")
    before = revisions(author)
    (fixed,) = author("check", "25-4022", "moat", "--fix", "--json").json
    (fix,) = fixed["fixes"]
    assert why in fix["left"]
    assert words in fix["before"]
    assert (fixed["saved"], revisions(author)) == (None, before)


def test_words_of_a_source_stay_as_the_source_has_them(author, workspace, monkeypatch):
    author("draft", "25-4022")
    writes(monkeypatch, "A library is more. ")
    author("edit", "25-4022", "moat")
    (workspace / "checks.toml").write_text('[[avoid]]\nterm = "library"\ninstead = "archive"\n', "utf-8")
    (before,) = revisions(author)[-1:]
    (fixed,) = author("check", "25-4022", "moat", "--fix", "--json").json
    assert [fix["before"][:18] for fix in fixed["fixes"] if not fix["left"]] == ["A library is more."]
    left = [fix for fix in fixed["fixes"] if fix["left"]]
    assert {fix["left"] for fix in left} == {"these are quoted words"}
    assert any("“Librarians and library media specialists" in fix["before"] for fix in left)
    assert any(fix["before"] == "Direct and train library staff in duties" for fix in left)
    after = revisions(author)[-1]
    assert details(after) == [details(before)[0].replace("A library", "A archive"), *details(before)[1:]]
    assert [p["title"] for p in after["content"]["points"]] == [p["title"] for p in before["content"]["points"]]


def test_what_somebody_waived_stays(author, untidy):
    (raters,) = [
        f for f in author("check", "25-4022", "moat", "--json").json
        if f["rule"] == "own.avoid.raters" and f["place"]["start"] == 0
    ]  # fmt: skip
    item = ("--item", raters["place"]["item"])
    author("--as", "bob", "waive", "25-4022", "moat", "own.avoid.raters", *item, "--reason", "Their own name for it.")
    author("check", "25-4022", "moat", "--fix")
    fixed = details(revisions(author)[-1])[0]
    assert fixed.startswith(RIGHT.replace("Assessors", "Raters"))


def test_who_fixed_it_cannot_approve_it_and_the_earlier_approval_ends(author, untidy):
    author("--as", "bob", "approve", "25-4022", "moat")
    assert "(the approval by bob ends)" in author("--as", "lin", "check", "25-4022", "moat", "--fix").out
    assert "your own words" in author("--as", "lin", "approve", "25-4022", "moat", to=6).err
    states = {e["section"]: e["state"] for e in author("queue", "--json").json if e["locale"] == "en"}
    assert states["moat"] == "in_review"
    author("--as", "bob", "approve", "25-4022", "moat")


def test_who_wrote_meanwhile_is_not_written_over(author, untidy, monkeypatch):
    lin = Wiring(find_workspace(untidy, untidy), "lin").desk
    fixed = propose_fixes(lin, "25-4022", "en", "moat")
    writes(monkeypatch, "Somebody else was quicker. ")
    author("edit", "25-4022", "moat")
    before = revisions(author)
    with pytest.raises(Conflict):
        save_fixes(lin, fixed)
    assert revisions(author) == before


def test_a_forked_section_waits_for_its_merge_and_the_others_are_fixed(author, untidy, monkeypatch):
    log = untidy / "drafts" / "25-4022" / "en.jsonl"
    shared = log.read_bytes()
    versions = []
    for words in ("One. ", "Another. "):
        log.write_bytes(shared)
        writes(monkeypatch, words)
        author("edit", "25-4022", "moat")
        versions.append(log.read_bytes().removeprefix(shared))
    log.write_bytes(shared + b"".join(versions))
    before = revisions(author)
    seen = author("check", "25-4022", "--fix", to=7)
    assert "moat is forked" in seen.err
    assert "25-4022 en ai_impact" in seen.out
    assert revisions(author) == before
    assert len(revisions(author, "ai_impact")) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--fix",),
        ("--dry-run", "25-4022"),
        ("--fix", "--published", "25-4022"),
        ("--fix", "25-4022", "--format", "sarif"),
        ("--fix", "29-1141"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_fixed_is_refused_in_words(author, untidy, words):
    assert author("check", *words, to=2).err.startswith("error: ")
