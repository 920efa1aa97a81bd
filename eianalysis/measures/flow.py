"""Who is in post, who joined and who left, by group: what a target for a share is worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, ByThen, Later, Measure, Population, Steps, Within, Words
from eianalysis.measures.against import reference_for
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.made_columns import with_columns
from eianalysis.measures.rates import By, build, columns_for, not_available
from eianalysis.measures.representation import NOUNS
from eianalysis.measures.windows import window
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_LEAVERS, UNDECLARED, order

#: Leavers in all are told elsewhere: less those who declared their sex, they are the few who did not.
OF_EVERYBODY = ("sex",)
IN_POST, JOINED, LEFT = "In post at the end", "Joined", "Left"


def workforce_flow(
    people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, by: By, months: int = 36, worker_type: str = "officer"
) -> Result:
    """Each group's share of those in post at the end of the period, and of those who joined and left in it; key ``flow``.

    Shares are of those who declared; of sex they are of everybody, since so few leave it out that the two totals would
    tell how many. The cycle's reference group has no rows: it is what is left. A career break is not a departure. Those in
    post are of the last snapshot by the data cut-off.
    """
    measure = "workforce_flow"
    noun = NOUNS.get(worker_type, worker_type)
    definition = replace(definition_of(measure), noun=noun, base_unit=noun)
    absent = next((table for table in (people, leavers, joiners) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=("flow",))
    w = window(cycle, months)
    now = people.frame[people.frame["as_at"] <= pd.Timestamp(cycle.data_cut_off)]
    rows = {
        IN_POST: now[now["as_at"] == now["as_at"].max()],
        JOINED: joiners.frame[joiners.frame["start_date"].between(w.start, w.end)],
        LEFT: leavers.frame[leavers.frame["leave_date"].between(w.start, w.end) & ~leavers.frame["leaver_type"].isin(NOT_LEAVERS)],
    }
    rows = {name: frame[frame["worker_type"] == worker_type] for name, frame in rows.items()}

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        made = {name: with_columns(frame, columns.values()) for name, frame in rows.items()}
        return pd.concat([_shares(made, column, reference_for(column, dict(cycle.reference))) for column in dict.fromkeys(columns.values())], ignore_index=True)

    result = build(
        measure,
        definition,
        counts,
        columns_for(people, by),
        keys=("flow",),
        window=w.name,
        period=(w.start, w.end),
        shared_base=True,
        sources=(*people.sources, *joiners.sources, *leavers.sources),
    )
    return result.then(whole_has_no_range)


def whole_has_no_range(frame: pd.DataFrame) -> pd.DataFrame:
    """A step: a whole is all of itself."""
    whole = frame["group"].eq(ALL)
    return frame.assign(rate_low=frame["rate_low"].mask(whole), rate_high=frame["rate_high"].mask(whole))


def _shares(rows: Mapping[str, pd.DataFrame], column: str, left_out: str | None) -> pd.DataFrame:
    """Every group in every flow, also where nobody of it joined or left."""
    left = () if column in OF_EVERYBODY else UNDECLARED
    known = {flow: frame[column].astype(str)[~frame[column].isin(left)] for flow, frame in rows.items()}
    groups = [group for group in order(column, pd.concat(list(known.values()))) if group not in UNDECLARED]
    out = []
    for flow, values in known.items():
        size = values.value_counts().reindex(groups, fill_value=0)
        out += [(flow, column, ALL, len(values), len(values))]
        out += [(flow, column, group, int(size[group]), len(values)) for group in groups if group != left_out]
    return pd.DataFrame(out, columns=["flow", "characteristic", "group", "numerator", "denominator"])


WORKFORCE_FLOW = Measure(
    "workforce_flow",
    Words(
        "In post, joined and left",
        "people of the group",
        "people who declared this characteristic; of sex, everybody",
        noun="{workers}",
        verb="are of this group",
        base_unit="{workers}",
        method="Wilson score interval.",
        notes=(
            "A career break is not a departure; a transfer in or out counts.",
            "Of sex, the base is everybody: so few leave it out that they could be counted from two bases.",
        ),
    ),
    counts=Population("service"),
    rows=workforce_flow,
    form="flow",
    base="declared",
    total="declared",
    keys={
        "flow": Steps({IN_POST: ((("started", ByThen()), ("ended", Later())), ()), JOINED: ((("started", Within()),), ()), LEFT: ((("ended", Within()),), ())})
    },
    undeclared_too=("sex",),
    workers="officer",
    asks=Ask("03-representation", by=("ethnicity_2", "sex"), months=(36,)),
    serves=("TRT-09", "CAS-13", "EIW-REC-O01"),
)
