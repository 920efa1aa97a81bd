"""Sentences about curves (share still in service by length of service) and about single test statistics."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from eianalysis.results import ALL, HIDDEN_STATUS, Release
from eianalysis.vocabulary import UNDECLARED
from eianalysis.wording.numbers import absent, capital, chance, count, listed, p_value, years
from eianalysis.wording.reading import Block, blocks, by_words, group_words

#: Lengths of service a reader asks about, in years.
MARKS = (1, 2, 5, 10, 20, 30)


OVERLAP = "; the plausible ranges overlap"


def shown(block: Block) -> dict[str, pd.DataFrame]:
    """The points of each group's curve that may be drawn, in order of time; {} where none may."""
    rows = block.rows[~block.rows["status"].isin(HIDDEN_STATUS) & block.rows["estimate"].notna()]
    return {group: points.sort_values("time") for group, points in rows.groupby("group", sort=False)}


def not_shown(block: Block) -> list[str]:
    """The groups without any curve."""
    return [group for group in dict.fromkeys(block.rows["group"]) if group not in shown(block)]


def percent(value: float) -> str:
    """A share of a curve, in whole percent: its width does not carry more."""
    return f"{100 * value:.0f}%"


def sentences(released: Release) -> list[str]:
    """One sentence a group: what share was still there at the longest length of service, up to five years, that all compared curves
    reach, as in the title; a curve that ends before it is told at its end."""
    said = []
    for block in blocks(released):
        drawn = shown(block)
        mark = common_mark(_compared(drawn).values())
        said += [_one(released, block, group, points, mark) for group, points in drawn.items()]
        names = [group_words(released, block, group) if group != "All" else f"all {released.definition.noun}" for group in not_shown(block)]
        if names:
            said.append(f"No curve is shown for {listed(names)}: too few at risk, or hidden to protect people.")
    return said


def _one(released: Release, block: Block, group: str, points: pd.DataFrame, mark: float | None) -> str:
    start = float(points["time"].iloc[0])
    reached = points if mark is None or mark <= start else points[points["time"].astype(float) <= mark]
    at = reached.iloc[-1]
    who = group_words(released, block, group)
    of = f"Of {who}" if start <= 0 else f"Of {who} who reach {years(start)} of service"
    return f"{of}, an estimated {percent(at['estimate'])} {released.definition.verb} after {years(float(at['time']))}{_range(at)}."


def _range(row) -> str:
    return "" if absent(row["low"]) or absent(row["high"]) else f" (plausibly {percent(row['low'])} to {percent(row['high'])})"


def test_sentences(released: Release) -> list[str]:
    """Say what a test statistic found, with p as a natural frequency; never the bare word 'significant'."""
    said = []
    for _, row in released.table.iterrows():
        if absent(row["value"]):
            said.append(f"{capital(str(row['name']))}: hidden, because it rests on too few events.")
            continue
        df = row.get("df")
        freedom = "" if absent(df) else f" on {df:g} degree{'s' if df != 1 else ''} of freedom"
        among = "" if absent(row.get("group")) or " and " not in str(row["group"]) else f" between {row['group']}"
        words = f"{capital(str(row['name']))}{among} is {row['value']:.2f}{freedom}"
        if absent(row["p_value"]):
            said.append(f"{words}.")
        else:
            p = f"p = {p_value(row['p_value'])}".replace("= less than", "<")
            often = chance(row["p_value"])
            said.append(f"{words} ({p}): if the groups did not differ, chance alone would give a difference this large {often}.")
    return said


def _compared(curves: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The curves of groups that are compared: without everybody and those who did not declare, unless there are no others."""
    return {group: points for group, points in curves.items() if group not in (ALL, *UNDECLARED)} or curves


def common_mark(curves: Iterable[pd.DataFrame], *, until: float = 5) -> float | None:
    """The longest length of service, up to five years, at which every one of the curves has a point."""
    times = [set(points["time"].astype(float)) for points in curves]
    common = [time for time in (set.intersection(*times) if times else set()) if 0 < time <= until]
    return max(common) if common else None


def at_time(points: pd.DataFrame, time: float) -> pd.Series:
    """The point of a curve at exactly this time."""
    return points[points["time"].astype(float) == time].iloc[0]


def numbers(released: Release, block: Block) -> str:
    """Every drawn curve in numbers, for a text alternative: first and last point and the marks between."""
    said = []
    for group, points in shown(block).items():
        marks = points[points["time"].astype(float).isin(MARKS) | points["time"].isin(points["time"].iloc[[0, -1]])]
        values = ", ".join(f"{percent(row['estimate'])} at {years(float(row['time']))} ({count(row['at_risk'])} at risk)" for _, row in marks.iterrows())
        said.append(f"{capital(group_words(released, block, group))}: {values}.")
    if not_shown(block):
        said.append(f"No curve, hidden: {listed(map(str, not_shown(block)))}.")
    return " ".join(said)


def headline(released: Release) -> str:
    """'After 5 years, about 60% of female officers and 57% of male officers were still in service'."""
    block = blocks(released)[0]
    points = _compared(shown(block))
    if not points:
        return f"{released.definition.title}: too few for a curve"
    mark = common_mark(points.values())
    if mark is None or len(points) > 3:
        return f"{released.definition.title}{by_words(released)}"
    at = {group: at_time(rows, mark) for group, rows in points.items()}
    values = [f"{percent(row['estimate'])} of {group_words(released, block, group)}" for group, row in at.items()]
    ranges = [(row["low"], row["high"]) for row in at.values() if not absent(row["low"]) and not absent(row["high"])]
    overlap = len(ranges) == len(at) > 1 and max(low for low, _ in ranges) <= min(high for _, high in ranges)
    return f"After {years(mark)}, about {listed(values)} {released.definition.verb}{OVERLAP if overlap else ''}"


def short(released: Release) -> list[str]:
    """The shares at the length of service of the title, without whose they are in full."""
    points = {group: rows for group, rows in shown(blocks(released)[0]).items() if group not in (ALL, *UNDECLARED)}
    mark = common_mark(points.values()) if points else None
    if mark is None or len(points) > 3:
        return []
    return [f"After {years(mark)}: {', '.join(f'{group} {percent(at_time(rows, mark).estimate)}' for group, rows in points.items())}"]
