"""The offline drafter: every drafted section from facts alone, with no model and no network.

A baseline that is true and cited, in plain English; it says of itself that no model wrote it. One module per section,
each a function from a fact sheet to the section's drafted fields; it raises `ThinFacts` where facts are too few.
"""
