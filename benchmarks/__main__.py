"""``python -m benchmarks``: every benchmark of this folder, one after the other; a name runs only that one.

What was measured side by side goes to ``outputs/bench.json``: each ratio with its spread and the most memory both sides took.
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
from pathlib import Path

from benchmarks.timing import kept

OUTPUTS = Path(__file__).resolve().parents[1] / "outputs"


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
    OUTPUTS.mkdir(exist_ok=True)
    told = {"python": platform.python_version(), "machine": platform.machine(), "beside": kept()}
    (OUTPUTS / "bench.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8", newline="\n")
    print(f"outputs/bench.json: {len(kept())} ratios")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
