"""Exchange: translations leave for another tool and come back, in XLIFF 1.2, XLIFF 2.1 or PO, with nothing lost.

`units` makes the units of an occupation; `xliff12`, `xliff21` and `po` write and read files; `core_rules` is what a core
XLIFF 2 file must keep to; `bringing_in` holds what came back against what is here, takes what can stand and says of every
other unit why it cannot.
"""
