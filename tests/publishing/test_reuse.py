"""What did not change is taken over from the release before, and the bytes are those of a release made afresh."""

from librarian_profile import ANA, BEN, OTHER, OTHER_FACTS, SOC, cite, full_desk, sections

from schemas.sections.moat import Moat

MOAT = next(section for section in sections() if section.section == "moat")
SAY_WHICH = {"manifest.json", "SHA256SUMS"}


def another_occupation(desk):
    points = (MOAT.points[0].model_copy(update={"citations": cite(OTHER_FACTS[0].id)}),)
    desk.decide(desk.write(Moat(section="moat", points=points), soc=OTHER))
    return desk


def edit(desk, title, soc=SOC):
    points = (desk.history(soc, "en", "moat").head.content.points[0].model_copy(update={"title": title}),)
    desk.decide(desk.write(Moat(section="moat", points=points), by=ANA, soc=soc), by=BEN)


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def twice(publisher, published, *, reuse):
    desk = another_occupation(full_desk("en"))
    publisher(desk, published=published, reuse=reuse).publish("Ben Wu", html=True)
    edit(desk, "Judging sources")
    publisher(desk, published=published, reuse=reuse).publish("Ben Wu", html=True)
    return published / "releases" / "2026-11-23.1", published / "releases" / "2026-11-23.2"


def test_an_edited_occupation_is_made_again_and_the_other_is_linked(publisher, tmp_path):
    old, new = twice(publisher, tmp_path / "published", reuse=True)
    linked, made = f"profiles/en/{OTHER}.json", f"profiles/en/{SOC}.json"
    assert (old / linked).samefile(new / linked)
    assert not (old / made).samefile(new / made)
    assert (old / f"site/en/{OTHER}.html").samefile(new / f"site/en/{OTHER}.html")
    assert "Judging sources" in (new / "tables/en/items.csv").read_text()


def test_taking_over_gives_the_bytes_of_making_afresh(publisher, tmp_path, monkeypatch):
    monkeypatch.setattr("librarian_profile._numbers", iter(range(1, 1000)))
    _, taken_over = twice(publisher, tmp_path / "a" / "published", reuse=True)
    monkeypatch.setattr("librarian_profile._numbers", iter(range(1, 1000)))
    _, afresh = twice(publisher, tmp_path / "b" / "published", reuse=False)
    assert everything(taken_over) == everything(afresh)


def test_a_damaged_file_is_not_taken_over_but_made_again(publisher, tmp_path):
    desk = another_occupation(full_desk("en"))
    published = tmp_path / "published"
    publisher(desk, reuse=True).publish("Ben Wu")
    file = published / "current" / f"profiles/en/{OTHER}.json"
    good = file.read_bytes()
    file.write_bytes(good.replace(b"Judging", b"Fudging"))
    table = published / "current" / "tables/en/facts.csv"
    rows = table.read_bytes()
    edit(desk, "Judging sources")
    publisher(desk, reuse=True).publish("Ben Wu")
    assert (published / "current" / f"profiles/en/{OTHER}.json").read_bytes() == good
    assert (published / "current" / "tables/en/facts.csv").read_bytes() == rows


def test_rows_of_a_damaged_table_are_not_taken_over(publisher, tmp_path):
    desk = another_occupation(full_desk("en"))
    published = tmp_path / "published"
    publisher(desk, reuse=True).publish("Ben Wu")
    table = published / "current" / "tables/en/items.csv"
    table.write_bytes(table.read_bytes().replace(b"Judging whether", b"Fudging whether"))
    edit(desk, "Something else")
    publisher(desk, reuse=True).publish("Ben Wu")
    assert "Fudging" not in (published / "current" / "tables/en/items.csv").read_text()


def test_an_occupation_that_is_gone_leaves_every_file(publisher, tmp_path):
    desk = another_occupation(full_desk("en"))
    publisher(desk, reuse=True).publish("Ben Wu")
    desk.decide(desk.history(OTHER, "en", "moat").head, "withdraw")
    manifest = publisher(desk, reuse=True).publish("Ben Wu")
    assert [profile.soc for profile in manifest.profiles] == [SOC]
    current = tmp_path / "published" / "current"
    assert not (current / f"profiles/en/{OTHER}.json").exists()
    for table in (current / "tables/en").iterdir():
        assert not [line for line in table.read_text().splitlines() if line.startswith(OTHER)]
    assert len((current / "jsonl/en.jsonl").read_text().splitlines()) == 1
