"""What the Occupational Outlook Handbook says about needing a licence, read off its own sentences.

Licensing is law of fifty states and there is no official table of it by occupation. The handbook says for
each page whether all, most or some states ask for a licence. The rule below sorts its first plain sentence
about that into one of five words and keeps the sentence as evidence; a sentence that fits no pattern makes no
fact. It is a reading aid, not legal advice: requirements differ by state and by specialty.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, Literal

import orjson

from authoring.errors import FactsError
from authoring.facts.files import OfficialFiles
from authoring.facts.making import About, Origin, Words
from authoring.facts.reading import Codes, Edition
from authoring.text import clean_line
from schemas.facts import Derivation, Fact

PAGES: Final = "bls-ooh/derived_ooh_sections.jsonl"

LICENSING_2025: Final = Edition(
    id="ooh-licensing.2025",
    title="Occupational Outlook Handbook 2025: wording about licences",
    publisher="U.S. Bureau of Labor Statistics",
    vintage="edition of August 2025",
    released="2025-08-28",
    url="https://www.bls.gov/ooh/",
    licence="Public domain (U.S. government work)",
    licence_url="https://www.bls.gov/bls/linksite.htm",
    attribution="U.S. Bureau of Labor Statistics, Occupational Outlook Handbook.",
    files=(PAGES,),
)
DATASETS: Final = (LICENSING_2025,)

_LEAD: Final = 4
"""Sentences at the head of the entry section, read where the passage on licences says nothing plain."""

Need = Literal["all states", "most states", "some cases", "not at entry", "not mentioned"]

_LICENCE: Final = re.compile(r"\blicen[cs](?:e|es|ed|ure|ing)\b", re.IGNORECASE)
_CAR: Final = re.compile(r"(?<!commercial )driver[’']s? licen[cs]e", re.IGNORECASE)
_HEADING: Final = re.compile(r"^Licen[cs][^.\n]*$", re.MULTILINE)
_NEXT_HEADING: Final = re.compile(
    r"^(?:Important Qualities|Advancement|Training|Education|Other Experience|Work Experience[^.\n]*)$",
    re.MULTILINE,
)
_SENTENCE_END: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?]”))(?<!U\.S\.)\s+|\n+")
_NOT: Final = re.compile(
    r"\blicen[cs]\w+ is not (?:typically |generally |usually )?required"
    r"|\bnot (?:typically |generally |usually )?(?:required by law to be|need|require)\b[^.]*\blicen[cs]"
    r"|\btypically do not (?:require|need)\b[^.]*\blicen[cs]",
    re.IGNORECASE,
)
_SOME: Final = re.compile(
    r"\b(?:some|certain|many|a few|may|might|often|depending|var(?:y|ies)|differ)\b|^any [\w-]+ who\b",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"\b(?:most states|nearly all states|almost all states|most localities)\b"
    r"|\b(?:typically|usually|generally) (?:must|need|requires?|have)\b",
    re.IGNORECASE,
)
_ALL: Final = re.compile(r"^(?:all|every|each) (?:\d+ )?states?\b|\blicensed in (?:all|every) states?\b", re.IGNORECASE)
_MUST: Final = re.compile(r"\bmust\b", re.IGNORECASE)
_OTHER_CREDENTIAL: Final = re.compile(
    r"\b(?:must|required|requires?|need)\b[^.\n]*\b(?:certif|registr|credential)", re.IGNORECASE
)
_ASIDE: Final = re.compile(
    r"^(?:for example|information|to (?:obtain|become|get|earn|maintain)|(?:[\w’'-]+ ){1,5}who)\b"
    r"|\b(?:for|to) (?:workers|those|people|geologists) who\b"
    r"|\b(?:candidates|clerks)\b|\bto maintain\b|\breciprocity\b|\bcontinuing education\b",
    re.IGNORECASE,
)
"""Sentences about some of the people, about the way to a licence, or about keeping it: not about needing one.
"""


def read(files: OfficialFiles, edition: Edition, codes: Codes) -> Iterator[tuple[str, Fact]]:
    """One word a page about licences, for each detailed occupation the page is about."""
    origin = Origin(edition, PAGES, "how_to_become_one")
    for page in _pages(files):
        found = licence_wording(str(page["title"]), str(page["how_to_become_one"]))
        if found is None:
            continue
        need, sentence = found
        slug = clean_line(str(page["slug"]))
        quoted = f"“{clean_line(sentence)}”" if sentence else "the entry section names no licence to practise"
        for soc in _occupations(page, codes, sentence):
            yield (
                soc,
                origin.fact(
                    About(soc, "derived", f"handbook page {slug}: {quoted}"),
                    "licence",
                    need,
                    Words("Whether the work takes a licence, as the handbook words it", "label", "2025"),
                    f"slug={slug}",
                    "how_to_become_one",
                    derivation=Derivation(formula="first sentence on licences, sorted by docs/scores.md", inputs=()),
                ),
            )


def licence_wording(title: str, text: str) -> tuple[Need, str] | None:
    """How far a licence is needed, and the sentence that says so; None where the words are unclear."""
    if not _LICENCE.search(_CAR.sub("", text)):
        return None if _OTHER_CREDENTIAL.search(text) else ("not mentioned", "")
    sentences = [*_sentences(_licence_section(text)), *islice(_sentences(text), _LEAD)]
    judged = ((_need(title, sentence), sentence) for sentence in sentences if _is_about_licence(sentence))
    return next(((need, sentence) for need, sentence in judged if need), None)


def _need(title: str, sentence: str) -> Need | None:
    if _NOT.search(sentence):
        return "not at entry"
    if _ALL.search(sentence):
        return "all states"
    if _MOST.search(sentence):
        return "most states"
    if _SOME.search(sentence):
        return "some cases"
    return "all states" if _MUST.search(sentence) and sentence.lower().startswith(title.lower()) else None


def _licence_section(text: str) -> str:
    heading = _HEADING.search(text)
    if heading is None:
        return text
    following = _NEXT_HEADING.search(text, heading.end())
    return text[heading.end() : following.start() if following else len(text)]


def _sentences(text: str) -> Iterator[str]:
    return (piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip())


def _is_about_licence(sentence: str) -> bool:
    return bool(_LICENCE.search(sentence)) and not _CAR.search(sentence) and not _ASIDE.search(sentence)


def _occupations(page: Mapping[str, object], codes: Codes, sentence: str) -> Iterator[str]:
    """The occupations of a page that the sentence speaks of: all, unless it names some of them and not
    others.
    """
    listed = page["soc_codes"]
    if isinstance(listed, list):
        covered = sorted({str(code) for code in listed} & set(codes.titles))
        named = [soc for soc in covered if codes.titles[soc].lower() in sentence.lower()]
        yield from named or covered


def _pages(files: OfficialFiles) -> Iterator[Mapping[str, object]]:
    for number, line in enumerate(files.bytes(PAGES).splitlines(), start=1):
        try:
            yield orjson.loads(line)
        except orjson.JSONDecodeError as cause:
            raise FactsError(
                f"{PAGES}, line {number}: not JSON ({cause})", "The file is cut off; take it again."
            ) from cause
