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

import numpy as np
import pandas as pd

from eianalysis.measures.catalogue import declared_measures
from eianalysis.policy import RUNNING
from eianalysis.results import Result
from eianalysis.stats.judgement import judged_together

#: Columns of a compared table that stay behind the gate.
ALONE, ENTERING = "verdict_alone", "entering_p"
#: The four counts as tested (fewer, where people stand twice), and the distinct people on both sides, behind the gate too.
BESIDE = ("tested_numerator", "tested_denominator", "reference_numerator", "reference_denominator", "own_people", "reference_people")
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
    judged = judged_together(
        table[ALONE].to_numpy(object),
        table["p_value"].to_numpy(float),
        table[ENTERING].to_numpy(float),
        table["comparison"].eq("exploratory").to_numpy(),
        others=others,
        alpha=alpha,
    )
    return frame.assign(verdict=pd.Series(judged.verdict, index=table.index, dtype=object).reindex(frame.index).where(rows, None))


def in_family(result: Result, family: Family | None) -> Result:
    """The compared result with its exploratory rows judged in this family.

    A coarser alternative takes the place of the result, and its rows the place of the result's in the family.
    """
    if family is None or result.missing:
        return result
    steps = tuple(
        partial(settled, **{**step.keywords, "family": family}) if isinstance(step, partial) and step.func is settled else step for step in result.steps
    )
    finer = result.coarser
    return replace(result, steps=steps, coarser=None if finer is None else (lambda: in_family(finer(), _without(family, result))))


def _without(family: Family, result: Result) -> Family:
    own = family_of(family.page, [result]).p
    return replace(family, p={name: p for name, p in family.p.items() if name not in own})


def keep(folder: Path, family: Family) -> None:
    """Write a page's family where the notebooks of a run find it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{family.page}.json").write_text(json.dumps(dict(sorted(family.p.items()))), encoding="utf-8", newline="\n")


def kept(page: str | None = None, measure: str = "") -> Family | None:
    """The family of a page of the run this is part of; None outside a run.

    Unless it is named, the page is the one being rendered, or the one on which the measure stands first.
    """
    own = declared_measures().get(measure)
    page, folder = page or os.environ.get(RUNNING) or (own.page if own else ""), os.environ.get(FAMILIES)
    path = Path(folder) / f"{page}.json" if folder and page else None
    return Family(page, json.loads(path.read_text(encoding="utf-8"))) if path is not None and path.is_file() else None


def _members(frame: pd.DataFrame, keys: tuple[str, ...]) -> dict[str, float]:
    """The name of each comparison of a table that enters a family, and its p."""
    rows = frame[frame[ENTERING].notna()]
    return dict(zip(names(rows, keys), rows[ENTERING].astype(float), strict=True))


def names(rows: pd.DataFrame, keys: Iterable[str]) -> list[str]:
    """The name of each compared row, by what it is of: the same before its release, after it, and in a file."""
    labels = [name for name in ("measure", "window", "period_end", *keys, "characteristic", "group", "reference") if name in rows]
    return ["|".join(map(_said, row)) for row in rows[labels].itertuples(index=False, name=None)]


def _said(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else str(value)


def settle_in(result: Result, family: Family | None = None) -> Result:
    """The result with its last step: the verdicts of its rows, in the family given or in its own."""
    return result.then(partial(settled, keys=result.keys, alpha=1 - result.confidence, family=family))


def empty(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """The columns of this module for a table in which nothing is compared yet."""
    return {name: np.full(len(frame), np.nan) for name in (ENTERING, *BESIDE)} | {ALONE: np.full(len(frame), None, object)}
