"""The glossary: what terms of the source language are called in each other one, and what they must not be called.

`term` is a term and how it is found in a text; `table` keeps a workspace's terms, one CSV a locale, over the starters
beside it; `tbx` exchanges them with other tools; `candidates` finds terms a dataset uses that nobody has agreed on.

Prompts, checks, the screens and the command line all read it. May import `schemas`, `text`, `errors`, `csv_files` and
`xml_files`.
"""

from authoring.glossary.term import Glossary, Term

__all__ = ["Glossary", "Term"]
