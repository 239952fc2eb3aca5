"""The order of a merged list: who moved things decides; the other's new ones follow their neighbours."""

from collections.abc import Sequence


def merged_order(base: Sequence[str], left: Sequence[str], right: Sequence[str]) -> list[str]:
    """All keys of left and right, each once. Left's order where left moved anything, right's otherwise."""
    common = set(base) & set(left) & set(right)
    left_moved = [k for k in left if k in common] != [k for k in base if k in common]
    first, second = (left, right) if left_moved else (right, left)
    order = list(first)
    for place, key in enumerate(second):
        if key not in first:
            before = [k for k in second[:place] if k in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, key)
    return order
