"""The gate for tables of counts: derive on true counts, decide what is hidden, empty it whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eianalysis.disclosure import extras, references, rounding, secondary
from eianalysis.disclosure.kin import outermost, with_kin
from eianalysis.disclosure.relations import tie
from eianalysis.errors import DisclosureError
from eianalysis.policy import Policy
from eianalysis.results import ALL, EXTRAS, FIGURES, GROUPING, LEADING, Result
from eianalysis.vocabulary import UNDECLARED

COUNTS = ("numerator", "denominator")
DERIVED = tuple(name for name in FIGURES if name not in (*COUNTS, "reference", "comparison", "status"))
COMPARED = ("reference", "disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value", "verdict")
LOW_FROM = 10  # under this a base is not low but too small for any rate
WORDS = ("reference", "comparison", "verdict")


@dataclass(frozen=True)
class Decided:
    """One alternative of a result, with the decision for each of its rows."""

    result: Result
    table: pd.DataFrame  # true, in the contract's columns
    status: pd.Series
    shown: float  # the share of rows of declared groups that can be shown, of its outermost kin; 1 where there are none


def hidden(status: pd.Series) -> pd.Series:
    return status.isin(["hidden", "hidden_to_protect"])


def columns(result: Result) -> list[str]:
    """The columns of a counts release: the contract's, with the result's own keys before ``numerator``."""
    own = [key for key in result.keys if key not in (*LEADING, *GROUPING)]
    return [*LEADING, *GROUPING, *own, *FIGURES, *result.extras]


def decide(result: Result, policy: Policy) -> Decided:
    """Which rows of this result are shown, hidden, or hidden to protect another."""
    own = true_table(result)
    table, result_and_kin = with_kin(result, own, true_table)
    status = pd.Series("shown", index=table.index, dtype=object)
    unknown = table[list(COUNTS)].isna().any(axis=1)
    labels = [name for name in columns(result_and_kin) if name not in FIGURES]
    # In one order whatever order the rows came in, and whichever of its kin is asked for, so that the same are hidden.
    known = table[~unknown].sort_values(labels, key=lambda column: column.astype(str), kind="stable")
    known, again = _once(known, [name for name in labels if name not in result.repeats], result)
    once = replace(result_and_kin, keys=tuple(key for key in result_and_kin.keys if key not in result.repeats))
    primary, all_hidden = secondary.hide(tie(known, once, policy))
    at = list(known.index)
    base = table["denominator"].astype(float)
    status[(base >= LOW_FROM) & (base < policy.low_base)] = "low_base"
    status[(base == 0) & (table["numerator"] == 0)] = "not_applicable"
    status[[at[name] for name in sorted(all_hidden) if name < len(at)]] = "hidden_to_protect"
    status[[at[name] for name in sorted(primary) if name < len(at)]] = "hidden"
    status[again.index] = status[again].to_numpy()
    status[unknown] = "not_available"
    # The level is chosen by the outermost of the kin, so that all of them are shown at the same one.
    there = (status != "not_available") & outermost(result_and_kin, table)
    asked = ~table["group"].isin([ALL, *UNDECLARED]) & there
    asked = asked if asked.any() else there  # of all rows where it is not split
    shown = 1.0 if not asked.any() else float((~hidden(status))[asked].mean())
    return Decided(result, own, status.iloc[: len(own)], shown)


def _once(table: pd.DataFrame, labels: list[str], result: Result) -> tuple[pd.DataFrame, pd.Series]:
    """``(rows, again)``: each row once, and of every repeat which row it repeats: it is decided on together with that."""
    if not result.repeats:
        return table, pd.Series(dtype=int)
    same = table.groupby([table[name].astype(str) for name in labels], sort=False)
    if (same[list(COUNTS)].nunique() > 1).any(axis=None):
        raise DisclosureError(f"{result.measure} repeats a row with other counts; nothing was released")
    first = pd.Series(table.index, index=table.index).groupby([table[name].astype(str) for name in labels],
                                                             sort=False).transform("first")
    kept = first.index == first.to_numpy()
    return table[kept], first[~kept]


def true_table(result: Result) -> pd.DataFrame:
    """The result with its steps run, in the contract's columns; anything else a step made stays behind the gate."""
    table = result.unreleased.reset_index(drop=True)
    needed = [*GROUPING, *COUNTS, *(key for key in result.keys if key != "window")]
    absent = [name for name in needed if name not in table]
    if absent:
        raise DisclosureError(f"{result.measure} has no column {', '.join(absent)}; nothing was released")
    for name, value in (("measure", result.measure), ("kind", result.kind), ("window", "")):
        if name not in table:
            table[name] = value
    table = table.reindex(columns=[name for name in columns(result)])
    labels = [name for name in columns(result) if name not in (*FIGURES, *EXTRAS, "measure", "kind")]
    if table.duplicated(labels).any():
        raise DisclosureError(f"{result.measure} has two rows for one group; what adds up to what cannot be known")
    for name in COUNTS:
        table[name] = pd.to_numeric(table[name]).astype(float)
        if (table[name] < 0).any() or np.isinf(table[name]).any():
            raise DisclosureError(f"{result.measure} has a {name} that is not a count; nothing was released")
    return table


def mask(decided: Decided, policy: Policy) -> pd.DataFrame:
    """The table as it may be seen: hidden rows empty, figures of small bases and of hidden references too."""
    table, status = decided.table.copy(), decided.status
    gone = hidden(status)
    no_rate = gone | (table["denominator"] < policy.rate_base) | status.isin(["not_applicable", "not_available"])
    leaning = references.leaning(table, decided.result, no_rate)
    betrayed = gone_p_values(table, gone)
    _empty(table, gone | (status == "not_available"), COUNTS)
    _empty(table, no_rate, DERIVED)
    _empty(table, leaning, COMPARED)
    _empty(table, betrayed, ("p_value",))
    extras.empty(table, decided.result, policy, no_rate, no_rate | leaning)
    table = rounding.coarsen(table, policy, decided.result.kind)
    table["status"] = status
    return typed(table)


def gone_p_values(table: pd.DataFrame, gone: pd.Series) -> pd.Series:
    """Rows whose p-value is also a hidden row's: adjusting for many tests hands values from row to row."""
    p = table["p_value"].astype(float)
    return p.isin(p[gone & (p < 1)]) & p.notna()


def _empty(table: pd.DataFrame, rows: pd.Series, names) -> None:
    for name in names:
        table[name] = table[name].astype(object).where(~rows, None)


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """Whole counts as whole numbers that can be empty, figures as numbers, words as text."""
    for name in FIGURES:
        if name == "status":
            table[name] = table[name].astype(object)
        elif name in WORDS:
            table[name] = table[name].astype(object).where(table[name].notna(), None)
        else:
            values = pd.to_numeric(table[name].astype(object)).astype("Float64")
            if name in COUNTS and ((values.dropna() % 1) == 0).all():
                values = values.astype("Int64")
            table[name] = values
    return table
