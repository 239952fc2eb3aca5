"""The composition root: from a workspace and a person to the objects that do the work. Each is made when first asked
for, so that a command pays only for what it uses.

A module for each workflow, each class on top of the one before: `Wiring` is all of them together.
"""

from authoring.wiring.ground import open_base
from authoring.wiring.person import who
from authoring.wiring.translating import TranslationWiring

__all__ = ["Wiring", "open_base", "who"]


class Wiring(TranslationWiring):
    """Everything one workspace needs for one person."""
