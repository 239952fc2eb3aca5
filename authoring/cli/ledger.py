"""`author claims`: every checkable statement of a text, and what carries it."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from authoring.cli.office import Office, locale_of, occupation, office, section_name
from authoring.cli.output import counted, data_json, table, talk

if TYPE_CHECKING:
    from authoring.translating.claim_pairs import ClaimPair
    from schemas.claims import Claim
    from schemas.events import Revision
    from schemas.facts import FactSheet


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(claims)


def claims(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A SOC code.")],
    section: Annotated[str | None, typer.Option("--section", metavar="SECTION", help="Only this section.")] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Which locale.")] = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="LOCALE", help="Beside those of this translation, in pairs.")
    ] = None,
    open_only: Annotated[
        bool, typer.Option("--open", help="Only what nothing carries; with --against, only pairs that differ.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the ledger as JSON.")] = False,
) -> None:
    """List the claims of a text, each bound to the fact, quote or rule that carries it.

    With --against a translation's claims stand beside those of the very source it was made from.
    """
    here = office(context)
    soc = occupation(here, code)
    if against is not None:
        _beside(here, soc, locale_of(here, locale), locale_of(here, against), section, (open_only, as_json))
        return
    heads = _heads(here, soc, locale_of(here, locale), section)
    ledger = [(head, claim) for head in heads for claim in _claims(head, here.wiring.base.sheet(soc))]
    shown = [(head, claim) for head, claim in ledger if not (open_only and claim.carried)]
    if as_json:
        data_json([{"soc": soc, "locale": head.locale, **claim.model_dump(mode="json")} for head, claim in shown])
    elif shown:
        table(
            ("verdict", "section", "item", "claim", "what it is", "what carries it"),
            [(c.verdict, c.section, c.item, c.text, _what(c), _why(c)) for _, c in shown],
        )
    counts = Counter(claim.verdict for _, claim in ledger)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    talk(f"{soc}: {counted(len(ledger), 'claim')}{': ' if told else ''}{told}")


def _beside(here: Office, soc: str, source: str, target: str, section: str | None, shown: tuple[bool, bool]) -> None:
    from authoring.errors import UsageError

    if source != here.workspace.settings.source_locale or target == source:
        raise UsageError("claims are compared from the source to a translation", "Say --against zh-TW, no --locale.")
    open_only, as_json = shown
    wiring = here.wiring
    pairs = [
        pair for head in _heads(here, soc, target, section) for pair in wiring.claim_pairs(head) if head.translated_from
    ]
    chosen = [pair for pair in pairs if not (open_only and pair.standing == "same")]
    if as_json:
        data_json([_plain_pair(soc, target, pair) for pair in chosen])
    elif chosen:
        table(
            ("standing", "section", "item", source, "verdict", target, "verdict"),
            [
                (_standing(pair), pair.claim.section, pair.claim.item, *_side(pair.source), *_side(pair.target))
                for pair in chosen
            ],
        )
    counts = Counter(pair.standing for pair in pairs)
    told = ", ".join(f"{count} {standing}" for standing, count in counts.most_common())
    talk(f"{soc} {source} and {target}: {counted(len(pairs), 'claim')}{': ' if told else ''}{told}")


def _standing(pair: "ClaimPair") -> str:
    return f"{pair.standing}: {', '.join(pair.differences)}" if pair.differences else pair.standing


def _side(claim: "Claim | None") -> tuple[str, str]:
    return (claim.text, claim.verdict) if claim else ("-", "-")


def _plain_pair(soc: str, locale: str, pair: "ClaimPair") -> dict[str, object]:
    claim = pair.claim
    return {
        **{"soc": soc, "locale": locale, "section": claim.section, "item": claim.item, "field": claim.field},
        "standing": pair.standing,
        "differences": list(pair.differences),
        "source": pair.source.model_dump(mode="json") if pair.source else None,
        "translation": pair.target.model_dump(mode="json") if pair.target else None,
    }


def _heads(here: Office, soc: str, locale: str, section: str | None) -> "list[Revision]":
    from authoring.errors import UsageError

    wanted = section_name(section) if section else None
    profile = here.wiring.revisions.profile(soc, locale)
    heads = [history.head for name, history in profile.items() if history.head and wanted in (None, name)]
    if not heads:
        missing = f"{soc} has no {wanted or 'text'} in {locale} yet"
        raise UsageError(missing, f"Draft it: author draft {soc}")
    return heads


def _claims(head: "Revision", sheet: "FactSheet") -> "tuple[Claim, ...]":
    from authoring.checks import CheckedSection

    return CheckedSection(head.content, head.locale, sheet, head.to_translate).claims


def _what(claim: "Claim") -> str:
    """The kind, with what the sentence says of a number: `money, median, USD/year, 2025`."""
    quantity = claim.quantity
    if quantity is None:
        return claim.kind
    said = (
        quantity.statistic,
        quantity.unit if quantity.unit != claim.kind else "",
        quantity.period,
        quantity.population,
    )
    return ", ".join((claim.kind, *filter(None, said)))


def _why(claim: "Claim") -> str:
    by = ", ".join(binding.id for binding in claim.bound)
    parts = (claim.formula, claim.note, by, f"see {claim.elsewhere}" if claim.elsewhere else None)
    return "; ".join(filter(None, parts))
