"""Several windows added up: summed events over summed bases, never a mean of rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.compare import with_rates
from eianalysis.measures.rates import unique
from eianalysis.results import Result

PLACE = ("window", "period_start", "period_end")


def pool(*results: Result | Iterable[Result], beside: bool = False) -> Result:
    """Add up the same measure over several windows of time that do not overlap, so that small groups can be judged.

    Parameters
    ----------
    results : Result, or a sequence of them
        Of shape ``counts``, of one measure, split alike. One result that holds several windows is pooled by itself.
    beside : bool
        Keep each window's own rows beside the pooled ones. Ask for it wherever a page shows both: the gate then sees that
        one is part of the other.

    Returns
    -------
    Result
        Window ``"36m"`` for three years that follow each other, ``"24 of 36 months"`` where months between them are
        missing. Rates and intervals are of the sums. Comparisons are made after pooling, with ``compare``.

    Raises
    ------
    UsageError
        Where windows overlap (somebody would count twice), have no dates, or the results are not of one measure.

    Examples
    --------
    Three cycles' leavers are one result:

    >>> import eianalysis as ei                                                                  # doctest: +SKIP
    >>> ei.compare(ei.pool(this_year, last_year, the_year_before), reference="White")            # doctest: +SKIP
    """
    several = tuple(each for item in results for each in ([item] if isinstance(item, Result) else item))
    first = _alike(several)
    if first.missing:
        return first
    rows = pd.concat([each.counts for each in several], ignore_index=True)
    name, start, end = _whole(rows, first.measure)
    labels = [key for key in first.keys if key != "window"] + ["characteristic", "group"]
    # Groups stay in the order they came in; one that only some windows have counts there as nobody.
    summed = rows.groupby(labels, sort=False, dropna=False)[["numerator", "denominator"]].sum().reset_index()
    summed = summed.assign(measure=first.measure, kind=first.kind, window=name, period_start=start, period_end=end)
    summed = summed[["measure", "kind", *PLACE, *labels, "numerator", "denominator"]]
    if beside:
        summed = pd.concat([summed, rows[summed.columns]], ignore_index=True)
    made = with_rates(
        replace(first, counts=summed, steps=(), coarser=None, added=(), strata=None, sources=unique(source for each in several for source in each.sources))
    )
    if all(each.coarser for each in several):
        made = replace(made, coarser=lambda: pool(*(each.coarser() for each in several), beside=beside))
    return made


def _alike(results: tuple[Result, ...]) -> Result:
    """The first result, if all can be added up; the first that is missing, if one is."""
    if not results:
        raise UsageError("pool() needs at least one result")
    first = results[0]
    for each in results:
        if not isinstance(each, Result) or each.shape != "counts":
            raise UsageError(f"pool() adds up tables of counts, not a {getattr(each, 'shape', type(each).__name__)}")
        for what in ("measure", "kind", "keys"):
            if getattr(each, what) != getattr(first, what):
                raise UsageError(
                    f"pool() adds up one measure split one way: {first.measure} has the {what} {getattr(first, what)!r}, another {getattr(each, what)!r}"
                )
    missing = next((each for each in results if each.missing), None)
    if missing is not None:
        return missing
    split = [set(each.counts["characteristic"]) for each in results]
    if any(names != split[0] for names in split):
        odd = next(name for names in split for name in names ^ split[0])
        raise UsageError(f"pool() needs every window split alike; only some are split by {odd}: {did_you_mean(odd, sorted(set.union(*split)))}")
    return first


def _whole(rows: pd.DataFrame, measure: str) -> tuple[str, pd.Timestamp, pd.Timestamp]:
    """The name, first and last day of all windows together; refused where two of them share a day."""
    spans = rows[list(PLACE)].drop_duplicates()
    if spans[["period_start", "period_end"]].isna().any(axis=None):
        raise UsageError(f"pool() needs the dates of every window of {measure}; a window without dates could overlap another")
    spans = spans.sort_values("period_start")
    pairs = zip(spans.itertuples(index=False), spans.iloc[1:].itertuples(index=False), strict=False)
    for before, after in pairs:
        if after.period_start <= before.period_end:
            raise UsageError(
                f"pool() cannot add up windows that overlap: {_said(before)} and {_said(after)} share days, and what happened then would count twice"
            )
    start, end = spans["period_start"].iloc[0], spans["period_end"].iloc[-1]
    covered = [_months(each.period_start, each.period_end) for each in spans.itertuples(index=False)]
    whole = _months(start, end)
    if whole is None or None in covered:
        return "pooled", start, end
    return (f"{whole}m" if sum(covered) == whole else f"{sum(covered)} of {whole} months"), start, end


def _months(start: pd.Timestamp, end: pd.Timestamp) -> int | None:
    """Whole months from one day to another, None where they are not whole."""
    after = end + pd.Timedelta(days=1)
    return None if after.day != start.day else (after.year - start.year) * 12 + after.month - start.month


def _said(span) -> str:
    return f"{span.window} ({span.period_start:%Y-%m-%d} to {span.period_end:%Y-%m-%d})"
