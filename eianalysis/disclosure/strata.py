"""A ratio made within strata is made of counts nobody is shown: is it safe to print?

Worst case: the reader knows everybody's stratum, and both groups' totals, and wants to know how many events each stratum
had. Whether the printed ratio tells is looked for in ``unseen``.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from scipy.special import ndtri

from eianalysis import stats
from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.disclosure.rounding import rounded
from eianalysis.disclosure.hidden_strata import HiddenStrata, discloses_nothing
from eianalysis.policy import Policy
from eianalysis.results import GROUPING, Result

FIGURES = ("adjusted_ratio", "adjusted_low", "adjusted_high")
COUNTS = ("cases", "base", "reference_cases", "reference_base")
EFFECTS = ("effect", "reference_effect")
WITH_THEM = ("adjusted_verdict", "strata_agree", "strata", "strata_dropped")
ROUNDED = (np.round, np.floor, np.ceil)


def protect(table: pd.DataFrame, result: Result, policy: Policy) -> None:
    """Round each adjusted ratio as far as its strata ask for, or empty it, in place."""
    labels = ["window", "period_start", "period_end", *(key for key in result.keys if key != "window"), *GROUPING]
    if result.strata is None:
        table[[*FIGURES, *WITH_THEM]] = None
        return
    parts = {key: rows for key, rows in result.strata.groupby(_named(result.strata, labels), sort=False)}
    for index, key in _named(table, labels).items():
        if pd.isna(table.at[index, "adjusted_ratio"]):
            continue
        rows = parts.get(key)
        limit = threshold_of(policy, table.at[index, "characteristic"], (*result.keys, *_names(result)))
        digits = (
            None
            if rows is None
            else digits_allowed(
                rows[list(COUNTS)].to_numpy(float).T, limit, policy, rate=result.kind == "rate", confidence=result.confidence, effects=_effects(rows)
            )
        )
        for name, how in zip(FIGURES, ROUNDED, strict=True):
            table.at[index, name] = np.nan if digits is None else float(rounded(table.at[index, name], digits, how))
        if digits is None:
            for name in WITH_THEM:
                if name in table:
                    table.at[index, name] = None


def _names(result: Result) -> tuple[str, ...]:
    """The columns the strata are made of: some of them are sensitive."""
    return () if result.strata is None else tuple(name for name in result.strata.columns if name not in (*COUNTS, *EFFECTS, *GROUPING))


def _effects(rows: pd.DataFrame) -> tuple[float, float]:
    """The design effects of both sides, by which their range is as wide; they follow from totals that the reader has."""
    return (float(rows[EFFECTS[0]].iloc[0]), float(rows[EFFECTS[1]].iloc[0])) if set(EFFECTS) <= set(rows) else (1.0, 1.0)


def _named(frame: pd.DataFrame, labels: list[str]) -> pd.Series:
    rows = frame[labels].itertuples(index=False, name=None)
    return pd.Series(["|".join(map(str, row)) for row in rows], index=frame.index, dtype=object)


def digits_allowed(
    counts: np.ndarray, threshold: int, policy: Policy, *, rate: bool = False, confidence: float = 0.95, effects: tuple[float, float] = (1.0, 1.0)
) -> int | None:
    """How many decimals the pooled ratio of these strata may have: 2, 1, or None for not at all. Ranges and words are at ``confidence``."""
    cases, base, reference_cases, reference_base = (np.asarray(each, float) for each in counts)
    both = (base > 0) & (reference_base > 0)  # the rest plays no part
    found, size = np.array([cases[both], reference_cases[both]]), np.array([base[both], reference_base[both]])
    room = np.full(size.shape, np.inf) if rate else size  # a rate's events need not be some of its base
    each = tuple((side, place == np.arange(size.shape[1])) for side in (0, 1) for place in range(size.shape[1]))
    secret = HiddenStrata(
        found,
        size,
        room,
        each,
        partial(_figures, size=size, rate=rate, confidence=confidence, effects=effects),
        ROUNDED,
        partial(_told, size=size, rate=rate, alpha=1 - confidence, effects=effects),
        proportion=not rate,
    )
    choices = (1,) if policy.round_to > 1 else (2, 1)
    return next((digits for digits in choices if discloses_nothing(secret, threshold, policy, digits)), None)


def _figures(tries: np.ndarray, *, size: np.ndarray, rate: bool, confidence: float = 0.95, effects: tuple[float, float] = (1.0, 1.0)) -> np.ndarray:
    """The ratio and range of each table (Greenland-Robins, as ``stats.mantel_haenszel``)."""
    (x1, x0), (n1, n0) = (tries[:, 0], tries[:, 1]), size
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (x1 * n0 / (n1 + n0)).sum(axis=1) / (x0 * n1 / (n1 + n0)).sum(axis=1)
    x1, n1, x0, n0 = x1 / effects[0], n1 / effects[0], x0 / effects[1], n0 / effects[1]
    total, events = n1 + n0, x1 + x0
    r, s = (x1 * n0 / total).sum(axis=1), (x0 * n1 / total).sum(axis=1)
    spread = ((events * n1 * n0 - (0 if rate else x1 * x0 * total)) / total**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.exp(ndtri((1 + confidence) / 2) * np.sqrt(spread / (r * s)))
        return np.column_stack([ratio, ratio / factor, ratio * factor])


def _told(found: np.ndarray, *, size: np.ndarray, rate: bool, alpha: float, effects: tuple[float, float] = (1.0, 1.0)) -> tuple[bool, bool]:
    """What the words beside the figures say: whether chance explains it, whether the strata agree."""
    named = dict(cases=found[0], reference_cases=found[1], **dict(zip(EFFECTS, effects, strict=True)))
    if rate:
        pooled = stats.mantel_haenszel_rates(**named, exposure=size[0], reference_exposure=size[1])
        return bool(pooled.mh_p < alpha), bool(pooled.homogeneity_p < alpha)
    pooled = stats.mantel_haenszel(**named, base=size[0], reference_base=size[1])
    return bool(pooled.cmh_p < alpha), bool(pooled.breslow_day_p < alpha)
