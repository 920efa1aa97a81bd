"""How attendance at a mandatory course grew over the last year, quarter by quarter, by rank, role and shift.

The base is the same in every quarter: the people of ``training_coverage``, in post on the last day, eligible and available. So a
line rises because people attended, and never because somebody joined or left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Each, InPost, Measure, Population, Steps, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.training import ATTENDED, FOR_GOOD, NOT_YET, states_of_course
from eianalysis.measures.training_groups import KINDS, ROSTER, held_of, require_one_kind, without_small_posts
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: What a quarter is called: how many months before the end of the period it ended.
BY_THEN = {"Nine months before": 9, "Six months before": 6, "Three months before": 3, "At the end": 0}
#: Of more than this share of those who attended the day must be known, or no quarter before the last can be counted.
MOST_UNDATED = 0.1
SOME_UNDATED = "Of some who attended no day is recorded: they are counted at the end and in no quarter before it."


def training_by_quarter(
    training: TypedTable, people: TypedTable, *, cycle: BoardCycle, course: str | Sequence[str] | None = None, by: By = ROSTER, within: Sequence[str] = ()
) -> Result:
    """Of those eligible and available on the last day, how many had attended by the end of each of the last four quarters, by group.

    Key columns ``course`` and ``by_then``, and those of ``within``, which splits the table further: ranks are asked within ``("worker_type",)``, or
    of one kind of worker (``force.where(worker_type="officer")``). ``by`` may name columns that this workforce table has not: those it has count, and a
    note names the others. Roles and shifts of few people are put together.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> ei.training_by_quarter(training, people, cycle=cycle, course="Inclusive leadership", by="role_group")  # doctest: +SKIP
    """
    measure, keys = "training_by_quarter", ("course", "by_then", *within)
    names, note = held_of(people, by)
    if not names and not people.absent:
        return not_available(measure, definition_of(measure), people, keys=keys, columns=tuple(note), reason="the column is not there")
    found = states_of_course(measure, training, people, cycle, course, keys)
    if isinstance(found, Result):
        return found
    rows, day = found
    rows = without_small_posts(rows[rows["state"].isin([ATTENDED, NOT_YET])])
    came = rows["state"].eq(ATTENDED)
    undated = came & rows["came_on"].isna()
    if rows.empty or undated.sum() > MOST_UNDATED * came.sum():
        lacking, why = (("eligible", "available"), "nobody in post is recorded as eligible and available")
        lacking, why = (lacking, why) if rows.empty else (("session_date",), "for more than a tenth of those who attended no day is recorded")
        return not_available(measure, definition_of(measure), training, keys=keys, columns=lacking, reason=why)
    require_one_kind(rows, names, within)
    after = pd.Timestamp(cycle.period_end) + pd.Timedelta(days=1)
    attended = {name: came & (rows["came_on"] < after - pd.DateOffset(months=months)) if months else came for name, months in BY_THEN.items()}
    attended = {name: by_then for name, by_then in attended.items() if by_then.any() or not BY_THEN[name]}  # not before the first session

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = [tally(rows[by_then], rows, columns.values(), ["course", *within]).assign(by_then=name) for name, by_then in attended.items()]
        each = pd.concat(parts, ignore_index=True)
        return each[each["denominator"].gt(0) | each["group"].eq(ALL)].reset_index(drop=True) if within else each  # no constable is a PCSO

    definition = definition_of(measure)
    return build(
        measure,
        replace(definition, notes=(*definition.notes, *note.values(), *((SOME_UNDATED,) if undated.any() else ()))),
        counts,
        columns_for(replace(people, frame=rows), names),
        keys=keys,
        window=f"to {day_in_words(day)}",
        period=(pd.NaT, day),
        sources=(*training.sources, *people.sources),
    )


def _in_quarters(last: int) -> tuple:
    """Who attended in the first quarters up to one: parts of those who have attended at the end, as the gate should know."""
    return () if last == len(BY_THEN) else (("attended in", tuple(list(BY_THEN)[:last])),)


TRAINING_BY_QUARTER = Measure(
    "training_by_quarter",
    Words(
        "Attended, quarter by quarter",
        "people who had attended by then, whose certificate has not run out",
        "people in post on the last day who were eligible and available",
        noun="people eligible and available",
        verb="had attended by then",
        outcome="good",
        notes=(
            "The same people are in the base of every quarter, so a rise is people attending. Who joined during the year could not attend before.",
            "Quarters are counted back from the end of the period; those before anybody attended are left out.",
        ),
    ),
    steps={name: f"had attended {name[0].lower()}{name[1:]}" for name in BY_THEN},
    counts=Population("service", InPost("end"), (("worker_type", ("officer", "staff", "pcso")),)),
    rows=training_by_quarter,
    instead=FOR_GOOD,
    looked_up=("training_attendance",),
    form="steps",
    keys={"course": Each(), "by_then": Steps({name: ((), _in_quarters(place)) for place, name in enumerate(BY_THEN, start=1)}), "worker_type": KINDS},
    asks={
        "": Ask("11-training", by=ROSTER, options={"course": "Our People: Inclusivity Programme"}, yearly=False),
        "by_rank": Ask("11-training", by=("rank_band",), options={"course": "Our People: Inclusivity Programme", "within": ("worker_type",)}, yearly=False),
    },
    serves=("EIW-LDC-K01", "EDHR-OD2.01"),
)
