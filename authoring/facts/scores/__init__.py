"""Scores: eleven dimensions from 0 to 10, made from facts by published formulas and by nothing else.

`docs/scores.md` explains every formula with its sources and works it through for one occupation. A change of
a formula, a weight or an anchor is a new `FORMULA_VERSION`. The same sheet and base give the same scores
anywhere.
"""

from authoring.facts.scores.cluster import ClusterFinding, find_cluster
from authoring.facts.scores.points import Distributions
from authoring.facts.scores.position import MapPosition, map_position, position_of
from authoring.facts.scores.sheet import DIRECTIONS, FORMULA_VERSION, score_sheet

__all__ = [
    "DIRECTIONS",
    "FORMULA_VERSION",
    "ClusterFinding",
    "Distributions",
    "MapPosition",
    "find_cluster",
    "map_position",
    "position_of",
    "score_sheet",
]
