"""Sentences about competing ways of leaving: what share has gone by each exit type at a length of service."""

from __future__ import annotations

import pandas as pd

from eianalysis.results import HIDDEN_STATUS, Release
from eianalysis.vocabulary import UNDECLARED, characteristic_label, phrase
from eianalysis.wording.curves import percent
from eianalysis.wording.numbers import capital, listed, uncapital, years


def groups(released: Release) -> dict[str, pd.DataFrame]:
    """The rows of each group, declared ones first."""
    found = {str(name): rows for name, rows in released.table.groupby("group", sort=False)}
    return dict(sorted(found.items(), key=lambda item: item[0] in UNDECLARED))


def drawn(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The exit types of one group that have a curve, in order of time."""
    seen = rows[~rows["status"].isin(HIDDEN_STATUS) & rows["estimate"].notna()]
    return {str(cause): points.sort_values("time") for cause, points in seen.groupby("cause", sort=False)}


def hidden(rows: pd.DataFrame) -> list[str]:
    """The exit types of one group without a curve."""
    return [str(cause) for cause in dict.fromkeys(rows["cause"]) if str(cause) not in drawn(rows)]


def at(points: pd.DataFrame, time: float) -> float:
    """The share gone by an exit type at a length of service at which it is shown."""
    here = points[(points["time"].astype(float) - time).abs() < 1e-9]
    return float(here["estimate"].iloc[0])


def times(exit_types: dict[str, pd.DataFrame]) -> list[float]:
    """The lengths of service at which every exit type that is shown has a point."""
    return sorted(set.intersection(*({float(time) for time in points["time"]} for points in exit_types.values())))


def until(exit_types: dict[str, pd.DataFrame]) -> float:
    """The length of service to which every exit type that is shown can be read."""
    return min(float(points["time"].max()) for points in exit_types.values())


def sentences(released: Release) -> list[str]:
    """One sentence a group, at the last length of service a reader asks about; then what is hidden."""
    said = []
    for group, rows in groups(released).items():
        who = phrase(str(rows["characteristic"].iloc[0]), group, released.definition.noun)
        exit_types = drawn(rows)
        if not exit_types:
            said.append(f"No share is shown for {who}: too few at risk, or hidden to protect people.")
            continue
        said.append(_one(who, exit_types))
        if hidden(rows):
            said.append(f"Hidden for {who}: {listed(hidden(rows))}.")
    return said


def _one(who: str, exit_types: dict[str, pd.DataFrame]) -> str:
    start, *later = times(exit_types) or [0.0]
    mark = min(later, key=lambda time: (abs(time - 10), time)) if later else start
    shares = [f"{percent(at(points, mark))} by {uncapital(cause)}" for cause, points in exit_types.items()]
    of = f"Of {who}" if start <= 0 else f"Of {who} who reach {years(start)} of service"
    return f"{of}, an estimated {listed(shares)} had gone after {years(mark)}."


def headline(released: Release) -> str:
    """The exit type most have taken, by group, at a length of service all can be read at."""
    shown = {group: drawn(rows) for group, rows in groups(released).items() if group not in UNDECLARED and drawn(rows)}
    if not shown:
        return f"{released.definition.title}: too few for a curve"
    first = {group: max(exit_types, key=lambda cause, exit_types=exit_types: at(exit_types[cause], _middle(exit_types))) for group, exit_types in shown.items()}
    if len(set(first.values())) == 1:
        return f"{capital(next(iter(first.values())))} comes first in the first half of service, in every group"
    column = str(released.table["characteristic"].iloc[0])
    return f"Which way of leaving comes first differs by {characteristic_label(column).lower()}"


def _middle(exit_types: dict[str, pd.DataFrame]) -> float:
    """The shared length of service nearest ten years."""
    return min(times(exit_types), key=lambda time: (abs(time - 10), time))


def numbers(released: Release) -> list[str]:
    """Every drawn band in numbers, for a text alternative."""
    said = []
    for group, rows in groups(released).items():
        who = capital(phrase(str(rows["characteristic"].iloc[0]), group, released.definition.noun))
        exit_types = drawn(rows)
        values = []
        for cause, points in exit_types.items():
            each = ", ".join(f"{percent(at(points, mark))} at {years(mark)}" for mark in times(exit_types)[1:])
            values.append(f"{cause} {each}")
        values += [f"hidden: {listed(hidden(rows))}"] if hidden(rows) else []
        said.append(f"{who}: {'; '.join(values)}.")
    return said
