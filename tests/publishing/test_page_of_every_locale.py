"""A published page is wholly in one language: its words, its script, its numbers and its days."""

import re

import pytest
from lxml import html

from authoring.cli.app import run

SOC = "25-4022"
LOCALES = ("en", "zh-TW", "zh-CN", "ja", "ko", "es")
HAN, KANA, HANGUL = "\u3400-\u9fff\uf900-\ufaff", "\u3041-\u30ff", "\uac00-\ud7af"
FOREIGN = {
    "en": f"[{HAN}{KANA}{HANGUL}]",
    "es": f"[{HAN}{KANA}{HANGUL}]",
    "zh-TW": f"[{KANA}{HANGUL}]",
    "zh-CN": f"[{KANA}{HANGUL}]",
    "ja": f"[{HANGUL}]",
    "ko": f"[{HAN}{KANA}]",
}
NAMES = {
    "AI", "BLS", "SOC", "O", "NET", "JSON", "H", "B", "EB", "PERM", "STEM", "OPT", "Schedule", "A", "US", "CC", "BY",
    "OEWS", "OFLC", "II", "III", "Ben",
}  # fmt: skip
ENGLISH = re.compile(r"\b(the|of|and|with|for|from|which|are|not|their)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of one occupation with its computed sections, published in six languages."""
    home = tmp_path_factory.mktemp("pages") / "work"
    work = ["-w", str(home)]
    run(["init", str(home)])
    settings = home / "authoring.toml"
    settings.write_text(settings.read_text().replace('["en", "zh-TW"]', str(list(LOCALES)).replace("'", '"')))
    run([*work, "draft", SOC])
    for locale in LOCALES:
        if locale != "en":
            run([*work, "--as", "Ana", "translate", SOC, "--to", locale])
        run([*work, "--as", "Ben", "approve", SOC, "--computed", "--locale", locale])
    assert run([*work, "--as", "Ben", "publish"]) == 0
    return home / "published/current/site"


def own_text(page):
    """Everything a reader reads that is not marked as being in another language."""
    tree = html.fromstring(page.read_bytes())
    for element in tree.xpath("//*[@lang and not(self::html)] | //style | //script | //*[@class='by']"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("locale", LOCALES)
def test_no_letter_of_another_script_stands_outside_of_marked_names(site, locale):
    text = own_text(site / locale / f"{SOC}.html")
    assert not re.findall(FOREIGN[locale], text)
    if locale not in ("en", "es"):
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"https?://\S+|AI Career Graph", "", text)))
        assert words <= NAMES, words - NAMES
    if locale == "es":
        assert not ENGLISH.findall(text)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_its_language_and_so_does_every_link_to_another(site, locale):
    tree = html.fromstring((site / locale / f"{SOC}.html").read_bytes())
    assert tree.get("lang") == locale
    links = tree.xpath("//header//nav//a[@hreflang]")
    assert [link.get("lang") for link in links] == [each for each in LOCALES if each != locale]


@pytest.mark.parametrize(
    ("locale", "money", "day"),
    [
        ("en", "$116,580", r"[A-Z][a-z]+ \d{1,2}, \d{4}"),
        ("zh-TW", "US$116,580", r"\d{4}年\d{1,2}月\d{1,2}日"),
        ("zh-CN", "US$116,580", r"\d{4}年\d{1,2}月\d{1,2}日"),
        ("ja", "$116,580", r"\d{4}年\d{1,2}月\d{1,2}日"),
        ("ko", "US$116,580", r"\d{4}년 \d{1,2}월 \d{1,2}일"),
        ("es", "116.580 US$", r"\d{1,2} de [a-z]+ de \d{4}"),
    ],
)
def test_money_and_days_are_written_as_the_language_does(site, locale, money, day):
    page = site / locale / f"{SOC}.html"
    assert money in own_text(page).replace("\u00a0", " ")
    assert re.search(day, html.fromstring(page.read_bytes()).xpath("//*[@class='by']")[0].text_content())


def test_an_occupation_without_a_title_is_held_back_and_named(tmp_path, capsys):
    home = tmp_path / "work"
    work = ["-w", str(home)]
    run(["init", str(home)])
    settings = home / "authoring.toml"
    settings.write_text(settings.read_text().replace('"zh-TW"]', '"fr"]'))
    run([*work, "draft", SOC, "--sections", "related"])
    run([*work, "translate", SOC, "--to", "fr", "--sections", "related"])
    capsys.readouterr()
    run([*work, "check", SOC, "--locale", "fr"])
    assert "has no title in fr" in capsys.readouterr().out
    assert run([*work, "--as", "Ben", "approve", SOC, "related", "--locale", "fr"]) == 5
