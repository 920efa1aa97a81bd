"""Windows of time that lie inside each other: 12 months within 36, quarters within a year.

Whoever knows the longer and the shorter knows the difference, which is a count of people like any other.
"""

from __future__ import annotations

from itertools import permutations

import pandas as pd

NEAR = 1e-6


def tie_windows(tied, frame: pd.DataFrame, keys: list[str]) -> None:
    """Take the shorter window from every longer one that holds it; add up windows that tile a longer one."""
    spans = frame.dropna(subset=["period_start", "period_end"])
    by = ["window", "period_start", "period_end"]
    each = [(tuple(values), rows) for values, rows in spans.groupby(by, sort=False)]
    rest = [*keys, "characteristic", "group"]
    for (outer, long), (inner, short) in permutations(each, 2):
        if outer[1] <= inner[1] and inner[2] <= outer[2] and outer[1:] != inner[1:]:
            _take(tied, _matched(long, short, rest))
    for outer, long in each:
        tiles = _tiles(outer, [(inner, rows) for inner, rows in each if inner[1:] != outer[1:]])
        if tiles:
            parts = [dict(_named(rows, rest)) for _, rows in tiles]
            for label, total in _named(long, rest):
                found = [part[label] for part in parts if label in part]
                if len(found) == len(parts):
                    tied.add_up(tied.rows[total], [tied.rows[name] for name in found])


def tie_nested(tied, frame: pd.DataFrame, labels: list[str], nested: tuple) -> None:
    """Take the inner from the outer for every pair of key values a measure says are nested."""
    for key, outer, inner in nested:
        rest = [label for label in labels if label != key]
        if key == "window":
            rest = [label for label in rest if label not in ("period_start", "period_end")]
        _take(tied, _matched(frame[frame[key] == outer], frame[frame[key] == inner], rest))


def _named(rows: pd.DataFrame, rest: list[str]):
    return list(zip(rows[rest].itertuples(index=False, name=None), rows["row"], strict=True))


def _matched(long: pd.DataFrame, short: pd.DataFrame, rest: list[str]) -> list[tuple[int, int]]:
    inner = dict(_named(short, rest))
    return [(name, inner[label]) for label, name in _named(long, rest) if label in inner]


def _take(tied, pairs: list[tuple[int, int]]) -> None:
    rows = [(tied.rows[outer], tied.rows[inner]) for outer, inner in pairs]
    # Bases nest only if taking one from the other makes sense in every row: headcounts on two days do not.
    base = all(
        outer.denominator - inner.denominator
        >= (max(0.0, outer.numerator - inner.numerator) if tied.proportion else 0.0) - NEAR
        for outer, inner in rows
    )
    for outer, inner in rows:
        tied.contains(outer, inner, base=base)


def _tiles(outer, others):
    """Windows that follow each other day by day from the first to the last day of ``outer``, if there are such."""
    starts = {}
    for window, rows in others:
        starts.setdefault(window[1], []).append((window, rows))
    day, found = outer[1], []
    while day in starts:
        fitting = [each for each in starts[day] if each[0][2] <= outer[2]]
        if not fitting:
            return []
        window, rows = min(fitting, key=lambda each: each[0][2])
        found.append((window, rows))
        if window[2] == outer[2]:
            return found if len(found) > 1 else []
        day = window[2] + pd.Timedelta(days=1)
    return []
