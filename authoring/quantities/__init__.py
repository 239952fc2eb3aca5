"""Quantities: the one reader of numbers. Checks, the claim ledger and translation parity all read through it.

`numerals` finds the numbers written in digits and their values in any script or scale; `measures` says what is measured:
money, percent, a count, years, a duration, a range, a fraction, in digits or in words.

May import `schemas` and `authoring.gating`. Pure: knows no file and no fact.
"""

from authoring.quantities.measures import Measure, measures

__all__ = ["Measure", "measures"]
