"""What others read of a release: schema.org, Croissant, Frictionless, a dataset card, JSON Schema.

Pure: each module makes one description from public profiles or from the manifest, and writes nothing.
"""
