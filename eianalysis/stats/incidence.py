"""By which door people leave: cumulative incidence of competing causes, with late entry."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from eianalysis.stats._input import confidence_tail
from eianalysis.stats._times import at_risk, counted, read_causes

COLUMNS = ("time", "cause", "at_risk", "events", "incidence", "se", "low", "high")


def cumulative_incidence(exit: Any, cause: Any, *, entry: Any = None, confidence: float = 0.95) -> pd.DataFrame:
    """Return, for each cause of leaving, the share of people who have left by that cause as time goes on.

    One minus Kaplan-Meier answers a question nobody asked (how many would resign if nobody ever retired); these shares
    add up, over the causes and those still in, to everybody.

    Parameters
    ----------
    exit, entry : array_like of float
        As for :func:`life_table`.
    cause : array_like of int
        0 where the person was still in when last seen, otherwise the number of the cause.
    confidence : float
        Between 0 and 1; 0.95 is the 95% interval.

    Returns
    -------
    DataFrame
        ``time, cause, at_risk, events, incidence, se, low, high``: for each cause in turn, one row per distinct exit
        time. Leavers by several causes at one time all come from the same people at risk. ``low`` and ``high`` are NaN
        where ``incidence`` is 0 or 1.

    Notes
    -----
    O. O. Aalen and S. Johansen, Scandinavian J. of Statistics 5 (1978) 141-150. Variance: Aalen's, as in M. Pintilie,
    Competing Risks (2006), eq. 4.5 (R's ``cmprsk::cuminc``); limits on the log-log scale of the incidence.

    Examples
    --------
    Of four officers one resigned (1) in year 1, one retired (2) in year 2, one resigned in year 3, one stays:

    >>> table = cumulative_incidence([1, 2, 3, 3], [1, 2, 1, 0])
    >>> table.loc[table["time"] == 3, ["cause", "incidence"]].values.tolist()
    [[1.0, 0.5], [2.0, 0.25]]
    """
    z = -ndtri(confidence_tail(confidence))
    spells = read_causes(exit, cause, entry)
    times = np.unique(spells.exit)
    risk, out = at_risk(spells, times), counted(spells.exit[spells.ending > 0], times)
    still_in = np.cumprod((risk - out) / risk)
    before = np.concatenate([[1.0], still_in[:-1]]) if len(times) else still_in
    curves = [
        _curve(label, times, risk, out, before, counted(spells.exit[spells.ending == label], times), z)
        for label in np.unique(spells.ending[spells.ending > 0])
    ]
    if not curves:
        return _empty()
    return pd.concat(curves, ignore_index=True)


def _curve(
    label: int, times: np.ndarray, risk: np.ndarray, out: np.ndarray, before: np.ndarray, events: np.ndarray, z: float
) -> pd.DataFrame:
    incidence = np.cumsum(before * events / risk)
    se = np.sqrt(np.maximum(_variance(incidence, risk, out, before, events), 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where((incidence > 0) & (incidence < 1 - 1e-12), incidence, np.nan)
        spread = z * se / (inside * np.log(inside))
        low, high = inside ** np.exp(-spread), inside ** np.exp(spread)
    values = (times, np.full(len(times), label), risk, events, incidence, se, low, high)
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def _variance(f: np.ndarray, n: np.ndarray, out: np.ndarray, before: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Pintilie's equation 4.5: three sums over the past, each opened up so that one running sum serves all times."""
    a = _safe(out, (n - 1) * (n - out))
    b = _safe(before**2 * k * (n - k), n**2 * (n - 1))
    c = _safe(before * k * (n - k), n * (n - out) * (n - 1))
    first = f**2 * np.cumsum(a) - 2 * f * np.cumsum(a * f) + np.cumsum(a * f**2)
    return first + np.cumsum(b) - 2 * (f * np.cumsum(c) - np.cumsum(c * f))


def _safe(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """Divide, taking 0 where nobody is left to vary: what comes after cannot change."""
    bottom = np.asarray(bottom, float)
    return np.divide(top, bottom, out=np.zeros(len(bottom)), where=bottom > 0)


def _empty() -> pd.DataFrame:
    kinds = {"cause": np.int64, "at_risk": np.int64, "events": np.int64}
    return pd.DataFrame({name: np.empty(0, kinds.get(name, float)) for name in COLUMNS})
