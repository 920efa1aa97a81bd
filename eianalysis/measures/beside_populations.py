"""Each group's share of what the force counted beside its share of several populations: side by side, never one ratio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.benchmarks import beside
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import build, not_available
from eianalysis.measures.windows import Window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED


def beside_populations(
    measure: str,
    own: Mapping[str, pd.Series],
    benchmarks: TypedTable,
    cycle: BoardCycle,
    w: Window,
    tables: Sequence[TypedTable],
    characteristic: str = "ethnicity_5",
) -> Result:
    """Each group's share of what the force counted (``own``: a name and the group of each row of its ``tables``) and of the populations."""
    definition = definition_of(measure)
    if all(groups.empty for groups in own.values()):
        return not_available(measure, definition, tables[0], keys=("population",), reason="it has no row in the period")
    parts = [_shares(groups.value_counts(), name) for name, groups in own.items()]
    known = beside(benchmarks, cycle.force)
    known = known[known["characteristic"].eq(characteristic)]
    if "caution" in known:
        definition = replace(definition, notes=(*known["caution"].replace("", None).dropna().unique(), *definition.notes))
    for (population, year), rows in known.groupby(["population", "year"], sort=True, observed=True):
        parts.append(_shares(rows.set_index("group")["count"], f"{population}, {year}"))
    counted = pd.concat(parts, ignore_index=True).assign(characteristic=characteristic)
    result = build(
        measure,
        definition,
        lambda _: counted[["population", "characteristic", "group", "numerator", "denominator"]].copy(),
        ({characteristic: characteristic},),
        keys=("population",),
        window=w.name,
        period=(w.start, w.end),
        sources=(*(source for table in tables for source in table.sources), *benchmarks.sources),
        shared_base=True,
    )
    return result.then(partial(_no_sampling_error, own=tuple(own)))


def _no_sampling_error(frame: pd.DataFrame, own: tuple[str, ...]) -> pd.DataFrame:
    """A census is no sample, and a whole is all of itself: neither has a plausible range."""
    counted_all = ~frame["population"].isin(own) | frame["group"].eq(ALL)
    return frame.assign(rate_low=frame["rate_low"].mask(counted_all), rate_high=frame["rate_high"].mask(counted_all))


def _shares(counts: pd.Series, population: str) -> pd.DataFrame:
    declared = counts[~counts.index.isin([*UNDECLARED, ALL])].dropna()
    total = int(declared.sum())
    rows = pd.DataFrame({"group": [*declared.index.astype(str), ALL], "numerator": [*declared.astype(int), total]})
    return rows.assign(population=population, denominator=total)
