"""How people leave: cumulative incidence of competing causes, with late entry."""

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
    O. O. Aalen and S. Johansen, Scandinavian J. of Statistics 5 (1978) 141-150. Variance: Aalen's, as in R's
    ``cmprsk::cuminc``, ties included (without ties also M. Pintilie, Competing Risks, 2006, eq. 4.5); limits on the log-log
    scale of the incidence.

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
        _curve(label, times, risk, out, before, counted(spells.exit[spells.ending == label], times), z) for label in np.unique(spells.ending[spells.ending > 0])
    ]
    if not curves:
        return _empty()
    return pd.concat(curves, ignore_index=True)


def _curve(label: int, times: np.ndarray, risk: np.ndarray, out: np.ndarray, before: np.ndarray, events: np.ndarray, z: float) -> pd.DataFrame:
    incidence = np.cumsum(before * events / risk)
    se = np.sqrt(np.maximum(_variance(incidence, risk, out, before, events), 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where((incidence > 0) & (incidence < 1 - 1e-12), incidence, np.nan)
        spread = z * se / (inside * np.log(inside))
        low, high = inside ** np.exp(-spread), inside ** np.exp(spread)
    values = (times, np.full(len(times), label), risk, events, incidence, se, low, high)
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def _variance(f: np.ndarray, n: np.ndarray, out: np.ndarray, before: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Three sums over the past, each opened up so that one running sum serves all times; ties as ``cmprsk`` takes them."""
    still_in = before * (n - out) / n
    turn = np.divide(1.0, still_in, out=np.zeros(len(f)), where=still_in > 0)  # nobody left: what comes after cannot change
    own, other = _spread(k, n, before), np.where(still_in > 0, _spread(out - k, n, before), 0.0)
    gained, passed = 1 + turn * f, turn * f
    squares = np.cumsum(gained**2 * own + passed**2 * other)
    products = np.cumsum(turn * (gained * own + passed * other))
    return squares - 2 * f * products + f**2 * np.cumsum(turn**2 * (own + other))


def _spread(k: np.ndarray, n: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Variance of the step that ``k`` of ``n`` people leaving at one time make."""
    return before**2 * k / n**2 * (1 - np.maximum(k - 1, 0) / np.maximum(n - 1, 1))


def _empty() -> pd.DataFrame:
    kinds = {"cause": np.int64, "at_risk": np.int64, "events": np.int64}
    return pd.DataFrame({name: np.empty(0, kinds.get(name, float)) for name in COLUMNS})
