"""Conversations with a model about one section: what drafting and translating share and neither owns.

`opening` opens the model that the settings name; `keeping` keeps every answer in the section's own log before anybody looks
at it; `answers` finds the JSON in one; `provenance` says how a text came of it; `refusals` says what went wrong where none
did. May import `schemas` and the parts `llm`, `prompting` and `revisions`, which it joins.
"""
