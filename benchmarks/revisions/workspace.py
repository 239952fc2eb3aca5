"""Makes a workspace of 50,000 drafts with the product's own drafter, translator and log, from the bundled facts.

Everything in it is what a team's workspace holds, but for the translated words: those are drawn from a short list, so
that a search in Chinese has something to find.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from authoring.cli.workspace import init
from authoring.revisions.history import History
from authoring.revisions.ids import new_event_id, now
from authoring.revisions.making import Grounds, revision_on, without_model
from authoring.settings import open_workspace
from authoring.translating.seam import Earlier, Translation
from authoring.translating.segments import segments, with_texts
from authoring.translating.workflow import Translating
from authoring.wiring import Wiring
from schemas.base import SCHEMA_VERSION, Locale
from schemas.events import Actor, Comment, Decision, Event, Revision
from schemas.sections.registry import SectionName

SECTIONS: Final[tuple[SectionName, ...]] = (
    "identity", "summary", "ai_impact", "moat", "skills", "pay", "credentials", "fit", "outlook", "faq",
)  # fmt: skip
LOCALES: Final[tuple[Locale, ...]] = ("zh-TW", "zh-CN", "ja", "ko", "es")
PEOPLE: Final = ("Ada", "Mei", "Jan", "Olu")
_WORDS: Final = (
    "圖書館員", "整理資料", "協助讀者", "人工智慧", "判斷", "薪資", "中位數", "學習", "執照", "溝通", "現場", "信任",
    "工作內容", "未來五年", "就業", "需求", "分析", "決策", "病人", "學生", "設計", "維修", "安全", "法規", "責任",
)  # fmt: skip


class WordsFromAList:
    """A translator that writes Chinese words in place of every text, always the same for the same text."""

    def translate(self, source: Revision, _target: Locale, _earlier: Earlier | None = None) -> Translation:
        """The section with other words and nothing left to translate."""
        texts = {
            key: {name: _said_otherwise(text) for name, text in fields.items()}
            for key, fields in segments(source.content).items()
        }
        return Translation(with_texts(source.content, texts), ())


def _said_otherwise(text: str) -> str:
    chance = random.Random(text)
    return "，".join(chance.choices(_WORDS, k=max(1, len(text) // 24))) + "。"


def make_workspace(folder: Path, occupations: int | None = None) -> int:
    """Fill `folder` with drafts of that many occupations (default: all); returns how many there are."""
    if not (folder / "authoring.toml").exists():
        init(folder)
    wiring = Wiring(open_workspace(folder), "Ada")
    translating = Translating(wiring.revisions, wiring.base, "en", WordsFromAList())
    made = 0
    for soc in wiring.base.socs()[:occupations]:
        if wiring.revisions.locales(soc):
            continue
        wiring.drafting.draft(soc, SECTIONS, thin=True)
        for locale in LOCALES:
            translating.translate(soc, locale, SECTIONS)
        for locale in ("en", *LOCALES):
            made += _work_on(wiring, soc, locale)
    return made


def _work_on(wiring: Wiring, soc: str, locale: Locale) -> int:
    """A week of a team: a fifth of the sections edited, a quarter approved, some comments."""
    histories = [history for history in wiring.revisions.profile(soc, locale).values() if history.head]
    chance = random.Random(f"{soc} {locale}")
    events = [event for history in histories for event in _work(history, chance)]
    wiring.revisions.append(*events)
    return len(histories)


def _work(history: History, chance: random.Random) -> Iterator[Event]:
    head = history.head
    if head is None:
        return
    if chance.random() < 0.2 and segments(head.content):
        key, texts = next(iter(segments(head.content).items()))
        content = with_texts(head.content, {key: {name: f"{text} " for name, text in texts.items()}})
        grounds = Grounds(head.sheet_hash, head.base_version, head.translated_from)
        by = Actor(kind="person", name=chance.choice(PEOPLE))
        head = revision_on(history, content, by, without_model("person"), grounds)
        yield head
    fields = {
        "at": now(), "by": Actor(kind="person", name=chance.choice(PEOPLE)), "soc": head.soc, "locale": head.locale,
        "section": head.section, "parent": head.id,
    }  # fmt: skip
    if chance.random() < 0.25:
        yield Decision(
            kind="decision", id=new_event_id(head.id), **fields, action="approve", hash=head.hash,
            sheet_hash=head.sheet_hash, schema_version=SCHEMA_VERSION, reason=None, rule=None, fingerprint=None,
        )  # fmt: skip
    elif chance.random() < 0.1:
        yield Comment(kind="comment", id=new_event_id(head.id), **fields, item=None, text="Is this still so?")
