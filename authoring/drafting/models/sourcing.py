"""Which passages of people's own documents a section is written from."""

from collections.abc import Mapping
from typing import Final

from authoring.drafting.offline.tasks import tasks_of
from authoring.sources.passages import SourcePassage, choose, passages_of
from authoring.sources.shelf import Shelf
from schemas.facts import FactSheet

_AI: Final = (
    "AI artificial intelligence machine learning assistant chatbot chatbots generative model automated automation tool "
    "software GPT ChatGPT Copilot Claude Gemini algorithm agent agents transcription speech image draft drafts"
)
_ABOUT: Final[Mapping[str, tuple[str, int]]] = {
    "ai_impact": (_AI, 2_400),
    "skills": (f"skill learn learning training course practice {_AI}", 900),
    "education": (
        "degree tuition cost fee fees credit credits program master bachelor doctorate study year years",
        900,
    ),
    "credentials": (
        "license licence licensed licensure certificate certification certified credential exam examination board "
        "registration renewal fee fees permit required",
        900,
    ),
    "outlook": ("demand growth hiring jobs openings shortage employment retire retirement budget", 900),
    "faq": (f"pay salary hours degree license hiring shortage career {_AI}", 900),
}
"""Words of the section's subject, and how many tokens its passages may take."""


def sourced(shelf: Shelf, section: str, sheet: FactSheet) -> tuple[SourcePassage, ...]:
    """The passages of the occupation's documents in use that say most for that section; deterministic."""
    if section not in _ABOUT:
        return ()
    about, most = _ABOUT[section]
    found: list[SourcePassage] = []
    for document in shelf.of(sheet.soc):
        text = shelf.text(document.snapshots[document.newest.id])
        if text is not None and not document.retired:
            found += passages_of(document.newest, text)
    if not found:
        return ()
    occupation = " ".join((sheet.title, *(task.text for task in tasks_of(sheet))))
    return choose(found, occupation, about.split(), most)
