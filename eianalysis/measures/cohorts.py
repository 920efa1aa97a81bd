"""What became of those who joined, and of those who left: cohorts, buddies, and coming back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, Ask, Measure, Population, Steps, Words, YearsBefore
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.two_way_groups import PAIRS, with_pairs
from eianalysis.measures.rates import BLANK, By, build, columns_for, in_every_step, not_available, tally
from eianalysis.measures.spell_windows import ONE_DAY, ObservedService, observed_service
from eianalysis.measures.windows import Window, window
from eianalysis.results import Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable

WITHIN_YEARS = 2
YEARS = range(1, 31)  # what cohorts can be followed for


def _came(years: int) -> tuple:
    """Joiners whose anniversary fell within the period and who were followed to it."""
    return ("started", YearsBefore(years)), "on the list of joiners", f"followed for {_years(years)}"


def _gone(years: int) -> str:
    return f"left within {_years(years)}"


def _years(span: int) -> str:
    return "1 year" if span == 1 else f"{span} years"


def cohort_retention(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: By = "route",
    years: Sequence[int] = (1, 2),
    months: int = 36,
    worker_type: str = "officer",
) -> Result:
    """Of those who joined, the share still in post one and two years later, by entry route. Key column ``after``.

    Each share is of those whose anniversary fell within the window, so everybody in it was followed all the way. Who
    moved to another role before the anniversary was not followed in this one and is out of the base.
    """
    measure = "cohort_retention"
    definition = definition_of(measure)
    seen, cohort = _joined(people, leavers, joiners, cycle, worker_type, measure, definition, ("after",))
    if seen.nothing:
        return seen.nothing
    if "route" in ([by] if isinstance(by, str) else by) and "route" not in cohort:
        return not_available(measure, definition, joiners, columns=("route",), keys=("after",), reason="the extract has no such column")
    w = window(cycle, months)
    levels = columns_for(replace(joiners, frame=cohort), by)

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        parts = []
        for span in years:
            here, stayed = _after(cohort, w, span)
            parts.append(tally(here[stayed], here, columns.values()).assign(after=_years(span)))
        return in_every_step(pd.concat(parts, ignore_index=True), "after")

    return build(measure, definition, counts, levels, keys=("after",), window=w.name, period=(w.start, w.end), sources=seen.sources)


def first_year_leavers(
    people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, cycle: BoardCycle, months: int = 36, worker_type: str = "officer"
) -> Result:
    """Of those who joined, the share who left within a year, with and without a buddy.

    Joiners are not given buddies by lot, so a difference is not what a buddy does.
    """
    measure = "first_year_leavers"
    definition = definition_of(measure)
    seen, cohort = _joined(people, leavers, joiners, cycle, worker_type, measure, definition, ())
    if seen.nothing:
        return seen.nothing
    if "buddy_allocated" not in cohort or cohort["buddy_allocated"].isna().all():
        return not_available(measure, definition, joiners, columns=("buddy_allocated",), reason=BLANK)
    words = {True: "With a buddy", False: "Without a buddy"}
    cohort = cohort.assign(buddy=cohort["buddy_allocated"].map(words).fillna("Not recorded"))
    w = window(cycle, months)
    here, stayed = _after(cohort, w, 1)
    return build(
        measure,
        definition,
        lambda columns: tally(here[~stayed], here, columns.values()),
        ({"buddy": "buddy"},),
        window=w.name,
        period=(w.start, w.end),
        sources=seen.sources,
    )


def _joined(people, leavers, joiners, cycle, worker_type, measure, definition, keys) -> tuple[ObservedService, pd.DataFrame]:
    """The spells of those in the joiners' table, with what that table says of them."""
    if joiners.absent:
        return ObservedService(people, None, (), not_available(measure, definition, joiners, keys=keys)), pd.DataFrame()
    seen = observed_service(people, leavers, joiners, cycle=cycle, worker_type=worker_type, measure=measure, definition=definition, keys=keys)
    if seen.nothing:
        return seen, pd.DataFrame()
    own = [name for name in ("route", "prior_service", "buddy_allocated", "onboarding_done") if name in joiners.frame]
    came = joiners.frame[["person_ref", "start_date", *own]].drop_duplicates(["person_ref", "start_date"])
    cohort = seen.service.frame.merge(came, left_on=["person_ref", "started"], right_on=["person_ref", "start_date"])
    cohort = cohort[~cohort["moved_in"]]
    if "route" in own:
        cohort["route"] = cohort["route"].map(TABLES["joiners"]["route"].codes).fillna("Not recorded")
    return seen, cohort


def _after(cohort: pd.DataFrame, w: Window, years: int) -> tuple[pd.DataFrame, pd.Series]:
    """Those whose anniversary fell within the window and who were followed to it, and who of them was still there."""
    anniversary = cohort["started"] + pd.DateOffset(years=years)
    gone = cohort["ended"].notna() & (cohort["ended"] < anniversary)
    followed = gone | cohort["until"].isna() | (cohort["until"] >= anniversary)
    here = anniversary.between(w.start, w.end) & followed
    return cohort[here], ~gone[here]


def rejoiners(
    leavers: TypedTable, joiners: TypedTable, contacts: TypedTable, *, cycle: BoardCycle, by: By, months: int = 36, worker_type: str = "officer"
) -> Result:
    """Of those who left, how many were contacted, would consider it, and came back within two years. Key column ``step``.

    Counts those whose two years were over within the window, so that everybody had as long to come back. Deaths, and
    dismissals, are out of the base: nobody would ask them. Without a log of contacts only coming back is counted.
    """
    measure = "rejoiners"
    definition = definition_of(measure)
    absent = next((table for table in (leavers, joiners) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=("step",))
    w = window(cycle, months)
    gone = leavers.frame[(leavers.frame["worker_type"] == worker_type) & leavers.frame["leaver_family"].isin(["voluntary", "retirement", "transfer"])]
    over = gone["leave_date"] + pd.DateOffset(years=WITHIN_YEARS)
    gone = with_pairs(gone[over.between(w.start, w.end)])
    steps = {} if contacts.absent else {"Contacted": within(gone, contacts.frame, "contacted_on")}
    if "interested" in contacts.frame and not contacts.absent:  # a log need not say
        willing = contacts.frame[contacts.frame["interested"].fillna(False).astype(bool)]
        steps["Contacted and open to it"] = within(gone, willing, "contacted_on")
    steps["Came back"] = within(gone, joiners.frame, "start_date")

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([tally(gone[hit], gone, columns.values()).assign(step=f"{name} within two years") for name, hit in steps.items()], ignore_index=True)

    asked = replace(leavers, groupings={**leavers.groupings, **PAIRS})
    return build(
        measure,
        definition,
        counts,
        columns_for(asked, by),
        keys=("step",),
        window=w.name,
        period=(w.start, w.end),
        sources=(*leavers.sources, *joiners.sources, *contacts.sources),
    )


def within(gone: pd.DataFrame, later: pd.DataFrame, day: str) -> pd.Series:
    """Who of the leavers has a day after leaving, within two years of it, in another table."""
    left = gone[["person_ref", "leave_date"]].reset_index(names="_row")
    found = left.merge(later[["person_ref", day]].dropna(), on="person_ref")
    hit = (found[day] >= found["leave_date"] + ONE_DAY) & (found[day] <= found["leave_date"] + pd.DateOffset(years=WITHIN_YEARS))
    return pd.Series(gone.index.isin(found.loc[hit, "_row"]), index=gone.index)


COHORT_RETENTION = Measure(
    "cohort_retention",
    Words(
        "Joiners still in post, by entry route",
        "of those, {workers} still in post on that anniversary",
        "{workers} who joined and whose anniversary fell within the period",
        noun="{workers}",
        verb="were still in post",
        outcome="good",
        base_unit="joiners",
    ),
    counts=Population("service"),
    rows=cohort_retention,
    form="shares",
    keys={"after": Steps({_years(span): (_came(span), ((_gone(span), Among("yes", but=True)),)) for span in YEARS})},
    workers="officer",
    asks=Ask("06-retention", by=("route",), yearly=False),
    serves=("GLA-04", "EDHR-OC2.01", "EIW-RET-O04"),
)

FIRST_YEAR_LEAVERS = Measure(
    "first_year_leavers",
    Words(
        "Leaving within a year of joining, with and without a buddy",
        "{workers} who left within a year of joining",
        "{workers} who joined and whose first anniversary fell within the period",
        noun="{workers}",
        verb="left within a year",
        outcome="harm",
        base_unit="joiners",
        notes=("Buddies are not given by lot: a difference would not show that buddies make it.",),
    ),
    counts=Population("service", where=_came(1)),
    did=_gone(1),
    rows=first_year_leavers,
    form="comparison",
    workers="officer",
    asks=Ask("06-retention", against={"buddy": "Without a buddy"}, compared=True, yearly=False),
    serves=("GLA-04", "EDHR-OC2.01"),
)

REJOINERS = Measure(
    "rejoiners",
    Words(
        "Contacted and come back within two years of leaving",
        "of those, {workers} contacted, or back in service",
        "{workers} who resigned, retired or transferred, and whose two years after that ended within the period",
        noun="{workers} who left",
        verb="got that far",
        outcome="good",
        base_unit="leavers",
    ),
    steps={
        "Contacted within two years": "were contacted within two years",
        "Contacted and open to it within two years": "were contacted and would consider coming back",
        "Came back within two years": "came back within two years",
    },
    counts=Population("service", where=(("ended", YearsBefore(WITHIN_YEARS)), ("leaver_family", ("voluntary", "retirement", "transfer")))),
    rows=rejoiners,
    instead={"leaver_contacts": {"interested": "Who would consider coming back is not told."}},
    looked_up=("joiners", "leaver_contacts"),
    form="steps",
    keys={
        "step": Steps(
            {
                f"{name} within two years": ((), did)
                for name, did in {
                    "Contacted": ("contacted",),
                    "Contacted and open to it": ("contacted", "open to coming back"),
                    "Came back": ("came back",),
                }.items()
            }
        )
    },
    workers="officer",
    asks={"": Ask("06-retention", by=("woman",), yearly=False), "staff": Ask("06-retention", by=("woman",), options={"worker_type": "staff"}, yearly=False)},
    serves=("EIW-RET-O05", "EIW-RET-O06", "EIW-RET-O07", "EIW-RET-K02", "EIW-RET-P4.3"),
)
