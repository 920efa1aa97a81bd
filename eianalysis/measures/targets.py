"""How many people a force aims at, where its target is a number: table ``targets``, rows of basis ``people``."""

from __future__ import annotations

import pandas as pd

from eianalysis.errors import UsageError, as_said
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import not_available
from eianalysis.results import Result
from eianalysis.sources import Source
from eianalysis.sources.typed import TypedTable


def people_aimed_at(measure: str, targets: TypedTable | None, target: int | None) -> int | Result:
    """The number given, else the force's own latest in the table for this measure; not available where there is none."""
    if target is not None:
        if int(target) < 1:
            raise UsageError(f"target must be 1 or more, not {as_said(target)}")
        return int(target)
    rows = pd.DataFrame() if targets is None or "measure" not in targets.frame else targets.frame
    if len(rows):
        rows = rows[rows["basis"].eq("people") & rows["measure"].eq(measure) & rows["status"].ne("elsewhere")]
    if rows.empty:
        table = targets if targets is not None else TypedTable("targets", rows)
        return not_available(measure, definition_of(measure), table, kind="rate", columns=("measure", "people"), reason="no number of people is aimed at")
    return int(rows.sort_values("year", kind="stable")["people"].iloc[-1])


def written_in(targets: TypedTable | None, target: int | None) -> tuple[Source, ...]:
    """The files that the number comes from: none where it was given."""
    return () if target is not None or targets is None else targets.sources
