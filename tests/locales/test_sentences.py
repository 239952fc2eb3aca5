"""Every refusal and finding a person can meet on the screens is said so that it can be told in their language."""

import ast
import pickle
import re
import string
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import authoring
import schemas
from authoring import errors
from authoring.checks.scripts import to_traditional
from authoring.locales.labels import Labels
from authoring.locales.telling import tell
from schemas.findings import Finding, Place
from schemas.saying import Said, counted, lines, listed, said

HOUSE = Path(authoring.__file__).parent
CATALOG = HOUSE / "locales" / "sentences" / "zh-TW.po"
KEYWORDS = {"said": None, "template": None, "counted": (1, 2)}
ONLY_ON_THE_COMMAND_LINE = (
    "cli/", "settings.py", "factchecking/", "sources/", "runs/", "llm/batches/",
    "facts/building.py", "facts/computed/", "facts/fetching/", "facts/files.py", "facts/publishers/", "facts/titles/",
    "translating/exchange/", "training/", "published/", "wiring_workers.py",
)  # fmt: skip
"""What no key of a screen leads to; what the screens read of these has its own sentences."""


def extracted() -> set[str | tuple[str, ...]]:
    """The templates in the code, as gettext's own tools gather them; those of a sentence that counts as a pair."""
    found: set[str | tuple[str, ...]] = set()
    for root in (HOUSE, Path(schemas.__file__).parent):
        for module, _, message, _, _ in extract_from_dir(root, [("**.py", "python")], keywords=KEYWORDS):
            if "from schemas.saying import" in (root / module).read_text("utf-8") or module == "saying.py":
                found.add(message)
    return found


def translated() -> dict[str | tuple[str, ...], str]:
    with CATALOG.open("rb") as stream:
        catalog = read_po(stream)
    return {
        message.id: message.string if isinstance(message.string, str) else message.string[0]
        for message in catalog
        if message.id and not message.fuzzy
    }


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_catalog_has_every_sentence_of_the_code_and_no_other():
    assert extracted() == set(translated())


def test_both_languages_fill_the_same_places():
    for english, chinese in translated().items():
        wanted = places(english) if isinstance(english, str) else places(english[0]) | places(english[1])
        assert places(chinese) <= wanted | {"count"}, english
        assert wanted - {"count"} <= places(chinese), english


def test_no_latin_word_stands_in_chinese_that_is_not_typed_or_named_so_in_english_too():
    for english, chinese in translated().items():
        both = english if isinstance(english, str) else " ".join(english)
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"\{[^}]+\}", "", chinese)))
        named = set(re.findall(r"[A-Za-z]+", both))
        assert words <= named | {name.removesuffix("s") for name in named}, english


def test_every_sentence_of_words_is_in_chinese():
    for english, chinese in translated().items():
        one = english if isinstance(english, str) else english[0]
        if re.search("[A-Za-z]", re.sub(r"\{[^}]+\}|`[^`]+`|^the |^author .*", "", one)):
            assert re.search("[\u4e00-\u9fff]", chinese), english


def test_the_words_are_those_of_taiwan():
    mainland = re.compile(
        "軟件|信息|數據庫|網絡|默認|用戶|視頻|質量|項目|互聯網|文件夾|文檔|鏈接|緩存|服務器|程序|保存|當前"
    )
    simplified_only = set(to_traditional())
    assert not [text for text in translated().values() if mainland.search(text) or set(text) & simplified_only]


def errors_made(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Each making of an error of the tree in the code, with its message and its hint."""
    names = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
    names |= {"TextFormError", "NothingToPublish"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            for given in [*node.args[:3], *(word.value for word in node.keywords if word.arg in {"message", "hint"})]:
                yield node, given


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(path, id=str(path.relative_to(HOUSE)))
        for path in sorted(HOUSE.rglob("*.py"))
        if not str(path.relative_to(HOUSE)).startswith(ONLY_ON_THE_COMMAND_LINE)
    ],
)
def test_no_refusal_is_a_sentence_that_cannot_be_told(module):
    tree = ast.parse(module.read_text("utf-8"))
    bare = [
        f"line {given.lineno}: {ast.unparse(given)}"
        for _, given in errors_made(tree)
        if isinstance(given, ast.JoinedStr | ast.BinOp)
        or (isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value)
    ]
    assert not bare


def test_templates_are_literal_so_that_they_can_be_gathered():
    for module in sorted(HOUSE.rglob("*.py")):
        text = module.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "from schemas.saying import" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                templates = node.args[:2] if node.func.id == "counted" else node.args[:1]
                assert all(isinstance(each, ast.Constant) for each in templates), f"{module}:{node.lineno}"


def test_a_sentence_is_its_english_wherever_it_is_not_told():
    refusal = said("{where} has no text yet", where="25-4022 en moat")
    assert refusal == "25-4022 en moat has no text yet"
    assert f"{refusal}." == "25-4022 en moat has no text yet."
    assert tell(refusal, "en") == tell(refusal, "ja") == refusal


def test_it_is_told_with_its_values_whatever_they_hold():
    refusal = said("{where} is with {holder}", where="{holder} {0} {", holder=said("published"))
    assert Labels("zh-TW").told(refusal) == "{holder} {0} { 由 已發布 處理中"


def test_one_and_many_are_one_sentence_of_the_catalog():
    one, many = (counted("{where} has {count} item left to translate", "{where} has {count} items left to translate",
                         count, where="moat") for count in (1, 2))  # fmt: skip
    assert (one, many) == ("moat has 1 item left to translate", "moat has 2 items left to translate")
    assert tell(many, "zh-TW") == "moat 還有 2 個條目待翻譯"


def test_rows_are_set_apart_as_the_language_does():
    assert listed(["a", "b", "c"]) == "a, b, c"
    assert tell(listed(["a", "b", said("draft")]), "zh-TW") == "a、b、草稿"
    assert tell(lines([said("draft"), said("published")]), "zh-TW") == "草稿\n已發布"
    assert listed([]) == ""


def test_what_was_never_said_is_shown_as_it_is():
    assert tell("a rule of the workspace's own", "zh-TW") == "a rule of the workspace's own"


def test_a_finding_keeps_its_sentence_and_is_plain_english_as_json():
    message = said("{where} is with {holder}", where="moat", holder="anna")
    place = Place(item="", field="", start=0, end=0)
    found = Finding(rule="a.b", severity="note", place=place, message=message, hint="", fingerprint="f")
    assert isinstance(found.message, Said)
    assert tell(found.message, "zh-TW") == "moat 由 anna 處理中"
    assert Finding.model_validate_json(found.model_dump_json()) == found
    assert BytesIO(found.model_dump_json().encode()).read().count(b"moat is with anna") == 1


def test_a_sentence_crosses_processes():
    sentence = counted("{where} has {count} item left to translate", "{where} has {count} items left to translate",
                       3, where=said("draft"))  # fmt: skip
    crossed = pickle.loads(pickle.dumps(sentence))
    assert crossed == sentence
    assert tell(crossed, "zh-TW") == "草稿 還有 3 個條目待翻譯"


def test_a_place_that_is_not_filled_is_found_at_once():
    with pytest.raises(KeyError):
        said("{where} has no text yet")
