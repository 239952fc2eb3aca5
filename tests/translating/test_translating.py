"""The workflow over real logs: what is translated, renewed, left alone, and never lost."""

import pytest
from test_offline import FAQ, PAY, revision

from authoring.errors import UsageError
from authoring.revisions.ids import new_event_id
from authoring.revisions.store import Revisions
from authoring.translating.segments import with_texts
from authoring.translating.workflow import Translating
from schemas.base import content_hash
from schemas.events import Actor

ANA = Actor(kind="person", name="Ana Ortiz")


class Base:
    version = "2026.11"


@pytest.fixture
def store(tmp_path):
    return Revisions(tmp_path / "drafts", tmp_path / "cache")


@pytest.fixture
def translating(store):
    return Translating(store, Base(), "en")


def write(store, content, locale="en", by=None, to_translate=()):
    head = store.history("25-4022", locale, content.section).head
    made = revision(content, locale=locale, to_translate=to_translate)
    made = made.model_copy(
        update={
            "id": new_event_id(head.id if head else None),
            "parent": head.id if head else None,
            "by": by or made.by,
            "hash": content_hash(content),
            "translated_from": head.translated_from if head else None,
        }
    )
    store.append(made)
    return made


def outcomes(made):
    return {each.section: (each.outcome, each.to_translate) for each in made}


def test_a_translation_names_the_source_it_was_made_from_and_what_is_left(store, translating):
    source = write(store, PAY)
    made = outcomes(translating.translate("25-4022", "zh-TW"))
    assert made["pay"] == ("started", 2)
    assert made["faq"] == ("no source", 0)
    head = store.history("25-4022", "zh-TW", "pay").head
    assert (head.translated_from.revision, head.translated_from.hash) == (source.id, source.hash)
    assert (head.by.name, head.to_translate) == ("offline translator", ("p1", "p2"))


def test_asked_again_without_a_change_it_does_nothing(store, translating):
    write(store, PAY)
    translating.translate("25-4022", "zh-TW", ["pay"])
    assert outcomes(translating.translate("25-4022", "zh-TW", ["pay"])) == {"pay": ("unchanged", 2)}
    assert len(store.history("25-4022", "zh-TW", "pay").revisions) == 1


def test_a_source_edit_reopens_only_its_items_and_keeps_a_persons_words(store, translating):
    write(store, PAY)
    translating.translate("25-4022", "zh-TW", ["pay"])
    words = {"p1": {"text": "中位數為 US$68,270。"}, "p2": {"text": "自 2024 年起上升。"}}
    write(store, with_texts(PAY, words), "zh-TW", ANA)
    write(store, with_texts(PAY, {"p2": {"text": "It fell since 2024."}}))
    assert outcomes(translating.translate("25-4022", "zh-TW", ["pay"])) == {"pay": ("renewed", 1)}
    head = store.history("25-4022", "zh-TW", "pay").head
    assert [each.text for each in head.content.note] == ["中位數為 US$68,270。", "自 2024 年起上升。"]
    assert head.to_translate == ("p2",)


def test_only_the_sections_asked_for_are_touched(store, translating):
    write(store, PAY)
    write(store, FAQ)
    translating.translate("25-4022", "zh-TW", ["faq"])
    assert store.history("25-4022", "zh-TW", "pay").head is None


def test_there_has_to_be_a_source_and_another_locale(store, translating):
    with pytest.raises(UsageError, match="has no text in en yet"):
        translating.translate("25-4022", "zh-TW")
    with pytest.raises(UsageError, match="en is the source locale"):
        translating.translate("25-4022", "en")
