"""Translating: a section of the source locale becomes one of another, item by item and never passed off as more.

`workflow` brings the translations of an occupation up to their sources and appends them. `seam` is what any translator
is; `offline` is the one that needs no model: it carries over what is language-neutral and lists every text that still
has to be translated. `segments` walks the texts; `staleness` says which items a source edit touched; `parity` compares
the numbers of both sides.

May import `schemas` and the parts: `revisions`, `text`, `errors`, `item_texts`, `quantities`.
"""
