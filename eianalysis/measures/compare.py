"""From counts to rates, and from rates to a comparison with a reference group.

Both are steps: pure functions from frame to frame, run by the gate on true counts before anything is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle, Comparison
from eianalysis.errors import UsageError, as_said
from eianalysis.measures import families
from eianalysis.measures.against import as_declared, as_groups_are_called, check_named, check_reference, check_there_are_two, reference_for
from eianalysis.measures.repeated import effects, shared_by_rows
from eianalysis.results import ALL, HIGHEST, REST, SPREAD, Result
from eianalysis.stats.clustered import whole_table, widened
from eianalysis.stats.comparison import plausible_gap, plausible_rate, ratio_interval
from eianalysis.stats.judgement import judge
from eianalysis.vocabulary import SMALL_TOGETHER, UNDECLARED


def with_rates(result: Result, *, confidence: float = 0.95) -> Result:
    """The result with a step that derives each row's rate and its interval (Wilson, or exact Poisson for rates).

    Raises ``UsageError`` where a proportion has more events than base: the two are then not of the same people.
    """
    if result.kind == "proportion" and not result.missing:
        over = result.counts[result.counts["numerator"] > result.counts["denominator"]]
        if len(over):
            labels = [name for name in (*result.keys, "characteristic", "group") if name in over]
            first = ", ".join(f"{name} {value}" for name, value in over.iloc[0][labels].items())
            raise UsageError(
                f"{result.measure} is a proportion, and {len(over)} of its rows have more events than base (the first: {first}); "
                "count events only of people in the base, or make it a rate (kind='rate')"
            )
    return at_confidence(result.then(partial(_rates, kind=result.kind, keys=result.keys, confidence=confidence)), confidence)


def at_confidence(result: Result, confidence: float, band: tuple[float, float] | None = None) -> Result:
    """The result and its coarser alternatives, marked with the confidence of their ranges, and with the band of their verdicts where one is given."""
    finer, own = result.coarser, result.band if band is None else band
    return replace(result, confidence=confidence, band=own, coarser=None if finer is None else (lambda: at_confidence(finer(), confidence, band)))


def judged_in_family(result: Result, *, confidence: float | None = None, band: tuple[float, float] | None = None) -> Result:
    """A result whose steps compare its rows, with their verdicts: at this confidence and band, else its own, in the family of its page."""
    sure = at_confidence(result, result.confidence if confidence is None else confidence, band)
    return families.in_family(families.settle_in(sure), families.kept(measure=result.measure))


def _rates(frame: pd.DataFrame, *, kind: str, keys: tuple[str, ...] = (), confidence: float) -> pd.DataFrame:
    cases, base = frame["numerator"].to_numpy(float), frame["denominator"].to_numpy(float)
    known = np.isfinite(cases) & np.isfinite(base)  # a published table may withhold a number
    low, high = np.full((2, len(frame)), np.nan)
    told = (cases / effect, base / effect) if (effect := _effect(frame, kind, keys)) is not None else (cases, base)
    low[known], high[known] = plausible_rate(kind, told[0][known], told[1][known], confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        return frame.assign(rate=np.where(base > 0, cases / base, np.nan), rate_low=low, rate_high=high)


def _effect(frame: pd.DataFrame, kind: str, keys: tuple[str, ...]) -> np.ndarray | None:
    """The design effect of each row, as alike as rows of one person are in its table; None where nobody stands twice."""
    if not set(SPREAD) <= set(frame):
        return None
    by = [name for name in ("window", *keys, "characteristic") if name in frame]
    shared = np.zeros(len(frame))
    for _, at in frame.reset_index(drop=True).groupby(by, sort=False, dropna=False).indices.items():
        shared[at] = shared_by_rows(frame.iloc[at], kind)
    return effects(kind, *(frame[name].to_numpy(float) for name in ("numerator", "denominator", SPREAD[-1])), shared)


def compare(
    result: Result,
    *,
    reference: str | Mapping[str, str] | BoardCycle,
    also: Mapping[str, str] | None = None,
    primary: Iterable[Comparison] = (),
    confidence: float | None = None,
    family: families.Family | None = None,
) -> Result:
    """Compare each group's rate with a reference: ratio, gap, their ranges, and a verdict in words.

    Parameters
    ----------
    result : Result of shape ``counts``
    reference : str, mapping or BoardCycle
        A group's name; ``"the rest"`` (everybody declared but the group itself), which ``"All"`` means too: no group is
        compared with a total that holds it; ``"the highest rate"`` (of the groups that are shown); a mapping by characteristic (``{"ethnicity": "White", "sex": "Male"}``); or a cycle, whose own references,
        confidence, band and primary comparisons are then used.
    also : references of this measure's own characteristics beside the cycle's (``{"sampler": "Senior officers"}``).
    primary : comparisons declared before looking; every other row is exploratory.
    confidence : of ranges, tests and verdicts; the result's own unless given.
    family : the exploratory comparisons these rows are looked at together with, as ``families.family_of`` gives them; in a
        run those of the page, else the rows of this result.

    Returns
    -------
    Result
        With a step adding ``reference, disparity_ratio, ratio_low, ratio_high, gap, gap_low, gap_high, p_value,
        comparison, verdict``. People who did not declare, and small groups put together, are shown but never compared.

    Raises
    ------
    UsageError
        Where the rows are shares of one whole (who is in post, who applied), or the reference group does not occur in the result.
        A cycle's own reference, and one of ``also``, are set for every table of their kind and may be nobody in a small one: its
        rows are then too few to say, and the findings and the table say that nobody is in the reference group.

    Examples
    --------
    >>> import eianalysis as ei                                                  # doctest: +SKIP
    >>> ei.compare(ei.turnover(...), reference={"ethnicity": "White"})           # doctest: +SKIP
    """
    if result.shape != "counts":
        raise UsageError(f"compare() needs a table of counts, not a {result.shape}")
    if result.shared_base:
        raise UsageError(
            f"compare() sets rates beside each other, and {result.measure} has each group's share of one whole: a group is not at a "
            "disadvantage because it is smaller. Release it as it is; where it has populations, it is compared with them already"
        )
    declared = isinstance(reference, BoardCycle)
    if not isinstance(reference, str | Mapping | BoardCycle):
        raise UsageError(
            f'reference is {as_said(reference)}: it is a group, as "White", a group for each characteristic, as {{"sex": "Male"}}, or a board cycle'
        )
    reference, primary, confidence, band = as_declared(reference, primary, confidence, result)
    if also:
        if isinstance(reference, str):
            raise UsageError("also= adds to the references of a cycle or a mapping, not to a single one")
        reference = {**also, **reference}
    primary = tuple(item for item in primary if item.measure == result.measure)
    if not result.missing:
        reference = as_groups_are_called(result, reference)
        check_reference(result, reference, declared, also or {})
        check_there_are_two(result, declared or reference in (REST, HIGHEST, ALL))
        if not declared and not also:
            check_named(result, reference)
    step = partial(_compare, kind=result.kind, keys=result.keys, reference=reference, primary=primary, confidence=confidence, band=band)
    rated = result if confidence == result.confidence else with_rates(result, confidence=confidence)
    compared = families.settle_in(at_confidence(rated, confidence, band).then(step))
    if HIGHEST in (reference.values() if isinstance(reference, Mapping) else (reference,)):
        compared = _of_the_highest(compared)
    return families.in_family(compared, families.kept(measure=result.measure) if family is None else family)


def _of_the_highest(result: Result) -> Result:
    """Marked, with its coarser alternatives: which group is the highest would tell of a hidden one, so the gate chooses among those shown."""
    finer = result.coarser
    return replace(result, highest=True, coarser=None if finer is None else lambda: _of_the_highest(finer()))


def _compare(frame: pd.DataFrame, *, kind: str, keys: tuple[str, ...], reference, primary, confidence, band) -> pd.DataFrame:
    frame = frame.reset_index(drop=True)
    out = {name: np.full(len(frame), np.nan) for name in ("disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value")}
    words = {name: np.full(len(frame), None, object) for name in ("reference", "comparison", "verdict")}
    out |= families.empty(frame)
    where, others, alike = [], [], []
    by = ["window", *keys, "characteristic"]
    for values, rows in frame.groupby(by, sort=False, dropna=False):
        shared = shared_by_rows(rows, kind)
        named = reference_for(values[-1], reference)
        unknown = rows[["numerator", "denominator"]].isna().any(axis=1)
        if named is None or rows.loc[unknown, "group"].eq(named).any():
            continue
        rows = rows[~unknown]
        compared = rows[~rows["group"].isin([ALL, *UNDECLARED])]
        for index, row in compared[compared["group"].ne(SMALL_TOGETHER)].iterrows():  # a mixture is no group to judge
            name, chosen = _reference_rows(rows, compared, row, named)
            if name is None:
                continue
            words["reference"][index] = name
            where.append(index), others.append(side(chosen)), alike.append(shared)
    if where:
        index = np.array(where)
        own = frame.loc[index]
        declared = _is_primary(own, words["reference"][index], primary)
        fill(out, words, index, kind, each_side(own), np.array(others, float).T, declared, confidence, band, np.array(alike))
    return frame.assign(**words, **out)


def side(rows: pd.DataFrame) -> tuple[float, ...]:
    """Events, base, distinct people and the sum of their squared bases, of some rows together."""
    return tuple(float(each.sum()) for each in each_side(rows))


def each_side(rows: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """The same row by row; a row that does not count its people has its base of them."""
    base = rows["denominator"].to_numpy(float)
    people, squared = (rows[name].fillna(rows["denominator"]).to_numpy(float) if name in rows else base for name in (SPREAD[0], SPREAD[-1]))
    return rows["numerator"].to_numpy(float), base, people, squared


def fill(out, words, index, kind, own, other, declared, confidence, band, shared=0.0) -> None:
    """Write ratio, gap, ranges and verdict of one family of comparisons into the columns.

    ``shared`` is what rows of one person have in common (``repeated``): ranges are as wide as it makes them.
    """
    (cases, base, people, squared), (ref_cases, ref_base, ref_people, ref_squared) = own, other
    named = dict(cases=cases, base=base, reference_cases=ref_cases, reference_base=ref_base)
    effect, ref_effect = (effects(kind, *each, shared) for each in ((cases, base, squared), (ref_cases, ref_base, ref_squared)))
    told = widened(*named.values(), effect, ref_effect)
    with np.errstate(divide="ignore", invalid="ignore"):
        out["disparity_ratio"][index] = stats.disparity_ratio(**named) if kind == "proportion" else (cases / base) / (ref_cases / ref_base)
        out["gap"][index] = cases / base - ref_cases / ref_base
    out["gap_low"][index], out["gap_high"][index] = plausible_gap(kind, *told, confidence=confidence)
    out["ratio_low"][index], out["ratio_high"][index] = ratio_interval(kind, *told, confidence=confidence)
    judged = judge(
        **named,
        kind=kind,
        confidence=confidence,
        band=band,
        exploratory=~declared,
        people=people,
        reference_people=ref_people,
        effect=effect,
        reference_effect=ref_effect,
    )
    words["verdict"][index], out["p_value"][index] = judged.verdict, judged.p
    out[families.ALONE][index], out[families.ENTERING][index] = judged.alone, judged.entering
    for name, values in zip(families.BESIDE, (*whole_table(kind, *told), people, ref_people), strict=True):
        out[name][index] = values
    words["comparison"][index] = np.where(declared, "primary", "exploratory")


def _reference_rows(rows: pd.DataFrame, compared: pd.DataFrame, row: pd.Series, named: str) -> tuple[str | None, pd.DataFrame]:
    """The name of one row's reference, and the rows it is made of; name None where the row is its own reference."""
    if named in (REST, ALL):  # never a total that holds the group itself
        return REST, compared.drop(index=row.name)
    chosen = rows[rows["group"] == named]
    if named == HIGHEST:
        chosen = compared.loc[[(compared["numerator"] / compared["denominator"]).idxmax()]]
    if chosen.empty:  # this stage has nobody in the reference group
        return named, chosen
    return (None if chosen["group"].iloc[0] == row["group"] else chosen["group"].iloc[0]), chosen.iloc[:1]


def sides_of_reference(rows: pd.DataFrame, row: pd.Series) -> tuple[float, ...]:
    """As ``side``, of the reference a compared row of this block already names."""
    if row["reference"] == REST:
        chosen = rows[~rows["group"].isin([ALL, *UNDECLARED, row["group"]])]
    else:
        chosen = rows[rows["group"] == row["reference"]]
    return side(chosen)


def _is_primary(rows: pd.DataFrame, references: np.ndarray, primary: tuple[Comparison, ...]) -> np.ndarray:
    declared = {(item.window, item.characteristic, item.group, REST if item.reference == ALL else item.reference) for item in primary}
    each = zip(rows["window"], rows["characteristic"], rows["group"], references, strict=True)
    return np.array([four in declared for four in each], bool)
