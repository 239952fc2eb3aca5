"""Sources: documents that people add to an occupation, kept as dated snapshots and quoted word for word.

`shelf` is the whole: add, list, look again, retire. `addresses` and `fetching` bring a document from the web, `kinds` says
what it is, `extracting` takes its text out in a process of its own, `snapshots` keeps bytes and text under their hash,
`records` keeps what was done, `examining` says whether all of it is still what it was, `passages` chooses what a model is
shown of a text. Stands on `revisions` (its ids, its cache folder, the shape of what an examination finds); may import
`schemas`, `settings`, `text` and `errors`.
"""
