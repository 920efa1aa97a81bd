"""Who leaves: turnover, on a denominator that the measure names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import POOLED, Among, Ask, InPost, Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.counted import LEFT
from eianalysis.measures.headcount_reach import headcount_day, kept_groupings, shorter_window, too_short
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.spells import Spells, spells
from eianalysis.measures.windows import Window, window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable

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


def turnover(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: By,
    measure: str = "turnover_start_headcount_ex_transfers",
    months: int | Sequence[int] = 12,
    worker_type: str = "officer",
) -> Result:
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
    found = reached(people, leavers, joiners, cycle=cycle, measure=measure, months=months, worker_type=worker_type)
    if isinstance(found, Result):
        return found

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([found.tally(w, columns) for w in found.windows], ignore_index=True)

    return build(measure, found.definition, counts, found.levels(people, by), kind="rate", sources=found.service.sources)


@dataclass(frozen=True)
class Turnover:
    """What a measure of turnover is counted of: spells of service, the windows they reach, and which part of a year each stands for."""

    service: Spells
    windows: tuple[Window, ...]
    part: float
    definition: Words
    denominator: str
    families: tuple[str, ...] | None

    def levels(self, people: TypedTable, by: By) -> tuple[dict[str, str], ...]:
        return columns_for(replace(people, frame=self.service.frame, groupings=kept_groupings(people, self.service)), by)

    def rows(self, w: Window) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Who left in a window and whom they are counted among, a row a person and year: ``year`` is its first day, ``weight`` the base."""
        gone, base = [], []
        for start, end in w.years:
            left = self.service.left(start, end)
            gone.append((left if self.families is None else left[left["leaver_family"].isin(self.families)]).assign(year=start))
            opening = self.service.in_post(headcount_day(start)).assign(year=start)
            if self.denominator == "start":
                base.append(opening.assign(weight=self.part if self.part < 1 else 1))
            else:
                base += [opening.assign(weight=0.5 * self.part), self.service.in_post(end).assign(year=start, weight=0.5 * self.part)]
        return pd.concat(gone), pd.concat(base)

    def tally(self, w: Window, columns: Mapping[str, str]) -> pd.DataFrame:
        counted = tally(*self.rows(w), columns.values(), size="weight")
        if self.denominator == "start" and self.part == 1:
            counted["denominator"] = counted["denominator"].astype("int64")
        return counted.assign(window=w.name, period_start=w.start, period_end=w.end)


def reached(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    measure: str,
    months: int | Sequence[int],
    worker_type: str,
    like: str = "",
) -> Turnover | Result:
    """What a measure counts turnover of, by the rules of the turnover measure ``like`` (its own); or a result that says why it cannot."""
    definition = definition_of(measure)
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, kind="rate")
    denominator, families = TURNOVER[like or measure]
    if families is not None and len(leavers) and leavers.frame["leaver_type"].isin([UNKNOWN]).all():
        so = "resignations cannot be told apart" if families == _VOLUNTARY else "transfers cannot be taken out"
        return not_available(measure, definition, leavers, kind="rate", columns=("leaver_type",), reason=f"no reason for leaving is recorded, so {so}")
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type, rules=cycle.service)
    windows = [window(cycle, months) for months in ([months] if isinstance(months, int) else months)]
    reach = tuple(w for w in windows if headcount_day(w.start) >= service.observed_from)
    if reach:
        return Turnover(service, reach, 1.0, definition, denominator, families)
    year = next((w for w in windows if len(w.years) == 1), None)  # longer windows cannot be made of months
    shorter = shorter_window(service, year) if year is not None else None
    if shorter is None:
        return too_short(measure, definition, people, service, windows[0])
    return Turnover(service, (shorter[0],), shorter[1] / 12, _of_part(definition, shorter[1]), denominator, families)


def _of_part(definition, months: int):
    """The words of a rate of less than a year, given per year."""
    note = f"The records hold {months} months, not 12: everyone in post counts as {months} twelfths of a year, so that the rate is that of a year."
    return replace(definition, base_unit=definition.base_unit_pooled or definition.base_unit, notes=(*definition.notes, note))


TURNOVER_START_HEADCOUNT_EX_TRANSFERS = Measure(
    "turnover_start_headcount_ex_transfers",
    Words(
        "Leaving, per headcount at the start, transfers excluded",
        "{workers} who left for any reason but a transfer to another force",
        "{workers} in post on the day before the period began, those on career break or seconded out among them; over several years, the sum of each year's",
        noun="{workers}",
        verb="left",
        outcome="harm",
        base_unit="{workers}",
        base_unit_pooled="{worker_years}",
        notes=("The Home Office's definition of turnover. A career break is not a departure.",),
    ),
    counts=Population("service", InPost("start")),
    did=LEFT.that(("leaver_family", Among("transfer", but=True))),
    rows=turnover,
    kind="rate",
    form="comparison",
    workers="officer",
    asks={
        "": Ask("06-retention", by=("ethnicity", "sex"), months=(12, POOLED), compared=True),
        "quarters": Ask("06-retention", by=("sex",), every="quarter", yearly=False),
    },
    of_forces="leavers",
    serves=("TRT-10", "EIW-RET-O04", "EDHR-OP3.01"),
)

TURNOVER_AVERAGE_HEADCOUNT_INC_TRANSFERS = Measure(
    "turnover_average_headcount_inc_transfers",
    Words(
        "Leaving, per average headcount, transfers included",
        "{workers} who left for any reason, transfers to other forces included",
        "the mean of the headcounts at the start and the end; over several years, the sum of each year's",
        noun="{workers}",
        verb="left",
        outcome="harm",
        base_unit="{workers} on average",
        base_unit_pooled="{worker_years}",
        notes=("The CIPD's definition of turnover. At a small force transfers are a large share of all losses.",),
    ),
    counts=Population("service", InPost("mean")),
    did=LEFT,
    rows=turnover,
    kind="rate",
    form="comparison",
    workers="officer",
    asks=Ask("06-retention", by=("ethnicity", "woman"), months=(12, POOLED), compared=True),
    serves=("TRT-10", "EIW-RET-O04", "EDHR-OP3.01"),
)

TURNOVER_START_HEADCOUNT_INC_TRANSFERS = Measure(
    "turnover_start_headcount_inc_transfers",
    Words(
        "Leaving, per headcount at the start, transfers included",
        "{workers} who left for any reason, transfers included",
        "{workers} in post on the day before the period began; over several years, the sum of each year's",
        noun="{workers}",
        verb="left",
        outcome="harm",
        base_unit="{workers}",
        base_unit_pooled="{worker_years}",
        notes=("Beside the same without transfers it shows how much of all loss goes to other forces.",),
    ),
    counts=Population("service", InPost("start")),
    did=LEFT,
    rows=turnover,
    kind="rate",
    form="comparison",
    workers="officer",
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01"),
)

TURNOVER_AVERAGE_HEADCOUNT_EX_TRANSFERS = Measure(
    "turnover_average_headcount_ex_transfers",
    Words(
        "Leaving, per average headcount, transfers excluded",
        "{workers} who left for any reason but a transfer",
        "the mean of the headcounts at the start and the end; over several years, the sum of each year's",
        noun="{workers}",
        verb="left",
        outcome="harm",
        base_unit="{workers} on average",
        base_unit_pooled="{worker_years}",
        notes=("Beside the same on the start headcount it shows what the denominator does.",),
    ),
    counts=Population("service", InPost("mean")),
    did=LEFT.that(("leaver_family", Among("transfer", but=True))),
    rows=turnover,
    kind="rate",
    form="comparison",
    workers="officer",
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01"),
)

VOLUNTARY_TURNOVER_START_HEADCOUNT = Measure(
    "voluntary_turnover_start_headcount",
    Words(
        "Resigning, per headcount at the start",
        "{workers} who resigned of their own accord",
        "{workers} in post on the day before the period began; over several years, the sum of each year's",
        noun="{workers}",
        verb="resigned",
        outcome="harm",
        base_unit="{workers}",
        base_unit_pooled="{worker_years}",
        notes=("Transfers, retirements and dismissals are not counted.",),
    ),
    counts=Population("service", InPost("start")),
    did=LEFT.that(("leaver_family", "voluntary")),
    rows=turnover,
    kind="rate",
    form="comparison",
    workers="officer",
    asks=Ask("06-retention", by=("ethnicity", "woman"), months=(12, POOLED), compared=True),
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01"),
)

VOLUNTARY_TURNOVER_AVERAGE_HEADCOUNT = Measure(
    "voluntary_turnover_average_headcount",
    Words(
        "Resigning, per average headcount",
        "{workers} who resigned of their own accord",
        "the mean of the headcounts at the start and the end; over several years, the sum of each year's",
        noun="{workers}",
        verb="resigned",
        outcome="harm",
        base_unit="{workers} on average",
        base_unit_pooled="{worker_years}",
        notes=("Transfers, retirements and dismissals are not counted.",),
    ),
    counts=Population("service", InPost("mean")),
    did=LEFT.that(("leaver_family", "voluntary")),
    rows=turnover,
    kind="rate",
    form="comparison",
    workers="officer",
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01"),
)
