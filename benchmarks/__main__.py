"""`python -m benchmarks [NAME...]`: run the named benchmarks, or all of them."""

import importlib
import sys
from pathlib import Path


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(path.parent.name for path in Path(__file__).parent.glob("*/bench.py"))


def main(wanted: list[str]) -> int:
    """Run them one after another; 2 where one is not known."""
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        print(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    for name in wanted or names():
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}.bench").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
