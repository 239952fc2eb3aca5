"""The page of a comparison: complete, escaped, without anything from outside."""

from html.parser import HTMLParser

from authoring.diff import compare
from authoring.diff.comparison import Comparison, ProfileDiff
from authoring.diff.render.html import render
from authoring.diff.render.layout import side_rows
from schemas.sections.summary import Summary
from tests.diff.conftest import sentence

HOSTILE = '<img src=x onerror=alert(1)> &amp; "quoted" {{ 7*7 }} {% raw %} https://evil.example/ </main> [x](y)'


def _comparison(old: str, new: str) -> Comparison:
    sides = [Summary(section="summary", sentences=(sentence(text, "a"),)) for text in (old, new)]
    return Comparison(HOSTILE, "new", 1, (ProfileDiff("25-4022", HOSTILE, "en", (compare(*sides),), ()),))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(page: str) -> _Page:
    parser = _Page()
    parser.feed(page)
    return parser


def test_hostile_text_is_shown_as_it_is_and_is_nothing_else() -> None:
    page = _read(render(_comparison(HOSTILE, f"{HOSTILE} more")))
    assert not {tag for tag, _ in page.tags} & {"img", "script", "iframe", "link", "object", "form"}
    assert all(not name.startswith("on") for _, held in page.tags for name in held)
    assert [held["href"] for tag, held in page.tags if tag == "a"] == ["#changes"]
    assert "<img src=x onerror=alert(1)> &amp;" in page.text


def test_every_change_is_reached_by_the_tab_key_and_old_and_new_words_are_marked() -> None:
    page = _read(render(_comparison("They earn $64,320.", "They earn $68,270.")))
    assert sum(tag == "article" and held.get("tabindex") == "0" for tag, held in page.tags) == 1
    assert [tag for tag, _ in page.tags if tag in ("del", "ins")][:2] == ["del", "ins"]


def test_a_comparison_without_changes_says_so() -> None:
    assert "Nothing changed." in render(Comparison("a", "b", 1, ()))


def test_two_columns_hold_the_old_and_the_new_text() -> None:
    old, new = "They earn $64,320 a year.", "They earn $68,270 a year, half less."
    (change,) = _comparison(old, new).profiles[0].sections[0].changes
    first, *_ = side_rows(change)
    assert "".join(piece.text for piece in first.left) == old
    assert "".join(piece.text for piece in first.right) == new
