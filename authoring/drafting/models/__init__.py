"""Drafting with a model: which facts a section is given, how the answer is read, judged and kept.

`drafter` is the whole as a `Drafter`. A model sees short ids (f1, p1) and writes them back; `reading` turns them into
citations, `judging` says why an answer cannot stand. The conversation itself is `authoring.conversing`.
"""
