"""The claim ledger: every checkable statement of a section, bound to the fact, quote or rule that carries it.

`claims_of` makes it; pure, and quick enough to run at every key press. Rules of `checks` and the fact-checker's desk
stand on it. Modules: `statements` says what a sentence says around a number (statistic, rate, years, place, topic);
`evidence` what a text cites; `rounding` when a shown value stands for an exact one; `numbers` binds numbers to facts;
`derived` by a formula; `comparisons` and `names` bind words; `ledger` puts them together.

May import `schemas`, `authoring.quantities`, `authoring.item_texts`.
"""

from authoring.claims.ledger import claims_of

__all__ = ["claims_of"]
