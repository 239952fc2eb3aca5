"""Translating: a section of the source locale becomes one of another, item by item and never passed off as more.

`workflow` brings the translations of an occupation up to their sources and appends them. `seam` says who carries over and
who writes: `offline` needs no model, it carries over what is language-neutral and lists every text that still has to be
translated; `models/` writes those. `segments` walks the texts; `authorship` says whose words an item has; `staleness` says
which items a source edit touched; `parity` compares the numbers of both sides, `claim_pairs` what both sides claim; `back/`
has a model render a translation in the source language, for whoever reviews it.

May import `schemas` and the parts: `revisions`, `checks`, `claims`, `conversing`, `llm`, `prompting`, `text`,
`errors`, `item_texts`, `quantities`.
"""
