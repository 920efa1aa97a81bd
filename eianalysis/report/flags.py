"""How many comparisons a pack made, how many of them it flags, and how many flags chance alone would raise.

A pack's front counts those that its tables show: flags as a reader sees them, beside what chance alone would raise at the
sizes of the same comparisons.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from eianalysis.measures.families import ENTERING, names
from eianalysis.results import Result
from eianalysis.stats import chance_flags
from eianalysis.stats.judgement import CLEAR, POSSIBLE

_COUNTS = ("cases", "base", "reference_cases", "reference_base", "people", "reference_people")


class Flags(NamedTuple):
    """How many comparisons a pack made, on how many pages, how many it flags, and how many chance alone would.

    ``planned`` of them were declared beforehand; chance alone would flag one of these or more, were they independent, with the
    probability ``planned_by_chance``.
    """

    comparisons: int
    pages: int
    clear: int
    possible: int
    clear_by_chance: float
    possible_by_chance: float
    planned: int = 0
    planned_by_chance: float = 0.0


def comparisons_of(page: str, results: Iterable[Result]) -> pd.DataFrame:
    """Every comparison of a page's compared results, each once: its counts, and how it was judged.

    Columns ``page, name, kind`` (``share`` beside a population), ``comparison, verdict, confidence``, the ends of the band (``low, high``) and the counts
    of ``stats.chance_flags``.
    """
    found = [pd.DataFrame({"page": [], "name": [], "kind": [], "comparison": [], "verdict": [], "confidence": [], "low": [], "high": []})]
    for result in results:
        table = pd.DataFrame() if result.missing or result.shape != "counts" else result.unreleased
        if ENTERING not in table:
            continue
        rows = table[table["comparison"].notna() & table["reference_numerator"].notna()]
        found.append(
            pd.DataFrame(
                {
                    "page": page,
                    "name": names(rows, result.keys),
                    "kind": np.where(rows["reference_denominator"].isna(), "share", result.kind),
                    "comparison": rows["comparison"],
                    "verdict": rows["verdict"],
                    "confidence": result.confidence,
                    "low": result.band[0],
                    "high": result.band[1],
                    "cases": rows["tested_numerator"],
                    "base": rows["tested_denominator"],
                    "reference_cases": rows["reference_numerator"],
                    "reference_base": rows["reference_denominator"],
                    "people": rows["own_people"],
                    "reference_people": rows["reference_people"],
                }
            )
        )
    whole = [each for each in found if len(each)] or found
    return pd.concat(whole, ignore_index=True).drop_duplicates("name", ignore_index=True)


def flags(comparisons: pd.DataFrame) -> Flags:
    """Count the flags of a pack beside those that chance alone would raise at the sizes of its comparisons.

    Parameters
    ----------
    comparisons : those of all its pages, as ``comparisons_of`` gives them
    """
    if comparisons.empty:
        return Flags(0, 0, 0, 0, 0.0, 0.0)
    family = np.where(comparisons["comparison"] == "exploratory", comparisons["page"], "")
    expected = chance_flags(
        **{name: comparisons[name].to_numpy(float) for name in _COUNTS},
        kind=comparisons["kind"].to_numpy(object),
        family=family,
        confidence=float(comparisons["confidence"].iloc[0]),
        band=(float(comparisons["low"].iloc[0]), float(comparisons["high"].iloc[0])),
    )
    planned = (comparisons["comparison"] == "primary").to_numpy()
    return Flags(
        len(comparisons),
        comparisons["page"].nunique(),
        *(int((comparisons["verdict"] == word).sum()) for word in (CLEAR, POSSIBLE)),
        float(np.sum(expected.clear)),
        float(np.sum(expected.possible)),
        int(planned.sum()),
        float(1 - np.prod(1 - (expected.clear + expected.possible)[planned])),
    )
