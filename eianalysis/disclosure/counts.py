"""The gate for tables of counts: derive on true counts, decide what is hidden, empty it whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eianalysis.disclosure import added_columns, reference_rates, rounding, undeclared
from eianalysis.disclosure.cells import Cell, Row, rows_of
from eianalysis.disclosure.primary_suppression import people_counted, unsafe_row
from eianalysis.errors import DisclosureError
from eianalysis.policy import RATE_BASE, Policy
from eianalysis.added_columns import ADDED
from eianalysis.results import ALL, FIGURES, GROUPING, LEADING, Result
from eianalysis.vocabulary import UNDECLARED

COUNTS = ("numerator", "denominator")
DERIVED = tuple(name for name in FIGURES if name not in (*COUNTS, "reference", "comparison", "status"))
COMPARED = ("reference", "disparity_ratio", "ratio_low", "ratio_high", "gap", "gap_low", "gap_high", "p_value", "verdict")
DECIMALS = 1  # of person-years: more would tell to the day who was in post
WORDS = ("reference", "comparison", "verdict")


@dataclass(frozen=True)
class Counted:
    """One alternative of a result: its true table in the contract's columns, and what each row is of."""

    result: Result
    table: pd.DataFrame
    rows: tuple[Row | None, ...]
    fit: float  # the share of its declared groups, or of its totals where it is not split, whose own counts may be shown

    @property
    def planned(self) -> list[Row]:
        """The rows that are counts of somebody, which a plan decides on."""
        return [row for row in self.rows if row is not None]


@dataclass(frozen=True)
class Decided:
    """A result with the decision for each of its rows."""

    result: Result
    table: pd.DataFrame
    status: pd.Series
    rows: tuple[Row | None, ...]


def hidden(status: pd.Series) -> pd.Series:
    return status.eq("hidden")


def columns(result: Result) -> list[str]:
    """The columns of a counts release: the contract's, with the result's own keys before ``numerator``."""
    own = [key for key in result.keys if key not in (*LEADING, *GROUPING)]
    return [*LEADING, *GROUPING, *own, *FIGURES, *result.added]


def counted(result: Result, policy: Policy) -> Counted:
    """A result made ready to be decided on."""
    put = undeclared.pool_undeclared(result, policy)
    table, several = true_table(put, policy), people_counted(put)
    known = table[table["numerator"].notna() & table["denominator"].notna()]
    groups = known[~known["group"].isin([ALL, *UNDECLARED])]
    fine = [not unsafe_row(row, result, policy, several) for row in (known if groups.empty else groups).itertuples()]
    return Counted(result, table, tuple(rows_of(table, put, policy, several)), sum(fine) / len(fine) if fine else 1.0)


def decide(counted: Counted, gone: Collection[Cell], policy: Policy) -> Decided:
    """Which rows are shown and which are hidden: whole rows, wherever a count or a base is one of the cells that are gone."""
    table = counted.table
    status = pd.Series("shown", index=table.index, dtype=object)
    base = table["denominator"].astype(float)
    status[(base >= RATE_BASE) & (base < policy.low_base)] = "low_base"
    status[(base == 0) & (table["numerator"] == 0)] = "not_applicable"
    status[[row is not None and any(cell in gone for cell in row.cells) for row in counted.rows]] = "hidden"
    status[[row is None for row in counted.rows]] = "not_available"
    if counted.result.highest:
        table = _chosen_anew(table, counted.result, status.isin(["shown", "low_base"]) & (base >= policy.rate_base), policy)
    return Decided(counted.result, table, status, counted.rows)


def _chosen_anew(table: pd.DataFrame, result: Result, rated: pd.Series, policy: Policy) -> pd.DataFrame:
    """The table compared with the highest of the rates that are shown: one chosen among all would say which way a hidden rate lies."""
    if rated.all():
        return table
    labels = [*(name for name in ("window", *result.keys) if name in result.counts), *GROUPING]
    labels = list(dict.fromkeys(labels))
    put = undeclared.pool_undeclared(result, policy)
    seen = set(table.loc[rated, labels].astype(str).itertuples(index=False, name=None))
    kept = [place in seen for place in put.counts[labels].astype(str).itertuples(index=False, name=None)]
    anew = true_table(replace(put, counts=put.counts[kept].reset_index(drop=True)), policy)
    at = pd.MultiIndex.from_frame(table[labels].astype(str))
    found = anew.set_index(pd.MultiIndex.from_frame(anew[labels].astype(str)))[list((*COMPARED, "comparison"))].reindex(at)
    return table.assign(**{name: found[name].to_numpy() for name in found})


def true_table(result: Result, policy: Policy) -> pd.DataFrame:
    """The result with its steps run, in the contract's columns; anything else a step made stays behind the gate."""
    given = _as_printed(result) if policy.export else result  # nothing is kept back from who works on the data
    table = given.unreleased.reset_index(drop=True)
    needed = [*GROUPING, *COUNTS, *(key for key in result.keys if key != "window")]
    absent = [name for name in needed if name not in table]
    if absent:
        raise DisclosureError(f"{result.measure} has no column {', '.join(absent)}; nothing was released")
    for name, value in (("measure", result.measure), ("kind", result.kind), ("window", "")):
        if name not in table:
            table[name] = value
    table = table.reindex(columns=[name for name in columns(result)])
    labels = [name for name in columns(result) if name not in (*FIGURES, *ADDED, "measure", "kind")]
    if table.duplicated(labels).any():
        raise DisclosureError(f"{result.measure} has two rows for one group; what adds up to what cannot be known")
    for name in COUNTS:
        table[name] = pd.to_numeric(table[name]).astype(float)
        if (table[name] < 0).any() or np.isinf(table[name]).any():
            raise DisclosureError(f"{result.measure} has a {name} that is not a count; nothing was released")
    return table


def _as_printed(result: Result) -> Result:
    """The result with person-years to the decimal that is printed, before anything is worked out of them: a count divided by its exact
    rate would give back to the day who was in post."""
    given = result.counts
    columns = [name for name in COUNTS if name in given and pd.api.types.is_float_dtype(given[name])]
    return replace(result, counts=given.assign(**{name: given[name].round(DECIMALS) for name in columns}))


def mask(decided: Decided, policy: Policy) -> pd.DataFrame:
    """The table as it may be seen: hidden rows empty, figures of small bases and of hidden references too."""
    table, status = decided.table.copy(), decided.status
    gone = hidden(status)
    no_rate = gone | (table["denominator"] < policy.rate_base) | status.isin(["not_applicable", "not_available"])
    compared_with_hidden = reference_rates.compared_with_hidden(table, decided.result, no_rate)
    betrayed = gone_p_values(table, gone)
    _empty(table, gone | (status == "not_available"), COUNTS)
    _empty(table, no_rate, DERIVED)
    _empty(table, compared_with_hidden, COMPARED)
    _empty(table, betrayed, ("p_value",))
    added_columns.empty(table, decided.result, policy, no_rate, no_rate | compared_with_hidden)
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
            if name in COUNTS:
                values = values.round(DECIMALS)
                values = values.astype("Int64") if ((values.dropna() % 1) == 0).all() else values
            table[name] = values
    return table
