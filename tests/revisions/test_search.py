"""What a search finds, in scripts with spaces and without, and that it keeps up with the text."""

import pytest

SOC = "25-4022"


@pytest.fixture
def search(revisions):
    def found(sought):
        revisions.refresh()
        assert revisions.take_in_texts(lambda soc: "Librarians and media collections specialists") == 0
        return [(hit.locale, hit.section) for hit in revisions.search(sought)]

    return found


def test_words_are_found_by_their_beginning_in_any_order_and_case(revisions, write, search):
    revisions.append(write.revision(None, "Asks back", "Knows the Résumé"))
    for sought in ("asks", "BACK asks", "resume know", "librar", "media collections"):
        assert search(sought) == [("en", "moat")], sought
    for sought in ("sks", "asks nobody", "", "   ", '"', "* OR", "id"):
        assert search(sought) == [], sought


@pytest.mark.parametrize("sought", ["圖書館員", "書館", "員", "館員協助", "協助 圖書", "圖書館員協助讀者"])
def test_any_part_of_a_text_without_spaces_is_found(revisions, writer_for, search, sought):
    revisions.append(writer_for(SOC, "zh-TW").revision(None, "圖書館員協助讀者。", "AI 工具"))
    assert search(sought) == [("zh-TW", "moat")]


@pytest.mark.parametrize("sought", ["館圖", "書員", "讀者協助", "圖書館長"])
def test_characters_in_another_order_are_not_found(revisions, writer_for, search, sought):
    revisions.append(writer_for(SOC, "zh-TW").revision(None, "圖書館員協助讀者。"))
    assert search(sought) == []


def test_only_what_a_section_says_now_is_found(revisions, write, search):
    first = write.revision(None, "Asks back")
    revisions.append(first)
    assert search("asks") == [("en", "moat")]
    revisions.append(write.revision(first, "Listens"))
    assert (search("asks"), search("listens")) == ([], [("en", "moat")])


@pytest.mark.parametrize("kept_in", ["files"])
def test_a_log_that_is_gone_is_not_found(revisions, drafts, write, search):
    revisions.append(write.revision(None, "Listens"))
    assert search("listens") == [("en", "moat")]
    (drafts / SOC / "en.jsonl").unlink()
    assert search("listens") == []


def test_what_is_not_taken_in_yet_is_counted(revisions, write, writer_for):
    revisions.append(write.revision(None, "Asks"))
    revisions.append(writer_for(SOC, "ja").revision(None, "Asks"))
    revisions.refresh()
    assert revisions.take_in_texts(most=1) == 1
    assert len(revisions.search("asks")) == 1
    assert revisions.take_in_texts() == 0
    assert len(revisions.search("asks")) == 2
