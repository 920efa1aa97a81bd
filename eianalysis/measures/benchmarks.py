"""Populations to compare a workforce with: named, dated, with how exact each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import DataFault, Fault, UsageError, did_you_mean
from eianalysis.measures.two_way_groups import BESIDE, made_of
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import POLICE_FORCES, UNDECLARED, meaning

EXACTNESS = {"P": "", "A": ", approximate", "K": ", to be checked"}


@dataclass(frozen=True)
class Benchmark:
    """One group's share of one population."""

    population: str
    share: float
    note: str  # where it comes from and how exact it is, for the caption


def label(row) -> str:
    """The population with its ages, its year and how exact it is: 'London residents (all ages, 2021, approximate)'."""
    return f"{row['population']} ({row['age_range']}, {row['year']}{EXACTNESS.get(row['precision'], '')})"


def chosen(
    benchmarks: TypedTable, populations: Sequence[str] | None, cycle: BoardCycle | None, characteristics: Sequence[str]
) -> dict[tuple[str, str, str], Benchmark]:
    """The shares by (label of the population, characteristic, group), populations in the order asked for.

    Of women beside all others it is the population's share of women, by whichever name the population has them.

    Raises ``DataFault`` where a row has no year, no share and no count to make it from, or a share that its counts
    contradict; ``UsageError`` for a population that is not in the table.
    """
    theirs = [made_of(name) for name in characteristics]
    frame = benchmarks.frame[benchmarks.frame["characteristic"].isin(theirs) & ~benchmarks.frame["group"].isin(UNDECLARED)]
    names = list(dict.fromkeys(benchmarks.frame["population"]))
    pools = beside(benchmarks, None if cycle is None else cycle.force)
    if "pool" in pools:
        pools = pools[pools["pool"].ne(False).fillna(True).astype(bool)]
    wrong = [name for name in populations or () if name not in names]
    if wrong:
        raise UsageError(f"'{wrong[0]}' is not a population of {benchmarks.name}; {did_you_mean(wrong[0], names)}")
    wanted = list(populations or dict.fromkeys(pools["population"]))
    rows = frame[frame["population"].isin(wanted)]
    rows = rows.assign(_share=_share(rows))
    _check(rows, benchmarks)
    rows = rows.sort_values("population", key=lambda names: names.map(wanted.index), kind="stable")
    worst = rows.groupby(["population", "year", "age_range", "characteristic"])["precision"].transform(lambda marks: max(marks, key=list(EXACTNESS).index))
    rows = rows.assign(precision=worst)
    found = {}
    for _, row in rows.iterrows():
        each = Benchmark(row["population"], float(row["_share"]), _note(row))
        for name in characteristics:
            column, group, here = BESIDE.get(name, (name, row["group"], row["group"]))
            if (column, group) == (row["characteristic"], row["group"]):
                found[(label(row), name, here)] = each
    return found


def beside(benchmarks: TypedTable, force: str | None) -> pd.DataFrame:
    """The rows of populations that the force is set beside: those that name it, and those that name none.

    All of them where the cycle does not say which force it is of. Raises ``DataFault`` for a name that is no police force's.
    """
    frame = benchmarks.frame
    if "forces" not in frame:
        return frame
    named = {cell: [part.strip() for part in cell.split(";") if part.strip()] for cell in frame["forces"].dropna().unique()}
    known = {part: part if part in POLICE_FORCES else meaning("police_forces", part) for parts in named.values() for part in parts}
    faults = [
        Fault(f"'{part}' is no police force", did_you_mean(part, [*POLICE_FORCES, *POLICE_FORCES.values()]), int(place) + 2, "forces")
        for place, cell in frame["forces"].dropna().drop_duplicates().items()
        for part in named[cell]
        if known[part] is None
    ]
    if faults:
        raise DataFault(f"{benchmarks.name}.csv", "populations to compare with", faults)
    others = {cell for cell, parts in named.items() if parts and force is not None and force not in map(known.get, parts)}
    return frame[~frame["forces"].isin(others)]


def _share(rows: pd.DataFrame) -> pd.Series:
    """The share from the counts where all groups have one, else the share as published."""
    total = rows.groupby(["population", "year", "age_range", "characteristic"], dropna=False)["count"].transform(
        lambda counts: counts.sum() if counts.notna().all() else float("nan")
    )
    return (rows["count"].astype(float) / total.astype(float)).fillna(rows["share"].astype(float))


def _check(rows: pd.DataFrame, benchmarks: TypedTable) -> None:
    faults = []
    for place, row in rows.iterrows():
        name = f"{row['population']}, {row['group']}"
        if pd.isna(row["year"]):
            faults.append(Fault(f"{name} has no year", "a population is named and dated", int(place) + 2, "year"))
        if pd.isna(row["_share"]):
            faults.append(Fault(f"{name} has neither a share nor counts of every group", "give one of them", int(place) + 2, "share"))
        elif pd.notna(row["share"]) and abs(row["share"] - row["_share"]) > 0.005:
            faults.append(Fault(f"{name}: the share differs from the counts", "correct one of them", int(place) + 2, "share"))
    if faults:
        raise DataFault(f"{benchmarks.name}.csv", "populations to compare with", faults)


def _note(row) -> str:
    """Where a population comes from: 'London residents (…): ONS, Census 2021, TS021.'"""
    return f"{label(row)}: {row['source']}."
