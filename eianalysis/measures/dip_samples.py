"""Samples of encounters that somebody looked at again: how many, what they found, and whether they are like the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Kind, Measure, Population, Steps, Words
from eianalysis.errors import UsageError
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.force import people_forced
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.interviews import count_steps
from eianalysis.measures.lacking import steps_told
from eianalysis.measures.made_columns import with_columns
from eianalysis.measures.repeated import note, whose
from eianalysis.measures.rates import BLANK, By, build, columns_for, not_available, tally
from eianalysis.measures.searches import people_searched
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import month_window, window
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import ENCOUNTERS, NOT_RECORDED, SAMPLERS, crossed_parts, month_in_words

STEPS = {"Reviewed": ("drawn", "was_reviewed"), "Something to learn": ("judged", "to_learn"), "Best practice": ("graded", "best")}
#: What is asked of a month: how many were drawn (all of them), and in how many was something to learn, or best practice.
MONTHLY = {"Sampled": ("drawn", "drawn"), **{step: STEPS[step] for step in ("Something to learn", "Best practice")}}
TOLD_BY = {"Something to learn": ("learning",), "Best practice": ("best_practice",)}
_FORCE_WORDS = {"noun": "uses of force on people", "base_unit": "uses of force"}


def sample_findings(samples: TypedTable, *, cycle: BoardCycle, by: By = ("sampler", "encounter_type"), months: int = 12) -> Result:
    """How many encounters were drawn and reviewed, in how many there was something to learn or best practice; key ``step``.

    Groups are samplers (senior officers, committee, community) and kinds of encounter. Where learning or best practice was
    not recorded for a reviewed sample, it is in no base of it: a blank is not a no.
    """
    measure = "dip_findings"
    if samples.absent:
        return not_available(measure, definition_of(measure), samples, keys=("step",))
    w = window(cycle, months)
    rows = samples.frame[samples.frame["sampled_on"].between(w.start, w.end)]
    said = {name: rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype="boolean") for name in ("learning", "best_practice")}
    rows = rows.assign(
        drawn=True,
        was_reviewed=rows["reviewed"].fillna(False).astype(bool),
        sampler=rows["sampler"].map(SAMPLERS),
        encounter_type=rows["encounter_type"].map(ENCOUNTERS),
        judged=said["learning"].notna(),
        graded=said["best_practice"].notna(),
        to_learn=said["learning"].fillna(False).astype(bool),
        best=said["best_practice"].fillna(False).astype(bool),
    )

    steps, notes = steps_told(samples, STEPS, TOLD_BY)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return count_steps(merge_small(rows, columns.values()), steps, columns)

    chain = ("Reviewed", "Something to learn")
    made = build(
        measure,
        definition_of(measure),
        counts,
        columns_for(replace(samples, frame=rows), by),
        keys=("step",),
        window=w.name,
        period=(w.start, w.end),
        sources=samples.sources,
        chain=("step", chain) if set(chain) <= set(steps) else (),
    )
    return noted(made, *notes)


def samples_of_a_month(samples: TypedTable, *, cycle: BoardCycle, sampler: str) -> Result:
    """How many encounters of each kind one sampler drew in the last month, with learning and best practice among them.

    The three counts that a monthly report asks for, and beside each its share; keys ``sampler, step``. ``sampler`` is a code of the
    table, as ``"internal"``. Each kind has a row, because the report asks for each.
    """
    measure = "dip_month"
    definition, keys = definition_of(measure), ("sampler", "step")
    if samples.absent:
        return not_available(measure, definition, samples, keys=keys)
    w = month_window(cycle)
    rows = samples.frame[samples.frame["sampled_on"].between(w.start, w.end) & samples.frame["sampler"].eq(sampler)]
    if rows.empty:
        return not_available(
            measure, definition, samples, keys=keys, columns=("sampler",), reason=f"no sample of {month_in_words(w.start)} drawn by that sampler is recorded"
        )
    said = {name: rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype="boolean") for name in ("learning", "best_practice")}
    rows = rows.assign(
        encounter_type=rows["encounter_type"].map(ENCOUNTERS),
        drawn=True,
        judged=said["learning"].notna(),
        to_learn=said["learning"].fillna(False).astype(bool),
        graded=said["best_practice"].notna(),
        best=said["best_practice"].fillna(False).astype(bool),
    )

    steps, notes = steps_told(samples, MONTHLY, TOLD_BY)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return count_steps(rows, steps, columns).assign(sampler=SAMPLERS[sampler])

    made = build(
        measure, definition, counts, ({"encounter_type": "encounter_type"},), keys=keys, window=w.name, period=(w.start, w.end), sources=samples.sources
    )
    return noted(made, *notes)


def sample_coverage(samples: TypedTable, frame: TypedTable, *, cycle: BoardCycle, by: By = ("officer_ethnicity", "object"), months: int = 12) -> Result:
    """What share of each group, object or month of the frame each sampler drew: whether a sample is like the whole.

    Parameters
    ----------
    frame : the searches (``load_stop_search``) or the force used (``load_use_of_force``) of the same time; from it only
        searches of people, or people in incidents, are counted.
    by : columns that samples and frame both have, and ``"month"``; ask for all at once, because they share their totals.

    Returns
    -------
    Result with the key column ``sampler``; compare it with ``"the rest"``.

    Raises
    ------
    UsageError
        Where more of a group was drawn than there was: the samples were drawn from something else.
    """
    measure = "dip_coverage"
    kind = "search" if frame.name == "stop_search" else "force"
    definition = definition_of(measure)
    definition = definition if kind == "search" else replace(definition, **_FORCE_WORDS)
    w = window(cycle, months)
    whole = people_searched(frame, cycle, w) if kind == "search" else people_forced(frame, cycle, months)
    for table in (samples, whole):
        if table.absent:
            return not_available(measure, definition, table, keys=("sampler",))
    rows = samples.frame
    if rows["encounter_on"].isna().all():
        return not_available(measure, definition, samples, columns=("encounter_on",), keys=("sampler",), reason=BLANK)
    rows = rows[rows["encounter_type"].eq(kind) & rows["encounter_on"].between(w.start, w.end)]
    if rows.empty:
        return not_available(measure, definition, samples, keys=("sampler",), reason="nothing was drawn in the period")
    rows = rows.assign(month=rows["encounter_on"].dt.strftime("%Y-%m"), sampler=rows["sampler"].map(SAMPLERS))
    if kind == "force":
        whole = replace(whole, frame=whole.frame.assign(month=whole.frame["used_on"].dt.strftime("%Y-%m")))
    columns_of = {name: (name,) for name in ("officer_ethnicity", "sex", "age_range", "object", "month") if name in whole.frame}
    definition = replace(definition, notes=(*definition.notes, *note(whose(whole.frame, whole.frame, None))))
    # a column that the samples have not would say of all that was drawn that nothing was recorded
    whole = replace(whole, groupings=columns_of, frame=whole.frame[[name for name in whole.frame if name in rows]])
    both = pd.concat([whole.frame.assign(drawn=False), rows.assign(drawn=True)], ignore_index=True)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        wanted = {part for name in columns.values() for part in crossed_parts(name) or (name,)}
        named = both.assign(**{name: both[name].astype(object).fillna(NOT_RECORDED) for name in wanted})
        named = with_columns(named, columns.values())
        named = merge_small(named, columns.values(), least=LIMITS.encounter_kind, sizes=(~named["drawn"]).astype(int))
        parts = [
            tally(named[named["drawn"] & named["sampler"].eq(sampler)], named[~named["drawn"]], columns.values()).assign(sampler=sampler)
            for sampler in SAMPLERS.values()
            if named["sampler"].eq(sampler).any()
        ]
        return _possible(pd.concat(parts, ignore_index=True), frame.name)

    return build(
        measure,
        definition,
        counts,
        columns_for(whole, by),
        keys=("sampler",),
        window=w.name,
        period=(w.start, w.end),
        sources=(*samples.sources, *whole.sources),
    )


def _possible(counted: pd.DataFrame, frame: str) -> pd.DataFrame:
    """The counts, unless more was drawn of a group than there was of it."""
    more = counted[(counted["numerator"] > counted["denominator"]) & counted["group"].ne(ALL)]
    if len(more):
        which = sorted({f"{row.characteristic} '{row.group}'" for row in more.itertuples()})
        raise UsageError(
            f"more was drawn than there was to draw from, in {', '.join(which)}: the dip_samples were not drawn "
            f"from {frame}, or the two write their groups differently"
        )
    return counted


DIP_FINDINGS = Measure(
    "dip_findings",
    Words(
        "What samples of encounters found",
        "samples of which that is true",
        "samples drawn (for the first step) or reviewed in the period",
        noun="samples",
        verb="were marked this way",
        base_unit="samples",
        notes=("Samplers differ in what they draw and in how they judge: a difference between them is not one of the encounters.",),
    ),
    steps={
        "Reviewed": "were reviewed",
        "Something to learn": "that were reviewed held something to learn",
        "Best practice": "that were reviewed showed best practice",
    },
    counts=Population("dip_samples", During("sampled_on")),
    rows=sample_findings,
    form="steps",
    keys={"step": Steps({"Reviewed": ((), ("reviewed",)), "Something to learn": (("judged",), ("to learn",)), "Best practice": (("graded",), ("best",))})},
    asks=Ask("08b-force-and-samples", against={"sampler": "Senior officers"}, compared=True),
    serves=("EIW-COM-K01", "EIW-COM-K02", "TRT-08", "EIW-COM-O08", "EIW-COM-D07"),
)

DIP_MONTH = Measure(
    "dip_month",
    Words(
        "Encounters sampled in the month",
        "samples drawn; of those judged, with something to learn, or best practice",
        "samples drawn in the month",
        noun="samples",
        verb="were marked this way",
        base_unit="samples",
        notes=("How many samples, and beside it the share of them; what a sampler draws is no sample of all encounters.",),
    ),
    steps={"Sampled": "were drawn", "Something to learn": "that were judged held something to learn", "Best practice": "that were judged showed best practice"},
    counts=Population("dip_samples", During("sampled_on")),
    rows=samples_of_a_month,
    form="steps",
    keys={
        "sampler": Kind("drawn by"),
        "step": Steps({"Sampled": ((), ()), "Something to learn": (("judged",), ("to learn",)), "Best practice": (("graded",), ("best",))}),
    },
    asks={
        "senior_officers": Ask("08b-force-and-samples", options={"sampler": "internal"}, yearly=False),
        "community": Ask("08b-force-and-samples", options={"sampler": "community"}, yearly=False),
    },
    serves=("EIW-COM-K01", "EIW-COM-K01.i", "EIW-COM-K01.ii", "EIW-COM-K01.iii", "EIW-COM-K02", "EIW-COM-K02.i", "EIW-COM-K02.ii", "EIW-COM-K02.iii"),
)

DIP_COVERAGE = Measure(
    "dip_coverage",
    Words(
        "Who and what was drawn to be looked at again, of all there was to draw from",
        "encounters of the period drawn by the sampler",
        "encounters of the period",
        noun="searches of people",
        verb="were drawn to be looked at again",
        base_unit="searches",
        notes=(
            "A sample drawn by chance takes about the same share of every group; one that does not was aimed at something, or left something out.",
            "Encounters drawn whose day is not recorded are left out.",
        ),
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person",)),
    rows=sample_coverage,
    form="steps",
    keys={"sampler": Kind("drawn by")},
    asks=Ask("08b-force-and-samples", compared="the rest"),
    serves=("EIW-COM-K01", "EIW-COM-K02", "TRT-08", "EIW-COM-O08", "EIW-COM-D07"),
)
