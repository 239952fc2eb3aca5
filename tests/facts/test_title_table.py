"""A workspace's own titles: over the starters, waiting for a second reader, and never lost."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from authoring.cli.app import run
from authoring.errors import NotAllowed, UsageError, WorkspaceError
from authoring.facts.titles.table import TitleTable


@pytest.fixture
def table(tmp_path):
    return TitleTable(tmp_path / "titles", tmp_path / ".authoring")


def test_a_title_of_the_workspace_goes_before_the_starter(table):
    assert table.title("zh-TW", "25-4022") == "圖書館員與媒體館藏專員"
    table.put("zh-TW", "25-4022", "圖書館員", "Ana")
    assert table.title("zh-TW", "25-4022") == "圖書館員"
    assert table.title("zh-TW", "29-1141") == "註冊護理師"


def test_a_title_is_reviewed_by_somebody_else_and_a_new_one_is_not_reviewed(table):
    table.put("ja", "25-4022", "司書", "Ana")
    with pytest.raises(NotAllowed):
        table.review("ja", ["25-4022"], "Ana")
    assert table.review("ja", ["25-4022"], "Ben")[0].reviewed_by == "Ben"
    assert table.titles("ja")["25-4022"].reviewed
    table.put("ja", "25-4022", "図書館司書", "Ana")
    assert not table.titles("ja")["25-4022"].reviewed


def test_a_starter_becomes_the_workspaces_own_by_a_review(table, tmp_path):
    table.review("zh-TW", ["25-4022"], "Ben")
    rows = (tmp_path / "titles/zh-TW.csv").read_text().splitlines()
    assert rows[0] == "soc,title,by,reviewed_by,on"
    assert rows[1].startswith("25-4022,圖書館員與媒體館藏專員,,Ben,20")
    assert len(rows) == 2


@pytest.mark.parametrize("title", ["", "   ", "名" * 121])
def test_a_title_is_a_name(table, title):
    with pytest.raises(UsageError):
        table.put("ja", "25-4022", title, "Ana")


def test_two_occupations_do_not_share_a_title(table):
    table.put("ja", "25-4022", "司書", "Ana")
    with pytest.raises(UsageError, match="25-4022"):
        table.put("ja", "25-4031", "司書", "Ana")


def test_what_a_terminal_would_obey_does_not_get_into_the_table(table):
    assert table.put("ja", "25-4022", "司\x1b[31m書\u202e", "Ana").title == "司書"


def test_a_table_edited_by_hand_is_read_again_and_a_broken_one_is_named(table, tmp_path):
    table.put("ja", "25-4022", "司書", "Ana")
    path = tmp_path / "titles/ja.csv"
    path.write_text("\ufeffsoc,title\n25-4022,図書館司書\n", "utf-8")
    assert table.title("ja", "25-4022") == "図書館司書"
    path.write_text("code;name\n25-4022;司書\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"ja\.csv"):
        table.titles("ja")


def test_titles_of_several_writers_at_once_are_all_there(table):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: table.put("ja", f"25-40{n:02}", f"職業{n}", "Ana"), range(12)))
    assert len(table.titles("ja")) >= 12


def test_the_verbs_list_set_and_review_titles(tmp_path, capsys):
    work = ["-w", str(tmp_path / "work")]
    run(["init", str(tmp_path / "work")])
    settings = tmp_path / "work/authoring.toml"
    settings.write_text(settings.read_text().replace('"zh-TW"]', '"zh-TW", "ja"]'))
    capsys.readouterr()
    assert run([*work, "--as", "Ana", "titles", "set", "25-4022", "司書", "--to", "ja"]) == 0
    assert run([*work, "--as", "Ana", "titles", "review", "25-4022", "--to", "ja"]) == 6
    assert run([*work, "--as", "Ben", "titles", "review", "25-4022", "--to", "ja"]) == 0
    capsys.readouterr()
    assert run([*work, "titles", "list", "--to", "ja", "--json"]) == 0
    listed = {each["soc"]: each for each in json.loads(capsys.readouterr().out)}
    assert listed["25-4022"]["title"] == "司書"
    assert listed["25-4022"]["reviewed_by"] == "Ben"
    assert len(listed) == 867


def test_a_group_of_titles_is_listed_and_reviewed_at_once(tmp_path, capsys):
    work = ["-w", str(tmp_path / "work")]
    run(["init", str(tmp_path / "work")])
    assert run([*work, "--as", "Ana", "titles", "review", "25-4022", "--to", "zh-TW"]) == 0
    assert run([*work, "--as", "Ben", "titles", "review", "25-40*", "--to", "zh-TW"]) == 0
    capsys.readouterr()
    assert run([*work, "titles", "list", "25-40*", "25-1011", "--to", "zh-TW", "--json"]) == 0
    listed = {each["soc"]: each["reviewed_by"] for each in json.loads(capsys.readouterr().out)}
    who = {"25-1011": None, "25-4011": "Ben", "25-4012": "Ben", "25-4013": "Ben", "25-4022": "Ana", "25-4031": "Ben"}
    assert listed == who, "what somebody has reviewed stays theirs"
    assert run([*work, "titles", "list", "99-*", "--to", "zh-TW"]) == 2


def test_a_new_title_reaches_the_page_with_the_next_translation_and_no_english_one_leaves_in_its_place(
    tmp_path, capsys
):
    work = ["-w", str(tmp_path / "work"), "--as", "Ana"]
    run(["init", str(tmp_path / "work")])
    run([*work, "draft", "25-4022", "--sections", "identity"])
    run([*work, "translate", "25-4022", "--to", "zh-TW", "--sections", "identity"])
    run([*work, "titles", "set", "25-4022", "圖書館員", "--to", "zh-TW"])
    capsys.readouterr()
    run([*work, "check", "25-4022", "--locale", "zh-TW"])
    assert "titles.outdated" in capsys.readouterr().out
    run([*work, "translate", "25-4022", "--to", "zh-TW", "--sections", "identity"])
    capsys.readouterr()
    run([*work, "check", "25-4022", "--locale", "zh-TW"])
    found = capsys.readouterr().out
    assert "titles.outdated" not in found
    assert "titles.unreviewed" in found
