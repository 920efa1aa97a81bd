"""What a group's size could ever show: the smallest difference that would usually be found, whatever is found now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle, Comparison
from eianalysis.errors import UsageError, as_said
from eianalysis.measures.against import as_declared, fixed_reference
from eianalysis.measures.compare import compare, sides_of_reference
from eianalysis.measures.families import BESIDE
from eianalysis.results import HIGHEST, SPREAD, Result

FIGURES = ("detectable_above", "detectable_below")
TESTED = (BESIDE[1], BESIDE[3])
SEVERAL = "Where people stand more than once, sizes are those of as many different people as would say as much (the base divided by its design effect)."
METHOD = "What would be found: exact power of Fisher's test, {power:.0%} of the time, at p below {alpha:g}."
NOTES = (
    "A ratio nearer 1 than these would usually be missed, so that finding nothing says little about it. Empty: no difference in "
    "that direction, however large, would usually be found.",
    "The reference's rate is taken as observed. The rule for 'clear difference' asks for more than the test alone.",
)


def detectable(
    result: Result,
    *,
    reference: str | Mapping[str, str] | BoardCycle,
    also: Mapping[str, str] | None = None,
    power: float = 0.8,
    primary: Iterable[Comparison] = (),
    confidence: float | None = None,
) -> Result:
    """Compare groups, and say how large a difference must be before groups of these sizes would usually show it.

    Parameters
    ----------
    result : Result
        A proportion of shape ``counts``, not yet compared.
    reference, also, primary, confidence : as for ``compare``; ``"the highest rate"`` is refused: who it is changes with chance.
    power : float
        How often the difference should be found; 0.8 is eight times in ten.

    Returns
    -------
    Result
        The figures of ``compare`` first, then ``detectable_above`` and ``detectable_below``: the ratios above and below 1
        nearest to it that would be found that often.

    Notes
    -----
    ``stats.smallest_detectable_ratio``, by enumeration.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> ei.table(ei.release(ei.detectable(promoted, reference="White"), cycle.policy))                   # doctest: +SKIP
    """
    if result.shape != "counts":
        raise UsageError(f"detectable() needs a table of counts, not a {result.shape}")
    if result.kind != "proportion":
        raise UsageError(f"detectable() speaks of proportions, and {result.measure} is a rate")
    if not 0 < power < 1:
        raise UsageError(f"power must lie between 0 and 1 (0.8 for eight times in ten), not {as_said(power)}")
    asked = reference  # a cycle goes on to compare() as it is: its own reference may have nobody in a small table
    reference, primary, confidence, _ = as_declared(reference, primary, confidence, result)
    fixed_reference(reference, (HIGHEST,), "detectable")
    definition = replace(
        result.definition,
        method=f"{result.definition.method} {METHOD.format(power=power, alpha=round(1 - confidence, 6))}".strip(),
        notes=(*result.definition.notes, *NOTES, *([SEVERAL] if SPREAD[0] in result.counts else [])),
    )
    made = compare(replace(result, definition=definition), reference=asked, also=also, primary=primary, confidence=confidence)
    if made.missing:
        return made
    made = replace(made, added=tuple(dict.fromkeys((*made.added, *FIGURES))), coarser=None)
    made = made.then(partial(_detectable, keys=result.keys, power=power, alpha=1 - confidence))
    if result.coarser:
        made = replace(made, coarser=lambda: detectable(result.coarser(), reference=asked, also=also, power=power, primary=primary, confidence=confidence))
    return made


def _detectable(frame: pd.DataFrame, *, keys: tuple[str, ...], power: float, alpha: float) -> pd.DataFrame:
    frame = frame.reset_index(drop=True)
    out = {name: np.full(len(frame), np.nan) for name in FIGURES}
    for _, rows in frame.groupby(["window", *keys, "characteristic"], sort=False, dropna=False):
        for index, row in rows[rows["reference"].notna()].iterrows():
            x, n, *_ = sides_of_reference(rows, row)
            sizes = [int(row[name]) if pd.notna(row[name]) else 0 for name in TESTED]  # of as many different people as say as much
            if n > 0 and x > 0 and min(sizes) > 0:
                found = stats.smallest_detectable_ratio(base=sizes[0], reference_base=sizes[1], reference_rate=x / n, power=power, alpha=alpha)
                out["detectable_above"][index], out["detectable_below"][index] = float(found.above), float(found.below)
    return frame.assign(**out)
