"""The three-way merge lives with the revisions, where drafting uses it too; this is its name in reviewing."""

from authoring.revisions.merge import MergeConflict, Merged, common_base, merge

__all__ = ["MergeConflict", "Merged", "common_base", "merge"]
