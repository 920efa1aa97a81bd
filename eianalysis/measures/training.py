"""Who attended what they were meant to and could attend, and how the base of that figure was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Each, InPost, Measure, Population, Words
from eianalysis.measures.declaring import without_range
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.in_post import WORKFORCE, in_post, snapshot_days, strangers
from eianalysis.measures.training_groups import KINDS, held_of, require_one_kind, without_small_posts
from eianalysis.measures.two_way_groups import PAIRS, with_pairs
from eianalysis.measures.rates import By, build, columns_for, not_available, tally
from eianalysis.measures.spell_windows import in_the_words_of_pages
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNAVAILABLE, WORKER_TYPES, day_in_words

ATTENDED, NOT_YET, NOT_ELIGIBLE = "Eligible, available, attended", "Eligible, available, not attended", "Not eligible"
UNKNOWN, NOT_LISTED, OTHER_REASON = ("Eligible, nobody recorded whether available", "Not on the course's list", "Eligible, not available: another reason")

#: What is counted where a list does not say how long a certificate holds.
FOR_GOOD = {"training_attendance": {"expires": "Whoever attended counts, however long ago: no certificate is taken to run out."}}


def training_coverage(
    training: TypedTable,
    people: TypedTable,
    *,
    cycle: BoardCycle,
    course: str | Sequence[str] | None = None,
    by: By | None = "worker_type",
    within: Sequence[str] = (),
) -> Result:
    """Of the people in post who were eligible **and** available, how many had attended by the end of the period, by group.

    Parameters
    ----------
    training, people : TypedTable
        From ``load_training`` and ``load_workforce``; groups are those of the last snapshot up to the end of the period.
    course : one or several; None for every course marked mandatory.
    by, within : None for everybody together; a characteristic, ``"woman"`` (women beside everybody else), ``"rank"``, ``"unit"``, ``"directorate"``; ``within`` splits the table further.

    Returns
    -------
    Result with the key column ``course``. A person is counted once, however many sessions; is available who was so at one of
    them, or attended; a certificate that has run out does not count. Who is on no list is in no base: see
    ``training_audit``, without which no figure of 100% should be believed.

    Examples
    --------
    >>> import eianalysis as ei                                                                      # doctest: +SKIP
    >>> got = ei.training_coverage(training, people, cycle=cycle, by=["worker_type", "sex"])          # doctest: +SKIP
    >>> ei.table(ei.release(ei.compare(got, reference={"worker_type": "Police officer"}), cycle.policy))  # doctest: +SKIP
    """
    measure = "training_coverage"
    names, note = (None, {}) if by is None else held_of(people, by)
    if by is not None and not names and not people.absent:
        return not_available(measure, definition_of(measure), people, keys=("course", *within), columns=tuple(note), reason="the column is not there")
    found = states_of_course(measure, training, people, cycle, course, ("course", *within))
    if isinstance(found, Result):
        return found
    rows, day = found
    rows = without_small_posts(rows[rows["state"].isin([ATTENDED, NOT_YET])])
    keys = ("course", *within)
    if rows.empty:
        return not_available(
            measure,
            definition_of(measure),
            training,
            keys=keys,
            columns=("eligible", "available"),
            reason="nobody in post is recorded as eligible and available",
        )

    require_one_kind(rows, names or (), within)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        each = tally(rows[rows["state"] == ATTENDED], rows, columns.values(), list(keys))
        each = each[each["denominator"].gt(0) | each["group"].eq(ALL)] if within else each  # no constable is a PCSO
        return each if by is not None else each[each["group"] == ALL].assign(characteristic="all").reset_index(drop=True)

    levels = columns_for(replace(people, frame=rows, groupings={**people.groupings, **PAIRS}), names or "worker_type")
    # what the audit's table shows of the same course gives the totals away, so withholding them here would hide nothing
    return build(
        measure,
        replace(definition_of(measure), notes=(*definition_of(measure).notes, *note.values())),
        counts,
        levels,
        keys=keys,
        window=f"to {day_in_words(day)}",
        period=(pd.NaT, day),
        sources=(*training.sources, *people.sources),
    )


def training_audit(training: TypedTable, people: TypedTable, *, cycle: BoardCycle, course: str | Sequence[str] | None = None) -> Result:
    """Where everybody in post went on the way to the base of ``training_coverage``: attended, not yet, not available and why,
    not eligible, unknown, or not on the course's list at all.

    Every officer, member of police staff and PCSO in post is in one row; key column ``course``. Reasons of fewer than ten people
    are put together.
    """
    measure = "training_audit"
    found = states_of_course(measure, training, people, cycle, course, ("course",))
    if isinstance(found, Result):
        return found
    rows, day = found
    sizes = rows.groupby(["course", "state"]).transform("size") if len(rows) else pd.Series(dtype=float)
    small = (sizes < LIMITS.training_reasons) & rows["state"].str.startswith("Eligible, not available")
    rows = rows.assign(state=rows["state"].where(~small, OTHER_REASON))
    base = rows.groupby("course", sort=False)["person_ref"].size()

    def counts(_) -> pd.DataFrame:
        made = rows.groupby(["course", "state"], sort=False).size().reset_index(name="numerator").rename(columns={"state": "group"})
        total = base.reset_index(name="numerator").assign(group=ALL)
        both = pd.concat([made, total], ignore_index=True)
        return both.assign(characteristic="audit", denominator=both["course"].map(base))

    result = build(
        measure,
        definition_of(measure),
        counts,
        ({"audit": "audit"},),
        keys=("course",),
        shared_base=True,
        window=f"to {day_in_words(day)}",
        period=(pd.NaT, day),
        sources=(*training.sources, *people.sources),
    )
    return result.then(without_range)


def states_of_course(measure, training, people, cycle, course, keys) -> tuple[pd.DataFrame, pd.Timestamp] | Result:
    """Everybody in post once for each course, with what became of them; or why that cannot be told."""
    definition = definition_of(measure)
    for table in (training, people):
        if table.absent:
            return not_available(measure, definition, table, keys=keys)
    days = snapshot_days(people, cycle)
    rows = training.frame
    wanted = _courses(rows, course)
    if not days or not wanted:
        what = (
            "no snapshot up to the end of the period" if not days else ("no course is marked mandatory" if course is None else f"no course called '{course}'")
        )
        return not_available(
            measure, definition, people if not days else training, keys=keys, columns=("as_at",) if not days else ("course", "mandatory"), reason=what
        )
    if strangers(rows["person_ref"], people):
        return not_available(
            measure,
            definition,
            training,
            keys=keys,
            columns=("person_ref",),
            reason="fewer than half of the people on its lists are in the workforce table; are the references the same?",
        )
    day, cut = days[0], pd.Timestamp(cycle.period_end)
    force = with_pairs(in_post(people, day, WORKFORCE))
    force = in_the_words_of_pages(force.assign(worker_type=force["worker_type"].map(WORKER_TYPES)))
    parts = []
    for name in wanted:
        became = _became(rows[rows["course"] == name], cut).reindex(force["person_ref"])
        parts.append(force.assign(course=name, state=became["state"].fillna(NOT_LISTED).to_numpy(), came_on=became["came_on"].to_numpy()))
    return pd.concat(parts, ignore_index=True), day


def _courses(rows: pd.DataFrame, course) -> list[str]:
    known = list(dict.fromkeys(rows["course"]))
    if course is None:
        must = rows["mandatory"].fillna(False).astype(bool) if "mandatory" in rows else pd.Series(False, index=rows.index)
        return sorted(set(rows.loc[must, "course"]))
    return [name for name in ([course] if isinstance(course, str) else course) if name in known]


def _became(rows: pd.DataFrame, cut: pd.Timestamp) -> pd.DataFrame:
    """What became of each person on a course's list (``state``), and the first day they attended (``came_on``), by reference."""
    came = rows["status"].eq("attended") & ~(rows["session_date"] > cut)
    valid = came & ~(rows["expires"] < cut) if "expires" in rows else came
    reason = rows["unavailable_reason"] if "unavailable_reason" in rows else pd.Series(pd.NA, index=rows.index)
    each = pd.DataFrame(
        {
            "ref": rows["person_ref"],
            "came": valid,
            "eligible": rows["eligible"].fillna(False).astype(bool),
            "could": rows["available"].fillna(False).astype(bool) | rows["status"].eq("attended"),
            "could_not": ~rows["available"].astype("boolean").fillna(True).astype(bool),
            "why": reason.map(UNAVAILABLE).fillna("no reason recorded").str.lower(),
        }
    )
    by = each.groupby("ref", sort=False)
    one = by[["came", "eligible", "could", "could_not"]].any().assign(why=by["why"].last())
    state = pd.Series(UNKNOWN, index=one.index, dtype=object)
    state = state.where(~one["could_not"], "Eligible, not available: " + one["why"])
    state = state.where(~one["could"], NOT_YET).where(~one["came"], ATTENDED)
    first = rows["session_date"].where(came).groupby(rows["person_ref"]).min()  # who has renewed a certificate had come before
    return pd.DataFrame({"state": state.where(one["eligible"], NOT_ELIGIBLE), "came_on": first.reindex(one.index)})


TRAINING_COVERAGE = Measure(
    "training_coverage",
    Words(
        "Attended, of those eligible and available",
        "people who attended a session, whose certificate has not run out",
        "people in post on the day who were eligible and available",
        noun="people eligible and available",
        verb="attended",
        outcome="good",
        notes=(
            "People are counted, not sessions. Whoever attended was available.",
            "People in post who are not on the course's list are in no base; the audit of the denominator counts them.",
        ),
    ),
    counts=Population("service", InPost("end"), (("worker_type", ("officer", "staff", "pcso")),)),
    rows=training_coverage,
    instead=FOR_GOOD,
    looked_up=("training_attendance",),
    form="comparison",
    keys={"course": Each(), "worker_type": KINDS},
    asks={
        "our_people": Ask("11-training", options={"course": "Our People: Inclusivity Programme", "by": None}, yearly=False),
        "our_people_by_group": Ask(
            "11-training",
            by=("worker_type", "woman", "ethnicity_2"),
            options={"course": "Our People: Inclusivity Programme"},
            against={"worker_type": "Police officer"},
            compared=True,
            yearly=False,
        ),
        "our_people_by_directorate": Ask(
            "11-training", by=("directorate",), options={"course": "Our People: Inclusivity Programme"}, compared="the rest", yearly=False
        ),
        "our_people_by_rank": Ask(
            "11-training",
            by=("rank_band",),
            options={"course": "Our People: Inclusivity Programme", "within": ("worker_type",)},
            compared="the rest",
            yearly=False,
        ),
        "our_people_by_pattern": Ask(
            "11-training",
            by=("role_group", "shift_pattern", "working_pattern"),
            options={"course": "Our People: Inclusivity Programme"},
            compared="the rest",
            yearly=False,
        ),
        "leadership": Ask("11-training", options={"course": "Inclusive leadership", "by": None}, yearly=False),
        "courses": Ask("11-training", by=("woman",), against={"worker_type": "Police officer"}, compared=True, yearly=False),
    },
    serves=(
        "EIW-LDC-K01",
        "EIW-LDC-D01",
        "EIW-REC-O07",
        "EIW-REC-O09",
        "EIW-REC-O10",
        "EIW-REC-D08",
        "EIW-REC-D09",
        "EIW-HWB-O03",
        "EIW-LDC-O03",
        "EIW-RET-P3.2",
        "EIW-RET-P4.2",
        "EIW-COM-O09",
        "CAS-02",
        "CAS-07",
        "EDHR-OD2.01",
        "EDHR-OC12.01",
    ),
)

TRAINING_AUDIT = Measure(
    "training_audit",
    Words(
        "From everybody in post to those who attended",
        "people in post of whom this holds",
        "officers, police staff and PCSOs in post on the day",
        noun="people in post",
        verb="were counted here",
        base_unit="people in post",
        method="Every person in post is in one row. A head count of people in post: there is no range, because nobody was sampled.",
        notes=("Where the course's list leaves people out, nobody knows whether they were meant to attend.",),
    ),
    counts=Population("service", InPost("end"), (("worker_type", ("officer", "staff", "pcso")),)),
    rows=training_audit,
    instead={"training_attendance": {**FOR_GOOD["training_attendance"], "unavailable_reason": "Why somebody was not available is not told."}},
    looked_up=("training_attendance",),
    form="shares",
    keys={"course": Each(everybody=True)},
    base="whole",
    asks=Ask("11-training", options={"course": "Our People: Inclusivity Programme"}, yearly=False),
    serves=("EIW-LDC-K01",),
)
