"""How many comparisons a pack made, how many of them it flags, and how many flags chance alone would raise.

The run works out every comparison of its pages' standing questions, at every level of detail the gate may take, before a
page is rendered (``keep``). A pack's front then counts those that its tables show (``flags_in``): flags as a reader sees
them, beside what chance alone would raise at the true sizes of the same comparisons.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from eianalysis.disclosure.gate import alternatives
from eianalysis.measures.families import ENTERING, names
from eianalysis.results import Result
from eianalysis.stats import chance_flags
from eianalysis.stats.judgement import CLEAR, POSSIBLE, VERDICTS

_COUNTS = ("cases", "base", "reference_cases", "reference_base", "people", "reference_people")


class Flags(NamedTuple):
    """How many comparisons a pack made, on how many pages, how many it flags, and how many chance alone would."""

    comparisons: int
    pages: int
    clear: int
    possible: int
    clear_by_chance: float
    possible_by_chance: float


def comparisons_of(page: str, results: Iterable[Result]) -> pd.DataFrame:
    """Every comparison of a page's compared results, each once: its counts, and how it was judged.

    Columns ``page, name, kind`` (``share`` beside a population), ``comparison, verdict, confidence`` and the counts of
    ``stats.chance_flags``.
    """
    found = [pd.DataFrame({"page": [], "name": [], "kind": [], "comparison": [], "verdict": [], "confidence": []})]
    for result in results:
        table = pd.DataFrame() if result.missing or result.shape != "counts" else result.unreleased
        if ENTERING not in table:
            continue
        rows = table[table["comparison"].notna() & table["reference_numerator"].notna()]
        found.append(pd.DataFrame({
            "page": page, "name": names(rows, result.keys),
            "kind": np.where(rows["reference_denominator"].isna(), "share", result.kind), "comparison": rows["comparison"],
            "verdict": rows["verdict"], "confidence": result.confidence, "cases": rows["tested_numerator"], "base": rows["tested_denominator"],
            "reference_cases": rows["reference_numerator"], "reference_base": rows["reference_denominator"],
            "people": rows["own_people"], "reference_people": rows["reference_people"]}))
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
    expected = chance_flags(**{name: comparisons[name].to_numpy(float) for name in _COUNTS}, kind=comparisons["kind"].to_numpy(object),
                            family=family, confidence=float(comparisons["confidence"].iloc[0]))
    return Flags(len(comparisons), comparisons["page"].nunique(), *(int((comparisons["verdict"] == word).sum()) for word in (CLEAR, POSSIBLE)),
                 float(np.sum(expected.clear)), float(np.sum(expected.possible)))


def keep(folder: Path, page: str, results: Iterable[Result]) -> None:
    """Write the comparisons of a page for the front of its run, at every level of detail of its results.

    They are true counts: the folder is one of the run's own, and goes with it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    levels = [level for result in results for level in alternatives(result)]
    comparisons_of(page, levels).to_json(folder / f"{page}.comparisons", orient="table", index=False)


def flags_in(tables: Path, kept: Path) -> Flags:
    """The flags in a pack's released tables, beside those chance alone would raise.

    Parameters
    ----------
    tables : the pack's folder of tables and what is said beside each
    kept : the folder that ``keep`` wrote to in its run

    Returns
    -------
    Flags
        Of the standing questions only: a comparison that is hidden counts neither here nor there.
    """
    shown: dict[str, str] = {}
    for path in sorted(tables.glob("*.json")):
        keys = json.loads(path.read_text(encoding="utf-8"))["keys"]
        table = pd.read_csv(path.with_suffix(".csv"), dtype=str, keep_default_na=False)
        if {"verdict", "reference"} <= set(table):
            table = table[table["verdict"].isin(VERDICTS)]
            shown |= dict(zip(names(table, keys), table["verdict"], strict=True))
    pages = [pd.read_json(path, orient="table") for path in sorted(kept.glob("*.comparisons"))]
    if not pages:
        return flags(pd.DataFrame())
    made = pd.concat(pages, ignore_index=True).drop_duplicates("name")
    made = made[made["name"].isin(shown)]
    return flags(made.assign(verdict=made["name"].map(shown)))
