"""``TypedTable``: a table that fits its declaration, with the files it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from eianalysis.errors import DisclosureError, UsageError, did_you_mean, nearest
from eianalysis.sources.source import Source
from eianalysis.vocabulary import FREE_TEXT


@dataclass(frozen=True, repr=False)
class TypedTable:
    """One table, typed and sourced; shows its shape, never its rows.

    ``groupings`` says what can be asked for with ``by=`` and which columns that means, finest first. ``observed_from``
    is the day since which events (leaving, say) are completely recorded, or None where that is not known.

    >>> TypedTable("leavers", pd.DataFrame(), absent=True)
    <leavers: absent>
    """

    name: str
    frame: pd.DataFrame
    sources: tuple[Source, ...] = ()
    groupings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: bool = False
    synthetic: bool = False
    observed_from: date | None = None

    def where(self, **wanted) -> "TypedTable":
        """The rows in which each named column has the value, or one of the values, given; a day may be said as "2023-03-31".

        >>> table = TypedTable("leavers", pd.DataFrame({"leaver_type": ["VR", "TR", "NR"]}))
        >>> table.where(leaver_type=["VR", "NR"])
        <leavers: 2 rows, 1 columns>
        """
        rows = pd.Series(True, index=self.frame.index)
        for column, value in wanted.items():
            if column not in self.frame.columns:
                raise UsageError(f"{self.name} has no column '{column}'; {did_you_mean(column, self.frame.columns)}")
            several = isinstance(value, (list, tuple, set, frozenset))
            values = list(value) if several else [value]
            if isinstance(self.frame[column].dtype, (np.dtype, pd.DatetimeTZDtype)) and self.frame[column].dtype.kind == "M":
                values = [pd.Timestamp(each) for each in values]
            rows &= self.frame[column].isin(values)
        return replace(self, frame=self.frame[rows].reset_index(drop=True))

    def columns_for(self, by: str) -> tuple[str, ...]:
        """The columns ``by`` stands for, finest first; a column's own name stands for itself."""
        if by in FREE_TEXT:
            raise DisclosureError(f"'{by}' is free text: it stays in its table, and nothing is counted by it")
        if by in self.groupings:
            return tuple(self.groupings[by])
        if by in self.frame.columns or self.absent:
            return (by,)
        close = nearest(by, self.groupings)
        hint = f"did you mean '{close}'?" if close else f"it can be: {', '.join(self.groupings)}"
        raise UsageError(f"{self.name} cannot be grouped by '{by}'; {hint}")

    def __len__(self) -> int:
        return len(self.frame)

    def __bool__(self) -> bool:
        raise UsageError(f"whether {self.name} is 'true' is not clear; ask len(table) or table.absent")

    def __repr__(self) -> str:
        if self.absent:
            return f"<{self.name}: absent>"
        kind = ", SYNTHETIC" if self.synthetic else ""
        return f"<{self.name}: {len(self.frame)} rows, {len(self.frame.columns)} columns{kind}>"
