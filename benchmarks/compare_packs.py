"""Which released tables of two packs differ, and in what: to see that a change of the code changed no figure.

    python -m benchmarks.compare_packs outputs/before/2023-04 outputs/2023-04

Prints a line for each table that is new, gone or different, with the columns that differ and how many rows; nothing where
all are the same. Exit code 0 where they are, 1 where not.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

KEYS = ("measure", "kind", "window", "period_start", "period_end", "characteristic", "group")


def differences(before: Path, after: Path) -> list[str]:
    """One line a table that is not the same in both packs."""
    old, new = ({path.stem: path for path in (pack / "tables").glob("*.csv")} for pack in (before, after))
    said = [f"{name}: gone" for name in sorted(old.keys() - new.keys())]
    said += [f"{name}: new" for name in sorted(new.keys() - old.keys())]
    for name in sorted(old.keys() & new.keys()):
        if old[name].read_bytes() != new[name].read_bytes():
            said.append(f"{name}: {_difference(*(pd.read_csv(path[name], dtype=str, keep_default_na=False) for path in (old, new)))}")
    return said


def _difference(old: pd.DataFrame, new: pd.DataFrame) -> str:
    if list(old) != list(new):
        return f"columns {', '.join(sorted(set(old) ^ set(new))) or 'in another order'}"
    if len(old) != len(new):
        return f"{len(old)} rows before, {len(new)} now"
    wrong = (old != new).sum()
    return "; ".join(f"{column} in {rows} rows" for column, rows in wrong[wrong > 0].items())


if __name__ == "__main__":
    found = differences(*(Path(each) for each in sys.argv[1:3]))
    print("\n".join(found) or "every released table is the same")
    sys.exit(1 if found else 0)
