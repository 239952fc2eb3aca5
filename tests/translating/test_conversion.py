"""An approved translation of one Chinese place becomes a draft of the other: its script, its words, and nobody's approval."""

import pytest

from authoring.checks.scripts import to_simplified, to_traditional
from authoring.cli.app import run
from authoring.errors import UsageError
from authoring.glossary import Glossary, Term
from authoring.glossary.table import starter
from authoring.settings import open_workspace
from authoring.translating.conversion import Converter, convertible
from authoring.wiring import Wiring

SOC = "25-4022"


def converter(origin, target):
    return Converter(origin, target, Glossary(starter(origin)), Glossary(starter(target)))


@pytest.mark.parametrize(
    ("taiwan", "mainland"),
    [
        ("軟體與演算法", "软件与算法"),
        ("專案管理與品質管制", "项目管理与质量控制"),
        ("H-1B 簽證，US$68,270", "H-1B 签证，US$68,270"),
        ("使用者的資料庫", "用户的数据库"),
    ],
)
def test_words_become_those_of_the_other_place(taiwan, mainland):
    assert converter("zh-TW", "zh-CN").converted(taiwan) == mainland
    assert not set(converter("zh-CN", "zh-TW").converted(mainland)) & set(to_traditional())


@pytest.mark.parametrize(
    ("origin", "target", "foreign"), [("zh-TW", "zh-CN", to_simplified), ("zh-CN", "zh-TW", to_traditional)]
)
def test_every_agreed_term_is_converted_into_the_other_script(origin, target, foreign):
    convert = converter(origin, target)
    for term in starter(origin):
        assert not set(convert.converted(f"這是{term.translation}。")) & set(foreign()), term.term


def test_what_a_team_agreed_on_goes_before_the_tables():
    ours = Term(term="moat", locale="zh-TW", part_of_speech="noun", translation="護城河")
    theirs = Term(term="moat", locale="zh-CN", part_of_speech="noun", translation="竞争壁垒")
    convert = Converter("zh-TW", "zh-CN", Glossary((ours,)), Glossary((theirs,)))
    assert convert.converted("他們的護城河") == "他们的竞争壁垒"


def test_other_languages_have_no_conversion():
    with pytest.raises(UsageError):
        convertible("ja", "zh-TW")


def test_only_what_is_approved_is_converted_and_the_draft_is_nobodys_approval(tmp_path, capsys):
    home = tmp_path / "work"
    work = ["-w", str(home)]
    run(["init", str(home)])
    settings = home / "authoring.toml"
    settings.write_text(settings.read_text().replace('"zh-TW"]', '"zh-TW", "zh-CN"]'))
    run([*work, "draft", SOC, "--sections", "summary"])
    run([*work, "translate", SOC, "--to", "zh-TW", "--sections", "summary"])
    desk = Wiring(open_workspace(home), "Mei").desk
    head = desk.history(SOC, "zh-TW", "summary").head
    sentences = tuple(each.model_copy(update={"text": f"圖書館：{each.text}"}) for each in head.content.sentences)
    desk.save(SOC, "zh-TW", "summary", head.content.model_copy(update={"sentences": sentences}), head.id)
    convert = [*work, "translate", SOC, "--to", "zh-CN", "--from", "zh-TW", "--sections", "summary"]
    assert run(convert) == 10
    assert "no approved translation" in capsys.readouterr().err
    assert run([*work, "--as", "Ben", "approve", SOC, "summary", "--locale", "zh-TW"]) == 0
    assert run(convert) == 0
    made = Wiring(open_workspace(home), "Ben").desk.history(SOC, "zh-CN", "summary")
    assert all(each.text.startswith("图书馆：") for each in made.head.content.sentences)
    assert (made.head.to_translate, made.approval, made.head.by.kind) == ((), None, "tool")
