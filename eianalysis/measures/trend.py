"""A rate over time: steps that do not overlap, the last 12 months at each step, and signals by rules stated beforehand.

Rolling windows overlap, and two of them that share eleven months give away the other two. So only the steps are printed,
and a rolling year only where all its steps are: it then tells nothing that they do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.compare import with_rates
from eianalysis.measures.rates import BLANK, columns_for, not_available, plain_definition, tally
from eianalysis.results import ALL, Definition, Result
from eianalysis.sources.typed import ColumnAbsent, TypedTable
from eianalysis.stats.assurance import FEWEST, RUN, false_alarms

FIGURES = ("series_mean", "series_low", "series_high", "series_signal", "rolling_year")
STEPS = {1: "by month", 3: "by quarter", 12: "by year"}
METHOD = (
    "p′ or u′ chart (Laney 2002): mean of the whole series; limits three standard deviations from it, as wide as the steps vary from one "
    "to the next, never narrower than the exact ones at 99.73%."
)


def trend(
    table: TypedTable,
    flag: str,
    *,
    when: str,
    cycle: BoardCycle,
    by: str | Sequence[str] | None = None,
    measure: str,
    definition: Definition | None = None,
    months: Sequence[int] = (1, 3, 12),
    start: date | None = None,
    on_record: bool = False,
) -> Result:
    """Follow the share of rows where a yes/no column is yes over time, and mark what chance alone would rarely do.

    Parameters
    ----------
    table : TypedTable
        One row a person, case or search.
    flag : str
        The yes/no column; rows in which it is blank are not counted.
    when : str
        The column with the date that puts a row into its step.
    cycle : the last step ends with the cycle's period.
    by : characteristic or characteristics; without it everybody together.
    months : sequence of int
        Lengths of a step to try, of 1, 3 and 12: the first at which the gate can show every step, the finest at best.
    start : date, optional
        The first day; otherwise the first of the month of the first record. Only whole steps are made.
    on_record : leave out the steps of which there is no row at all: their file is missing, and that is not zero. The last 12
        months are then given only where all twelve are there.

    Returns
    -------
    Result
        Key ``month`` (``"2022-04"``, or ``"2022-04 to 2022-06"``), one row a step and group, with ``series_mean,
        series_low, series_high`` (limits), ``series_signal`` and ``rolling_year`` (the 12 months that end with the step).
        All of these are withheld for a group of which one step is hidden.

    Raises
    ------
    UsageError
        For a column the table does not have, or a step that is none of 1, 3, 12.

    Notes
    -----
    Signals (``stats.assurance``): a point outside limits that chance alone leaves at most 27 times in 10,000; two of three
    beyond two thirds of the way to the same limit; or eight points in a row on one side of the mean (Western Electric rules 1, 2
    and 4). The definition's notes say how often each rule would cry wolf in a series of this length. No limits are drawn round
    fewer than twelve steps. The mean and the limits use the points they judge.

    Examples
    --------
    >>> import eianalysis as ei                                                                         # doctest: +SKIP
    >>> finds = ei.trend(searches, "find", when="searched_at", cycle=cycle, measure="search_find_trend")  # doctest: +SKIP
    >>> ei.plot_trend(ei.release(finds, cycle.policy))                                                  # doctest: +SKIP
    """
    definition = definition or plain_definition(measure)
    odd = [length for length in months if length not in STEPS]
    if odd or not months:
        raise UsageError(f"a step is of {', '.join(map(str, STEPS))} months, not {odd[0] if odd else 'none'}")
    if table.absent:
        return not_available(measure, definition, table, keys=("month",))
    for column in (flag, when):
        if column not in table.rows:
            said = f"{table.name} has no column '{column}'; {did_you_mean(column, table.rows.columns)}"
            raise ColumnAbsent(said, column) if table.may_have(column) else UsageError(said)
    rows = table.rows
    day = pd.to_datetime(rows[when])
    day = day.dt.tz_localize(None) if day.dt.tz is not None else day
    known = rows.assign(_day=day)[rows[flag].notna() & day.notna()]
    if known.empty:
        return not_available(measure, definition, table, columns=(flag, when), keys=("month",), reason=BLANK)
    levels = ({"everybody": "everybody"},) if by is None else columns_for(table, by)
    known = known.assign(everybody=ALL) if by is None else known
    made = partial(_level, known, flag, pd.Timestamp(cycle.period_end), None if start is None else pd.Timestamp(start), on_record)
    tries = [(length, level) for level in levels for length in months]
    return _result(tries, made, measure, definition, table)


def _result(tries: list, made, measure: str, definition: Definition, table: TypedTable) -> Result:
    """The result of the first length and grouping, with the others behind it."""
    length, level = tries[0]
    counted = made(length, level).assign(measure=measure, kind="proportion")
    result = Result(
        measure=measure,
        shape="counts",
        definition=with_signal_rules(definition, counted),
        counts=counted,
        keys=("month",),
        sources=table.sources,
        added=FIGURES,
    )
    result = with_rates(result).then(partial(signals, length=length))
    return replace(result, coarser=(lambda: _result(tries[1:], made, measure, definition, table)) if tries[1:] else None)


def _level(
    known: pd.DataFrame, flag: str, end: pd.Timestamp, start: pd.Timestamp | None, on_record: bool, length: int, level: Mapping[str, str]
) -> pd.DataFrame:
    """Counts by step and group, every group in every step."""
    after = end + pd.Timedelta(days=1)
    first = known["_day"].min().to_period("M").start_time if start is None else start
    edges = [after]
    while edges[-1] - pd.DateOffset(months=length) >= first:
        edges.append(after - pd.DateOffset(months=length * len(edges)))
    edges = edges[::-1]
    if len(edges) < 2:
        edges = [after - pd.DateOffset(months=length), after]
    names = [step_label(one, other) for one, other in zip(edges, edges[1:], strict=False)]
    inside = known[(known["_day"] >= edges[0]) & (known["_day"] < after)]
    step = pd.cut(inside["_day"], edges, right=False, labels=names).astype(str)
    inside = inside.assign(month=step)
    counted = tally(inside[inside[flag].astype(bool)], inside, level.values(), ["month"])
    if set(level.values()) == {"everybody"}:
        counted = counted[counted["group"].eq(ALL)].drop_duplicates("month")
    groups = counted[["characteristic", "group"]].drop_duplicates()
    full = groups.merge(pd.DataFrame({"month": names}), how="cross").merge(counted, how="left")
    full[["numerator", "denominator"]] = full[["numerator", "denominator"]].fillna(0).astype("int64")
    if on_record:
        full = full[full["month"].isin(set(step))].reset_index(drop=True)
    spans = dict(zip(names, zip(edges, edges[1:], strict=False), strict=True))
    return full.assign(
        window=STEPS[length],
        period_start=[spans[name][0] for name in full["month"]],
        period_end=[spans[name][1] - pd.Timedelta(days=1) for name in full["month"]],
    )


def step_label(first: pd.Timestamp, after: pd.Timestamp) -> str:
    """'2022-04', or '2022-04 to 2022-06', of a step's first day and the day after its last."""
    last = after - pd.Timedelta(days=1)
    return f"{first:%Y-%m}" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else f"{first:%Y-%m} to {last:%Y-%m}"


def signals(frame: pd.DataFrame, *, length: int) -> pd.DataFrame:
    """The rows of a series with its mean, its limits, the last 12 months and what the rules mark."""
    frame = frame.reset_index(drop=True)
    out = {name: np.full(len(frame), np.nan) for name in FIGURES if name != "series_signal"}
    signal = np.full(len(frame), None, object)
    for _, rows in frame.groupby(["characteristic", "group"], sort=False):
        x, n = (rows[name].to_numpy(float) for name in ("numerator", "denominator"))
        if not n.sum():
            continue
        mean, at = x.sum() / n.sum(), rows.index
        out["series_mean"][at] = mean
        kind = str(rows["kind"].iloc[0])
        if kind == "proportion":  # bases of a rate, as headcounts at the start, add up to no year's
            out["rolling_year"][at] = _years(rows, x, n, 12 // length)
        if len(rows) < FEWEST:
            continue
        found = stats.assurance(x, n, kind=kind)
        out["series_low"][at], out["series_high"][at] = found.low, found.high
        signal[at] = [_words(*each) for each in zip(found.beyond, found.near, found.run, strict=True)]
    return frame.assign(**out, series_signal=signal)


def _years(rows: pd.DataFrame, x: np.ndarray, n: np.ndarray, steps: int) -> np.ndarray:
    """The rate of the 12 months that end with each step; NaN where one of them is before the first, or has no file."""
    ends = pd.to_datetime(rows["period_end"])
    month = (ends.dt.year * 12 + ends.dt.month).to_numpy()
    year = (month[None, :] <= month[:, None]) & (month[None, :] > month[:, None] - 12)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(year.sum(axis=1) == steps, (year @ x) / (year @ n), np.nan)


def _words(beyond: int, near: int, run: int) -> str:
    where = {1: "above the limits", -1: "below the limits"}.get(int(beyond)) or {1: "near the upper limit", -1: "near the lower limit"}.get(int(near))
    long = f"in a run of {RUN} or more {'above' if run > 0 else 'below'} the mean" if run else None
    return ", ".join(filter(None, (where, long))) or "none"


def with_signal_rules(definition: Definition, counted: pd.DataFrame) -> Definition:
    """The definition with the method, and the rules with how often each raises a false alarm."""
    points = counted["month"].nunique()
    if points < FEWEST:
        rule = f"No limits: fewer than {FEWEST} steps say nothing about what is usual."
    else:
        outside, near, run = (round(100 * each) for each in false_alarms(points))
        rule = (
            f"Signals: a point outside the limits, two of three more than two thirds of the way to the same limit, or {RUN} in a row on one "
            f"side of the mean. With {points} points of which nothing changes the first happens by chance in at most {outside} of 100 such "
            f"series, the second in about {near}, the third in about {run}."
        )
    return replace(definition, method=f"{definition.method} {METHOD}".strip(), notes=(*definition.notes, rule))
