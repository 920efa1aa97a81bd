"""The exploratory comparisons that are looked at together: those of a page, known before anybody looks at what they show.

A comparison is judged in three steps, so that a page's results need not be in one table: each is judged alone
(``ALONE``), with the p with which it would enter a family (``ENTERING``, empty where it could never stand out); a page's
standing questions together are its ``Family``; and each result is settled in it. Without a family its own rows are one.

The run counts the standing questions of its pages before any page is rendered, and keeps their families where ``compare``
finds them (``keep``). What a page asks beyond them is added to the family: it may show less than it might, never more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from eianalysis.policy import RUNNING
from eianalysis.results import Result
from eianalysis.stats import chance_flags
from eianalysis.stats.judgement import CLEAR, POSSIBLE, judged_together

#: Columns of a compared table that stay behind the gate.
ALONE, ENTERING = "verdict_alone", "entering_p"
#: The counts of each row's reference, and the distinct people on both sides, behind the gate too.
BESIDE = ("reference_numerator", "reference_denominator", "own_people", "reference_people")
#: The folder of a run's families, set in the environment of what the run starts.
FAMILIES = "EIANALYSIS_FAMILIES"


@dataclass(frozen=True)
class Family:
    """A page's exploratory comparisons that could stand out: the name of each, and its p."""

    page: str
    p: Mapping[str, float] = field(default_factory=dict)


def family_of(page: str, results: Iterable[Result]) -> Family:
    """The family of a page: every exploratory comparison of its results that could stand out, each once.

    Parameters
    ----------
    page : its name
    results : compared results, as the page asks for them, at the level at which it shows them
    """
    found: dict[str, float] = {}
    for result in results:
        if result.missing or result.shape != "counts":
            continue
        table = result.unreleased
        if ENTERING in table:
            found |= _members(table, result.keys)
    return Family(page, found)


def settled(frame: pd.DataFrame, *, keys: tuple[str, ...], alpha: float, family: Family | None = None) -> pd.DataFrame:
    """A step: the verdict of each row, its exploratory ones judged in the family, or as one where none is given."""
    if ALONE not in frame:
        return frame
    rows = frame["comparison"].notna()
    own = _members(frame, keys)
    others = [p for name, p in (family.p if family else {}).items() if name not in own]
    table = frame[rows]
    judged = judged_together(table[ALONE].to_numpy(object), table["p_value"].to_numpy(float), table[ENTERING].to_numpy(float),
                             table["comparison"].eq("exploratory").to_numpy(), others=others, alpha=alpha)
    return frame.assign(verdict=pd.Series(judged.verdict, index=table.index, dtype=object).reindex(frame.index).where(rows, None))


def in_family(result: Result, family: Family | None) -> Result:
    """The compared result with its exploratory rows judged in this family.

    A coarser alternative takes the place of the result, and its rows the place of the result's in the family.
    """
    if family is None or result.missing:
        return result
    steps = tuple(partial(settled, **{**step.keywords, "family": family}) if isinstance(step, partial) and step.func is settled
                  else step for step in result.steps)
    finer = result.coarser
    return replace(result, steps=steps, coarser=None if finer is None else (lambda: in_family(finer(), _without(family, result))))


def _without(family: Family, result: Result) -> Family:
    own = family_of(family.page, [result]).p
    return replace(family, p={name: p for name, p in family.p.items() if name not in own})


class Flags(NamedTuple):
    """How many comparisons a pack made, how many it flags, and how many flags chance alone would be expected to raise."""

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
    found = []
    for result in results:
        table = pd.DataFrame() if result.missing or result.shape != "counts" else result.unreleased
        if ENTERING not in table:
            continue
        rows = table[table["comparison"].notna() & table["reference_numerator"].notna()]
        found.append(pd.DataFrame({
            "page": page, "name": _names(rows, result.keys),
            "kind": np.where(rows["reference_denominator"].isna(), "share", result.kind), "comparison": rows["comparison"],
            "verdict": rows["verdict"], "confidence": result.confidence, "cases": rows["numerator"], "base": rows["denominator"],
            "reference_cases": rows["reference_numerator"], "reference_base": rows["reference_denominator"],
            "people": rows["own_people"], "reference_people": rows["reference_people"]}))
    return pd.concat(found, ignore_index=True).drop_duplicates("name", ignore_index=True) if found else pd.DataFrame(
        columns=["page", "name", "kind", "comparison", "verdict"])


def flags(comparisons: pd.DataFrame) -> Flags:
    """Count the flags of a pack beside those that chance alone would raise at the sizes of its comparisons.

    Parameters
    ----------
    comparisons : those of all its pages, as ``comparisons_of`` gives them
    """
    if comparisons.empty:
        return Flags(0, 0, 0, 0, 0.0, 0.0)
    family = np.where(comparisons["comparison"] == "exploratory", comparisons["page"], "")
    named = ("cases", "base", "reference_cases", "reference_base", "people", "reference_people")
    expected = chance_flags(**{name: comparisons[name].to_numpy(float) for name in named}, kind=comparisons["kind"].to_numpy(object),
                            family=family, confidence=float(comparisons["confidence"].iloc[0]))
    return Flags(len(comparisons), comparisons["page"].nunique(), *(int((comparisons["verdict"] == word).sum()) for word in (CLEAR, POSSIBLE)),
                 float(np.sum(expected.clear)), float(np.sum(expected.possible)))


def keep(folder: Path, family: Family) -> None:
    """Write a page's family where the notebooks of a run find it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{family.page}.json").write_text(json.dumps(dict(sorted(family.p.items()))), encoding="utf-8", newline="\n")


def kept(page: str | None = None) -> Family | None:
    """The family of a page of the run this is part of (of the page being rendered, unless named); None outside a run."""
    page, folder = page or os.environ.get(RUNNING, ""), os.environ.get(FAMILIES)
    path = Path(folder) / f"{page}.json" if folder and page else None
    return Family(page, json.loads(path.read_text(encoding="utf-8"))) if path is not None and path.is_file() else None


def _members(frame: pd.DataFrame, keys: tuple[str, ...]) -> dict[str, float]:
    """The name of each comparison of a table that enters a family, and its p."""
    rows = frame[frame[ENTERING].notna()]
    return dict(zip(_names(rows, keys), rows[ENTERING].astype(float), strict=True))


def _names(rows: pd.DataFrame, keys: tuple[str, ...]) -> list[str]:
    labels = [name for name in ("measure", "window", "period_end", *keys, "characteristic", "group", "reference") if name in rows]
    return ["|".join(map(str, row)) for row in rows[labels].itertuples(index=False, name=None)]


def settle_in(result: Result, family: Family | None = None) -> Result:
    """The result with its last step: the verdicts of its rows, in the family given or in its own."""
    return result.then(partial(settled, keys=result.keys, alpha=1 - result.confidence, family=family))


def empty(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """The columns of this module for a table in which nothing is compared yet."""
    return {name: np.full(len(frame), np.nan) for name in (ENTERING, *BESIDE)} | {ALONE: np.full(len(frame), None, object)}
