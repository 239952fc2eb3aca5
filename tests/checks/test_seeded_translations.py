"""Errors planted in true translations are noticed, every kind in every language; the true ones raise no alarm."""

from collections import Counter

import pytest

from authoring.checks import CheckedSection, check
from authoring.checks.seeding_translations import PLANTS, seed_translation
from authoring.glossary import Glossary
from authoring.glossary.table import starter
from schemas.facts import FactSheet
from schemas.items import Sentence
from schemas.sections.summary import Summary

SOURCES = (
    "Half of them earned more than $68,270 a year in May 2025.",
    "BLS projects about 13,000 openings a year and growth of 2.6 percent from 2024 to 2034.",
    "USCIS counts 1.2 million jobs; the H-1B visa is for a specialty occupation.",
    "They use software and information networks.",
    "About 60,000 of them, one in five, work part time and handle 1.5 billion dollars a year.",
)
TRUE = {
    "zh-TW": (
        "2025年5月，半數的人年薪超過 US$68,270。",
        "BLS 推估 2024 至 2034 年每年約有 13,000 個職缺，成長 2.6%。",
        "USCIS 統計有 120萬個工作；H-1B 簽證用於專業職業。",
        "他們使用軟體與資訊網路。",
        "約 6萬人（每五人中有一人）兼職，每年經手 15億美元。",
    ),
    "zh-CN": (
        "2025年5月，半数的人年薪超过 US$68,270。",
        "BLS 预测 2024 至 2034 年每年约有 13,000 个职位空缺，增长 2.6%。",
        "USCIS 统计有 120万个岗位；H-1B 签证用于专业职业。",
        "他们使用软件与信息网络。",
        "约 6万人（每五人中有一人）兼职，每年经手 15亿美元。",
    ),
    "ja": (
        "2025年5月には半数が年 $68,270 を超えていました。",
        "BLS は2024～2034年に年約1万3,000件の求人と 2.6% の伸びを見込んでいます。",
        "USCIS によれば120万件の雇用があり、H-1B ビザは専門職向けです。",
        "ソフトウェアと情報ネットワークを使います。",
        "約6万人（5人に1人）がパートタイムで働き、年に15億ドルを扱います。",
    ),
    "ko": (
        "2025년 5월 절반은 연 US$68,270 넘게 벌었습니다.",
        "BLS는 2024~2034년 연 약 13,000개의 일자리와 2.6% 성장을 전망합니다.",
        "USCIS에 따르면 일자리는 120만 개이며 H-1B 비자는 전문직을 위한 것입니다.",
        "소프트웨어와 정보망을 사용합니다.",
        "약 6만 명(다섯 명 중 한 명)이 시간제로 일하며 연 15억 달러를 다룹니다.",
    ),
    "es": (
        "En mayo de 2025 la mitad ganaba más de 68.270 US$ al año.",
        "BLS prevé unas 13.000 vacantes al año y un crecimiento del 2,6 % de 2024 a 2034.",
        "USCIS cuenta 1,2 millones de empleos; la visa H-1B es para ocupaciones especializadas.",
        "Usan programas informáticos y redes de información.",
        "Unas 60.000 personas, una de cada cinco, trabajan a tiempo parcial y manejan 1.500 millones de dólares al año.",
    ),
}  # fmt: skip
SHEET = FactSheet(soc="25-4022", title="Librarians", base_version="x", hash="0" * 64, facts=(), passages=())
ABOUT_TRANSLATION = ("translation.", "glossary.forbidden", "language.", "chinese.")


def summary(text):
    return Summary(section="summary", sentences=(Sentence(id="s1", text=text, citations=()),))


def alarms(source, text, locale):
    section = CheckedSection(summary(text), locale, SHEET, original=summary(source), glossary=Glossary(starter(locale)))
    found = (finding for finding in check(section) if finding.severity != "note")
    return [f"{each.rule}: {each.message}" for each in found if each.rule.startswith(ABOUT_TRANSLATION)]


@pytest.mark.parametrize("locale", TRUE)
def test_true_translations_raise_no_alarm(locale):
    assert [alarm for pair in zip(SOURCES, TRUE[locale], strict=True) for alarm in alarms(*pair, locale)] == []


@pytest.mark.parametrize("locale", TRUE)
def test_every_planted_error_is_noticed(locale):
    planted, missed = Counter(), []
    for source, true in zip(SOURCES, TRUE[locale], strict=True):
        for seeded in seed_translation(source, true, locale, Glossary(starter(locale))):
            planted[seeded.kind] += 1
            if not alarms(source, seeded.text, locale):
                missed.append((seeded.kind, seeded.text))
    assert missed == []
    assert planted.total() >= 40
    expected = set(PLANTS) - ({"separators"} if locale != "es" else set())
    expected -= {"forbidden term"} if locale in ("ja", "ko", "es") else set()
    assert set(planted) == expected
