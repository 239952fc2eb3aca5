"""Computed sections: whole, grounded in facts of the sheet, and the same figures wherever they appear."""

import pytest

from authoring.errors import UnknownSection
from authoring.facts.base import FactBase
from authoring.facts.computed import cited_ids, computed_fields, sources_fields
from schemas.base import Value
from schemas.citations import FactCitation, PassageCitation, Source, SourceCitation
from schemas.items import Sentence
from schemas.sections.identity import Identity
from schemas.sections.immigration import Immigration
from schemas.sections.outlook import Outlook
from schemas.sections.pay import Pay
from schemas.sections.registry import MODELS, SECTION_NAMES, SPEC, drafted_model
from schemas.sections.related import Related
from schemas.sections.sources import Sources
from schemas.sections.summary import Summary

COMPUTED = ("identity", "scores", "pay", "education", "immigration", "outlook", "related")
SOME = ("25-4022", "15-1252", "29-1141", "25-2055", "11-1011", "47-2061", "55-1011", "13-1082", "27-2011", "45-3031")


def section(name: str, soc: str, base: FactBase) -> Value:
    fields = computed_fields(name, base.sheet(soc), base)
    return MODELS[name](**fields, **dict.fromkeys(SPEC[name].drafted, ()))


@pytest.mark.parametrize("soc", SOME)
def test_every_computed_section_stands_for_every_kind_of_occupation(bundled: FactBase, soc: str) -> None:
    for name in COMPUTED:
        for fact in cited_ids(section(name, soc, bundled)):
            about = fact.split("/")[1]
            assert bundled.sheet(about).fact(fact), f"{name} of {soc} cites {fact}"


def test_computed_fields_and_drafted_fields_make_the_whole_section(bundled: FactBase) -> None:
    sheet = bundled.sheet("25-4022")
    for name in SECTION_NAMES:
        drafted = drafted_model(name)
        written = set(drafted.model_fields) - {"section"} if drafted else set()
        assert set(computed_fields(name, sheet, bundled)) | written == set(MODELS[name].model_fields)


def test_an_unknown_section_is_a_usage_error(bundled: FactBase) -> None:
    with pytest.raises(UnknownSection):
        computed_fields("salary", bundled.sheet("25-4022"), bundled)


def test_pay_has_three_bands_from_one_year_and_five_years_of_medians(bundled: FactBase) -> None:
    pay = section("pay", "25-4022", bundled)
    assert isinstance(pay, Pay)
    assert [(band.level, band.low.value, band.high.value) for band in pay.bands] == [
        ("entry", 43660, 56310),
        ("middle", 56310, 84480),
        ("senior", 84480, 103990),
    ]
    assert [(year.year, year.median.value) for year in pay.trend] == [
        (2021, 61190), (2022, 61660), (2023, 64370), (2024, 64320), (2025, 68270),
    ]  # fmt: skip
    assert (pay.unit, pay.period, pay.combined_code) == ("USD/year", "May 2025", None)


def test_pay_falls_back_to_the_hour_and_names_the_combined_code(bundled: FactBase) -> None:
    actors, kindergarten = section("pay", "27-2011", bundled), section("pay", "25-2055", bundled)
    assert isinstance(actors, Pay)
    assert isinstance(kindergarten, Pay)
    assert (actors.unit, kindergarten.combined_code) == ("USD/hour", "25-2052")


def test_top_coded_medians_stay_marked(bundled: FactBase) -> None:
    surgeons = section("pay", "29-1248", bundled) if "29-1248" in bundled.socs() else section("pay", "29-1249", bundled)
    assert isinstance(surgeons, Pay)
    assert any(year.median.at_least for year in surgeons.trend)


def test_each_projection_round_has_its_own_wording_or_none(bundled: FactBase) -> None:
    outlook = section("outlook", "25-4022", bundled)
    assert isinstance(outlook, Outlook)
    assert [(each.round, each.change_percent, each.openings, each.wording) for each in outlook.projections] == [
        ("2025-35", 2.6, 12600, None),
        ("2024-34", 1.7, 13500, "Slower than average"),
    ]
    assert outlook.ai_exposure == "Very high"
    of_a_shared_page = section("outlook", "51-3091", bundled)
    assert isinstance(of_a_shared_page, Outlook)
    assert [each.wording for each in of_a_shared_page.projections] == [None, None]


def test_immigration_counts_filings_and_programmes(bundled: FactBase) -> None:
    found = section("immigration", "25-4022", bundled)
    assert isinstance(found, Immigration)
    assert found.certified_lcas is not None
    assert found.certified_lcas.value == 150
    assert (found.job_zone, found.stem_programmes, found.linked_programmes, found.schedule_a) == (5, 1, 5, False)
    nurses = section("immigration", "29-1141", bundled)
    assert isinstance(nurses, Immigration)
    assert nurses.schedule_a


def test_identity_says_why_an_occupation_counts_as_skilled_or_that_it_is_unknown(bundled: FactBase) -> None:
    librarian, soldier = section("identity", "25-4022", bundled), section("identity", "55-1011", bundled)
    assert isinstance(librarian, Identity)
    assert isinstance(soldier, Identity)
    assert (librarian.skilled_migration, librarian.skilled_migration_reason) == (True, "appendix-a=yes")
    assert soldier.skilled_migration is None
    assert librarian.title not in librarian.alternate_titles
    assert librarian.major_group_title == "Educational Instruction and Library Occupations"


def test_related_compares_one_study_on_both_sides_in_the_order_of_the_index(bundled: FactBase) -> None:
    related = section("related", "25-4022", bundled)
    assert isinstance(related, Related)
    assert [each.soc for each in related.occupations][:4] == ["25-4031", "43-4121", "25-4011", "25-1082"]
    assert len(related.occupations) == 8
    for each in related.occupations:
        assert each.median_pay_fact is not None
        pay = bundled.sheet(each.soc).fact(each.median_pay_fact)
        assert pay is not None
        assert (pay.measure, pay.value) == ("annual-median", each.median_pay_there)
        measures = {fact.split("/", 2)[2] for fact in each.exposure_facts}
        assert len(measures) == (0 if each.exposure_here is None else 1)
        assert related.exposure_measure is not None


def test_sources_count_the_facts_that_the_page_really_cites(bundled: FactBase) -> None:
    citations = (
        FactCitation(kind="fact", fact="oews.2025/25-4022/annual-median"),
        FactCitation(kind="fact", fact="oews.2025/25-4022/annual-median"),
        PassageCitation(kind="passage", passage="ooh.2025/librarians/pay/2", quote="x"),
        SourceCitation(kind="source", source="s1", quote="x"),
    )
    summary = Summary(section="summary", sentences=(Sentence(id="", citations=citations, text="x"),))
    document = Source(
        id="s1", url="https://www.ala.org/", title="A report", publisher="ALA", published=None,
        retrieved="2026-11-23", snapshot="0" * 64,
    )  # fmt: skip
    sources = Sources(**sources_fields([summary], bundled, {"s1": document}))
    assert [(each.dataset, each.facts_cited) for each in sources.datasets] == [("oews.2025", 1), ("ooh.2025", 1)]
    assert sources.documents == (document,)
    assert all(each.attribution and each.licence for each in sources.datasets)


def test_a_page_without_citations_has_no_sources(bundled: FactBase) -> None:
    sources = Sources(**sources_fields([], bundled))
    assert (sources.datasets, sources.documents) == ((), ())
