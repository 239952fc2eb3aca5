"""Review: who may do what with a section, and what becomes of it. Begin at `desk.Desk`.

Imports the parts and the ground; no other workflow, and nothing of a face.
"""
