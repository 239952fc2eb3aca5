"""`author check --second-reader`: has a model read what no rule can decide, before the checks report."""

from collections import Counter
from typing import TYPE_CHECKING

from authoring.cli.output import complain, counted, talk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from authoring.checks import CheckedSection
    from authoring.cli.office import Office
    from authoring.conversing.opening import Terms
    from authoring.errors import ModelError
    from authoring.reviewing.second_reader import SecondReader
    from schemas.sections.registry import SectionName


def read_second(
    here: "Office",
    socs: "Sequence[str]",
    tongue: str | None,
    wanted: "Sequence[SectionName]",
    model: str,
    terms: "Terms",
) -> list["ModelError"]:
    """Ask the model about every page, one after the other; what went wrong is said as it happens, and given back."""
    reader = here.wiring.second_reader(model, terms)
    failures: list[ModelError] = []
    try:
        for soc, locale, sections in _pages(here, socs, tongue, wanted):
            failed = _page(here, reader, soc, locale, sections)
            failures += failed
            if any(each.hopeless for each in failed):
                break
    finally:
        reader.close()
    return failures


def _pages(
    here: "Office", socs: "Sequence[str]", tongue: str | None, wanted: "Sequence[SectionName]"
) -> "Iterator[tuple[str, str, tuple[CheckedSection, ...]]]":
    from authoring.errors import UnknownOccupation

    for soc in socs or here.wiring.revisions.occupations():
        for locale in here.wiring.revisions.locales(soc):
            if tongue in (None, locale):
                try:
                    yield soc, locale, here.wiring.seen(soc, locale, wanted)
                except UnknownOccupation as unknown:
                    complain(unknown)


def _page(
    here: "Office", reader: "SecondReader", soc: str, locale: str, sections: "Sequence[CheckedSection]"
) -> list["ModelError"]:
    done = reader.read(sections)
    verdicts = Counter(reading.verdict.replace("_", " ") for each in done for reading in each.readings)
    texts = sum(len(each.section.to_read) for each in done)
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()) or "nothing said"
    paid = sum(each.paid for each in done)
    asked = f"{paid} asked" if paid else "nothing new to ask"
    talk(f"{soc} {locale}: {counted(texts, 'text')} to read" + (f": {told} ({asked})" if texts else ""))
    here.wiring.desk.forget_findings(soc)
    failures = [each.failure for each in done if each.failure is not None]
    for failure in failures:
        complain(failure)
    return failures
