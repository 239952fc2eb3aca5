"""The desk: everything one person can do with sections. Both faces stand on this API."""

from authoring.reviewing.deciding import Deciding
from authoring.reviewing.writing import Writing


class Desk(Writing, Deciding):
    """One person at work. `published` tells what is in the current release; `edition` is that of the checks.

    `on` is always the revision the person saw: where it is no longer the head, the step raises `Conflict`.
    Any step may raise `StorageError` where it cannot be written.
    """
