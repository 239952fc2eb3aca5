"""The memory of the product: append-only logs, the history they add up to, and a rebuildable index.

Imports the ground, `authoring.errors` and `authoring.text` only. Begin at `store.Revisions`.
Invariant: an acknowledged event is on the disk, and nothing here ever rewrites or removes one.
"""
