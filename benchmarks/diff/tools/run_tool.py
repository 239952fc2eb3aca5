"""`python run_tool.py TOOL PAIRS.json TOLD.json`: what one tool says of each pair, and the CPU seconds it took.

Told of a pair: `pairs` of texts that are one text changed, `gone`, `come` and `moved` texts, and `cut`: the texts whose
numbers an edge of a change lies in, as (numbers, numbers cut).
"""

import gc
import json
import re
import sys
import time
from pathlib import Path

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def texts(value):
    """Every text of an entry."""
    if isinstance(value, str):
        return [value]
    held = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [text for each in held for text in texts(each)]


def paired(old, new):
    """The texts of an entry that was replaced by another, field by field."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [pair for name in old if name in new for pair in paired(old[name], new[name])]
    return [(old, new)] if isinstance(old, str) and isinstance(new, str) else []


def deepdiff(old, new):
    from deepdiff import DeepDiff

    found = DeepDiff(old, new, ignore_order=True, verbose_level=2)

    def told():
        changed = found.get("values_changed", {}).values()
        return {
            "pairs": [pair for each in changed for pair in paired(each["old_value"], each["new_value"])],
            "gone": [text for each in found.get("iterable_item_removed", {}).values() for text in texts(each)],
            "come": [text for each in found.get("iterable_item_added", {}).values() for text in texts(each)],
        }

    return told


def jsondiff(old, new):
    import jsondiff as tool

    found = tool.diff(old, new, syntax="symmetric")

    def told(value=found):
        result = {"pairs": [], "gone": [], "come": []}
        if isinstance(value, list) and len(value) == 2:
            result["pairs"] += paired(*value)
        for key, held in value.items() if isinstance(value, dict) else ():
            if key is tool.insert:
                result["come"] += texts([entry for _, entry in held] if isinstance(held, list) else held)
            elif key is tool.delete:
                result["gone"] += texts([entry for _, entry in held] if isinstance(held, list) else held)
            else:
                for name, more in told(held).items():
                    result[name] += more
        return result

    return told


def graphtage(old, new):
    import graphtage as tool
    from graphtage import json as trees

    found = list(trees.build_tree(old).get_all_edits(trees.build_tree(new)))

    def told():
        result = {"pairs": [], "gone": [], "come": [], "cut": [0, 0]}
        for edit in found:
            before = getattr(getattr(edit, "from_node", None), "object", None)
            after = getattr(getattr(edit, "to_node", None), "object", None)
            if isinstance(edit, tool.Remove):
                result["gone"] += texts(edit.from_node.to_obj())
            elif isinstance(edit, tool.Insert):
                result["come"] += texts(getattr(edit, "to_insert", edit.from_node).to_obj())
            elif isinstance(before, str) and isinstance(after, str) and before != after:
                result["pairs"].append((before, after))
        return result

    return told


def main(name, source, target):
    pairs = json.loads(Path(source).read_text())
    run = {"deepdiff": deepdiff, "jsondiff": jsondiff, "graphtage": graphtage}[name]
    run(*pairs[0])
    gc.collect()
    gc.freeze()
    told, seconds = [], 0.0
    for old, new in pairs:
        started = time.process_time()
        result = run(old, new)
        seconds += time.process_time() - started
        told.append(result())
    Path(target).write_text(json.dumps({"seconds": seconds, "told": told}))


if __name__ == "__main__":
    main(*sys.argv[1:])
