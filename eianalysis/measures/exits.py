"""How people leave, and for which of the reasons they give: routes compete, so their shares add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Kind, Measure, Population, Words
from eianalysis.errors import DataFault, Fault, did_you_mean
from eianalysis.measures.counted import LEFT
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, columns_for, not_available, tally, unique
from eianalysis.measures.survival_curves import every_month
from eianalysis.measures.spells import service_years
from eianalysis.measures.spell_rules import MOVED
from eianalysis.measures.spell_windows import observed_service
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.schema.date_columns import day_asked
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import LEAVER_FAMILIES, NOT_LEAVERS, order

#: Families of leaving as a page says them, in the order they are stacked.
ROUTES = {
    "voluntary": "Resignation",
    "transfer": "Transfer",
    "retirement": "Retirement",
    "involuntary": "Dismissal or contract end",
    "other": "Other or not known",
}
#: The exit types of curves: those few take are one, because every step of a curve needs enough of each.
EXIT_TYPES = {"voluntary": "Resignation", "transfer": "Transfer", **dict.fromkeys(("retirement", "involuntary", "other"), "Retirement or another way")}
#: Reasons a force can do something about (docs/methods.md, "Leaving, by rate, by exit type and by conversation").
AVOIDABLE = ("leadership", "progression", "work-life balance", "pay", "culture", "discrimination", "workload", "flexibility")
NOT_GIVEN = ("", "not given", "unknown", "not known")


def exit_routes(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: str,
    worker_type: str = "officer",
    joined_from: str | date | None = None,
    routes: Mapping[str, str] = EXIT_TYPES,
) -> Result:
    """The share who have left by each exit type at each length of service, by group; each leaver is counted once.

    One minus a survival curve per exit type would answer how many would resign if nobody ever retired. Cumulative incidence
    (Aalen-Johansen with delayed entry) adds up, over the exit types and those still in, to everybody.

    Returns
    -------
    Result of shape ``curve`` with the key ``cause``; ``estimate`` is the share gone by that exit type.
    """
    measure = "exit_routes"
    definition = definition_of(measure)
    seen = observed_service(
        people, leavers, joiners, cycle=cycle, worker_type=worker_type, measure=measure, definition=definition, shape="curve", keys=("cause",)
    )
    if seen.nothing:
        return seen.nothing
    service = seen.service
    frame = service_years(service.frame, service.as_at, rules=service.rules, away=service.away)
    if joined_from is not None:
        frame = frame[frame["started"] >= day_asked("joined_from", joined_from)]
    if frame.empty:
        return not_available(measure, definition, people, reason="nobody in the records was at risk", shape="curve", keys=("cause",))
    frame = frame.assign(exit_type=exit_types(frame, routes))
    columns = [list(level.values())[0] for level in seen.levels(by)]
    facts = {"measure": measure, "kind": "proportion", "window": "all recorded", "period_start": service.observed_from, "period_end": service.as_at}
    return _routes(definition, facts, frame, columns, list(dict.fromkeys(routes.values())), cycle.confidence, seen.sources)


def exit_types(frame: pd.DataFrame, routes: Mapping[str, str]) -> pd.Series:
    """The exit type of each spell that ended by leaving; '' for who is still in. A family without an exit type is a fault."""
    gone = frame["event"].astype(bool)
    family = frame["leaver_family"].fillna("other").where(gone, "")
    strange = sorted(set(family[gone]) - set(routes) - {MOVED[1]})
    if strange:
        raise DataFault(
            "leavers",
            "the ways of leaving",
            [Fault(f"'{name}' in {int((family == name).sum())} rows is not a way of leaving", did_you_mean(name, routes)) for name in strange],
            "Add it to the routes, or correct the leaver type.",
        )
    return family.map({**routes, MOVED[1]: "Moved to another role", "": ""})


def _routes(definition, facts, frame, columns: list[str], names: list[str], confidence: float, sources) -> Result:
    column, parts = columns[0], []
    names = [*names, *([extra for extra in ("Moved to another role",) if (frame["exit_type"] == extra).any()])]
    number = {name: place for place, name in enumerate(names, start=1)}
    for group in order(column, frame[column].dropna().unique()):
        rows = frame[frame[column] == group]
        table = stats.cumulative_incidence(rows["exit"], rows["exit_type"].map(number).fillna(0).astype(int), entry=rows["entry"], confidence=confidence)
        parts += [_one_type(table, place, rows).assign(group=group, cause=name) for name, place in number.items()]
    counts = pd.concat(parts, ignore_index=True).assign(characteristic=column, **facts)
    counts = counts[
        ["measure", "kind", "window", "period_start", "period_end", "characteristic", "group", "cause", "time", "at_risk", "events", "estimate", "low", "high"]
    ]
    rest = columns[1:]
    coarser = None if not rest else (lambda: _routes(definition, facts, frame, rest, names, confidence, sources))
    return Result(
        measure=facts["measure"],
        shape="curve",
        definition=definition,
        counts=counts,
        keys=("cause",),
        sources=unique(sources),
        coarser=coarser,
        confidence=confidence,
    )


def _one_type(table: pd.DataFrame, place: int, rows: pd.DataFrame) -> pd.DataFrame:
    """One exit type's curve; an exit type nobody took stays at 0 over everybody's times, so that the exit types add up."""
    own = table[table["cause"] == place].rename(columns={"incidence": "estimate"})
    if own.empty:
        alone = stats.life_table(rows["exit"], np.zeros(len(rows), bool), entry=rows["entry"])
        own = alone.assign(estimate=0.0, low=np.nan, high=np.nan)
    return every_month(own, rows, estimate="estimate", first=0.0)[["time", "at_risk", "events", "estimate", "low", "high"]]


def leaver_routes(leavers: TypedTable, *, cycle: BoardCycle, by: str = "sex", months: int | Sequence[int] = 36, worker_type: str | None = "officer") -> Result:
    """Of those who left, the share by each exit type, by group: needs the leavers' table alone. Key column ``route``."""
    measure = "leaver_routes"
    definition = definition_of(measure)
    if leavers.absent:
        return not_available(measure, definition, leavers, keys=("route",))
    frame = _leavers(leavers, worker_type)
    frame = frame.assign(route=frame["leaver_family"].map(ROUTES).fillna(ROUTES["other"]))
    windows = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]
    names = [ROUTES[family] for family in LEAVER_FAMILIES]

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for w in windows:
            here = frame[frame["leave_date"].between(w.start, w.end)]
            for name in [ALL, *(name for name in names if (here["route"] == name).any())]:
                some = here if name == ALL else here[here["route"] == name]
                parts.append(tally(some, here, columns.values()).assign(route=name, window=w.name, period_start=w.start, period_end=w.end))
        return pd.concat(parts, ignore_index=True)

    return build(measure, definition, counts, columns_for(leavers, by), keys=("route",), sources=leavers.sources)


def avoidable_leavers(
    leavers: TypedTable, *, cycle: BoardCycle, by: By, months: int | Sequence[int] = 36, worker_type: str | None = "officer", reasons: Sequence[str] = AVOIDABLE
) -> Result:
    """Of those who resigned and gave a reason, the share whose reason the force could do something about, by group."""
    measure = "avoidable_leavers"
    definition = definition_of(measure)
    if leavers.absent:
        return not_available(measure, definition, leavers)
    if "reason_theme" not in leavers.frame or leavers.frame["reason_theme"].dropna().eq("").all():
        return not_available(measure, definition, leavers, columns=("reason_theme",), reason="no reason is recorded")
    frame = _leavers(leavers, worker_type)
    said = frame["reason_theme"].fillna("").str.strip().str.casefold()
    told = frame[(frame["leaver_family"] == "voluntary") & ~said.isin(NOT_GIVEN)]
    told = told.assign(avoidable=said.reindex(told.index).isin([reason.casefold() for reason in reasons]))
    windows = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for w in windows:
            here = told[told["leave_date"].between(w.start, w.end)]
            parts.append(tally(here[here["avoidable"]], here, columns.values()).assign(window=w.name, period_start=w.start, period_end=w.end))
        return pd.concat(parts, ignore_index=True)

    return build(measure, definition, counts, columns_for(leavers, by), sources=leavers.sources)


def _leavers(leavers: TypedTable, worker_type: str | None) -> pd.DataFrame:
    """The rows of people who left, of one worker type; a career break is not leaving."""
    frame = leavers.frame[~leavers.frame["leaver_type"].isin(NOT_LEAVERS)]
    return frame if worker_type is None else frame[frame["worker_type"] == worker_type]


EXIT_ROUTES = Measure(
    "exit_routes",
    Words(
        "Gone, by way of leaving and length of service",
        "{workers} who left in that way",
        "{workers} in service at that length of service",
        noun="{workers}",
        verb="had left",
        base_unit="{workers} at risk",
        method="Cumulative incidence (Aalen-Johansen) with delayed entry; each leaver is counted once, by how they left, so the shares and those still in "
        "service add up to everybody.",
        notes=("Uses all recorded history, not only the period.",),
    ),
    counts=Population("service"),
    did="left",
    rows=exit_routes,
    shape="curve",
    form="exits",
    keys={"cause": Kind("exit_type")},
    workers="officer",
    asks=Ask("06-retention", by=("sex",)),
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01", "GLA-04"),
)

LEAVER_ROUTES = Measure(
    "leaver_routes",
    Words(
        "How {workers} leave", "{workers} who left in that way", "{workers} who left", noun="{workers} who left", verb="left in that way", base_unit="leavers"
    ),
    counts=LEFT,
    rows=leaver_routes,
    form="shares",
    keys={"route": Kind("leaver_family", {name: tuple(family for family, word in ROUTES.items() if word == name) for name in ROUTES.values()})},
    workers="officer",
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01"),
)

AVOIDABLE_LEAVERS = Measure(
    "avoidable_leavers",
    Words(
        "Resignations for a reason the force could do something about",
        "{workers} who resigned for leadership, progression, work-life balance, pay, culture, workload or discrimination",
        "{workers} who resigned and gave a reason",
        noun="resigning {workers}",
        verb="gave a reason the force could act on",
        outcome="harm",
        base_unit="resignations",
        notes=("The reason is the theme HR recorded. Resignations without a reason are out of the base.",),
    ),
    counts=LEFT.that(("leaver_family", "voluntary"), "gave a reason"),
    did="for an avoidable reason",
    rows=avoidable_leavers,
    form="comparison",
    workers="officer",
    asks=Ask("06-retention", by=("ethnicity", "sex"), compared=True, yearly=False),
    serves=("EIW-RET-O02", "EIW-RET-K01", "EIW-RET-O04"),
)
