"""The fact-checker's desk: what is compared with what, who wrote which sentence, and which claims a person looked at.

A workflow: imports parts and the ground. Begin at `sides` and `comparing`; `checks` holds the fact-check session.
"""
