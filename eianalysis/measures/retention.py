"""Who leaves: turnover on a named denominator, stability, and survival by length of service.

Survival by length of service needs delayed entry: see ``spells``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.definitions import definition_of
from eianalysis.measures.rates import By, build, columns_for, not_available, tally, unique
from eianalysis.measures.spells import Spells, service_years, spells
from eianalysis.measures.windows import Window, window
from eianalysis.results import Missing, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED, day_in_words, order

FEWEST_LEAVERS = 5
UNKNOWN = "UK"  # the leaver type of somebody whose reason is not recorded
_VOLUNTARY, _BUT_TRANSFERS = ("voluntary",), ("voluntary", "retirement", "involuntary", "other", "move")
TURNOVER = {  # measure: (denominator, families of leaving that count; None: all)
    "turnover_start_headcount_ex_transfers": ("start", _BUT_TRANSFERS),
    "turnover_start_headcount_inc_transfers": ("start", None),
    "turnover_average_headcount_ex_transfers": ("average", _BUT_TRANSFERS),
    "turnover_average_headcount_inc_transfers": ("average", None),
    "voluntary_turnover_start_headcount": ("start", _VOLUNTARY),
    "voluntary_turnover_average_headcount": ("average", _VOLUNTARY),
}


def turnover(people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: By,
             measure: str = "turnover_start_headcount_ex_transfers", months: int | Sequence[int] = 12,
             worker_type: str = "officer") -> Result:
    """How many leave in a year, by group, on a denominator that the measure's name states.

    Parameters
    ----------
    people, leavers, joiners : TypedTable
    cycle : BoardCycle
        Its period's end is the end of every window.
    by : str or sequence of str
    measure : ``turnover_start_headcount_ex_transfers`` (Home Office), ``turnover_average_headcount_inc_transfers``
        (CIPD), the other two of these, ``voluntary_turnover_start_headcount`` or ``voluntary_turnover_average_headcount``.
    months : one window or several, in whole years; 36 adds up three years' leavers and three years' headcounts.

    Returns
    -------
    Result of kind ``rate``: leavers per headcount, exact Poisson intervals. A group is counted by what the records last
    said of the person.
    """
    if measure not in TURNOVER:
        raise UsageError(f"'{measure}' is not a turnover measure; {did_you_mean(measure, TURNOVER)}")
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, kind="rate")
    denominator, families = TURNOVER[measure]
    if families is not None and len(leavers) and leavers.frame["leaver_type"].isin([UNKNOWN]).all():
        so = "resignations cannot be told apart" if families == _VOLUNTARY else "transfers cannot be taken out"
        return not_available(measure, definition, leavers, kind="rate", columns=("leaver_type",),
                             reason=f"no reason for leaving is recorded, so {so}")
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type,
                     rules=cycle.service)
    windows = [window(cycle, months) for months in ([months] if isinstance(months, int) else months)]
    reach = [w for w in windows if _headcount_day(w.start) >= service.observed_from]
    if not reach:
        return _too_short(measure, definition, people, service, windows[0])
    levels = columns_for(replace(people, frame=service.frame, groupings=_kept(people, service)), by)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([_turnover(service, w, columns, denominator, families) for w in reach], ignore_index=True)

    known = families == _VOLUNTARY  # by door the exit interviews show how many resigned
    return build(measure, definition, counts, levels, kind="rate", sources=service.sources, totals_known=known)


def _headcount_day(first_day: pd.Timestamp) -> pd.Timestamp:
    """The day whose closing headcount is the headcount at the start: the day before the first."""
    return first_day - pd.Timedelta(days=1)


def _kept(people: TypedTable, service: Spells) -> dict[str, tuple[str, ...]]:
    return {name: columns for name, columns in people.groupings.items() if set(columns) <= set(service.frame.columns)}


def _too_short(measure, definition, people, service: Spells, asked: Window) -> Result:
    """Where the records begin after the window does: no headcount at its start is known."""
    reason = (f"the records begin on {day_in_words(service.observed_from)}, after the headcount this window starts from "
              f"({day_in_words(_headcount_day(asked.start))})")
    return Result(measure=measure, shape="counts", definition=definition, counts=pd.DataFrame(), kind="rate",
                  sources=unique(service.sources),
                  missing=Missing(file=people.name, columns=("as_at",), items=definition.serves, reason=reason))


def _turnover(service: Spells, w: Window, columns: Mapping[str, str], denominator: str, families) -> pd.DataFrame:
    gone, base = [], []
    for start, end in w.years:
        left = service.left(start, end)
        gone.append(left if families is None else left[left["leaver_family"].isin(families)])
        opening = service.in_post(_headcount_day(start))
        if denominator == "start":
            base.append(opening.assign(weight=1))
        else:
            base += [opening.assign(weight=0.5), service.in_post(end).assign(weight=0.5)]
    counted = tally(pd.concat(gone), pd.concat(base), columns.values(), size="weight")
    if denominator == "start":
        counted["denominator"] = counted["denominator"].astype("int64")
    return counted.assign(window=w.name, period_start=w.start, period_end=w.end)


def stability(people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: By,
              worker_type: str = "officer") -> Result:
    """Of those in post a year ago, the share still in post at the end of the period, by group."""
    measure = "stability_12m"
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent)
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type,
                     rules=cycle.service)
    year = window(cycle, 12)
    if _headcount_day(year.start) < service.observed_from:
        return _too_short(measure, definition, people, service, year)
    opening = service.in_post(_headcount_day(year.start))
    staying = opening[opening["ended"].isna() | (opening["ended"] > year.end)]
    levels = columns_for(replace(people, frame=service.frame, groupings=_kept(people, service)), by)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(staying, opening, columns.values())

    return build(measure, definition, counts, levels, window=year.name, period=(year.start, year.end),
                 sources=service.sources)


def survival(people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: str,
             worker_type: str = "officer", joined_from=None, confidence: float | None = None) -> Result:
    """The share still in service at each length of service, by group, counting people only while they could be seen.

    ``joined_from`` keeps the spells that started on or after that day. Returns a ``curve`` result: Kaplan-Meier with
    delayed entry, one row an event time, in years.
    """
    measure = "survival_by_service"
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, shape="curve")
    service, frame = _observed(people, leavers, joiners, cycle, worker_type, joined_from)
    if frame.empty:
        return not_available(measure, definition, people, reason="nobody in the records was at risk", shape="curve")
    levels = columns_for(replace(people, frame=frame, groupings=_kept(people, service)), by)
    confidence = cycle.confidence if confidence is None else confidence
    return _curve(measure, definition, service, frame, [list(level.values())[0] for level in levels], confidence)


def _observed(people, leavers, joiners, cycle, worker_type, joined_from) -> tuple[Spells, pd.DataFrame]:
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type,
                     rules=cycle.service)
    frame = service_years(service.frame, service.as_at, rules=service.rules, away=service.away)
    if joined_from is not None:
        try:
            day = pd.Timestamp(joined_from)
        except ValueError:
            raise UsageError(f"joined_from is '{joined_from}'; it should be a date, as 1990-01-01") from None
        frame = frame[frame["started"] >= day]
    return service, frame


def _curve(measure, definition, service, frame, columns: list[str], confidence: float) -> Result:
    column = columns[0]
    parts = []
    # no curve for everybody: with it, the curve of a group too small to show could be worked out from the others
    for group in order(column, frame[column].dropna().unique()):
        rows = frame[frame[column] == group]
        table = stats.life_table(rows["exit"], rows["event"], entry=rows["entry"], confidence=confidence)
        parts.append(every_month(table, rows).assign(group=group))
    counts = pd.concat(parts, ignore_index=True).rename(columns={"survival": "estimate"})
    counts = counts.assign(measure=measure, kind="proportion", window="all recorded", characteristic=column,
                           period_start=service.observed_from, period_end=service.as_at)
    counts = counts[["measure", "kind", "window", "period_start", "period_end", "characteristic", "group", "time",
                     "at_risk", "events", "estimate", "low", "high"]]
    rest = columns[1:]
    coarser = None if not rest else (lambda: _curve(measure, definition, service, frame, rest, confidence))
    return Result(measure=measure, shape="curve", definition=definition, counts=counts,
                  sources=unique(service.sources), coarser=coarser)


def every_month(table: pd.DataFrame, rows: pd.DataFrame, *, estimate: str = "survival", first: float = 1.0) -> pd.DataFrame:
    """The table of a curve with a row at each whole month of service, so that whoever is at risk there is known there.

    Between two departures people come into view as well, so the next departure's number at risk is not that of the month.
    """
    if table.empty:
        return table
    months = np.arange(int(np.floor(table["time"].iloc[-1] * 12)) + 1) / 12
    months = months[~np.isclose(months[:, None], table["time"].to_numpy()[None, :], atol=1e-9).any(axis=1)]
    entry, exit_ = np.sort(rows["entry"].to_numpy(float)), np.sort(rows["exit"].to_numpy(float))
    at_risk = np.searchsorted(entry, months, "left") - np.searchsorted(exit_, months, "left")
    at_risk = np.where(months == 0, np.searchsorted(entry, 0.0, "right"), at_risk)
    extra = pd.DataFrame({"time": months, "at_risk": at_risk, "events": 0})
    whole = pd.concat([table, extra], ignore_index=True).sort_values("time", kind="stable", ignore_index=True)
    whole[estimate] = whole[estimate].ffill().fillna(first)
    for bound in ("low", "high"):
        whole[bound] = whole[bound].ffill()
    return whole


def compare_survival(people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: str,
                     worker_type: str = "officer", joined_from=None) -> Result:
    """Whether the declared groups leave at different rates over all lengths of service: the log-rank test.

    Groups with fewer than five leavers are left out: the test's chi-square is no guide for them.
    """
    measure = "survival_logrank"
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, shape="statistic")
    service, frame = _observed(people, leavers, joiners, cycle, worker_type, joined_from)
    column = columns_for(replace(people, frame=frame, groupings=_kept(people, service)), by)[-1][by]
    frame = frame[~frame[column].isin(UNDECLARED) & frame[column].notna()]
    left = frame.groupby(column, observed=True)["event"].sum()
    frame = frame[frame[column].isin(left.index[left >= FEWEST_LEAVERS])]
    if frame.empty:
        return not_available(measure, definition, people, reason="nobody in the records was at risk", shape="statistic")
    test = stats.logrank_test(frame["exit"], frame["event"], frame[column], entry=frame["entry"])
    events = frame.groupby(column, observed=True)["event"].sum()
    counts = pd.DataFrame({
        "measure": [measure], "window": ["all recorded"], "period_start": [service.observed_from],
        "period_end": [service.as_at], "characteristic": [column], "group": [" and ".join(map(str, order(column, events.index)))],
        "name": ["log-rank chi-square"], "value": [test.chi2], "df": [test.df], "p_value": [test.p],
        "smallest": [int(events.min()) if len(events) else 0]})
    return Result(measure=measure, shape="statistic", definition=definition, counts=counts,
                  sources=unique(service.sources))
