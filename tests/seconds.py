"""How long tests take, measured: which are left out of `make quick` and of `make test` is read from here and remembered by nobody.

``make seconds`` runs every test but the proofs and writes ``tests/seconds.txt``: for each test function of more than a tenth of a
second its longest case, all its cases together, and its name. A test that is not in it is a quick one.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

PATH = Path(__file__).parent / "seconds.txt"
TOLD = 0.1
#: A case of more seconds makes a test slow; of many more, or all cases together, long.
SLOW, LONG, LONG_TOGETHER = TOLD, 1.5, 4
_taken: dict[str, float] = defaultdict(float)


def function(nodeid: str) -> str:
    return nodeid.partition("[")[0]


def marks() -> dict[str, set[str]]:
    """Test function -> "slow", "long" or both."""
    found: dict[str, set[str]] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines() if PATH.exists() else ():
        most, together, name = line.split(maxsplit=2)
        found[name] = {mark for mark, is_so in (("slow", float(most) > SLOW), ("long", float(most) > LONG or float(together) > LONG_TOGETHER)) if is_so}
    return found


def took(nodeid: str, seconds: float) -> None:
    _taken[nodeid] += seconds


def write() -> None:
    """What was measured in this run, in order of name."""
    most, together = defaultdict(float), defaultdict(float)
    for nodeid, seconds in _taken.items():
        name = function(nodeid)
        most[name], together[name] = max(most[name], seconds), together[name] + seconds
    lines = [f"{most[name]:.2f} {together[name]:.2f} {name}\n" for name in sorted(most) if most[name] > TOLD]
    PATH.write_text("".join(lines), encoding="utf-8", newline="\n")
