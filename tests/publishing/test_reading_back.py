"""The reader of published data: typed, light, and true to what was published."""

import json
import subprocess
import sys

import pytest
from librarian_profile import SOC, full_desk

from authoring.errors import StorageError, UsageError
from authoring.published import open_dataset


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    from datetime import UTC, datetime

    from librarian_profile import Base

    from authoring.publishing.publisher import Publisher
    from authoring.settings import Settings

    folder = tmp_path_factory.mktemp("dataset") / "published"
    clock = lambda: datetime(2026, 11, 23, 12, tzinfo=UTC)  # noqa: E731
    Publisher(full_desk(), Base(), lambda _: (), Settings(), folder, clock).publish("Ben Wu")
    return folder


@pytest.fixture(scope="module")
def dataset(published):
    return open_dataset(published)


def test_a_figure_is_found_with_its_source(dataset):
    profile = dataset.profile(SOC)
    median = profile.facts[profile.sections["pay"].content["median"]["fact"]]
    assert (median.value, median.unit, median.period) == (68270, "USD/year", "May 2025")
    assert profile.scores["income"] == 6.1
    assert "licensing" not in profile.scores


def test_claims_point_into_the_text_and_at_their_facts(dataset):
    profile = dataset.profile(SOC)
    claim = next(each for each in profile.claims if each.text == "$68,270")
    assert claim.carried
    assert profile.facts[claim.facts[0]].value == claim.low == claim.high


def test_titles_are_those_of_the_locale(dataset):
    assert dataset.locales == ("en", "zh-TW")
    assert dataset.profile(SOC, "zh-TW").title == "圖書館員與媒體典藏專員"
    assert [profile.soc for profile in dataset.profiles("zh-TW")] == [SOC]


def test_rows_have_numbers_where_the_table_has_them(dataset):
    (row,) = dataset.rows("profiles")
    assert (row["median_pay"], row["sections"], row["skilled_migration"], row["missing"]) == (68270.0, 15, True, None)


@pytest.mark.parametrize(
    ("words", "locale"),
    [("bias authority", "en"), ("AUTHORITY", "en"), ("資料來源", "zh-TW"), ("偏見", "zh-TW"), ("偏", "zh-TW")],
)
def test_search_finds_words_in_either_script_however_short(dataset, words, locale):
    assert "mo1" in {hit.item for hit in dataset.search(words, locale)}


@pytest.mark.parametrize("words", ['"', "a OR b*", "text:x", "'; DROP TABLE items", "(", ""])
def test_search_takes_any_words_as_words(dataset, words):
    assert dataset.search(words) == ()


def test_who_made_it_is_told(dataset):
    told = dataset.profile(SOC).sections["moat"].disclosure
    assert (told.drafted_by, told.approved_by, told.four_eyes, told.ai_disclosure) == (
        "offline drafter", "Ben Wu", True, "human-only",
    )  # fmt: skip


def test_what_is_not_there_is_named(dataset, tmp_path):
    with pytest.raises(UsageError, match="no profile of 11-1011 in en"):
        dataset.profile("11-1011")
    with pytest.raises(UsageError, match="no table `jobs`") as refused:
        list(dataset.rows("jobs"))
    assert "claims" in refused.value.hint
    with pytest.raises(StorageError, match="holds no release"):
        open_dataset(tmp_path)


def test_a_newer_shape_is_refused_in_words(published, tmp_path):
    manifest = json.loads((published / "current/manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "schema_version": "2.0.0"}))
    with pytest.raises(UsageError, match=r"has the shape 2\.0\.0"):
        open_dataset(tmp_path)


def test_a_changed_file_is_found(published, dataset, tmp_path):
    import shutil

    shutil.copytree(published / "current", tmp_path / "copy")
    open_dataset(tmp_path / "copy").verify()
    (tmp_path / "copy/index.json").write_text("{}")
    with pytest.raises(StorageError, match=r"index\.json is not as the manifest says"):
        open_dataset(tmp_path / "copy").verify()


def test_it_loads_nothing_but_the_standard_library():
    code = (
        "import sys, authoring.published; print(sorted({m.partition('.')[0] for m in sys.modules} & set(sys.argv[1:])))"
    )
    heavy = ["pydantic", "orjson", "jinja2", "sqlalchemy", "textual", "babel", "lxml"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
