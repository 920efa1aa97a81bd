"""Like compared with like: a ratio within each rank, unit or department, pooled (Mantel-Haenszel), beside the plain one.

An adjusted figure answers another question than the plain one, and does not replace it. If women are not promoted because
they are not posted to the units that promote, adjusting for the unit hides what happened to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle, Comparison
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.against import as_declared, fixed_reference, reference_for
from eianalysis.measures.compare import compare, each_side, side, with_rates
from eianalysis.measures.repeated import effects, shared_by_rows
from eianalysis.results import ALL, HIGHEST, REST, SPREAD, Result
from eianalysis.stats.clustered import whole_table, widened
from eianalysis.stats.judgement import SMALLEST_BASE, settle
from eianalysis.vocabulary import UNDECLARED

FIGURES = ("adjusted_for", "adjusted_ratio", "adjusted_low", "adjusted_high", "adjusted_verdict", "strata_agree", "strata", "strata_dropped")
COUNTS = ("cases", "base", "reference_cases", "reference_base")
EFFECTS = ("effect", "reference_effect")
METHOD = {
    "proportion": "Adjusted: Mantel-Haenszel ratio over the strata, Greenland-Robins limits, Cochran-Mantel-Haenszel test; whether "
    "the strata agree: Breslow-Day test at 5%.",
    "rate": "Adjusted: Mantel-Haenszel ratio of rates over the strata, Greenland-Robins limits for person-time, Mantel-Haenszel "
    "test; whether the strata agree: test of homogeneity at 5%.",
}
NOTES = (
    "The plain comparison stands first. The adjusted one compares people only with others of the same stratum.",
    "Adjusting can hide a difference as well as explain it: where being in a stratum is itself decided unequally, the plain figure is the one that counts.",
    "Strata in which one of the two groups has nobody say nothing and are left out of the adjusted figure; they are counted.",
)
SEVERAL = "Who stands in several strata counts as somebody else in each: of such people ranges are a little too narrow."


def adjust_for(
    result: Result,
    over: str | Sequence[str],
    *,
    reference: str | Mapping[str, str] | BoardCycle,
    also: Mapping[str, str] | None = None,
    primary: Iterable[Comparison] = (),
    confidence: float | None = None,
) -> Result:
    """Compare groups plainly, and beside it within the same rank, unit or other stratum, and say whether that changes it.

    Parameters
    ----------
    result : Result
        Of shape ``counts``, whose keys split it into strata: made with ``within=("rank_band", "unit")``.
    over : str or sequence of str
        The keys to adjust for; the result must have them. Other keys stay.
    reference, also, primary, confidence : as for ``compare``; ``"the highest rate"`` is not a fixed group and is refused.

    Returns
    -------
    Result
        One row a group, the strata added up: the figures of ``compare`` first, then ``adjusted_for, adjusted_ratio,
        adjusted_low, adjusted_high, adjusted_verdict, strata_agree`` ("yes", "no", or empty where it cannot be judged),
        ``strata`` and ``strata_dropped``. The strata themselves are not shown; the gate gives the adjusted ratio as many
        decimals as they allow, or none.

    Raises
    ------
    UsageError
        Where ``over`` is no key of the result.

    Notes
    -----
    ``stats.mantel_haenszel`` for proportions, ``stats.mantel_haenszel_rates`` for rates. Where people stand more than once, limits
    and tests are widened by the design effects of the plain comparison; who is in several strata counts there as somebody else in each. The adjusted verdict follows the rules of the plain one, with the pooled
    interval and test; exploratory rows are one family there too.

    Examples
    --------
    Are women promoted less often, and is it still so among officers of the same rank?

    >>> import eianalysis as ei                                                                       # doctest: +SKIP
    >>> by_rank = ei.share(promotions, "promoted", by="sex", within=("rank_band",), measure="promoted")  # doctest: +SKIP
    >>> ei.findings(ei.release(ei.adjust_for(by_rank, "rank_band", reference="Male"), cycle.policy))     # doctest: +SKIP
    """
    over = (over,) if isinstance(over, str) else tuple(over)
    asked = reference  # a cycle goes on to compare() as it is: its own reference may have nobody in a small table
    reference, primary, confidence, band = as_declared(reference, primary, confidence, result)
    reference = {**(also or {}), **reference} if isinstance(reference, Mapping) else reference
    if not result.missing:  # what was not counted has nothing to be split by
        _check(result, over, reference)
    keys = tuple(key for key in result.keys if key not in over)
    definition = replace(result.definition, method=f"{result.definition.method} {METHOD[result.kind]}".strip(), notes=(*result.definition.notes, *NOTES))
    if result.missing:
        return replace(result, keys=keys, definition=definition)
    split = result.counts[~(result.counts[list(over)] == ALL).any(axis=1)]
    place = [name for name in ("measure", "kind", "window", "period_start", "period_end") if name in split]
    labels = [*place, *keys, "characteristic", "group"]
    whole = _added_up(split, labels)
    strata = _strata(split, labels, keys, reference).merge(_effects(whole, labels, result.kind, reference), on=labels, how="left")
    if SPREAD[0] in whole:
        definition = replace(definition, notes=(*definition.notes, SEVERAL))
    crude = replace(result, counts=whole, keys=keys, definition=definition, steps=(), coarser=None, chain=(), added=FIGURES, strata=strata)
    made = compare(with_rates(crude, confidence=confidence), reference=asked, also=also, primary=primary, confidence=confidence)
    made = made.then(partial(_adjusted, strata=strata, labels=labels, over=over, kind=result.kind, confidence=confidence, band=band))
    if result.coarser:
        made = replace(made, coarser=lambda: adjust_for(result.coarser(), over, reference=asked, also=also, primary=primary, confidence=confidence))
    return made


def _check(result: Result, over: tuple[str, ...], reference) -> None:
    if result.shape != "counts":
        raise UsageError(f"adjust_for() needs a table of counts, not a {result.shape}")
    if not over:
        raise UsageError("adjust_for() needs at least one key to adjust for")
    for name in over:
        if name not in result.keys:
            keys = did_you_mean(name, result.keys) if result.keys else "it has none"
            raise UsageError(f"{result.measure} is not split by '{name}' ({keys}); ask the measure for within=({name!r},)")
    fixed_reference(reference, (HIGHEST, ALL), "adjust_for")


def _strata(split: pd.DataFrame, labels: list[str], keys: tuple[str, ...], reference) -> pd.DataFrame:
    """For each group to be compared its counts and the reference's in each stratum."""
    out = []
    for (_, characteristic), _rows in split.groupby(["window", "characteristic"], sort=False):
        named = reference_for(characteristic, reference)
        if named is None:
            continue
        rows = _rows[~_rows["group"].isin([ALL, *UNDECLARED])]
        over = [name for name in rows if name not in (*labels, "numerator", "denominator", *SPREAD)]
        stratum = [name for name in [*labels, *over] if name != "group"]
        own = rows.rename(columns={"numerator": "cases", "denominator": "base"})
        if named == REST:
            sums = rows.groupby(stratum, sort=False, dropna=False)[["numerator", "denominator"]].sum().reset_index()
            both = own.merge(sums, on=stratum, how="left")
            both[["numerator", "denominator"]] -= both[["cases", "base"]].to_numpy()
        else:
            own = own[own["group"] != named]
            both = own.merge(rows[rows["group"] == named].drop(columns="group"), on=stratum, how="left")
        out.append(both.rename(columns={"numerator": "reference_cases", "denominator": "reference_base"}))
    if not out:
        return pd.DataFrame(columns=[*labels, *COUNTS])
    found = pd.concat(out, ignore_index=True)
    return found.assign(**{name: found[name].fillna(0) for name in COUNTS})


def _added_up(split: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """The strata added up. How many people all of them are is told on the page as "at least", so of everybody it is the largest stratum's."""
    grouped = split.groupby(labels, sort=False, dropna=False)
    whole = grouped[["numerator", "denominator", *(name for name in SPREAD if name in split)]].sum(min_count=1)
    if SPREAD[0] in split:
        everybody = whole.index.get_level_values("group") == ALL
        whole[SPREAD[0]] = whole[SPREAD[0]].where(~everybody, grouped[SPREAD[0]].max())
    return whole.reset_index()


def _effects(whole: pd.DataFrame, labels: list[str], kind: str, reference) -> pd.DataFrame:
    """The design effect of each group and of its reference over all strata: 1 where nobody stands twice."""
    out = [pd.DataFrame(columns=[*labels, *EFFECTS])]
    for _, rows in whole.groupby([name for name in labels if name != "group"], sort=False, dropna=False):
        named = reference_for(rows["characteristic"].iloc[0], reference)
        if named is None:
            continue
        shared, declared = shared_by_rows(rows, kind), rows[~rows["group"].isin([ALL, *UNDECLARED])]
        own = np.array(each_side(declared))
        other = np.array(side(declared if named == REST else declared[declared["group"] == named]))[:, None] - (own if named == REST else 0 * own)
        both = (effects(kind, cases, base, squared, shared) for cases, base, _, squared in (own, other))
        out.append(declared[labels].assign(**dict(zip(EFFECTS, both, strict=True))))
    return pd.concat([each for each in out if len(each)] or out, ignore_index=True)


def _adjusted(
    frame: pd.DataFrame, *, strata: pd.DataFrame, labels: list[str], over: tuple[str, ...], kind: str, confidence: float, band: tuple[float, float]
) -> pd.DataFrame:
    parts = {key: rows for key, rows in strata.groupby(_named(strata, labels), sort=False)} if len(strata) else {}
    at = [(index, parts[key]) for index, key in _named(frame, labels).items() if key in parts]
    alpha = 1 - confidence
    found = {index: (_pooled(rows, kind, confidence), _pooled(rows, kind, 1 - 2 * alpha), rows) for index, rows in at}
    words = " and ".join(name.replace("_band", "").replace("_", " ") for name in over)
    verdicts = _verdicts(found, frame, kind, alpha, band)
    out = {name: pd.Series(None, index=frame.index, dtype=object) for name in FIGURES}
    for index, (pooled, _, rows) in found.items():
        for name, value in zip(
            FIGURES,
            (
                words,
                pooled.risk_ratio,
                pooled.risk_ratio_low,
                pooled.risk_ratio_high,
                verdicts[index],
                None if np.isnan(pooled.breslow_day_p) else "no" if pooled.breslow_day_p < alpha else "yes",
                len(rows) - pooled.strata_dropped,
                pooled.strata_dropped,
            ),
            strict=True,
        ):
            out[name][index] = value
    return frame.assign(**out)


def _pooled(rows: pd.DataFrame, kind: str, confidence: float):
    """The pooled ratio of strata, under the names of a proportion's."""
    cases, base, reference_cases, reference_base = (rows[name].to_numpy(float) for name in COUNTS)
    named = dict(cases=cases, reference_cases=reference_cases, confidence=confidence, **rows[list(EFFECTS)].iloc[0].astype(float))
    if kind == "proportion":
        return stats.mantel_haenszel(base=base, reference_base=reference_base, **named)
    found = stats.mantel_haenszel_rates(exposure=base, reference_exposure=reference_base, **named)
    return SimpleNamespace(
        risk_ratio=found.rate_ratio,
        risk_ratio_low=found.rate_ratio_low,
        risk_ratio_high=found.rate_ratio_high,
        cmh_p=found.mh_p,
        breslow_day_p=found.homogeneity_p,
        strata_dropped=found.strata_dropped,
    )


def _named(frame: pd.DataFrame, labels: list[str]) -> pd.Series:
    rows = frame[labels].itertuples(index=False, name=None)
    return pd.Series(["|".join(map(str, row)) for row in rows], index=frame.index, dtype=object)


def _verdicts(found: dict, frame: pd.DataFrame, kind: str, alpha: float, band: tuple[float, float]) -> dict:
    """The rules of ``stats.verdict`` on the pooled ratio, its ranges and its test."""
    if not found:
        return {}
    each = list(found)
    ratio, low, high, p = (
        np.array([getattr(found[index][0], name) for index in each], float) for name in ("risk_ratio", "risk_ratio_low", "risk_ratio_high", "cmh_p")
    )
    narrow = tuple(np.array([getattr(found[index][1], name) for index in each], float) for name in ("risk_ratio_low", "risk_ratio_high"))
    counts = np.array([_speaking(found[index][2]) for index in each]).T
    people = frame.loc[each, ["own_people", "reference_people"]].min(axis=1).to_numpy(float)
    small = (np.fmin(np.minimum(counts[1], counts[3]), people) < SMALLEST_BASE) | ~np.isfinite(low) | ~np.isfinite(p)
    tested = whole_table(kind, *widened(*counts, *np.array([found[index][2][list(EFFECTS)].iloc[0] for index in each], float).T))
    primary = np.array([frame.at[index, "comparison"] == "primary" for index in each])
    entered = ~primary & ~small & (stats.attainable_p(kind, *tested) < alpha)
    adjusted = np.nan_to_num(stats.adjust_p(np.where(entered, p, np.nan)), nan=1.0)
    with np.errstate(invalid="ignore"):
        outside = (ratio < band[0]) | (ratio > band[1])
    words = settle(small, (low, high), narrow, outside, np.where(primary, p, adjusted), band=band, alpha=alpha)
    return dict(zip(each, words.tolist(), strict=True))


def _speaking(rows: pd.DataFrame) -> list[float]:
    """The counts of both sides in the strata that can speak, added up."""
    both = rows[(rows["base"] > 0) & (rows["reference_base"] > 0)]
    return [float(both[name].sum()) for name in COUNTS]
