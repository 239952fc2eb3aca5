"""How the screens look, colours and all: a dozen pictures, in 100x30 unless said otherwise.

`python -m pytest tests/ui/test_looks.py --snapshot-update` takes them anew; look at each before you keep it.
"""

import pytest

from authoring.ui.app import ReviewApp
from authoring.ui.state.workroom import Workroom
from tests.ui.conftest import LOOKED_AT, SOC, Typed, moat, press, settle, summary

LOOKS = {
    "queue": ((), {}),
    "queue_grouped": (("O",), {}),
    "queue_filtered": ((Typed("/state:draft sec"),), {}),
    "review": ((Typed("/section:faq"), "enter", "enter", "j"), {}),
    "review_narrow": ((Typed("/section:pay"), "enter", "enter"), {"size": (80, 24)}),
    "review_findings": ((Typed("/section:moat"), "enter", "enter", "2", "tab"), {}),
    "review_high_contrast": ((Typed("/section:faq"), "enter", "enter"), {"theme": "high-contrast"}),
    "review_sixteen_colours": ((Typed("/section:faq"), "enter", "enter", "j"), {"theme": "sixteen-colours"}),
    "review_chinese": ((Typed("/section:scores"), "enter", "enter"), {"language": "zh-TW"}),
    "translation": ((Typed("/locale:zh"), "enter", "enter"), {}),
    "edit": ((Typed("/section:faq"), "enter", "enter", "j", "e"), {}),
    "changes": ((Typed("/section:summary locale:en"), "enter", "enter", "D"), {}),
    "figures": (("o", "2"), {}),
    "publish": (("P",), {}),
}


@pytest.fixture
def busy(office, monkeypatch):
    """A workspace with a finding, an edit, and a translation under way."""
    for variable in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    office.draft(moat("Trust since 1999", "Judgement"))
    office.draft(summary("Librarians keep, arrange and lend collections of information."))
    office.wiring().translating.translate(SOC, "zh-TW", ("faq",))
    return office


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_a_screen_looks_as_it_did(busy, snap_compare, name):
    keys, more = LOOKS[name]
    language = more.get("language", "en")
    app = ReviewApp(
        lambda: busy.wiring("Ben"),
        lambda wiring: Workroom(wiring, language, lambda: LOOKED_AT),
        busy.root / "none.toml",
    )

    async def ready(pilot):
        await settle(pilot)
        if "theme" in more:
            pilot.app.theme = more["theme"]
        await press(pilot, *keys)

    assert snap_compare(app, run_before=ready, terminal_size=more.get("size", (100, 30)))
