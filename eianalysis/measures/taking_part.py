"""Who takes part in schemes that develop people, of all who could: mentoring, secondments, networks, awards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Each, InPost, Measure, Population, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.in_post import WORKFORCE, in_post, snapshot_days, strangers
from eianalysis.measures.two_way_groups import PAIRS, with_pairs
from eianalysis.measures.rates import By, build, columns_for, in_every_step, not_available, tally
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import SCHEMES, WORKER_TYPES


def participation_rate(
    development: TypedTable,
    people: TypedTable,
    *,
    cycle: BoardCycle,
    by: By = "woman",
    scheme: str | Sequence[str] | None = None,
    months: int = 12,
    worker_type: str | tuple[str, ...] | None = WORKFORCE,
) -> Result:
    """Of everybody in post, how many took part in each scheme in the period, by group.

    Parameters
    ----------
    development, people : TypedTable
        From ``load_development`` and ``load_workforce``. The base is everybody of ``worker_type`` in post on the last snapshot
        up to the end of the period, in the scheme or not; groups are as recorded there.
    by : a characteristic; ``"woman"`` sets women beside everybody else.
    scheme : one or several codes (``"mentoring"``, ``"secondment"`` …); None for each that occurs.
    months : somebody takes part who was in the scheme on any day of so many months up to the end of the period.

    Returns
    -------
    Result with the key column ``scheme``. A person counts once in each scheme, whatever part they take.

    Examples
    --------
    >>> import eianalysis as ei                                                                    # doctest: +SKIP
    >>> took = ei.participation_rate(ei.load_development(cycle), people, cycle=cycle, scheme="secondment")  # doctest: +SKIP
    >>> ei.findings(ei.release(ei.compare(took, reference="the rest"), cycle.policy))              # doctest: +SKIP
    """
    measure = "participation_rate"
    definition = definition_of(measure)
    for table in (development, people):
        if table.absent:
            return not_available(measure, definition, table, keys=("scheme",))
    wanted = _schemes(development.frame, scheme)
    days = snapshot_days(people, cycle)
    if not days or not wanted:
        return not_available(
            measure,
            definition,
            development if days else people,
            keys=("scheme",),
            reason="nobody took part in any scheme" if days else "no snapshot up to the end of the period",
        )
    if strangers(development.frame["person_ref"], people):
        return not_available(
            measure,
            definition,
            development,
            keys=("scheme",),
            columns=("person_ref",),
            reason="fewer than half of those who took part are in the workforce table; are the references the same?",
        )
    w = window(cycle, months)
    rows = development.frame
    rows = rows[(rows["started"] <= w.end) & ~(rows["ended"] < w.start)]
    force = with_pairs(in_post(people, days[0], worker_type))
    force = force.assign(worker_type=force["worker_type"].map(WORKER_TYPES))

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = [
            tally(force[force["person_ref"].isin(rows.loc[rows["scheme"] == name, "person_ref"])], force, columns.values()).assign(scheme=SCHEMES[name])
            for name in wanted
        ]
        return in_every_step(pd.concat(parts, ignore_index=True), "scheme")

    table = replace(people, frame=force, groupings={**people.groupings, **PAIRS})
    return build(
        measure,
        definition,
        counts,
        columns_for(table, by),
        keys=("scheme",),
        window=w.name,
        period=(w.start, w.end),
        sources=(*development.sources, *people.sources),
    )


def _schemes(rows: pd.DataFrame, scheme: str | Sequence[str] | None) -> list[str]:
    if scheme is None:
        return [name for name in SCHEMES if name in set(rows["scheme"])]
    return [scheme] if isinstance(scheme, str) else list(scheme)


PARTICIPATION_RATE = Measure(
    "participation_rate",
    Words(
        "Taking part in schemes",
        "people who took part in the period",
        "people in post on the last snapshot",
        verb="took part",
        outcome="good",
        base_unit="people in post",
        notes=(
            "People are counted once in each scheme. Who took part and has left since is not counted.",
            "Many schemes are voluntary: a gap may lie in who asks, who is asked or who says yes.",
        ),
    ),
    counts=Population("service", InPost("end"), (("worker_type", ("officer", "staff", "pcso")),)),
    rows=participation_rate,
    looked_up=("development_participation",),
    form="steps",
    keys={"scheme": Each(everybody=True)},
    asks=Ask("11-training", by=("woman", "ethnicity_2"), against={"worker_type": "Police officer"}, compared=True),
    serves=("EIW-LDC-K02", "EIW-LDC-D05", "EIW-LDC-O04", "EIW-LDC-O08", "TRT-02", "EDHR-OC3.01", "EDHR-OC14.01"),
)
