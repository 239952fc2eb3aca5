"""`author factcheck`: goes through the claims nobody has confirmed as they stand now, each with its source opened."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import complain, counted, data, data_json, table, talk

if TYPE_CHECKING:
    from authoring.factchecking.checks import ClaimCheck, FactChecks

OPEN: Final = 1
_ANSWERS: Final = {
    "confirm": "it is what the source says", "text": "so are all open claims of this text",
    "dispute": "it is not; you are asked why, and the section goes back",
    "defer": "leave it for later", "skip": "go on, and keep nothing", "quit": "stop; what you answered is kept",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(factcheck)


def factcheck(  # noqa: PLR0913, PLR0917 - one option for each thing to do
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    section: Annotated[str | None, typer.Argument(metavar="[SECTION]", help="One section; without it, all.")] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Which locale.")] = None,
    numbers: Annotated[bool, typer.Option("--numbers", help="Only claims about numbers.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="With --list or --json: those that were looked at, too.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="Say what is open, ask nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
    confirm: Annotated[
        list[str] | None, typer.Option("--confirm", metavar="ID", help="Confirm this claim; may be given again.")
    ] = None,
    dispute: Annotated[str | None, typer.Option("--dispute", metavar="ID", help="Dispute this claim.")] = None,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why it is disputed.")] = "",
    defer: Annotated[str | None, typer.Option("--defer", metavar="ID", help="Leave this claim for later.")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write the report: .html as a page, else JSON.")
    ] = None,
) -> None:
    """Check the claims of a text against their sources, one by one.

    Only claims that changed since they were last looked at are asked. Every answer is kept at once.

    Exit code 0: nothing is open; 1: something is, or is disputed.
    """
    here = office(context)
    soc, tongue = occupation(here, code), locale_of(here, locale)
    name = section_name(section) if section else None
    checks = here.wiring.factchecks

    def all_of_them() -> "tuple[ClaimCheck, ...]":
        return tuple(each for each in checks.of(soc, tongue, name) if each.number or not numbers)

    found = all_of_them()
    _refuse_nothing(here, soc, tongue)
    if confirm or dispute or defer:
        _answered(checks, found, confirm or [], dispute, because, defer)
    elif not (listed or as_json or report):
        _walk(checks, found)
    found = all_of_them()
    if report is not None:
        _write_report(here, found, soc, tongue, report)
    if as_json:
        data_json([_plain(each) for each in found if every or each.open])
    elif listed:
        shown = [each for each in found if every or each.open]
        table(
            ("id", "outcome", "verdict", "section", "claim", "text"),
            [(c.id, _outcome(c), c.claim.verdict, c.claim.section, c.claim.text, c.text) for c in shown],
        )
    _end(found, soc, tongue)


def _end(found: "tuple[ClaimCheck, ...]", soc: str, locale: str) -> None:
    from collections import Counter

    counts = Counter(_outcome(each) for each in found)
    said = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    talk(f"{soc} {locale}: {counted(len(found), 'claim')}{': ' if said else ''}{said}")
    if any(each.open or _outcome(each) == "disputed" for each in found):
        raise typer.Exit(OPEN)


def _refuse_nothing(here: Office, soc: str, locale: str) -> None:
    from authoring.errors import UsageError

    if not any(history.head for history in here.wiring.revisions.profile(soc, locale).values()):
        raise UsageError(f"{soc} {locale} has no text yet", f"Draft it: author draft {soc}")


def _answered(
    checks: "FactChecks", found: "tuple[ClaimCheck, ...]", confirm: list[str], dispute: str | None, because: str,
    defer: str | None,
) -> None:  # fmt: skip
    """The answers given as options; all ids are looked up before anything is written."""
    confirmed = [_named(found, each) for each in confirm]
    disputed, deferred = (_named(found, each) if each else None for each in (dispute, defer))
    for check in confirmed:
        checks.confirm(check)
    if disputed:
        checks.dispute(disputed, because)
    if deferred:
        checks.defer(deferred, because)


def _named(found: "tuple[ClaimCheck, ...]", given: str) -> "ClaimCheck":
    from authoring.errors import UsageError

    matching = [each for each in found if given and each.fingerprint.startswith(given.lower())]
    if len(matching) != 1:
        raise UsageError(
            f"{'several claims begin' if matching else 'no claim of the present text begins'} with `{given}`",
            "`author factcheck CODE --list --all` names them; a claim whose text changed has another id.",
        )
    return matching[0]


def _walk(checks: "FactChecks", found: "tuple[ClaimCheck, ...]") -> None:
    waiting = [each for each in found if each.open]
    if waiting:
        talk(f"{counted(len(waiting), 'claim')} to check. Answer with a word or its beginning; `help` lists them.")
    answered: set[str] = set()
    for number, check in enumerate(waiting, 1):
        if check.fingerprint in answered:
            continue
        _show(check, number, len(waiting))
        of_text = [each for each in waiting[number - 1 :] if _place(each) == _place(check)]
        if not _ask_about(checks, check, of_text, answered):
            return


def _place(check: "ClaimCheck") -> tuple[str, str, str]:
    return check.claim.section, check.claim.item, check.claim.field


def _ask_about(checks: "FactChecks", check: "ClaimCheck", of_text: "list[ClaimCheck]", answered: set[str]) -> bool:
    """One claim, until it is answered; False where the person leaves."""
    from authoring.errors import AuthoringError

    while True:
        word = _word("confirm, text, dispute, defer, skip, quit?")
        if word is None or word == "quit":
            return False
        if word == "help":
            for name, meaning in _ANSWERS.items():
                talk(f"{name}: {meaning}")
            continue
        try:
            _answer(checks, word, check, of_text)
        except AuthoringError as error:
            complain(error)
            continue
        answered |= {each.fingerprint for each in of_text if word == "text"}
        return True


def _answer(checks: "FactChecks", word: str, check: "ClaimCheck", of_text: "list[ClaimCheck]") -> None:
    if word == "confirm":
        checks.confirm(check)
    elif word == "text":
        for each in of_text:
            checks.confirm(each)
    elif word == "dispute":
        checks.dispute(check, _typed("why? ") or "")
    elif word == "defer":
        checks.defer(check)


def _show(check: "ClaimCheck", number: int, of: int) -> None:
    claim = check.claim
    data(f"{number} of {of}  [{check.id}] {claim.section} {claim.item}: {claim.verdict}")
    data(f"  claim:  {claim.text} ({claim.kind})")
    data(f"  text:   {_marked(check.text, claim.start, claim.end)}")
    if claim.note:
        data(f"  note:   {claim.note}")
    for ground in check.grounds:
        data(f"  source: {ground.id}")
        if ground.says:
            data(f"          {ground.says}")
        data(f"          {ground.where}")
        if ground.text:
            data(f"          {_marked(ground.text, ground.start, ground.end)}")
    if not check.grounds:
        data("  source: none; nothing that is cited carries it")


def _marked(text: str, start: int, end: int) -> str:
    """The passage with the words in question between marks."""
    if not 0 <= start < end <= len(text):
        return text
    return f"{text[:start]}>>{text[start:end]}<<{text[end:]}"


def _word(question: str) -> str | None:
    typed = _typed(f"{question} ")
    if typed is None:
        return None
    fitting = [word for word in _ANSWERS if typed and word.startswith(typed.lower())]
    return fitting[0] if len(fitting) == 1 else "help"


def _typed(question: str) -> str | None:
    """A line as typed, without its ends; None at the end of what is typed."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _outcome(check: "ClaimCheck") -> str:
    return check.found.outcome if check.found else "open"


def _plain(check: "ClaimCheck") -> dict[str, object]:
    from dataclasses import asdict

    return {
        "id": check.id, "fingerprint": check.fingerprint, "outcome": _outcome(check),
        "claim": check.claim.model_dump(mode="json"), "text": check.text,
        "grounds": [asdict(ground) for ground in check.grounds],
        "found": check.found.model_dump(mode="json") if check.found else None,
    }  # fmt: skip


def _write_report(here: Office, found: "tuple[ClaimCheck, ...]", soc: str, locale: str, path: Path) -> None:
    from authoring.errors import StorageError
    from authoring.factchecking.report import page_of, report_of, sign
    from authoring.revisions.ids import now

    base = here.wiring.base
    made = report_of(found, soc, base.titles()[soc], locale, base.version, here.wiring.person, now())
    signed = sign(made, here.wiring.signature_of())
    text = page_of(signed) if path.suffix in (".html", ".htm") else signed.model_dump_json(indent=2) + "\n"
    try:
        path.write_text(text, "utf-8")
    except OSError as cause:
        raise StorageError.writing(path, cause) from cause
    talk(f"wrote {path}, {'signed' if signed.signature else 'not signed: there is no key to sign with'}")
