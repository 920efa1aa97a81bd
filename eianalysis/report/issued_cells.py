"""What readers have already: the cells of all tables ever issued, as far as their measures are asked for now.

A table says its measure, keys, windows and groups; what its counts are of, the measure's declaration says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.disclosure.cells import Row, rows_of
from eianalysis.issued import every_issue
from eianalysis.policy import Policy
from eianalysis.results import ALL, HIDDEN_STATUS, Result

UNSAID = (*HIDDEN_STATUS, "not_available")
NEEDED = {"measure", "window", "period_start", "period_end", "characteristic", "group", "numerator", "denominator", "status"}


def rows_issued(cycle: BoardCycle, results: Iterable[Result], policy: Policy) -> Sequence[Row]:
    """The rows shown by packs issued before, of measures that are asked for now."""
    issued = every_issue(cycle)
    return rows_shown(((table, issue.about[name]) for issue in issued for name, table in sorted(issue.tables.items())), results, policy)


def rows_shown(tables: Iterable[tuple[pd.DataFrame, Mapping]], results: Iterable[Result], policy: Policy) -> Sequence[Row]:
    """The rows that these released tables show, each with its sidecar, of measures that are asked for now; figures that were
    rounded are no counts."""
    if policy.round_to > 1:
        return ()
    now = {(result.measure, result.definition.noun): result for result in results if result.shape == "counts" and not result.missing}
    found: list[Row] = []
    for table, side in tables:
        if side.get("policy", {}).get("round_to", 1) > 1:
            continue
        asked = now.get((side["measure"], side.get("definition", {}).get("noun", "")))
        if asked is None or not NEEDED <= set(table) or not set(asked.keys) <= set(table):
            continue
        shown = table[~table["status"].isin(UNSAID) & table["numerator"].notna() & table["denominator"].notna()].copy()
        for day in ("period_start", "period_end"):
            shown[day] = pd.to_datetime(shown[day])
        for key in asked.keys:
            shown[key] = shown[key].astype(object).where(shown[key].notna(), ALL)
        shown["comparison"] = None
        if len(shown):
            found += [replace(row, kind="issued") for row in rows_of(shown.reset_index(drop=True), asked, policy) if row is not None]
    return found
