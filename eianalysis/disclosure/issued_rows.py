"""What readers have already: the rows that released tables show, read from their files.

A table's sidecar says what its counts are of. Of a table that was released before sidecars said so, the declaration of its
measure does, as far as that measure is asked for now. Where nothing does, each of its counts is taken for every count of the
same days and group that is as many (``unmapped``). A rounded figure says between which numbers a count lies (``known_ranges``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.disclosure import known_ranges, identities
from eianalysis.disclosure.known_ranges import KnownRange
from eianalysis.disclosure.cells import Cell, Row, place_of, rows_of
from eianalysis.disclosure.primary_suppression import threshold_of
from eianalysis.disclosure.unmapped import rounded
from eianalysis.errors import DataFault, DisclosureError, Fault
from eianalysis.issued import KEPT, LastIssued, every_issue
from eianalysis.policy import Policy, policy_for
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


class ReleasedBefore(NamedTuple):
    """What readers have already of what a plan is made of."""

    rows: list[Row]  # as exact figures show them
    rounded: list[KnownRange]
    unmapped: list[Row]  # of which nothing says what they are of but the words beside them


def released_before(cycle: BoardCycle, policy: Policy, asked: Sequence[Result], rows: Sequence[Row]) -> ReleasedBefore:
    """What every issue shows, to plan ``rows`` beside. Raises ``DataFault`` where an issue is of other data: a plan beside it
    would take minutes, hide nearly everything, and mean nothing."""
    mine: dict[object, set[float]] = {}
    for row in rows:
        for key, value in row.cells:
            mine.setdefault(key, set()).add(value)
    found = ReleasedBefore([], [], [])
    for issue in every_issue(cycle):
        tables = [(table, issue.about[name]) for name, table in sorted(issue.tables.items())]
        shown = rows_shown(tables, policy, asked)
        _of_these_data(issue, {cell for row in shown for cell in row.cells if cell[0]}, mine)
        found.rows.extend(shown)
        found.rounded.extend(rounded_shown(tables, asked))
        found.unmapped.extend(unmapped([each for each in tables if not rounds(each[1])], policy, asked))
        for each in tables:
            if rounds(each[1]):
                found.rounded.extend(rounded(rows, unmapped([each], policy, asked), each[1]["policy"]["round_to"]))
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


def rows_shown(tables: Iterable[Shown], policy: Policy, asked: Iterable[Result] = ()) -> list[Row]:
    """The rows that these released tables show as they are; ``asked`` says what those count whose sidecar does not."""
    now = _asked_now(asked)
    found: list[Row] = []
    for table, side in tables:
        if rounds(side) or not NEEDED <= set(table):
            continue
        found += [row for row, _ in _as_its_sidecar_says(table, side, policy)] if side.get("cells") else _as_declared(_dated(table), _of(side, now), policy)
    return found


def rounded_shown(tables: Iterable[Shown], asked: Iterable[Result] = ()) -> list[KnownRange]:
    """What the rounded tables among these tell of counts."""
    now = _asked_now(asked)
    found: list[KnownRange] = []
    for table, side in tables:
        if not rounds(side) or not NEEDED <= set(table):
            continue
        policy = policy_for(side["policy"]["profile"])
        policy = replace(policy, **{name: side["policy"].get(name, getattr(policy, name)) for name in ("round_to", "rate_decimals", "rate_base")})
        for row, record in _as_its_sidecar_says(table, side, policy) if side.get("cells") else ():
            found += known_ranges.of_row(row, policy, str(record["kind"]), record)
        for row in () if side.get("cells") else _as_declared(_dated(table), _of(side, now), policy):
            found += known_ranges.of_row(row, policy, "", dict.fromkeys(("rate", "rate_low", "rate_high")) | {"numerator": row.cases, "denominator": row.of})
    return found


def unmapped(tables: Iterable[Shown], policy: Policy, asked: Iterable[Result] = ()) -> list[Row]:
    """The rows shown by tables of which neither their sidecar nor a question of now says what they count."""
    now = _asked_now(asked)
    found: list[Row] = []
    for table, side in tables:
        result = _of(side, now)
        if side.get("cells") or side.get("public") or not NEEDED <= set(table) or (result is not None and set(result.keys) <= set(table)):
            continue
        keys = [key for key in side.get("keys", ()) if key not in LEADING]
        for record in _records(_dated(table)):
            if record["status"] not in UNSAID and record["numerator"] is not None and record["denominator"] is not None:
                place = (side["measure"], *map(str, place_of(record, keys)))
                limit = threshold_of(policy, record["characteristic"], keys)
                found.append(Row((), (), float(record["numerator"]), float(record["denominator"]), limit, False, "issued", place, str(record["group"])))
    return found


def rounds(side: Mapping) -> bool:
    """Whether the figures of a released table are rounded."""
    return side.get("policy", {}).get("round_to", 1) > 1


def _asked_now(asked: Iterable[Result]) -> dict[tuple[str, str], Result]:
    return {(result.measure, result.definition.noun): result for result in asked if result.shape == "counts" and not result.missing}


def _of(side: Mapping, now: Mapping[tuple[str, str], Result]) -> Result | None:
    return now.get((side["measure"], side.get("definition", {}).get("noun", "")))


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{day: pd.to_datetime(table[day]) for day in ("period_start", "period_end")})


def _records(table: pd.DataFrame) -> list[dict]:
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _as_its_sidecar_says(table: pd.DataFrame, side: Mapping, policy: Policy) -> Iterable[tuple[Row, dict]]:
    pairs = identities.from_json(side["cells"])
    if len(pairs) != len(table):
        raise DisclosureError(f"the sidecar of {side['measure']} speaks of {len(pairs)} rows and its table has {len(table)}; put back both files")
    keys = [key for key in side["keys"] if key not in LEADING]
    for record, pair in zip(_records(_dated(table)), pairs, strict=True):
        if pair and record["numerator"] is not None and record["denominator"] is not None:
            row = Row(
                *pair,
                float(record["numerator"]),
                float(record["denominator"]),
                threshold_of(policy, record["characteristic"], keys),
                record["kind"] == "proportion",
                "issued",
                (side["measure"], *map(str, place_of(record, keys))),
                str(record["group"]),
            )
            yield row, record


def _as_declared(table: pd.DataFrame, asked: Result | None, policy: Policy) -> Iterable[Row]:
    if asked is None or not set(asked.keys) <= set(table):
        return ()
    shown = table[~table["status"].isin(UNSAID) & table["numerator"].notna() & table["denominator"].notna()].copy()
    for key in asked.keys:
        shown[key] = shown[key].astype(object).where(shown[key].notna(), ALL)
    shown["comparison"] = None
    rows = rows_of(shown.reset_index(drop=True), asked, policy) if len(shown) else ()
    return [replace(row, kind="issued") for row in rows if row is not None]
