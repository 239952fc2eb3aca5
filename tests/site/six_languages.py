"""A workspace of six real occupations in six languages, written by the tool and published: what the pages are tried on.

English is the offline drafter's. The other languages get phrases of a phrase book in place of its sentences, so that a page
is wholly in one language without a model. Approvals are spread over days by two people.
"""

from pathlib import Path

from authoring.cli.workspace import init
from authoring.facts.titles import translated_titles
from authoring.publishing.publisher import Publisher
from authoring.revisions.ids import new_event_id
from authoring.settings import open_workspace
from authoring.translating.seam import Translation
from authoring.translating.segments import segments, with_texts
from authoring.translating.workflow import Translating
from authoring.wiring import Wiring
from schemas.base import SCHEMA_VERSION
from schemas.events import Actor, Decision
from schemas.sections.identity import Identity

LOCALES = ("en", "zh-TW", "zh-CN", "ja", "ko", "es")
OCCUPATIONS = ("15-1252", "25-4022", "27-2011", "29-1141", "29-1214", "47-2152")
"""In order of code; actors are paid by the hour, plumbers need a licence, the others differ in size and exposure."""
NOT_PUBLISHED = "25-4031"
"""An occupation that pages lead to."""

_SHORT = {
    "zh-TW": ("與人溝通", "判斷資料是否可信", "整理紀錄", "教導他人", "安排工作順序"),
    "zh-CN": ("与人沟通", "判断资料是否可信", "整理记录", "教导他人", "安排工作顺序"),
    "ja": ("人との対話", "情報の信頼性を見極めること", "記録の整理", "人に教えること", "仕事の順序を決めること"),
    "ko": ("사람과의 소통", "자료의 신뢰성 판단", "기록 정리", "다른 사람 가르치기", "업무 순서 정하기"),
    "es": ("Trato con las personas", "Juzgar si una fuente es fiable", "Ordenar registros", "Enseñar", "Organizar el trabajo"),
}  # fmt: skip
_LONG = {
    "zh-TW": (
        "這項工作需要有人為結果負責，模型只能提出建議。",
        "約有一半的任務可以借助語言模型更快完成。",
        "先學會核對模型的輸出，再把節省的時間用在人身上。",
        "雇主多半要求相關學位，並重視實務經驗。",
    ),
    "zh-CN": (
        "这项工作需要有人为结果负责，模型只能提出建议。",
        "约有一半的任务可以借助语言模型更快完成。",
        "先学会核对模型的输出，再把节省的时间用在人身上。",
        "雇主多半要求相关学位，并重视实践经验。",
    ),
    "ja": (
        "この仕事では、結果に責任を負う人が必要であり、モデルは提案をするだけです。",
        "約半分の作業は、言語モデルの助けを借りてより速く終えることができます。",
        "まずモデルの出力を確かめる方法を学び、浮いた時間を人のために使いましょう。",
        "多くの雇用主は関連する学位を求め、実務経験を重視します。",
    ),
    "ko": (
        "이 일에는 결과에 책임을 지는 사람이 필요하며 모델은 제안만 할 수 있습니다.",
        "작업의 절반가량은 언어 모델의 도움으로 더 빨리 끝낼 수 있습니다.",
        "먼저 모델의 결과를 확인하는 법을 배우고 남는 시간을 사람에게 쓰십시오.",
        "고용주는 대개 관련 학위를 요구하고 실무 경험을 중시합니다.",
    ),
    "es": (
        "En este trabajo alguien responde del resultado; un modelo solo puede proponer.",
        "Cerca de la mitad de las tareas puede hacerse antes con ayuda de un modelo de lenguaje.",
        "Conviene aprender primero a comprobar lo que propone un modelo y dedicar a las personas el tiempo ganado.",
        "Los empleadores suelen pedir un título afín y valoran la experiencia.",
    ),
}
_NAMES = {"title", "name", "issuer", "question"}


def title(locale, soc):
    """What an occupation is called; None in English."""
    known = translated_titles(locale).get(soc)
    return known.title if known else None


class PhraseBook:
    """Translates everything: short texts and sentences by turns, names of proper things as they are."""

    def translate(self, source, target, earlier=None):
        """The section wholly in the target's words."""
        content = source.content
        if isinstance(content, Identity):
            content = content.model_copy(update={"display_title": title(target, content.soc)})
        texts = {
            key: {name: _phrase(target, name, text, at) for name, text in each.items()}
            for at, (key, each) in enumerate(segments(content).items())
        }
        return Translation(with_texts(content, texts), ())


def _phrase(locale, field, text, at):
    if field == "question":
        return {"es": "¿Cómo se empieza en esta profesión?", "ja": "この職業にはどうすれば就けますか。"}.get(
            locale, "어떻게 시작합니까?" if locale == "ko" else "如何入行？"
        )
    book = (_SHORT if field in _NAMES else _LONG)[locale]
    return book[at % len(book)] if text.strip() else text


def publish_six_languages(folder: Path) -> Path:
    """Write and publish the workspace; the folder of its pages."""
    init(folder)
    settings = folder / "authoring.toml"
    named = ", ".join(f'"{locale}"' for locale in LOCALES)
    settings.write_text(
        settings.read_text("utf-8").replace('"en", "zh-TW"', named)
        + 'site_url = "https://careers.example.org"\nreport_errors_to = "errors@example.org"\n',
        "utf-8",
    )
    wiring = Wiring(open_workspace(folder), "Ada Moreno")
    translating = Translating(wiring.revisions, wiring.base, "en", PhraseBook())
    for soc in OCCUPATIONS:
        wiring.drafting.draft(soc)
        for locale in LOCALES[1:]:
            translating.translate(soc, locale)
        for locale in LOCALES:
            _approve(wiring, soc, locale)
    publisher = Publisher(
        *(wiring.revisions, wiring.base, lambda _section: (), wiring.workspace.settings, wiring.workspace.published),
        wiring.publisher.clock,
        title=title,
    )
    publisher.publish("Grace Lee", html=True)
    return wiring.workspace.published / "current/site"


def _approve(wiring, soc, locale):
    heads = [history.head for history in wiring.revisions.profile(soc, locale).values() if history.head]
    wiring.revisions.append(*(_approval(head) for head in heads))


def _approval(head):
    place = OCCUPATIONS.index(head.soc)
    return Decision(
        kind="decision", id=new_event_id(head.id), at=f"2026-11-{10 + place}T09:30:00Z",
        by=Actor(kind="person", name=("Grace Lee", "Wei Zhang")[place % 2]), soc=head.soc, locale=head.locale,
        section=head.section, parent=head.id, action="approve", hash=head.hash, sheet_hash=head.sheet_hash,
        schema_version=SCHEMA_VERSION, reason=None, rule=None, fingerprint=None,
    )  # fmt: skip
