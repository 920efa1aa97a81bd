"""How much less a shown count says than as many different people would, as its own shown range tells.

Who stands twice stays behind the gate. But the range of a rate is as wide as they make it, and it is shown: what is worked
out from released figures alone (a sentence, a status, the flags of a pack) has the design effect from there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import root_scalar
from scipy.special import ndtri

from eianalysis.stats._input import choice, confidence_tail
from eianalysis.stats.poisson import garwood

NOTHING = 1e-3  # what a range of some six decimals leaves: a thousandth more or less of a count says nothing


def effects_shown(kind: str, cases: Any, base: Any, low: Any, high: Any, *, confidence: float = 0.95) -> np.ndarray:
    """Return the design effect behind the range of each rate of one table: 1 where it is that of as many different people.

    Parameters
    ----------
    kind : {"proportion", "rate"}
        Whose ranges are Wilson's, or exact Poisson ones.
    cases, base : array_like
        Counts as shown, not rounded, of the rows of one table (in which rows of one person are alike to one extent).
    low, high : array_like
        The range of each rate, per one; NaN where it is not shown.
    confidence : float
        Of the ranges.

    Returns
    -------
    effect
        Array of one dimension, at least 1. A row whose range is not shown has the largest of the others, and NaN where no row shows one.

    Examples
    --------
    30 of 300 whose range is that of 5 of 50: each of the fifty stands six times, always with the same answer.

    >>> from eianalysis.stats import wilson_interval
    >>> low, high = wilson_interval(5, 50)
    >>> effects_shown("proportion", [30], [300], [low], [high]).round(6).tolist()
    [6.0]
    """
    choice("kind", kind, ("proportion", "rate"))
    tail = confidence_tail(confidence)
    x, n, low, high = (np.ravel(np.asarray(each, float)) for each in np.broadcast_arrays(cases, base, low, high))
    if kind == "proportion":
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = x / n
            # both limits solve Wilson's equation, whose roots' product and sum have only z2 / size in them
            spare = (rate**2 + (1 - rate) ** 2) / (low * high + (1 - low) * (1 - high)) - 1
            effect = n * spare / ndtri(tail) ** 2
    else:
        effect = np.array([_of_a_rate(*row, tail) for row in zip(x, n, high, strict=True)])
    effect = np.where(effect < 1 + NOTHING, 1.0, effect)
    known = effect[np.isfinite(effect)]
    return np.where(np.isfinite(effect), effect, known.max() if len(known) else np.nan)


def _of_a_rate(cases: float, base: float, high: float, tail: float) -> float:
    if not np.isfinite([cases, base, high]).all() or base <= 0:
        return np.nan
    if cases <= 0:
        return 1.0  # nobody stands twice among no events

    def beyond(effect: float) -> float:
        return float(garwood(np.array(cases / effect), tail)[1]) * effect / base - high

    most = 2.0
    if beyond(1.0) >= -1e-9 * high:
        return 1.0
    while beyond(most) < 0 and most < cases * 1e6:
        most *= 2
    return float(root_scalar(beyond, bracket=(1.0, most), xtol=1e-12).root) if beyond(most) >= 0 else np.nan
