"""Tables issued of which nothing says what they count: each of their counts is taken to be known wherever it could stand.

A reader tells from the words of a table who is in it; here only its days and its groups are known. So a count of the same
days, of the same group and of the same number is taken for that of the table, and one that is a few people more or less is
hidden, because the few may be who is in one of the two only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from eianalysis.disclosure.known_ranges import KnownRange
from eianalysis.disclosure.cells import LEVEL, Row


def known(rows: Iterable[Row], issued: Iterable[Row]) -> list[Row]:
    """The counts of ``rows`` that stand in an issued table of unknown people, each as a row of its own."""
    told = _told(issued)
    return [
        Row(key, (), value, 0.0, row.threshold, False, "issued", row.within, row.group)
        for row in rows
        for key, value in row.cells
        if key and value in told[_label(row)]
    ]


def near(rows: Sequence[Row], issued: Iterable[Row]) -> list[Row]:
    """The rows, those withheld of which such a table has a few people more or less."""
    told = _told(issued)
    return [
        replace(
            row,
            withheld=tuple(
                at
                for at, (_, value) in enumerate(row.cells)
                if at in row.withheld or any(0 < abs(value - other) < row.threshold for other in told[_label(row)])
            ),
        )
        for row in rows
    ]


def rounded(rows: Iterable[Row], issued: Iterable[Row], to: int) -> list[KnownRange]:
    """What rounded figures of such a table tell of the counts that are printed as they are."""
    told = _told(issued)
    return [
        KnownRange(key, max(0.0, shown - to / 2), shown + to / 2)
        for row in rows
        for key, value in row.cells
        for shown in told[_label(row)]
        if key and shown - to / 2 <= value < shown + to / 2
    ]


def _told(issued: Iterable[Row]) -> dict[tuple, set[float]]:
    found: dict[tuple, set[float]] = defaultdict(set)
    for row in issued:
        found[_label(row)] |= {row.cells[0][1], row.cells[1][1]}
    return found


def _label(row: Row) -> tuple:
    """The days and the group of a row: its place is measure, window, first day, last day, keys and characteristic."""
    return row.within[2:4], LEVEL.sub("", row.within[-1]), row.group
