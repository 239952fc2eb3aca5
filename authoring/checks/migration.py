"""Immigration: what a text says of a route is what the dated rule table says. Nothing here is advice."""

import re
from collections.abc import Iterator
from typing import Final

from authoring.checks.registry import CheckedSection, Hit, rule
from authoring.claims.statements import sentence_span
from authoring.gating import Gated, gated
from authoring.item_texts import ItemText
from schemas.citations import Citation, FactCitation
from schemas.saying import said
from schemas.sections.immigration import Immigration

_LABOR_TEST: Final = gated(
    r"\b(?:inability to find|unable to find|cannot find|could not find|no (?:qualified|available|willing) (?:US|U\.S\.|American)"
    r"|test of the labor market|labor market test|must (?:first )?(?:recruit|advertise))|找不到(?:合格的)?美國",
    "inability unable cannot_find could_not_find no_ test_of_the_labor market_test must_ 找不到",
    re.IGNORECASE,
)
_LOTTERY: Final = gated(
    r"\blotter(?:y|ies)\b|\brandom(?:ly)? (?:selection|selected|draw|drawn)\b|抽籤|樂透",
    "lotter random 抽籤 樂透",
    re.IGNORECASE,
)
_BELOW: Final = gated(
    r"\bbachelor['’]s(?: degree)? or (?:below|less|lower)\b|\bbelow a bachelor['’]s\b|學士(?:學位)?(?:或)?以下",
    "bachelor 以下",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s?(?:visas|people|workers|immigrants|green cards|張簽證|人)", re.IGNORECASE
)
_AS_PEOPLE: Final = re.compile(rf"{_PEOPLE.pattern}|\b(?:are|were)(?: filings,)? (?:visas|people)\b", re.IGNORECASE)
_ADVICE: Final = gated(
    r"\b(?:will be (?:approved|granted)|easy (?:way|to get|to obtain)|guarantees? (?:a|an|your|the) (?:visa|green card|approval)"
    r"|you should (?:apply|file)|we recommend|best (?:route|option|visa)|high(?:er)? chance)\b"
    r"|保證(?:核准|通過)|一定會(?:核准|通過)",
    "will_be easy guarantee you_should we_recommend best chance 保證 一定會",
    re.IGNORECASE,
)


@rule("immigration.labor-test", "error")
def labor_test(section: CheckedSection) -> Iterator[Hit]:
    """H-1B is said to need a test of the labor market. It does not in general; PERM, for EB-2 and EB-3, does."""
    for text, found in _found(section, _LABOR_TEST):
        start, end = sentence_span(text.text, found.start())
        sentence = text.text[start:end]
        if "H-1B" in _about(section, text) and not re.search(r"PERM|EB-[23]|dependent|does not|in general", sentence):
            yield _hit(
                text,
                found,
                said("“{found}” is not asked of H-1B employers in general", found=found[0]),
                said("It belongs to PERM."),
            )


@rule("immigration.lottery", "error")
def lottery(section: CheckedSection) -> Iterator[Hit]:
    """H-1B selection is called a lottery. Since 27 February 2026 registrations are selected with weights by wage level."""
    for text, found in _found(section, _LOTTERY):
        if "H-1B" in _about(section, text):
            yield _hit(
                text,
                found,
                said("“{found}”: registrations are selected with weights by wage level", found=found[0]),
                said("Say so, and cite it."),
            )


@rule("immigration.eb3-degree", "error")
def eb3_degree(section: CheckedSection) -> Iterator[Hit]:
    """EB-3 is said to be for less than a bachelor's degree. Professionals need one; skilled and other workers are apart."""
    for text, found in _found(section, _BELOW):
        if "EB-3" in _about(section, text):
            yield _hit(
                text,
                found,
                said("“{found}” is not how EB-3 is divided", found=found[0]),
                said("Professionals, skilled workers, other workers."),
            )


@rule("immigration.filings-as-people", "error")
def filings_as_people(section: CheckedSection) -> Iterator[Hit]:
    """Certified labor condition applications are counted as visas or people. They are filings of employers."""
    filings = (text for text in section.texts if any(map(_is_filing, text.citations)))
    for text in filings:
        for found in _AS_PEOPLE.finditer(text.text):
            yield _hit(
                text,
                found,
                said("“{found}”: LCAs are filings, not visas and not people", found=found[0]),
                said("Count applications."),
            )


@rule("immigration.advice", "warning")
def advice(section: CheckedSection) -> Iterator[Hit]:
    """The text gives advice or makes a promise. It says what rules say and what was filed, and no more."""
    for text, found in _found(section, _ADVICE):
        if isinstance(section.content, Immigration) or re.search(r"H-1B|EB-\d|green card|visa|綠卡|簽證", text.text):
            yield _hit(
                text, found, said("“{found}” advises or promises", found=found[0]), said("Say what the rule says.")
            )


def _is_filing(citation: Citation) -> bool:
    return isinstance(citation, FactCitation) and citation.fact.startswith("lca.")


def _found(section: CheckedSection, pattern: Gated) -> Iterator[tuple[ItemText, re.Match[str]]]:
    if pattern.opens(section.folded):
        yield from ((text, found) for text in section.texts for found in pattern.pattern.finditer(text.text))


def _about(section: CheckedSection, text: ItemText) -> str:
    """What a text speaks of: its own words, the route of its note, and the question it answers."""
    if isinstance(section.content, Immigration):
        routes = {sentence.id: note.route for note in section.content.notes for sentence in note.sentences}
        return f"{routes.get(text.item, '')} {text.text}"
    return f"{section.around(text.item)} {text.text}"


def _hit(text: ItemText, found: re.Match[str], message: str, hint: str) -> Hit:
    return Hit(text.item, text.field, message, hint, *found.span(), text.text)
