"""What official sources say, as facts: readers of the published files, the built fact base, scores and rules.

The way through this room: `files` reads published files; `publishers/` turn them into facts (the contract is
`reading`); `editions` lists which editions there are; `building` puts everything into one file; `base` opens
that file and answers with fact sheets. `scores/`, `computed/` and `rules/` work on fact sheets alone.
Official files are read in a build only; everything else reads the built base.

May import `schemas`, `authoring.text` and `authoring.errors`. The workflows and the faces import this room;
other parts do not.
"""
