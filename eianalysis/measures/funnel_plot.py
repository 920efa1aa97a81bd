"""Units (or forces) against the whole they belong to: which lie outside what chance alone would give at their size."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.errors import UsageError
from eianalysis.added_columns import OF_EVERY_ROW
from eianalysis.results import ALL, Result
from eianalysis.vocabulary import UNDECLARED

INNER, OUTER = 0.95, 0.998
FEWEST_UNITS = 5  # of fewer, how much units vary is not known
FIGURES = ("centre", "limit_low", "limit_high", "outer_low", "outer_high", "signal")
WITHIN, ABOVE, BELOW, FAR_ABOVE, FAR_BELOW = (
    "within the limits",
    "above the 95% limits",
    "below the 95% limits",
    "above the 99.8% limits",
    "below the 99.8% limits",
)
SHRUNK = ("shrunk_rate", "shrunk_low", "shrunk_high")
METHOD = (
    "Limits: exact ({law}) around the rate of all together, 95% and 99.8% (Spiegelhalter 2005). Drawn towards the whole: empirical Bayes "
    "({prior}), the spread of the units by moments."
)
NOTES = (
    "Of units that are all alike, at most 5 in 100 lie outside the 95% limits by chance, and at most 1 in 500 outside the "
    "99.8% limits. Only the latter is called out.",
    "The limits allow for chance and for nothing else: units do different work, and lying outside is a question, not an answer.",
    "Drawn towards the whole: the rate that each unit's count makes likely once it is known how much the units vary. The fewer people, the nearer "
    "to the whole. It is fitted to the units shown and to nothing else, so that it tells nothing of a hidden one.",
)
#: Where the limits also allow for how much units differ: published tables, because every unit's count goes into them.
SPREAD_METHOD = (
    "Limits: exact ({law}) around the rate of all together, 95% and 99.8%, with the units' own differences allowed for "
    "(overdispersion, by moments: DerSimonian and Laird 1986; Spiegelhalter 2005)."
)
SPREAD_NOTES = ("The limits allow for chance and for how much these units differ anyway. Lying outside is a question, not an answer.",)
LAWS = {("proportion", False): "binomial", ("rate", False): "Poisson", ("proportion", True): "beta-binomial", ("rate", True): "gamma-Poisson"}


def funnel_plot(result: Result) -> Result:
    """Set each unit's rate against the rate of all together, with the limits of chance for a unit of its size.

    ``ei.plot_funnel`` draws what this measures.

    Parameters
    ----------
    result : Result
        Of shape ``counts``, one group a unit (or force), with its total row: ``rate`` or ``share`` with ``by="unit"``.

    Returns
    -------
    Result
        With ``centre`` (the rate of all together), ``limit_low, limit_high`` (95%), ``outer_low, outer_high`` (99.8%) as
        rates, and ``signal`` in words. The limits of a unit are withheld with the unit, and all of them where the total is. Once
        released, with ``shrunk_rate, shrunk_low, shrunk_high`` of the units shown: their rates drawn towards the whole.

    Raises
    ------
    UsageError
        Where a table has no total row to be set against.

    Notes
    -----
    ``stats.control_limits``: binomial for proportions, Poisson for rates. A unit's own people are part of the whole.
    ``stats.shrunk_rates`` is fitted to the released figures of the units shown, so that no hidden count is in it.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> early = ei.share(joiners, "left_early", by="unit", measure="early_leaving")                      # doctest: +SKIP
    >>> ei.plot_funnel(ei.release(ei.funnel_plot(early), cycle.policy))                                  # doctest: +SKIP
    """
    return _with_limits(result, overdispersed=False)


def overdispersed_funnel(result: Result) -> Result:
    """``funnel_plot`` with limits that also allow for how much the units differ; the gate lets it out for published tables alone.

    Besides, ``dispersion`` is how many times more they differ than by chance alone, ``spread`` the standard deviation of their true
    rates as a share of the whole rate (``stats.shrunk_rates``).
    """
    return _with_limits(result, overdispersed=True)


def _with_limits(result: Result, *, overdispersed: bool) -> Result:
    if result.shape != "counts":
        raise UsageError(f"funnel_plot() needs a table of counts, not a {result.shape}")
    method, notes = (SPREAD_METHOD, SPREAD_NOTES) if overdispersed else (METHOD, NOTES)
    law, prior = LAWS[result.kind, overdispersed], LAWS[result.kind, True]
    definition = replace(
        result.definition, method=f"{result.definition.method} {method.format(law=law, prior=prior)}".strip(), notes=(*result.definition.notes, *notes)
    )
    result = replace(result, definition=definition)
    if result.missing:
        return result
    place = [name for name in ("window", *result.keys, "characteristic") if name in result.counts]
    for label, rows in result.counts.groupby(place, sort=False, dropna=False):
        if not rows["group"].eq(ALL).any():
            raise UsageError(f"{result.measure} has no total row for {', '.join(map(str, label))}: a funnel needs the whole its units belong to")
    # without the total there is no funnel: where a unit must be hidden, another is hidden with it and not the total
    figures = (*FIGURES, *OF_EVERY_ROW) if overdispersed else FIGURES
    made = replace(result, added=tuple(dict.fromkeys((*result.added, *figures))), coarser=None)
    for step in (*((partial(_spread, place=place, kind=result.kind),) if overdispersed else ()), partial(_limits, place=place, kind=result.kind)):
        made = made.then(step)
    if not overdispersed:  # whose limits say already how much units differ
        made = replace(made, after=(*made.after, partial(_shrunk, place=place, kind=result.kind, confidence=result.confidence)))
    if result.coarser:
        made = replace(made, coarser=lambda: _with_limits(result.coarser(), overdispersed=overdispersed))
    return made


def _spread(frame: pd.DataFrame, *, place: list[str], kind: str) -> pd.DataFrame:
    """How much the units of each table differ, in each of its rows."""
    found = []
    for _, rows in frame.groupby(place, sort=False, dropna=False):
        units = rows[~rows["group"].isin([ALL, *UNDECLARED])]
        shrunk = stats.shrunk_rates(units["numerator"].to_numpy(float), units["denominator"].to_numpy(float), kind=kind)
        found.append(rows.assign(dispersion=shrunk.dispersion, spread=shrunk.spread))
    return pd.concat(found).loc[frame.index] if found else frame.assign(dispersion=np.nan, spread=np.nan)


def _limits(frame: pd.DataFrame, *, place: list[str], kind: str) -> pd.DataFrame:
    total = frame[frame["group"] == ALL].drop_duplicates(place)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = total[place].assign(centre=(total["numerator"] / total["denominator"]).to_numpy(float))
    frame = frame.drop(columns=[name for name in FIGURES if name in frame]).merge(total, on=place, how="left")
    judged = ~frame["group"].isin([ALL, *UNDECLARED]) & (frame["denominator"] > 0) & frame["centre"].notna()
    base, centre = (frame.loc[judged, name].to_numpy(float) for name in ("denominator", "centre"))
    spread = frame["spread"].to_numpy(float)[judged] if "spread" in frame else np.zeros(int(judged.sum()))
    out = {name: np.full(len(frame), np.nan) for name in FIGURES[1:-1]}
    for confidence, names in ((INNER, ("limit_low", "limit_high")), (OUTER, ("outer_low", "outer_high"))):
        for name, values in zip(names, _limits_of(base, centre, spread, kind, confidence), strict=True):
            out[name][judged] = values
    rate = (frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)).to_numpy(float)
    with np.errstate(invalid="ignore"):
        signal = np.select(
            [rate > out["outer_high"], rate < out["outer_low"], rate > out["limit_high"], rate < out["limit_low"]], [FAR_ABOVE, FAR_BELOW, ABOVE, BELOW], WITHIN
        ).astype(object)
    return frame.assign(**out, signal=np.where(judged, signal, None))


def _shrunk(table: pd.DataFrame, *, place: list[str], kind: str, confidence: float) -> pd.DataFrame:
    """The released table with the shown units' rates drawn towards the whole; ``table`` has no hidden number left."""
    out = {name: np.full(len(table), np.nan) for name in SHRUNK}
    for _, rows in table.reset_index(drop=True).groupby(place, sort=False, dropna=False):
        seen = rows[rows["signal"].notna() & rows["rate"].notna()]
        if len(seen) >= FEWEST_UNITS:
            found = stats.shrunk_rates(seen["numerator"].to_numpy(float), seen["denominator"].to_numpy(float), kind=kind, confidence=confidence)
            for name, values in zip(SHRUNK, (found.rate, found.low, found.high), strict=True):
                out[name][seen.index] = values
    return table.assign(**{name: pd.array(values, dtype="Float64") for name, values in out.items()})


def _limits_of(base: np.ndarray, centre: np.ndarray, spread: np.ndarray, kind: str, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """The limits of units that may stand in several tables, each with a spread of its own."""
    low, high = np.full(len(base), np.nan), np.full(len(base), np.nan)
    for each in np.unique(spread):
        at = spread == each
        low[at], high[at] = stats.control_limits(base[at], centre[at], kind=kind, confidence=confidence, spread=float(each))
    return low, high
