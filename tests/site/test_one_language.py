"""A published page is wholly in one language: its words, its script, its numbers and its days."""

import re
import unicodedata
from functools import cache

import pytest
from lxml import html
from six_languages import LOCALES, NOT_PUBLISHED, OCCUPATIONS

from authoring.cli.app import run

KINDS = (
    *OCCUPATIONS, "index", "map", "rankings", "ranking-ai-risk", "ranking-income", "compare", "changes", "method",
    NOT_PUBLISHED,
)  # fmt: skip
REPERTOIRE = {
    "en": "latin-1", "es": "latin-1", "zh-TW": "big5", "zh-CN": "gb2312", "ja": "cp932", "ko": "euc_kr",
}  # fmt: skip
"""Character sets made for one language: Big5 has no simplified character, GB 2312 no traditional one."""
ALSO_FOREIGN = {
    "zh-TW": "[\u3041-\u30ff\uac00-\ud7af]", "zh-CN": "[\u3041-\u30ff\uac00-\ud7af]", "ja": "[\uac00-\ud7af]",
    "ko": "[\u3041-\u30ff\u3400-\u9fff]",
}  # fmt: skip
NAMES = {
    "AI", "Career", "Graph", "BLS", "SOC", "O", "NET", "JSON", "H", "B", "EB", "PERM", "STEM", "OPT", "Schedule", "A", "US",
    "CC", "BY", "OEWS", "OFLC", "II", "III", "Grace", "Lee", "Wei", "Zhang", "E", "T", "LPN", "LVN", "NP",
}  # fmt: skip
ENGLISH = re.compile(r"\b(the|of|and|with|for|from|which|are|not|their|may|january|november)\b", re.IGNORECASE)
READ_ALOUD = ("title", "aria-label", "alt", "placeholder", "data-count", "data-none", "data-unknown")


@cache
def own_text(page):
    """Everything a reader reads or hears that is not marked as being in another language."""
    tree = html.fromstring(page.read_bytes())
    for element in tree.xpath("//*[@lang and not(self::html)] | //style | //script | //sup"):
        element.drop_tree()
    heard = tree.xpath("|".join(f"//@{name}" for name in READ_ALOUD))
    told = tree.xpath("//meta[@name='description' or @property='og:title' or @property='og:description']/@content")
    return " ".join(" ".join([tree.text_content(), *heard, *told]).split())


def foreign_letters(text, locale):
    """The letters that the language is not written with."""
    letters = {each for each in text if unicodedata.category(each) == "Lo"}
    odd = {each for each in letters if not each.encode(REPERTOIRE[locale], "ignore")}
    return sorted(odd | set(re.findall(ALSO_FOREIGN.get(locale, "$^"), text)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_of_another_script_stands_outside_of_marked_names(site_folder, locale, kind):
    text = own_text(site_folder / locale / f"{kind}.html")
    assert foreign_letters(text, locale) == []
    if locale not in ("en", "es"):
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"https?://\S+|\{\w+\}", "", text)))
        assert words <= NAMES, words - NAMES
    if locale == "es":
        assert not ENGLISH.findall(text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_its_language_and_so_does_every_link_to_another(site_folder, locale, kind):
    tree = html.fromstring((site_folder / locale / f"{kind}.html").read_bytes())
    assert tree.get("lang") == locale
    others = [each for each in LOCALES if each != locale] if kind != NOT_PUBLISHED else []
    links = tree.xpath("//header//nav//a[@hreflang]")
    assert [link.get("lang") for link in links] == others
    assert [link.get("hreflang") for link in links] == others
    told = tree.xpath("//head/link[@rel='alternate'][@hreflang]")
    assert {each.get("hreflang") for each in told} == ({*LOCALES, "x-default"} if others else set())
    for each in told:
        assert each.get("href").startswith("https://careers.example.org/")


GROUPED_LIKE_DECIMALS = {"en": r"\d,\d{1,2}(?!\d)", "es": r"(?<![\d.])\d+\.\d{1,2}(?![\d.])"}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ["25-4022", "27-2011", "index", "map", "rankings", "ranking-income", "method"])
def test_no_figure_is_written_as_another_language_writes_it(site_folder, locale, kind):
    text = own_text(site_folder / locale / f"{kind}.html").replace("CC BY 4.0", "").replace("2026.1", "")
    assert re.findall(GROUPED_LIKE_DECIMALS.get(locale, GROUPED_LIKE_DECIMALS["en"]), text) == []


@pytest.mark.parametrize(
    ("locale", "money", "hourly", "day"),
    [
        ("en", "$68,270", "$29.05", r"November 11, 2026"),
        ("zh-TW", "US$68,270", "US$29.05", r"2026年11月11日"),
        ("zh-CN", "US$68,270", "US$29.05", r"2026年11月11日"),
        ("ja", "$68,270", "$29.05", r"2026年11月11日"),
        ("ko", "US$68,270", "US$29.05", r"2026년 11월 11일"),
        ("es", "68.270 US$", "29,05 US$", r"11 de noviembre de 2026"),
    ],
)
def test_money_and_days_are_written_as_the_language_does(site_folder, locale, money, hourly, day):
    text = own_text(site_folder / locale / "25-4022.html").replace("\u00a0", " ")
    assert money in text
    assert day in text
    for kind in ("27-2011", "index"):
        assert hourly in own_text(site_folder / locale / f"{kind}.html").replace("\u00a0", " ")


def test_an_occupation_without_a_title_is_held_back_and_named(tmp_path, capsys):
    home = tmp_path / "work"
    work = ["-w", str(home)]
    run(["init", str(home)])
    settings = home / "authoring.toml"
    settings.write_text(settings.read_text().replace('"zh-TW"]', '"fr"]'))
    run([*work, "draft", "25-4022", "--sections", "related"])
    run([*work, "translate", "25-4022", "--to", "fr", "--sections", "related"])
    capsys.readouterr()
    run([*work, "check", "25-4022", "--locale", "fr"])
    assert "has no title in fr" in capsys.readouterr().out
    assert run([*work, "--as", "Ben", "approve", "25-4022", "related", "--locale", "fr"]) == 5
