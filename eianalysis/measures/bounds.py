"""What those who did not declare could do to a comparison: the lowest and the highest it could be if all were known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle, Comparison
from eianalysis.errors import UsageError
from eianalysis.measures.against import as_declared, fixed_reference
from eianalysis.measures.compare import compare, each_side, sides_of_reference, side
from eianalysis.measures.repeated import effects, shared_by_rows
from eianalysis.results import ALL, HIGHEST, Result
from eianalysis.stats.judgement import judge
from eianalysis.vocabulary import UNDECLARED

FIGURES = ("lowest_ratio", "lowest_verdict", "highest_ratio", "highest_verdict")
NOTES = (
    "Lowest and highest: what the ratio would be if all who did not declare belonged to whichever group moves it most. At the "
    "lowest, those of them with the event count for the reference and the others for the group; at the highest, the reverse. "
    "The truth lies between.",
    "The bounds say what is possible, not what is likely: few forces have reason to think that non-declaration is so lopsided.",
)


def bounds(
    result: Result,
    *,
    reference: str | Mapping[str, str] | BoardCycle,
    also: Mapping[str, str] | None = None,
    primary: Iterable[Comparison] = (),
    confidence: float | None = None,
) -> Result:
    """Compare groups, and say what the ratio could at least and at most be if those who did not declare were known.

    Parameters
    ----------
    result : Result
        Of shape ``counts``, not yet compared, with the undeclared groups among its rows.
    reference, also, primary, confidence : as for ``compare``; ``"the highest rate"`` and ``"All"`` are refused, because who they
        are would change with the bounds.

    Returns
    -------
    Result
        The figures of ``compare`` first, then ``lowest_ratio, lowest_verdict, highest_ratio, highest_verdict``; the verdict
        holds where both bounds have it too. They are withheld wherever the counts of the undeclared are. A table in which
        everybody declared has bounds equal to the ratio.

    Notes
    -----
    docs/methods.md, "Asked of any measure". Worst-case bounds (C. F. Manski, 1995) of a ratio of two rates: adding a person with the event
    raises a rate and adding one without lowers it, so the extremes give all of one kind to one side.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> ei.findings(ei.release(ei.bounds(promoted, reference="White"), cycle.policy))                    # doctest: +SKIP
    """
    if result.shape != "counts":
        raise UsageError(f"bounds() needs a table of counts, not a {result.shape}")
    asked = reference  # a cycle goes on to compare() as it is: its own reference may have nobody in a small table
    reference, primary, confidence, band = as_declared(reference, primary, confidence, result)
    fixed_reference(reference, (HIGHEST, ALL), "bounds")
    definition = replace(result.definition, notes=(*result.definition.notes, *NOTES))
    made = compare(replace(result, definition=definition), reference=asked, also=also, primary=primary, confidence=confidence)
    if made.missing:
        return made
    made = replace(made, added=tuple(dict.fromkeys((*made.added, *FIGURES))), coarser=None)
    made = made.then(partial(_bounds, kind=result.kind, keys=result.keys, confidence=confidence, band=band))
    if result.coarser:
        made = replace(made, coarser=lambda: bounds(result.coarser(), reference=asked, also=also, primary=primary, confidence=confidence))
    return made


def _bounds(frame: pd.DataFrame, *, kind: str, keys: tuple[str, ...], confidence: float, band: tuple[float, float]) -> pd.DataFrame:
    out = {name: np.full(len(frame), np.nan) for name in FIGURES if name.endswith("ratio")}
    words = {name: np.full(len(frame), None, object) for name in FIGURES if name.endswith("verdict")}
    frame = frame.reset_index(drop=True)
    for _, rows in frame.groupby(["window", *keys, "characteristic"], sort=False, dropna=False):
        compared = rows[rows["reference"].notna()]
        if compared.empty:
            continue
        silent = rows[rows["group"].isin(UNDECLARED)]
        events, people, different, squared = side(silent)
        others, shared = max(people - events, 0.0), shared_by_rows(rows, kind)
        own = np.array(each_side(compared)).T
        other = np.array([sides_of_reference(rows, row) for _, row in compared.iterrows()])
        primary = (compared["comparison"] == "primary").to_numpy()
        # those with the event on one side (and so in its base), those without on the other; of a rate, whose base need not
        # hold its events, all events on one side and all of the base on the other
        with_event, without = np.array([events, events]), np.array([0.0, others])
        if kind == "rate":
            with_event, without = np.array([events, 0.0]), np.array([0.0, people])
        for which, mine, theirs in (("lowest", without, with_event), ("highest", with_event, without)):
            # of who is added, as many different people and as many rows each as there are of the undeclared in all
            joined = (np.array([*each, *(np.array([different, squared]) * (each[1] / people if people else 0.0))]) for each in (mine, theirs))
            (x, n, own_people, own_squared), (y, m, other_people, other_squared) = ((each + more).T for each, more in zip((own, other), joined, strict=True))
            with np.errstate(divide="ignore", invalid="ignore"):
                out[f"{which}_ratio"][compared.index] = (x / n) / (y / m)
            words[f"{which}_verdict"][compared.index] = judge(
                cases=x,
                base=n,
                reference_cases=y,
                reference_base=m,
                kind=kind,
                confidence=confidence,
                band=band,
                exploratory=~primary,
                people=np.floor(own_people),
                reference_people=np.floor(other_people),
                effect=effects(kind, x, n, own_squared, shared),
                reference_effect=effects(kind, y, m, other_squared, shared),
            ).verdict
    return frame.assign(**out, **words)
