"""Translations leave for another tool and come back: nothing is lost, nothing is overwritten, nothing goes unsaid."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.cli.app import run
from authoring.errors import AuthoringError, UsageError
from authoring.settings import open_workspace
from authoring.text import clean_line
from authoring.translating.exchange import po, xliff12, xliff21
from authoring.translating.exchange.bringing_in import BringingIn
from authoring.translating.exchange.units import Exchanged, Unit, digest, units_of
from authoring.wiring import Wiring

FORMATS = {"xliff12": xliff12, "xliff21": xliff21, "po": po}
SOC = "25-4022"


class Office:
    """A workspace with one section begun in Traditional Chinese."""

    def __init__(self, home):
        self.home = home
        run(["init", str(home)])
        run(["-w", str(home), "draft", SOC, "--sections", "moat,summary"])
        run(["-w", str(home), "translate", SOC, "--to", "zh-TW", "--sections", "moat,summary"])

    def wiring(self, person="Mei"):
        return Wiring(open_workspace(self.home), person)

    def units(self, **more):
        wiring = self.wiring()
        profile = wiring.revisions.profile
        return list(units_of(profile(SOC, "en"), profile(SOC, "zh-TW"), wiring.glossaries.glossary("zh-TW"), **more))

    def bring(self, units, person="Mei", **more):
        taker = BringingIn(self.wiring(person).revisions, "en", ("en", "zh-TW"), person)
        return taker.bring_in(Exchanged("en", "zh-TW", tuple(units)), "a file", **more)

    def head(self, section="moat"):
        return self.wiring().revisions.history(SOC, "zh-TW", section).head


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "work")


def translated(unit, text="譯文"):
    return replace(unit, target=f"{text}{''.join(unit.keep)}", state="translated")


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
texts = words.map(clean_line).filter(bool)


@st.composite
def some_units(draw):
    units = []
    for number in range(draw(st.integers(1, 4))):
        source, target = draw(texts), draw(st.none() | texts)
        state = "initial" if target is None else draw(st.sampled_from(["initial", "translated", "final"]))
        keep = tuple(dict.fromkeys(source.split(" ")[:1])) if draw(st.booleans()) else ()
        notes = tuple(draw(st.lists(texts.filter(lambda note: ": " not in note), max_size=2, unique=True)))
        units.append(Unit(f"{SOC}/moat/i{number}/title", source, target, state, digest(target), notes, keep))
    return units


@pytest.mark.parametrize("name", FORMATS)
@given(units=some_units())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_units_come_back_from_every_format_as_they_left(tmp_path_factory, name, units):
    path = tmp_path_factory.mktemp("exchange") / "file"
    path.write_bytes(FORMATS[name].write(units, "en", "zh-TW"))
    back = FORMATS[name].read(path)
    assert (back.source, back.target, back.rejected) == ("en", "zh-TW", {})
    assert list(back.units) == units


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_nobody_touched_changes_nothing(office, tmp_path, name):
    path = tmp_path / "file"
    before = office.head()
    path.write_bytes(FORMATS[name].write(office.units(), "en", "zh-TW"))
    brought = office.bring(FORMATS[name].read(path).units)
    assert (brought.taken, brought.rejected) == ([], {})
    assert len(brought.waiting) == len(office.units())
    assert office.head() == before


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_translator_wrote_is_taken_as_their_words(office, tmp_path, name):
    path = tmp_path / "file"
    path.write_bytes(FORMATS[name].write([translated(unit) for unit in office.units()], "en", "zh-TW"))
    brought = office.bring(FORMATS[name].read(path).units)
    assert brought.rejected == {}
    head = office.head()
    assert (head.by.name, head.provenance.method, head.to_translate) == ("Mei", "import", ())
    assert all(point.title.startswith("譯文") for point in head.content.points)
    assert [point.id for point in head.content.points] == [
        point.id for point in office.wiring().revisions.history(SOC, "en", "moat").head.content.points
    ]


def test_whoever_brings_a_translation_in_does_not_approve_it(office):
    office.bring([translated(unit) for unit in office.units()])
    with pytest.raises(AuthoringError, match="Mei"):
        office.wiring("Mei").desk.approve(SOC, "zh-TW", "moat", office.head().id)


def test_a_text_whose_source_has_moved_is_named_and_not_taken(office):
    first, *others = [unit for unit in office.units() if "/moat/" in unit.id]
    moved = translated(replace(first, source="It said something else."))
    brought = office.bring([moved, *map(translated, others)])
    assert "its source has moved" in brought.rejected[first.id]
    item = first.id.split("/")[2]
    assert item in office.head().to_translate
    assert all(name.split("/")[2] != item for name in brought.taken)


def test_what_somebody_wrote_here_in_the_meantime_stays(office):
    units = office.units()
    office.bring([translated(unit, "先") for unit in units], "Ben")
    brought = office.bring([translated(unit, "後") for unit in units])
    assert brought.taken == []
    assert set(brought.rejected.values()) == {"somebody wrote here since it was exported"}
    assert office.head().by.name == "Ben"


def test_an_item_waits_until_all_of_its_texts_are_there(office):
    titles = [unit for unit in office.units() if unit.id.endswith("/title")]
    brought = office.bring(map(translated, titles))
    assert set(brought.rejected) == {unit.id for unit in titles}
    assert office.head().by.name != "Mei"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "25-4022/moat/nobody/title"}, "no such item"),
        ({"id": "99-9999/moat/x/title"}, "no occupation 99-9999"),
        ({"id": "hello"}, "names no section"),
        ({"target": "譯" * 30_000}, "more than"),
        ({"keep": ("H-1B",), "target": "譯文"}, "H-1B must stand"),
    ],
)
def test_every_unit_that_cannot_be_taken_is_named_with_its_reason(office, change, why):
    unit = next(unit for unit in office.units() if "/summary/" in unit.id)
    odd = replace(translated(unit), **change)
    brought = office.bring([odd])
    assert why in brought.rejected[odd.id]
    assert brought.revisions == []


def test_a_dry_run_says_what_would_be_taken_and_writes_nothing(office):
    before = office.head()
    assert office.bring(map(translated, office.units()), dry_run=True).taken
    assert office.head() == before


def test_only_what_waits_can_be_sent_out(office):
    office.bring([translated(unit) for unit in office.units() if "/summary/" in unit.id])
    assert {unit.id.split("/")[1] for unit in office.units(waiting_only=True)} == {"moat"}


def test_a_translation_behind_its_source_is_brought_up_to_it_first(office):
    wiring = office.wiring()
    history = wiring.revisions.history(SOC, "en", "summary")
    first, *rest = history.head.content.sentences
    moved = history.head.content.model_copy(update={"sentences": (first.model_copy(update={"text": "New."}), *rest)})
    wiring.desk.save(SOC, "en", "summary", moved, history.head.id)
    with pytest.raises(UsageError, match="has moved"):
        office.units()


@pytest.mark.parametrize(
    ("languages", "why"), [(("de", "zh-TW"), "not from en"), (("en", "fr"), "into fr"), (("en", ""), "unnamed")]
)
def test_a_file_of_other_languages_is_refused(office, languages, why):
    taker = BringingIn(office.wiring().revisions, "en", ("en", "zh-TW"), "Mei")
    with pytest.raises(UsageError, match=why):
        taker.bring_in(Exchanged(*languages, ()), "a file")


def test_the_verbs_send_out_and_take_in(office, tmp_path, capsys):
    work = ["-w", str(office.home), "--as", "Mei"]
    file = tmp_path / "out.po"
    assert run([*work, "exchange", "export", SOC, "--to", "zh-TW", "--out", str(file)]) == 0
    content = file.read_text("utf-8")
    assert f'msgctxt "{SOC}/moat/' in content
    assert run([*work, "exchange", "import", str(file)]) == 0
    capsys.readouterr()
    file.write_text(content.replace(f'msgctxt "{SOC}/moat/', 'msgctxt "25-4022/skills/', 1), "utf-8")
    assert run([*work, "exchange", "import", str(file), "--json"]) == 5
    told = json.loads(capsys.readouterr().out)
    assert len(told["rejected"]) == 1
    for name in ("xliff12", "xliff21"):
        assert (
            run([*work, "exchange", "export", SOC, "--to", "zh-TW", "--out", str(tmp_path / "o.xlf"), "--format", name])
            == 0
        )
        assert run([*work, "exchange", "import", str(tmp_path / "o.xlf")]) == 0
    (tmp_path / "o.xlf").write_text("<xliff", "utf-8")
    assert run([*work, "exchange", "import", str(tmp_path / "o.xlf")]) == 2
