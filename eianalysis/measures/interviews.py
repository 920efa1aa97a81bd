"""Exit interviews as a process: offered, held, refused, by whom; and what people say, in themes only.

Everybody who left is in the base of the offer, with or without a row in the interviews' table: someone nobody thought of
is someone not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, Ask, Cut, Measure, Split, Steps, Words
from eianalysis.measures.counted import LEFT
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.exits import ROUTES
from eianalysis.measures.rates import By, build, columns_for, in_every_step, not_available, tally
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.windows import Window, window
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import EXIT_REASONS, NOT_LEAVERS, NOT_RECORDED

STEPS = {"Offered": ("asked_of", "offered"), "Completed": ("offered", "completed"), "Refused": ("offered", "refused")}
HELD = "Held, of all who left"
REFUSED = "Refused"
PLANNED = {True: "Planned exit", False: "Unplanned exit"}
#: How the second of two characteristics is said after the first.
_AND_PLANNED = {**{group: group.lower() for group in PLANNED.values()}, NOT_RECORDED: "not recorded whether planned"}
#: Of everybody who left: an interview that nobody was offered was not held either.
EXIT_STEPS = {**STEPS, HELD: ("asked_of", "completed")}
_OF_INTERVIEW = ("offered", "completed", "refused", "interviewer", "main_reason", "reason_2")
BY = ("women", "planned_exit", "women_and_planned", "exit_type", "interviewer")
#: Steps that make sense for a split: who was not asked has no interviewer; of women by plan only the offer is not too few.
_STEPS_OF = {"interviewer": ("Completed", "Refused"), "women_and_planned": ("Offered",)}
#: Exit types wide enough to be read at every step.
_EXIT_TYPES = {"voluntary": "Resignation", "retirement": "Retirement"}
OTHER_EXIT, WOMEN, NOT_WOMEN = "Transfer or another way", "Women officers", "All other officers"
_WHO = {"HR": "Human resources", "line manager": "Line manager"}
OTHER_WHO = "Staff network or someone else"


def exit_interviews(
    interviews: TypedTable, leavers: TypedTable, *, cycle: BoardCycle, by: By = BY, months: int | Sequence[int] = 36, worker_type: str | None = "officer"
) -> Result:
    """Of those who left, how many were offered an exit interview and how many had one; of those offered, how many took or
    refused it.

    Parameters
    ----------
    by : any of ``"women"`` (and all others), ``"planned_exit"``, ``"women_and_planned"``, ``"exit_type"``, ``"interviewer"``,
        or a characteristic. Ask for all of them at once: tables released one by one share their totals, and one that had
        to hide a group would be given away by another that had not.

    Returns
    -------
    Result with the key column ``step``.
    """
    measure = "exit_interview_steps"
    return _interviews(measure, interviews, leavers, cycle, by, months, worker_type)


def _interviews(measure, interviews, leavers, cycle, by, months, worker_type) -> Result:
    definition = definition_of(measure)
    absent = next((table for table in (interviews, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=("step",))
    everyone = asked(interviews, leavers, worker_type)

    def counts_in(w: Window, columns: Mapping[str, str]) -> pd.DataFrame:
        here = everyone.frame[everyone.frame["leave_date"].between(w.start, w.end)]
        here = merge_small(here, columns.values())
        parts = [
            count_steps(here, {step: EXIT_STEPS[step] for step in _STEPS_OF.get(column, EXIT_STEPS)}, {column: column})
            for column in dict.fromkeys(columns.values())
        ]
        return pd.concat(parts, ignore_index=True).assign(window=w.name, period_start=w.start, period_end=w.end)

    windows = _windows(cycle, months)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([counts_in(w, columns) for w in windows], ignore_index=True)

    return build(
        measure,
        definition,
        counts,
        columns_for(everyone, by),
        keys=("step",),
        chain=("step", ("Offered", "Completed")),
        sources=(*leavers.sources, *interviews.sources),
    )


def count_steps(rows: pd.DataFrame, steps: Mapping[str, tuple[str, str]], columns: Mapping[str, str]) -> pd.DataFrame:
    parts = [tally(rows[rows[base] & rows[done]], rows[rows[base]], columns.values()).assign(step=step) for step, (base, done) in steps.items()]
    counted = in_every_step(pd.concat(parts, ignore_index=True), "step")
    if REFUSED not in steps:
        return counted
    return counted[counted["step"].ne(REFUSED) | counted["group"].eq(ALL) & _many_neither(rows)].reset_index(drop=True)


def _many_neither(rows: pd.DataFrame) -> bool:
    """Whether those who were offered an interview and neither took nor refused it are none or enough to be told.

    Offered less completed less refused tells how many they are. By group they are nearly always a few, so refusals are told
    of everybody together, and not even so where these few would follow.
    """
    neither = int((rows["offered"] & ~rows["completed"] & ~rows["refused"]).sum())
    return neither == 0 or neither >= LIMITS.interviews_neither


def _windows(cycle: BoardCycle, months: int | Sequence[int]) -> list[Window]:
    return [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]


def with_ticks(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``offered``, ``completed`` and ``refused`` as yes or no, a blank as no. Of a file without such a column nothing is known,
    and the question says so."""
    rows = rows.assign(**{name: rows[name].fillna(False).astype(bool) for name in ("offered", "completed", "refused")})
    held = rows["completed"] | rows["refused"]
    return rows.assign(offered=rows["offered"] | held)  # who took or refused an interview was offered one, whatever the tick says


def asked(interviews: TypedTable, leavers: TypedTable, worker_type: str | None) -> TypedTable:
    """Everybody who left, with what their interview row says; no row means not offered. Free text is left behind."""
    frame = leavers.frame[~leavers.frame["leaver_type"].isin(NOT_LEAVERS)]
    frame = frame if worker_type is None else frame[frame["worker_type"] == worker_type]
    own = [name for name in _OF_INTERVIEW if name in interviews.frame]
    rows = interviews.frame[["person_ref", "leave_date", *own]].drop_duplicates(["person_ref", "leave_date"])
    frame = frame.merge(rows, on=["person_ref", "leave_date"], how="left")
    frame = with_ticks(frame)
    women = frame["sex"].eq("Female").map({True: WOMEN, False: NOT_WOMEN})
    planned = (frame["planned"] if "planned" in frame else pd.Series(pd.NA, index=frame.index)).map(PLANNED)
    frame = frame.assign(
        asked_of=True,
        route=frame["leaver_family"].map(ROUTES).fillna(ROUTES["other"]),
        exit_type=frame["leaver_family"].map(_EXIT_TYPES).fillna(OTHER_EXIT),
        planned_exit=planned.fillna(NOT_RECORDED),
        women=women,
        women_and_planned=women + ", " + planned.map(_AND_PLANNED).fillna(_AND_PLANNED[NOT_RECORDED]),
        interviewer=frame["interviewer"].map(_WHO).fillna(OTHER_WHO) if "interviewer" in frame else NOT_RECORDED,
    )
    return replace(
        leavers, frame=frame, groupings={**leavers.groupings, **{name: (name,) for name in (*BY, "route")}}, sources=(*leavers.sources, *interviews.sources)
    )


def exit_themes(
    interviews: TypedTable, leavers: TypedTable, *, cycle: BoardCycle, within: str | None = "exit_type", months: int = 36, worker_type: str | None = "officer"
) -> Result:
    """What people say against how they left: the main theme of each exit interview that took place.

    ``within`` splits the interviews (``exit_type``, ``women``, ``ethnicity_2`` …; None: all together) and is the key column;
    its rows ``All`` are all exit types together. Groups are themes, and each share is of the interviews of that exit type.
    """
    measure = "exit_themes"
    definition = definition_of(measure)
    keys = (within,) if within else ()
    absent = next((table for table in (interviews, leavers) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=keys)
    rows = asked(interviews, leavers, worker_type).frame
    w = window(cycle, months)
    rows = rows[rows["completed"] & rows["leave_date"].between(w.start, w.end)]
    return count_themes(measure, definition, rows, keys, w, (*leavers.sources, *interviews.sources))


def count_themes(measure, definition, rows, keys, w: Window, sources) -> Result:
    rows = rows.assign(theme=rows["main_reason"].map(EXIT_REASONS))
    rows = merge_small(rows[rows["theme"].notna()], ["theme"])

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = [_shares(here, value) for value, here in _split(rows, keys)]
        made = (
            _every_theme(pd.concat(parts, ignore_index=True))
            if parts
            else pd.DataFrame(columns=["value", "characteristic", "group", "numerator", "denominator"])
        )
        return made.rename(columns={"value": keys[0]}) if keys else made.drop(columns="value")

    return build(measure, definition, counts, ({"theme": "theme"},), keys=keys, window=w.name, period=(w.start, w.end), sources=sources, shared_base=True)


def _every_theme(counted: pd.DataFrame) -> pd.DataFrame:
    """A row for every theme at every exit type, 0 where nobody named it there: a theme left out would say that it was nobody."""
    bases = counted.drop_duplicates("value")[["value", "denominator"]]
    full = bases.merge(counted[["group"]].drop_duplicates(), how="cross").merge(counted.drop(columns="denominator"), how="left")
    return full.assign(characteristic="theme", numerator=full["numerator"].fillna(0).astype("int64"))


def _split(rows: pd.DataFrame, keys: tuple[str, ...]):
    return [(ALL, rows), *(rows.groupby(keys[0], sort=True, observed=True) if keys and len(rows) else ())]


def _shares(here: pd.DataFrame, value: str) -> pd.DataFrame:
    found = here["theme"].value_counts()
    table = pd.DataFrame({"group": [*found.index, ALL], "numerator": [*found.astype(int), len(here)]})
    return table.assign(value=value, characteristic="theme", denominator=len(here))


#: Of whom each step is asked, and what they did: who took or refused an interview was offered one.
INTERVIEW_STEPS = {
    "Offered": ((), ("offered",)),
    "Completed": (("offered",), ("completed",)),
    REFUSED: (("offered",), (("completed", Among("yes", but=True)), "refused")),
}
EXIT_INTERVIEW_STEPS_OF = {**INTERVIEW_STEPS, HELD: ((), ("offered", "completed"))}
EXIT_CUTS = {
    "women": Cut("sex", {WOMEN: ("Female",), NOT_WOMEN: ()}),
    "exit_type": Cut("leaver_family", {**{name: (family,) for family, name in _EXIT_TYPES.items()}, OTHER_EXIT: ()}),
}

EXIT_INTERVIEW_STEPS = Measure(
    "exit_interview_steps",
    Words(
        "Exit interviews, step by step",
        "leavers who got to the step",
        "leavers (offered, held); leavers who were offered one (completed, refused)",
        noun="{workers} who left",
        verb="got to the step",
        base_unit="leavers",
        notes=(
            "A leaver without a record of an interview was not offered one.",
            "Refusals are told of everybody together: by group, the few who neither took nor refused an interview would follow.",
            "Retiring {workers} often decline, so completion is shown by how people left.",
        ),
    ),
    steps={
        "Offered": "were offered an exit interview",
        HELD: "had an exit interview",
        "Completed": "and were offered an interview took it",
        "Refused": "and were offered an interview refused it",
    },
    counts=LEFT,
    rows=exit_interviews,
    looked_up=("exit_interviews",),
    form="steps",
    keys={"step": Steps(EXIT_INTERVIEW_STEPS_OF)},
    cuts=EXIT_CUTS,
    pairs={
        "women_and_planned": {f"{who}, {said}": {"women": who, "planned_exit": planned} for who in (WOMEN, NOT_WOMEN) for planned, said in _AND_PLANNED.items()}
    },
    made_of={"planned_exit": ("leavers", "planned"), "women_and_planned": ("leavers", "planned"), "interviewer": ("exit_interviews", "interviewer")},
    workers="officer",
    asks=Ask(
        "06b-exit-interviews", months=(36,), against={"women": "All other officers", "planned_exit": "Planned exit", "exit_type": "Resignation"}, compared=True
    ),
    serves=("EIW-RET-O02", "EIW-RET-O03", "GLA-07", "EIW-RET-K02"),
)

EXIT_THEMES = Measure(
    "exit_themes",
    Words(
        "What people say when they leave",
        "exit interviews with that main theme",
        "exit interviews that took place, with a theme",
        noun="exit interviews",
        verb="had that main theme",
        base_unit="interviews",
        notes=("Only those who were asked and agreed are heard. Themes are coded; what was said in words is never shown.",),
    ),
    counts=LEFT.that("offered", "completed", "gave a theme"),
    rows=exit_themes,
    looked_up=("exit_interviews",),
    form="shares",
    keys={"exit_type": Split("leaver_family", EXIT_CUTS["exit_type"].groups)},
    base="whole",
    asks=Ask("06b-exit-interviews", yearly=False),
    serves=("EIW-RET-O02", "EIW-RET-O03", "GLA-07"),
)
