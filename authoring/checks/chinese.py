"""Chinese: one script on a page, and the words of the place it is written for."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule, sweep
from authoring.checks.scripts import to_simplified, to_traditional
from schemas.saying import template

_TERMS: Final = {
    "信息": "資訊", "軟件": "軟體", "硬件": "硬體", "網絡": "網路", "互聯網": "網際網路", "視頻": "影片", "音頻": "音訊",
    "默認": "預設", "人工智能": "人工智慧", "打印": "列印", "鼠標": "滑鼠", "博客": "部落格", "短信": "簡訊",
    "智能手機": "智慧型手機", "出租車": "計程車", "數據庫": "資料庫", "數據": "資料", "文檔": "文件", "編程": "程式設計",
    "代碼": "程式碼", "算法": "演算法", "用戶": "使用者", "界面": "介面", "服務器": "伺服器", "屏幕": "螢幕",
    "內存": "記憶體", "硬盤": "硬碟", "鏈接": "連結", "登錄": "登入", "賬號": "帳號", "賬戶": "帳戶", "激光": "雷射",
    "機器人流程自動化": "流程自動化機器人", "雲計算": "雲端運算", "大數據": "巨量資料", "物聯網絡": "物聯網",
    "質量控制": "品質管制", "水平線上": "線上", "在線": "線上", "離線文檔": "離線文件", "高清": "高畫質", "移動端": "行動裝置",
    "移動設備": "行動裝置", "獲取": "取得", "反饋": "回饋", "優先級": "優先順序", "模塊": "模組", "接口": "介面",
    "運營": "營運", "崗位": "職位", "簡歷": "履歷", "本科": "大學部", "博士生導師": "博士指導教授", "培訓班": "訓練班",
    "公交車": "公車", "地鐵站點": "捷運站", "土豆": "馬鈴薯", "幼師": "幼教老師", "護工": "照顧服務員",
}  # fmt: skip
_PART_OF_OTHERS: Final = {"護工": "(?<!養)", "登錄": "(?<!療)(?<!症)", "移動設備": "(?<!重型)"}
"""Before these a term is the end of another word: 養護工, 癌症登錄, 重型移動設備."""
_TERM: Final = re.compile(
    "|".join(f"{_PART_OF_OTHERS.get(term, '')}{re.escape(term)}" for term in sorted(_TERMS, key=len, reverse=True))
)
_ENGLISH_RUN: Final = re.compile(r"(?<![A-Za-z“「（(])(?:[a-z]{2,} ){3,}[a-z]{2,}(?![”」）)])")
_BY_CONTEXT: Final = "(?<=[0-9０-９一二兩三四五六七八九十百千幾數])万|(?<=[什怎那多])么|(?<!拮)据"
"""Characters that Traditional Chinese has too, in other words than these."""
_MEANT: Final = {"万": "萬", "么": "麼", "据": "據"}


@rule("chinese.simplified", "error")
def simplified(section: CheckedSection) -> Iterator[Hit]:
    """Simplified characters stand on a page of Traditional Chinese."""
    if section.locale in ("zh-TW", "zh-HK", "zh-Hant") and not _one_of("simplified").isdisjoint(section.folded):
        table = to_traditional()
        yield from sweep(
            section, _any_of("simplified"), template("“{text}” is simplified"), template("Write it in Traditional Chinese."),
            lambda found: "".join((table | _MEANT)[character] for character in found),
        )  # fmt: skip


@rule("chinese.traditional", "error")
def traditional(section: CheckedSection) -> Iterator[Hit]:
    """Traditional characters stand on a page of Simplified Chinese."""
    if section.locale in ("zh-CN", "zh-SG", "zh-Hans") and not _one_of("traditional").isdisjoint(section.folded):
        table = to_simplified()
        yield from sweep(
            section, _any_of("traditional"), template("“{text}” is traditional"), template("Write it in Simplified Chinese."),
            lambda found: "".join(table[character] for character in found),
        )  # fmt: skip


@rule("chinese.mainland-term", "warning")
def mainland_term(section: CheckedSection) -> Iterator[Hit]:
    """A word of mainland China stands on a page for Taiwan, which has its own."""
    if section.locale == "zh-TW":
        yield from sweep(
            section, _TERM, template("“{text}” is what the mainland says"), template("Say {fix}."), _TERMS.__getitem__
        )


@rule("chinese.english-run", "warning")
def english_run(section: CheckedSection) -> Iterator[Hit]:
    """Several English words in a row stand in Chinese text, and are no name and no quote."""
    if section.locale.partition("-")[0] == "zh":
        yield from sweep(
            section, _ENGLISH_RUN, template("“{text}” is left in English"), template("Translate it, or set it in 「」.")
        )


@cache
def _one_of(script: str) -> frozenset[str]:
    """The characters that are of that script or may be: nearly always there is none, and that is sooner seen than by a pattern."""
    return frozenset((*to_traditional(), *_MEANT) if script == "simplified" else to_simplified())


@cache
def _any_of(script: str) -> re.Pattern[str]:
    characters = to_traditional() if script == "simplified" else to_simplified()
    pattern = f"[{''.join(map(re.escape, characters))}]+"
    return re.compile(f"{pattern}|{_BY_CONTEXT}" if script == "simplified" else pattern)
