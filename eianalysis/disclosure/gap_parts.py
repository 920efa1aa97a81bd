"""The parts of a gap are made of counts nobody is shown: how many of the reference left in each rank, service and route.

Nothing but the totals of a group goes into its parts: what is worked out of strata are the reference's events alone
(``stats.explain_rates``). The reader is taken to know everybody's stratum, the totals, and every figure of the table at once, of
whichever group and characteristic: White officers and men are partly the same people. What all these tell is looked for in
``unseen``, of each category of each factor and of each cell of all of them, within each reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.disclosure.rounding import rounded
from eianalysis.disclosure.hidden_strata import HiddenStrata, discloses_nothing
from eianalysis.added_columns import GAP_PARTS as FIGURES
from eianalysis.policy import Policy
from eianalysis.results import Result
from eianalysis.stats.explained_rates import parts, weights

ROUNDED = (np.round, np.floor, np.ceil) * 2
#: What a row of the strata has beside its factors: see ``measures.leaving_explained``.
COLUMNS = ("window", "characteristic", "group", "cases", "people", "base", "inside")
DECIMALS = (3, 2)  # of a rate: tenths of a percentage point, else whole ones


def protect(table: pd.DataFrame, result: Result, policy: Policy) -> None:
    """Round the parts of each gap as far as the strata ask for, or empty them, in place."""
    printed = table[table["explained"].notna()]
    for _, rows in printed.groupby("window", sort=False):
        found = _together(rows, result, policy)
        for characteristic, each in rows.groupby("characteristic", sort=False):
            digits = found.get(characteristic)
            for name, how in zip(FIGURES, ROUNDED, strict=True):
                table.loc[each.index, name] = np.nan if digits is None else rounded(each[name].astype(float), digits, how) + 0.0


def _together(rows: pd.DataFrame, result: Result, policy: Policy) -> dict[object, int]:
    """The decimals of each characteristic whose parts may stand: of all of them the most, else of one after the other."""
    choices = DECIMALS if policy.rate_decimals is None else DECIMALS[1:]
    every = dict.fromkeys(rows["characteristic"], choices[0])
    if _disclose_nothing(rows, result, policy, every):
        return every
    kept: dict[object, int] = {}
    for characteristic in every:
        for digits in choices:
            more = {**kept, characteristic: digits}
            if more != every and _disclose_nothing(rows[rows["characteristic"].isin(list(more))], result, policy, more):
                kept = more
                break
    return kept


def _disclose_nothing(rows: pd.DataFrame, result: Result, policy: Policy, digits: Mapping[object, int]) -> bool:
    """Whether all these parts together give no small count away."""
    strata = result.strata
    if strata is None:
        return False
    names = factors_of(strata)
    of = dict(iter(strata[strata["window"] == rows["window"].iloc[0]].groupby(["characteristic", "group"], sort=False)))
    if any((row["characteristic"], row["group"]) not in of for _, row in rows.iterrows()):
        return False
    asked, sets = [], {}
    cases, people = (next(iter(of.values()))[name].to_numpy(float) for name in ("cases", "people"))
    for _, row in rows.iterrows():
        cells = of[row["characteristic"], row["group"]]
        inside = cells["inside"].to_numpy(bool)
        weight = weights(cells["base"].to_numpy(float), people * inside, [list(cells[name]) for name in taken(row["factor"], names)])
        asked.append((weight, inside, dict(cases=float(row["numerator"]), base=float(row["denominator"]), confidence=result.confidence)))
        sets |= {mask.tobytes(): mask for mask in _sets(cells, names, inside)}
    used = np.any([inside for _, inside, _ in asked], axis=0)  # who is of no reference plays no part

    def figures(tries: np.ndarray) -> np.ndarray:
        return np.concatenate(
            [parts(None if weight is None else weight[inside], (people * inside).sum(), tries[:, 0, inside[used]], **said) for weight, inside, said in asked],
            axis=1,
        )

    limit = max(threshold_of(policy, characteristic, (*result.keys, *names)) for characteristic in digits)
    secret = HiddenStrata(
        cases[None, used],
        people[None, used],
        np.maximum(people, cases)[None, used],
        [(0, mask[used]) for mask in sets.values()],
        figures,
        ROUNDED * len(asked),
        strata=np.unique(np.array([inside[used] for _, inside, _ in asked]).T, axis=0, return_inverse=True)[1].ravel(),
    )
    return discloses_nothing(secret, limit, policy, np.repeat([digits[name] for name in rows["characteristic"]], len(FIGURES)))


def factors_of(strata: pd.DataFrame) -> list[str]:
    """The columns of the strata that are factors."""
    return [name for name in strata if name not in COLUMNS]


def taken(factor: object, names: Sequence[str]) -> list[str]:
    """The factors of a row: one by its name, else all together."""
    return [str(factor)] if factor in names else list(names)


def _sets(cells: pd.DataFrame, names: Sequence[str], inside: np.ndarray) -> list[np.ndarray]:
    """Within a reference each category of each factor, and each cell of all of them."""
    found = [inside & (cells[name] == level).to_numpy() for name in names for level in cells[name].unique()]
    every = cells[list(names)].apply(tuple, axis=1)
    return [mask for mask in [*found, *(inside & np.array([each == cell for each in every]) for cell in every.unique())] if mask.any()]
