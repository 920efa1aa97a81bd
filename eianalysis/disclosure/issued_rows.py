"""What readers have already: the rows that released tables show, read from their files.

A table's sidecar says what its counts are of. Of a table that was released before sidecars said so, the declaration of its
measure does, as far as that measure is asked for now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.disclosure import identities
from eianalysis.disclosure.cells import Cell, Row, place_of, rows_of
from eianalysis.disclosure.primary import threshold_of
from eianalysis.errors import DataFault, DisclosureError, Fault
from eianalysis.issued import KEPT, LastIssued, every_issue
from eianalysis.policy import Policy
from eianalysis.results import ALL, HIDDEN_STATUS, LEADING, Result

#: An issue is of other data where, of so many counts of the same people and days or more, more than these shares differ at all and
#: differ far. Another force's differ nearly all, and half of them far; a person taken out, or rows corrected, change some by a little.
ENOUGH, OTHERWISE, FAR = 30, 0.5, 0.25
FAR_FROM, FAR_SHARE = 5, 0.02  # far is by five and by a fiftieth
UNSAID = (*HIDDEN_STATUS, "not_available")
NEEDED = {"measure", "window", "period_start", "period_end", "characteristic", "group", "numerator", "denominator", "status"}
Shown = tuple[pd.DataFrame, Mapping]  # a released table and its sidecar


def tables_issued(cycle: BoardCycle) -> Iterable[Shown]:
    """Every table of every pack that was issued before."""
    for issue in every_issue(cycle):
        for name, table in sorted(issue.tables.items()):
            yield table, issue.about[name]


def readers_have(cycle: BoardCycle, policy: Policy, asked: Sequence[Result], rows: Iterable[Row]) -> list[Row]:
    """The rows that every issue shows, to plan ``rows`` beside. Raises ``DataFault`` where an issue is of other data: a plan beside it
    would take minutes, hide nearly everything, and mean nothing."""
    mine: dict[object, set[float]] = {}
    for row in rows:
        for key, value in row.cells:
            mine.setdefault(key, set()).add(value)
    found: list[Row] = []
    for issue in every_issue(cycle):
        shown = rows_shown([(table, issue.about[name]) for name, table in sorted(issue.tables.items())], policy, asked)
        _of_these_data(issue, {cell for row in shown for cell in row.cells if cell[0]}, mine)
        found += shown
    return found


def _of_these_data(issue: LastIssued, cells: Collection[Cell], mine: Mapping[object, set[float]]) -> None:
    apart = [(value, min(abs(value - own) for own in mine[key])) for key, value in cells if key in mine]
    other = sum(by > 0 for _, by in apart)
    far = sum(by >= max(FAR_FROM, FAR_SHARE * value) for value, by in apart)
    if len(apart) < ENOUGH or other <= OTHERWISE * len(apart) or far <= FAR * len(apart):
        return
    issued = issue.state == "issued"
    raise DataFault(
        f"{KEPT}/{issue.cycle}" if issued else f"synthetic/released/{issue.cycle}",
        "the data of this cycle",
        [
            Fault(
                f"{other} of {len(apart)} counts of the same people and days are other numbers, {far} of them by far",
                "the numbers of these data, but for corrections: this looks like the pack of another force",
            )
        ],
        "Give the force an outputs folder of its own (--outputs-dir), or put its data back."
        if issued
        else "Take the folder away, or put the data back that it was made of.",
    )


def rows_shown(tables: Iterable[Shown], policy: Policy, asked: Iterable[Result] = ()) -> Sequence[Row]:
    """The rows that these released tables show; ``asked`` says what those count whose sidecar does not. Figures that were rounded
    are no counts."""
    if policy.round_to > 1:
        return ()
    now = {(result.measure, result.definition.noun): result for result in asked if result.shape == "counts" and not result.missing}
    found: list[Row] = []
    for table, side in tables:
        if side.get("policy", {}).get("round_to", 1) > 1 or not NEEDED <= set(table):
            continue
        table = table.assign(**{day: pd.to_datetime(table[day]) for day in ("period_start", "period_end")})
        if side.get("cells"):
            found += _as_its_sidecar_says(table, side, policy)
        else:
            found += _as_declared(table, now.get((side["measure"], side.get("definition", {}).get("noun", ""))), policy)
    return found


def _as_its_sidecar_says(table: pd.DataFrame, side: Mapping, policy: Policy) -> Iterable[Row]:
    pairs = identities.from_json(side["cells"])
    if len(pairs) != len(table):
        raise DisclosureError(f"the sidecar of {side['measure']} speaks of {len(pairs)} rows and its table has {len(table)}; put back both files")
    keys = [key for key in side["keys"] if key not in LEADING]
    proportion = table["kind"].eq("proportion").tolist()
    for record, pair, share in zip(table.astype(object).where(table.notna(), None).to_dict("records"), pairs, proportion, strict=True):
        if pair and record["numerator"] is not None and record["denominator"] is not None:
            yield Row(
                *pair,
                float(record["numerator"]),
                float(record["denominator"]),
                threshold_of(policy, record["characteristic"], keys),
                share,
                "issued",
                (side["measure"], *map(str, place_of(record, keys))),
                str(record["group"]),
            )


def _as_declared(table: pd.DataFrame, asked: Result | None, policy: Policy) -> Iterable[Row]:
    if asked is None or not set(asked.keys) <= set(table):
        return ()
    shown = table[~table["status"].isin(UNSAID) & table["numerator"].notna() & table["denominator"].notna()].copy()
    for key in asked.keys:
        shown[key] = shown[key].astype(object).where(shown[key].notna(), ALL)
    shown["comparison"] = None
    rows = rows_of(shown.reset_index(drop=True), asked, policy) if len(shown) else ()
    return [replace(row, kind="issued") for row in rows if row is not None]
