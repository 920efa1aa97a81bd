"""How long people stay: Kaplan-Meier with late entry, and what is read off its curve."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtri

from eianalysis.stats._input import column, confidence_tail
from eianalysis.stats._times import SAME_TIME, at_risk, counted, read_spells

COLUMNS = ("time", "at_risk", "events", "survival", "se", "low", "high")


class RestrictedMean(NamedTuple):
    """Average time spent up to a limit, and its standard error."""

    value: float
    se: float


def life_table(exit: Any, event: Any, *, entry: Any = None, confidence: float = 0.95) -> pd.DataFrame:
    """Return, for each time at which somebody left or stopped being observed, the share still in.

    Parameters
    ----------
    exit : array_like of float
        Length of service (any unit) at which each person left, or was last seen.
    event : array_like of 0 and 1 or bool
        1 where the person left, 0 where they were still in when last seen.
    entry : array_like of float, optional
        Length of service at which each person came under observation, before ``exit``. Without it everybody is taken
        to have been observed since before time 0. People already in service when a record begins *must* have it: their
        earlier colleagues who left are not in the record, and without ``entry`` the curve flatters retention.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    DataFrame
        ``time, at_risk, events, survival, se, low, high``, one row per distinct exit time; empty for empty input. At
        risk at t are those with entry < t <= exit. ``low`` and ``high`` are NaN while ``survival`` is 1 and when it is
        0, and ``se`` is NaN when it is 0: the method says nothing there (as R).

    Notes
    -----
    E. L. Kaplan and P. Meier, JASA 53 (1958) 457-481; Greenwood's standard error; log-log limits: R's
    ``survfit(Surv(entry, exit, event) ~ 1, conf.type = "log-log")``. Times that differ by rounding only are one time.

    Examples
    --------
    Four probationers: two left after 1 and 3 years, two were still in when the record ended after 2 and 4.

    >>> life_table([1, 2, 3, 4], [1, 0, 1, 0])[["time", "at_risk", "events", "survival"]]
       time  at_risk  events  survival
    0   1.0        4       1     0.750
    1   2.0        3       0     0.750
    2   3.0        2       1     0.375
    3   4.0        1       0     0.375
    """
    z = -ndtri(confidence_tail(confidence))
    spells = read_spells(exit, event, entry)
    times = np.unique(spells.exit)
    risk, events = at_risk(spells, times), counted(spells.exit[spells.ending == 1], times)
    left = risk - events
    survival = np.cumprod(left / risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.sqrt(np.cumsum(events / (risk * left)))  # standard error of log survival
        inside = np.where((survival > 0) & (survival < 1), survival, np.nan)
        spread = z * relative / np.log(inside)
        low, high = inside ** np.exp(-spread), inside ** np.exp(spread)
        se = survival * relative
    values = (times, risk, events, survival, se, low, high)
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def survival_at(table: pd.DataFrame, times: Any) -> Any:
    """Return the share still in at given times, read off a life table.

    Parameters
    ----------
    table : DataFrame
        From :func:`life_table`.
    times : array_like of float
        In the unit of the table.

    Returns
    -------
    survival
        One number for one time, otherwise an array (a Series where one was given): 1 before the first exit; after the
        last one the last value if it is 0, otherwise NaN, for nobody was seen that long.

    Examples
    --------
    >>> table = life_table([1, 2, 3, 4], [1, 0, 1, 0])
    >>> survival_at(table, [0.5, 1, 2.9, 5]).tolist()
    [1.0, 0.75, 0.75, nan]
    """
    asked = column("times", np.atleast_1d(times))
    when, share = table["time"].to_numpy(float), table["survival"].to_numpy(float)
    value = np.concatenate([[1.0], share])[np.searchsorted(when, asked + SAME_TIME * np.abs(asked), side="right")]
    beyond = asked > (when[-1] * (1 + SAME_TIME) if len(when) else -np.inf)
    value = np.where(beyond & (value > 0), np.nan, value)
    if isinstance(times, pd.Series):
        return pd.Series(value, index=times.index)
    return value if np.ndim(times) else float(value[0])


def median_survival(table: pd.DataFrame) -> float:
    """Return the time by which half have left, read off a life table; NaN while more than half are still in.

    Parameters
    ----------
    table : DataFrame
        From :func:`life_table`.

    Returns
    -------
    float
        In the unit of the table's times (years of service, say).

    Notes
    -----
    As R prints it for ``survfit``: where the curve runs at exactly one half (to within a rounding error) and then
    falls, the middle of that stretch; where it stays there to the end, the time it got there.

    Examples
    --------
    One of four has left each year; half are still in from year 2 until year 3:

    >>> median_survival(life_table([1, 2, 3, 4], [1, 1, 1, 0]))
    2.5
    """
    reached = table[table["survival"] < 0.5 + SAME_TIME]
    if reached.empty:
        return float("nan")
    when, share = np.asarray(reached["time"], float), np.asarray(reached["survival"], float)
    later = when[share < share[0]]
    if abs(share[0] - 0.5) < SAME_TIME and len(later):
        return float((when[0] + later[0]) / 2)
    return float(when[0])


def restricted_mean(table: pd.DataFrame, until: float) -> RestrictedMean:
    """Return the average time people stay, counting nobody for longer than ``until``.

    Parameters
    ----------
    table : DataFrame
        From :func:`life_table`.
    until : float
        Where counting stops, in the unit of the table. Beyond the last exit the curve is held at its last value.

    Returns
    -------
    value, se
        The area under the curve from 0 to ``until`` and its standard error.

    Notes
    -----
    As R's ``print(survfit(...), rmean = until)``.

    Examples
    --------
    Of the first three years these four probationers served 2.5 on average:

    >>> round(restricted_mean(life_table([1, 2, 3, 4], [1, 0, 1, 0]), 3).value, 2)
    2.5
    """
    limit = column("until", np.atleast_1d(until))
    if len(limit) != 1 or limit[0] < 0:
        raise ValueError("until: must be one time, 0 or later")
    rows = table[table["time"] <= limit[0]]
    risk, events = np.asarray(rows["at_risk"], float), np.asarray(rows["events"], float)
    edges = np.concatenate([[0.0], np.asarray(rows["time"], float), limit])
    areas = np.diff(edges) * np.concatenate([[1.0], np.asarray(rows["survival"], float)])
    still_to_come = np.cumsum(areas[:0:-1])[::-1]  # the area after each exit time
    left = risk - events
    weight = np.divide(events, risk * left, out=np.zeros_like(risk), where=left > 0)
    return RestrictedMean(float(areas.sum()), float(np.sqrt(np.sum(still_to_come**2 * weight))))
