"""``python -m benchmarks``: every benchmark of this folder, one after the other; a name runs only that one."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = [name for name in wanted if f"bench_{name}" not in names]
    if unknown:
        print(f"no benchmark '{unknown[0]}'; there are: {', '.join(name.removeprefix('bench_') for name in names)}", file=sys.stderr)
        return 2
    for name in names:
        if not wanted or name.removeprefix("bench_") in wanted:
            print(f"== {name.removeprefix('bench_')}", flush=True)
            importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
