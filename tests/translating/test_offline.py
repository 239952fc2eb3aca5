"""What can be said in another language without a model: tokens and figures, and nothing that only looks translated."""

import pytest

from authoring.translating.offline import OfflineTranslator
from authoring.translating.seam import Earlier
from authoring.translating.segments import segments, with_texts
from authoring.translating.staleness import compare, staleness
from schemas.base import content_hash
from schemas.citations import FactCitation
from schemas.events import Actor, Provenance, Revision, TranslatedFrom
from schemas.items import Point, Sentence
from schemas.sections.ai_impact import AiImpact, Evidence
from schemas.sections.faq import Faq, Question
from schemas.sections.identity import Identity
from schemas.sections.immigration import Immigration, RouteNote
from schemas.sections.pay import Amount, Pay
from schemas.sections.registry import SECTION

ULID = "01J{:023d}"
CITED = (FactCitation(kind="fact", fact="oews.2025/25-4022/annual-median"),)


def sentence(item, text):
    return Sentence(id=item, text=text, citations=CITED)


PAY = Pay(
    section="pay", unit="USD/year", period="May 2025", bands=(), trend=(), combined_code=None,
    median=Amount(value=68270, at_least=False, fact="oews.2025/25-4022/annual-median"),
    note=(sentence("p1", "The median was $68,270."), sentence("p2", "It rose since 2024.")),
)  # fmt: skip
IDENTITY = Identity(
    section="identity", soc="25-4022", title="Librarians and Media Collections Specialists", display_title=None,
    alternate_titles=("Cataloger",), definition="Administer collections.", major_group="25-0000",
    major_group_title="Educational Instruction and Library Occupations", cluster="human_trust", cluster_reason="",
    skilled_migration=True, skilled_migration_reason="", citations=(),
)  # fmt: skip
FAQ = Faq(
    section="faq",
    questions=tuple(
        Question(id=f"q{n}", question="What do they earn?", citations=(), answer=(sentence(f"a{n}", "$68,270."),))
        for n in range(3)
    ),
)
IMPACT = AiImpact(
    section="ai_impact", verdict="mixed", narrative=(sentence("n1", "Half."),), tools_researched=False,
    evidence=(Evidence(id="e1", name="Alma", kind="tool", coverage="partial", since=2015, finding="Drafts.", citations=()),),
    takes_over=(Point(id="t1", title="Cataloging", detail="", citations=()),), augments=(), entry_level=(), level_up=(),
)  # fmt: skip
IMMIGRATION = Immigration(
    section="immigration", soc="25-4022", job_zone=5, job_zone_fact=None, certified_lcas=None, usual_education=None,
    usual_education_fact=None, stem_programmes=None, linked_programmes=None, stem_fact=None, schedule_a=False, rules=(),
    notes=(RouteNote(id="r1", route="H-1B", citations=(), sentences=(sentence("r2", "An employer petitions."),)),),
)  # fmt: skip


def revision(content, number=1, locale="en", to_translate=(), source=None):
    return Revision(
        id=ULID.format(number), at="2026-11-23T10:00:00Z", by=Actor(kind="tool", name="test"), soc="25-4022",
        locale=locale, section=content.section, parent=None, kind="revision", merged=None, hash=content_hash(content),
        schema_version="1.0", sheet_hash=None, base_version=None, content=content, reason=None,
        to_translate=to_translate,
        translated_from=source and TranslatedFrom(locale="en", revision=source.id, hash=source.hash),
        provenance=Provenance(
            method="offline_translation", software="test", model=None, template=None, prompt_hash=None, parameters=(),
            usage=None, cost_usd=None, seconds=None, job_key=None,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (IDENTITY, ()),
        (PAY, ("p1", "p2")),
        (FAQ, ("q0", "a0", "q1", "a1", "q2", "a2")),
        (IMPACT, ("n1", "e1", "t1")),
        (IMMIGRATION, ("r2",)),
    ],
    ids=lambda value: getattr(value, "section", ""),
)
def test_figures_are_carried_over_and_every_text_is_listed_as_not_translated(content, left):
    made, to_translate = OfflineTranslator().translate(revision(content), "zh-TW")
    assert made == content
    assert to_translate == left
    assert SECTION.validate_python(made.model_dump()) == content


def test_a_reviewed_title_becomes_the_display_title():
    titled = OfflineTranslator(lambda locale, soc: {("zh-TW", "25-4022"): "圖書館員"}.get((locale, soc)))
    assert titled.translate(revision(IDENTITY), "zh-TW").content.display_title == "圖書館員"
    assert titled.translate(revision(IDENTITY), "ja").content.display_title is None


def test_only_what_the_source_edit_touched_is_translated_again():
    source = revision(PAY)
    translated = with_texts(PAY, {"p1": {"text": "中位數為 US$68,270。"}, "p2": {"text": "自 2024 年起上升。"}})
    earlier = Earlier(revision(translated, 2, "zh-TW", source=source), PAY)
    edited = revision(with_texts(PAY, {"p2": {"text": "It fell since 2024."}}), 3)
    made, left = OfflineTranslator().translate(edited, "zh-TW", earlier)
    assert [each.text for each in made.note] == ["中位數為 US$68,270。", "自 2024 年起上升。"]
    assert left == ("p2",)


def test_a_stale_translation_is_kept_as_a_start_however_often_it_is_asked_for():
    source = revision(PAY)
    translated = with_texts(PAY, {"p1": {"text": "中位數。"}})
    earlier = Earlier(revision(translated, 2, "zh-TW", ("p1", "p2"), source), PAY)
    edited = revision(with_texts(PAY, {"p2": {"text": "It fell."}}), 3)
    made, left = OfflineTranslator().translate(edited, "zh-TW", earlier)
    assert [each.text for each in made.note] == ["中位數。", "It fell."]
    assert left == ("p1", "p2")


def test_a_placeholder_is_never_taken_for_a_translation():
    source = revision(PAY)
    first = OfflineTranslator().translate(source, "zh-TW")
    earlier = Earlier(revision(first.content, 2, "zh-TW", first.to_translate, source), PAY)
    assert OfflineTranslator().translate(source, "zh-TW", earlier).to_translate == ("p1", "p2")


def test_new_figures_are_carried_into_a_translation_that_keeps_its_text():
    newer = PAY.model_copy(update={"period": "May 2026"})
    translated = with_texts(PAY, {"p1": {"text": "中位數。"}, "p2": {"text": "上升。"}})
    earlier = Earlier(revision(translated, 2, "zh-TW", source=revision(PAY)), PAY)
    made, left = OfflineTranslator().translate(revision(newer, 3), "zh-TW", earlier)
    assert (made.period, made.note[0].text, left) == ("May 2026", "中位數。", ())


def test_staleness_names_exactly_the_items_that_moved():
    edited = with_texts(PAY, {"p2": {"text": "It fell."}})
    added = edited.model_copy(update={"note": (*edited.note[1:], sentence("p3", "New."))})
    found = compare(PAY, added)
    assert (found.added, found.removed, found.changed) == (("p3",), ("p1",), ("p2",))
    assert found.to_translate == ("p3", "p2")


def test_a_figure_alone_makes_the_computed_part_stale_and_no_item():
    found = compare(PAY, PAY.model_copy(update={"period": "May 2026"}))
    assert (found.computed, found.to_translate, found.stale) == (True, (), True)


def test_a_translation_of_the_present_source_is_not_stale():
    source = revision(PAY)
    translation = revision(PAY, 2, "zh-TW", source=source)
    assert not staleness(translation, PAY, source).stale
    moved = revision(with_texts(PAY, {"p1": {"text": "Another."}}), 3)
    assert staleness(translation, PAY, moved).changed == ("p1",)


def test_items_without_an_id_yet_are_known_by_their_place():
    unnamed = PAY.model_copy(update={"note": (sentence("", "One."), sentence("", "Two."))})
    assert list(segments(unnamed)) == ["note.0", "note.1"]
    replaced = with_texts(unnamed, {"note.1": {"text": "二。"}})
    assert [each.text for each in replaced.note] == ["One.", "二。"]
