"""The claim ledger: every checkable statement of a section, bound to the fact, quote or rule that carries it.

`claims_of(section, sheet, locale=locale)` makes it, in page order; pure, and about a millisecond a section, so it may run
at every key press and for every profile of a release. A claim says where it stands (`item`, `field`, `start` to `end`),
what it is (`kind`, `quantity`), the `verdict`, and in `bound` what carries it: `bound[n].id` is a fact id where `kind` is
"fact". `claim.carried` is true of exact, rounded and derived ones. What leaves with a page is
`[claim.model_dump(mode="json") for claim in claims_of(section, sheet, locale=locale)]`, of the shape of
`schemas/json/claim.json`; leave out the texts of items that wait for translation by passing the others as `texts`.

Rules of `checks` and the fact-checker's desk stand on it. Modules: `statements` says what a sentence says around a number
(statistic, rate, years, place, topic); `evidence` what a text cites; `rounding` when a shown value stands for an exact
one; `numbers` binds numbers to facts; `derived` by a formula; `comparisons` and `names` bind words; `ledger` puts them
together; `reading` says which texts are for a second reader.

May import `schemas`, `authoring.quantities`, `authoring.item_texts`, `authoring.quoting`, `authoring.gating`.
"""

from authoring.claims.ledger import claims_of

__all__ = ["claims_of"]
