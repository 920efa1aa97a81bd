"""Which counts are too small to show: the rules that look at one row alone.

A row has a numerator, a denominator and, for a proportion, a complement (who was in the base but not in the
numerator). Each of the three is a count of people somebody could recognise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from eianalysis.declare.words import pooled_years
from eianalysis.policy import Policy
from eianalysis.results import SPREAD, Result

NUMERATOR, DENOMINATOR, COMPLEMENT = "numerator", "denominator", "complement"


def threshold_of(policy: Policy, characteristic: object, keys: Iterable[str] = ()) -> int:
    """The threshold that holds for a row: the strictest of its characteristic and of its key columns."""
    return max(policy.threshold_for(name) for name in (characteristic, *keys))


def unsafe_row(row, result: Result, policy: Policy, several: Mapping[tuple, float] | None = None) -> set[str]:
    """``unsafe`` of one row of a result's counts: with ``characteristic, numerator, denominator``; ``several`` is its ``people_counted``."""
    return unsafe(
        row.numerator,
        row.denominator,
        proportion=result.kind == "proportion",
        policy=policy,
        threshold=threshold_of(policy, row.characteristic, result.keys),
        people=people_in(row._asdict() if hasattr(row, "_asdict") else vars(row), result, people_counted(result) if several is None else several),
    )


def people_counted(result: Result) -> Mapping[tuple, float]:
    """How many different people each row of a result is of, by its labels, where its measure counted them."""
    counts = result.counts
    if SPREAD[0] not in counts:
        return {}
    known = counts[counts[SPREAD[0]].notna()]
    return {_labels(record, result): float(record[SPREAD[0]]) for record in known.to_dict("records")}


def people_in(row: Mapping, result: Result, counted: Mapping[tuple, float]) -> float | None:
    """As many different people as the base of a row holds for certain; None where each of its base is somebody else.

    Counted, where people can stand in it twice. Else a base of k years added up holds at least a k-th of it: nobody is more than one
    officer-year in a year.
    """
    if (people := counted.get(_labels(row, result))) is not None:
        return people
    many = bool(result.definition.base_unit_pooled or result.definition.many_times)
    years = pooled_years(row) if many else 1
    return float(row["denominator"]) / years if years > 1 else None


def _labels(row: Mapping, result: Result) -> tuple:
    return tuple("" if pd.isna(row.get(name)) else str(row[name]) for name in dict.fromkeys(("window", *result.keys, "characteristic", "group")))


def small(count: float, threshold: int) -> bool:
    """Whether a count says too much: more than none and under the threshold (fractions of a headcount too)."""
    return 0 < count < threshold


def unsafe(numerator: float, denominator: float | None, *, proportion: bool, threshold: int, policy: Policy, people: float | None = None) -> set[str]:
    """Which of a row's counts nobody may learn; empty where the row passes.

    ``denominator`` is None where nobody can tell what the base is (the difference of two windows whose bases do not
    nest): then only the numerator is judged. ``people`` are the different people it holds for certain, where those can be fewer
    (``people_in``): "nobody" and "everybody" are said of people.
    """
    found = set()
    if small(numerator, threshold):
        found.add(NUMERATOR)
    if denominator is None:
        return found
    if small(denominator, threshold):
        found.add(DENOMINATOR)
    few = 0 < (denominator if people is None else min(denominator, people)) < policy.all_or_none_base
    if few and numerator == 0:
        found.add(NUMERATOR)  # "nobody" of a few says it of each of them
    complement = denominator - numerator
    if few and np.isclose(complement, 0):
        found.add(COMPLEMENT if proportion else NUMERATOR)  # and so does "everybody"
    elif proportion and small(complement, threshold):
        found.add(COMPLEMENT)
    return found
