"""Back-translation: a model's rendering of a translation in the source language, as an aid to whoever reviews it.

It is no text of the profile and is never made one: it stays in the answer it came with, in the log of the section, bound
to the very words it renders. `rendering` reads it from there, `asking` has a model make it.
"""
