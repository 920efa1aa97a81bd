"""What is released outside a run: a session is one plan.

Two tables of nearly the same people, asked one after the other, can tell by their difference about a person. So what a process
releases is decided against all that it released before, and against what readers have of the cycle: packs issued, the pack as it
stands, tables saved from the console. As in a run, an ask that comes later may show less than it might, never more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.disclosure import plan
from eianalysis.disclosure.cells import Cell, Row
from eianalysis.disclosure.issued_rows import ReleasedBefore, Shown, rounded_shown, rounds, rows_shown, tables_issued, unmapped
from eianalysis.disclosure.plan import Plan
from eianalysis.disclosure.published import REFERENCE
from eianalysis.disclosure.unmapped import known, near
from eianalysis.issued import LEDGER
from eianalysis.policy import Policy
from eianalysis.results import Result
from eianalysis.waiting import saying

Force = frozenset[Hashable]  # what says whose data it is: the cycle, and the fingerprint of each file about people


@dataclass(frozen=True)
class Part:
    """What one release decided, and of whose data."""

    force: Force
    plan: Plan


_RELEASED: list[Part] = []
#: Tables that readers have and the rows that they show, by file and when it was written: a session reads each once.
_READ: dict[Hashable, list[Shown]] = {}
_ROWS: dict[Hashable, ReleasedBefore] = {}


def new_session() -> None:
    """Take what was released before in this session as known to nobody.

    What a session releases is decided together, so that no two tables of it tell by their difference about a person; a table may
    therefore hide rows that it would show by itself. Where nothing of what you tried was handed on, start anew and ask for what you
    will hand on. Packs and saved tables of the cycle stay known.

    >>> ei.new_session()                                                                            # doctest: +SKIP
    """
    _RELEASED.clear()


def hidden_of(rows: Sequence[Row], result: Result, policy: Policy) -> frozenset[Cell]:
    """Which cells of these rows of a result are hidden: by the plan of the run, else by that of the session."""
    if not policy.export or not rows:
        return frozenset()
    in_run = plan.hidden_in_run(rows, policy)
    if in_run is not None:
        return in_run
    before = _known(result, policy)
    if before.knows(rows):
        return before.hidden
    with saying("deciding what may be shown beside what was shown before"):
        made = _decided(rows, result, before, policy)
    _RELEASED.append(Part(_force(result), made))
    return before.hidden | made.hidden


def shown_elsewhere(result: Result, policy: Policy) -> list[Row]:
    """The rows that other tables show beside a result: those of the plan of the run, as it was made before any page, else of the session."""
    before = plan.plan_of_run(policy, first=True) or _known(result, policy)
    return [row for row in before.rows if not any(cell in before.hidden for cell in row.cells)]


def would_hide(rows: Sequence[Row], result: Result, policy: Policy) -> frozenset[Cell]:
    """The same outside a run, and nothing of it is kept: the rows are not released."""
    before = _known(result, policy)
    return before.hidden | _decided(rows, result, before, policy).hidden


def _decided(rows: Sequence[Row], result: Result, before: Plan, policy: Policy) -> Plan:
    """The plan of these rows: beside what was released under the same policy, and once more beside what was under another."""
    asked = _withheld(rows, result, before, policy)
    made = plan.extended(before, asked, policy)
    others = _under_others(result, policy)
    chance = known(asked, _released_before(result, policy).unmapped)
    others += [Plan.of(chance, (), "unmapped")] if chance else []
    if not others:
        return made
    every = [Plan.of(before.rows, before.hidden, policy.profile), *others]
    shown = frozenset().union(*(each.known - each.hidden for each in every))
    told = Plan.of([row for each in every for row in each.rows], frozenset().union(*(each.hidden for each in every)) - shown, policy.profile, before.rounded)
    return replace(made, hidden=made.hidden | plan.extended(told, asked, policy).hidden)


def _withheld(rows: Sequence[Row], result: Result, before: Plan, policy: Policy) -> Sequence[Row]:
    """The rows, those withheld that readers have with a few people more or less, and those that another profile hides: who has
    both tables has a rounded figure of what the exact one keeps back."""
    elsewhere = frozenset().union(*(each.hidden for each in _under_others(result, policy)))
    rows = near(plan.differing_by_few(rows, before.rows), _released_before(result, policy).unmapped)
    return [replace(row, withheld=tuple(at for at, cell in enumerate(row.cells) if at in row.withheld or cell in elsewhere)) for row in rows]


def _known(result: Result, policy: Policy) -> Plan:
    """What readers may have beside a result: of the cycle, and of this session where it was counted from the same files."""
    mine = _force(result)
    parts = [part.plan for part in _RELEASED if part.plan.profile == policy.profile and part.force & mine]
    have = _released_before(result, policy)
    exact = have.rows if policy.round_to <= 1 else ()
    rows = [*exact, *(row for part in parts for row in part.rows)]
    return Plan.of(rows, frozenset().union(*(part.hidden for part in parts)), policy.profile, have.rounded)


def _under_others(result: Result, policy: Policy) -> list[Plan]:
    """What was released under other policies, as if each figure were exact: rounding to the nearest few keeps no few people apart.

    To a table for the public the packs of the cycle are of another policy; to a run they are what it makes anew.
    """
    mine = _force(result)
    parts = [part.plan for part in _RELEASED if part.plan.profile != policy.profile and part.force & mine]
    if policy.round_to <= 1 or result.cycle is None or plan.PLAN in os.environ:
        return parts
    exact = _released_before(result, result.cycle.policy_as("board")).rows
    return [*parts, Plan.of(exact, (), "board")] if exact else parts


def _force(result: Result) -> Force:
    files = {(source.table, source.sha256) for source in result.sources if source.table not in REFERENCE and source.state != "absent"}
    return frozenset(files | ({(str(result.cycle.data_dir), result.cycle.name)} if result.cycle else set()))


def _released_before(result: Result, policy: Policy) -> ReleasedBefore:
    """What packs issued, the cycle's pack as it stands and tables saved beside it show."""
    cycle, found = result.cycle, ReleasedBefore([], [], [])
    if cycle is None:
        return found
    tables: list[Shown] = []
    for key in _tables(cycle):
        said = [each for each in _READ[key] if each[1].get("cells")]
        if (key, policy) not in _ROWS:
            _ROWS[key, policy] = ReleasedBefore(rows_shown(said, policy), rounded_shown(said), [])
        found.rows.extend(_ROWS[key, policy].rows)
        found.rounded.extend(_ROWS[key, policy].rounded)
        tables += [each for each in _READ[key] if not each[1].get("cells") and each[1]["measure"] == result.measure]
    # released before sidecars said what counts are of
    found.rows.extend(rows_shown(tables, policy, [result]))
    found.rounded.extend(rounded_shown(tables, [result]))
    found.unmapped.extend(unmapped([each for each in tables if not rounds(each[1])], policy, [result]))
    return found


def tables_before(result: Result) -> list[Shown]:
    """The tables that readers have of a result's cycle: in a run those issued, else the cycle's pack and what was saved beside it too."""
    if result.cycle is None:
        return []
    return [each for key in _tables(result.cycle, issued_only=plan.PLAN in os.environ) for each in _READ[key]]


def _tables(cycle: BoardCycle, *, issued_only: bool = False) -> Iterable[Hashable]:
    """Where in ``_READ`` the tables are that readers have; each file is read once a session."""
    issued = (_stamp(cycle.outputs_dir / LEDGER, str(cycle.data_dir), cycle.name), lambda: list(tables_issued(cycle)))
    for key, read in (*(() if issued_only else _saved(cycle)), issued):
        if key not in _READ:
            _READ[key] = read()
        yield key


def _saved(cycle: BoardCycle) -> Iterable[tuple[Hashable, Callable[[], list[Shown]]]]:
    for folder in (cycle.folder, cycle.outputs_dir / f"console.{cycle.name}"):
        for path in sorted((folder / "tables").glob("*.csv")):
            yield _stamp(path), partial(_table, path)


def _table(path: Path) -> list[Shown]:
    return [(pd.read_csv(path, keep_default_na=False, na_values=[""]), json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))]


def _stamp(path: Path, *more: str) -> Hashable:
    return (path, *more, path.stat().st_mtime_ns if path.exists() else None)
