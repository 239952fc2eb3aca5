"""The site: every page of a release and what joins them, drawn from the public profiles and the words of each locale.

The way through this room: `entries` is what lists need of a profile; `joining` makes the pages that join others (list,
map, rankings, comparison, changes, method) and `datafiles` what their scripts and other programs read; `building` writes a
site into a folder, only what changed, on all processors; `serving` shows drafts on this machine.

Invariant: the same profiles give the same bytes, whatever was built before and on however many processors.
"""
