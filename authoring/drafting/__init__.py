"""Drafting: from a fact sheet to first revisions. Imports parts and schemas; knows no other workflow.

`drafter` says what a drafter is, `offline/` is the one that needs no model, `assembling` joins computed and drafted
fields to a section, `workflow` writes revisions and keeps its hands off what people wrote.
"""
