"""What is told of the force as a whole only: a characteristic declared so is never counted in a part of it.

The declaration of its column says so (``force_level``), and no measure has to remember: whatever is counted leaves here without the
rows in which such a characteristic meets a kind of worker, a rank, a unit or another characteristic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from eianalysis.declare import Identity, Kind, Split
from eianalysis.declare.facts import Values
from eianalysis.measures.rates import not_available
from eianalysis.results import ALL, Result
from eianalysis.schema import TABLES
from eianalysis.schema.columns import Column
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import characteristic_label, crossed_parts


def force_level_only(characteristic: str) -> bool:
    """Whether a characteristic, or one of two that are crossed in it, is told of the whole force only.

    >>> force_level_only("gender_reassignment"), force_level_only("gender_reassignment_by_sex"), force_level_only("sex")
    (True, True, False)
    """
    return any(part in _marked("force_level") for part in crossed_parts(characteristic) or (characteristic,))


def at_force_level(result: Result, tables: Iterable[TypedTable], identity: Identity | None, filters: Iterable[tuple[str, Values]]) -> Result:
    """The result without rows that tell such a characteristic of a part of the force; not available where none is left."""
    counts = result.counts
    if result.missing or "characteristic" not in counts or not len(counts):
        return result
    kept = _kept(_parts(result, identity), any(name in _marked("division") for name, _ in filters))
    if kept(counts).all():
        return result
    names = dict.fromkeys(str(name) for name in counts.loc[~kept(counts), "characteristic"])
    said = " and ".join(characteristic_label(name) for name in names)
    if not kept(counts).any():
        table = next(iter(tables))
        reason = f"{said} is told of the whole force only, never of a part of it: ask by another characteristic"
        return not_available(result.measure, result.definition, table, kind=result.kind, keys=result.keys, reason=reason, shape=result.shape)
    return _left(result, kept, f"Told of the whole force only, never of a part of it: {said.lower()}.")


@cache
def _marked(mark: str) -> frozenset[str]:
    columns: Iterable[Column] = (column for table in TABLES.values() for column in table.columns)
    return frozenset(column.name for column in columns if getattr(column, mark))


def _parts(result: Result, identity: Identity | None) -> list[str]:
    """The keys that sort people into parts; a step, a question or a yardstick is no part of the force."""
    means = identity.keys if identity else {}
    return [key for key in result.keys if key in result.counts and isinstance(means.get(key, Split()), Split | Kind)]


def _kept(parts: list[str], narrowed: bool) -> Callable[[pd.DataFrame], pd.Series]:
    def kept(counts: pd.DataFrame) -> pd.Series:
        names = counts["characteristic"].astype(str)
        only = names.map(force_level_only).astype(bool)
        below = names.map(lambda name: bool(crossed_parts(name))).astype(bool) | narrowed
        for key in parts:
            below |= counts[key].astype(object).ne(ALL)
        return ~(only & below)

    return kept


def _left(result: Result, kept: Callable[[pd.DataFrame], pd.Series], note: str) -> Result:
    finer, words = result.coarser, result.definition
    return replace(
        result,
        counts=result.counts[kept(result.counts)].reset_index(drop=True),
        definition=replace(words, notes=(*words.notes, note)),
        coarser=None if finer is None else lambda: _left(finer(), kept, note),
    )
