"""Reading a published dataset: `open_dataset("published")`, and then profiles, claims, tables and search.

Stands on the standard library alone and reads a file when it is asked for, so that it opens in milliseconds and can be
used where nothing else of the program is wanted.

May import `authoring.errors`.
"""

from authoring.published.dataset import Dataset, open_dataset
from authoring.published.values import Claim, Disclosure, Fact, Hit, Profile, Section

__all__ = ["Claim", "Dataset", "Disclosure", "Fact", "Hit", "Profile", "Section", "open_dataset"]
