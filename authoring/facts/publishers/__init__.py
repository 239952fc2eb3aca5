"""Readers of official files, one module per publisher.

Each module has `DATASETS`, which describes the editions it knows, and `read`, which yields every fact of the
files at hand. Readers know their publisher's columns and oddities and nothing of one another.
"""
