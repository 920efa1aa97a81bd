"""Stop and search: first what needs no population, then several populations side by side, never one ratio.

A search is an event, not a person: somebody searched twice is counted twice, and the records cannot say so.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Among, Ask, Beside, During, Measure, Population, Words
from eianalysis.measures.beside_populations import beside_populations
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, not_available, share
from eianalysis.measures.trend import trend
from eianalysis.measures.windows import Window, period_window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED

SEARCHED = "People searched"
FLAGS = {  # measure: the yes/no column whose share it is
    "search_find_rate": "find",
    "search_positive_outcome_rate": "positive",
    "search_clothing_removed_rate": "clothing_removed",
}


def people_searched(searches: TypedTable, cycle: BoardCycle, w: Window | None = None) -> TypedTable:
    """The searches of people (vehicle-only searches have no person) in the cycle's period or ``w``, in London time."""
    if searches.absent:
        return searches
    rows = searches.rows
    day = rows["searched_at"].dt.tz_localize(None)
    w = w or period_window(cycle)
    within = (day >= w.start) & (day < w.end + pd.Timedelta(days=1))
    return replace(searches, frame=rows[within & rows["person_searched"]].reset_index(drop=True))


def searched_window(people: TypedTable, cycle: BoardCycle) -> Window:
    """The cycle's period; named '7 of 32 months' where only so many of its months have searches."""
    whole = period_window(cycle)
    months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    there = people.rows["month"].nunique() if not people.absent else months
    return whole if there in (0, months) else replace(whole, name=f"{there} of {months} months")


def search_outcomes(searches: TypedTable, *, cycle: BoardCycle, by: By, measure: str = "search_find_rate", within: tuple[str, ...] = ()) -> Result:
    """The share of searches with a find, a positive outcome or clothing removed, by group (and object, say).

    Parameters
    ----------
    measure : ``search_find_rate`` (outcome linked to the object), ``search_positive_outcome_rate``, or
        ``search_clothing_removed_rate``. A column that is blank in every row gives a result that is not available.
    within : columns to split by first, as ``("object",)``.
    """
    people = people_searched(searches, cycle)
    w = searched_window(people, cycle)
    return share(people, FLAGS[measure], by=by, measure=measure, definition=definition_of(measure), within=within, window=w.name, period=(w.start, w.end))


def searches_by_month(searches: TypedTable, *, cycle: BoardCycle) -> Result:
    """How many searches a month, and the share with an outcome, over all records to the end of the cycle's period; key ``month``.

    As ``trend``: with the limits of chance, signals, and the last 12 months at each month. A month without a file is left out:
    it is missing, not zero.
    """
    people = searches if searches.absent else replace(searches, frame=searches.rows[searches.rows["person_searched"]])
    measure = "searches_by_month"
    return trend(people, "positive", when="searched_at", cycle=cycle, measure=measure, definition=definition_of(measure), on_record=True)


def ethnicity_agreement(searches: TypedTable, *, cycle: BoardCycle) -> Result:
    """How often the officer recorded the broad group the person gave, by that group; of searches with both, and a word for it."""
    measure = "search_ethnicity_agreement"
    people = people_searched(searches, cycle)
    if people.absent:
        return not_available(measure, definition_of(measure), people)
    rows = people.rows
    both = rows[~rows["ethnicity_5"].isin(UNDECLARED) & ~rows["officer_ethnicity"].isin(UNDECLARED)]
    both = both[both["ethnicity_5"].isin(both["officer_ethnicity"].unique())]  # officers have no word for some groups
    both = both.assign(agree=both["ethnicity_5"].astype(str).eq(both["officer_ethnicity"].astype(str)))
    w = searched_window(people, cycle)
    return share(
        replace(people, frame=both), "agree", by="ethnicity_5", measure=measure, definition=definition_of(measure), window=w.name, period=(w.start, w.end)
    )


def undeclared_searches(searches: TypedTable, *, cycle: BoardCycle, by: By = "officer_ethnicity") -> Result:
    """The share of searches of people in the period in which no ethnicity was stated, by the group the officer recorded."""
    measure = "search_undeclared_share"
    people = people_searched(searches, cycle)
    if people.absent:
        return not_available(measure, definition_of(measure), people)
    rows = people.rows.assign(undeclared=people.rows["ethnicity_5"].isin(UNDECLARED))
    w = searched_window(people, cycle)
    return share(replace(people, frame=rows), "undeclared", by=by, measure=measure, definition=definition_of(measure), window=w.name, period=(w.start, w.end))


def shares_by_population(searches: TypedTable, benchmarks: TypedTable, *, cycle: BoardCycle, characteristic: str = "ethnicity_5") -> Result:
    """Each group's share of the people searched beside its share of several populations; key column ``population``.

    Those who did not declare are out of the base of every share. No ratio is made: see the definition's notes.
    """
    measure = "search_share_by_population"
    people = people_searched(searches, cycle)
    for table in (people, benchmarks):
        if table.absent:
            return not_available(measure, definition_of(measure), table, keys=("population",))
    own = {
        f"{SEARCHED}, as they described themselves": people.frame[characteristic],
        f"{SEARCHED}, as the officer described them": people.frame["officer_ethnicity"],
    }
    return beside_populations(measure, own, benchmarks, cycle, searched_window(people, cycle), (people,), characteristic)


SEARCH_FIND_RATE = Measure(
    "search_find_rate",
    Words(
        "Searches that found what was searched for",
        "searches with an outcome that was linked to the object of the search",
        "searches of people whose outcome and its link to the object were both recorded",
        noun="searches of people",
        verb="found what was searched for",
        base_unit="searches",
        notes=(
            "A search is an event: the same person can be searched more than once.",
            "Where something was found and no further action taken, the search counts as no find.",
            "A lower find rate can mean that a group is searched on weaker grounds, but also that the mix of objects and places differs.",
        ),
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person", "outcome recorded", "link recorded")),
    did=("led to action", "linked"),
    rows=search_outcomes,
    form="comparison",
    of_forces="finds",
    serves=("CAS-10", "EIW-COM-O05", "EIW-COM-O08"),
)

SEARCH_POSITIVE_OUTCOME_RATE = Measure(
    "search_positive_outcome_rate",
    Words(
        "Searches that led to further action",
        "searches with an outcome other than no further action",
        "searches of people with a recorded outcome",
        noun="searches of people",
        verb="led to further action",
        base_unit="searches",
        notes=("The outcome need not be linked to what was searched for, and it depends on a decision after the search.",),
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person", "outcome recorded")),
    did="led to action",
    rows=search_outcomes,
    form="comparison",
    asks=Ask("08-stop-search", by=("officer_ethnicity * woman",), compared=True),
    of_forces="searches",
    serves=("CAS-10", "EIW-COM-O05", "EIW-COM-O08"),
)

SEARCH_CLOTHING_REMOVED_RATE = Measure(
    "search_clothing_removed_rate",
    Words(
        "Searches in which more than outer clothing was removed",
        "searches in which more than outer clothing was removed",
        "searches of people where this was recorded",
        noun="searches of people",
        verb="went beyond outer clothing",
        outcome="harm",
        base_unit="searches",
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person", "clothing recorded")),
    did="clothing removed",
    rows=search_outcomes,
    form="comparison",
    serves=("CAS-10", "CAS-07"),
)

SEARCH_ETHNICITY_AGREEMENT = Measure(
    "search_ethnicity_agreement",
    Words(
        "How far the two records of ethnicity agree",
        "searches in which the officer recorded the same broad group as the person",
        "searches in which both recorded a group",
        noun="searches of people",
        verb="have the same group in both records",
        outcome="good",
        base_unit="searches",
        notes=(
            "Groups are those the person gave. Neither record is filled in from the other.",
            "A group that officers have no word for is left out: they could not have recorded it alike.",
        ),
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person", "both records of ethnicity")),
    did="both agree",
    rows=ethnicity_agreement,
    form="comparison",
    asks=Ask("08-stop-search"),
    serves=("CAS-10", "EIW-COM-O05", "EIW-COM-O08"),
)

SEARCH_UNDECLARED_SHARE = Measure(
    "search_undeclared_share",
    Words(
        "Searches without a stated ethnicity",
        "searches in which the person did not state their ethnicity, or it is blank",
        "searches of people",
        noun="searches of people",
        verb="have no stated ethnicity",
        base_unit="searches",
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person",)),
    did=(("ethnicity", Among(*UNDECLARED)),),
    rows=undeclared_searches,
    form="comparison",
    asks=Ask("08-stop-search", by=("officer_ethnicity",)),
    serves=("EDHR-OP3.03",),
)

SEARCHES_BY_MONTH = Measure(
    "searches_by_month",
    Words(
        "How many searches led to further action, month by month",
        "searches with an outcome other than no further action",
        "searches of people with a recorded outcome, by month in London time",
        noun="searches of people",
        verb="led to further action",
        base_unit="searches",
    ),
    counts=Population("stop_search", During("searched_at"), ("of a person", "outcome recorded")),
    did="led to action",
    rows=searches_by_month,
    form="series",
    keys={"month": Beside()},
    asks=Ask("08-stop-search", yearly=False),
    serves=("CAS-10", "EIW-COM-O05", "EIW-COM-O08"),
)

SEARCH_SHARE_BY_POPULATION = Measure(
    "search_share_by_population",
    Words(
        "Who was searched, beside several populations",
        "people of the group",
        "people of a known group in that population",
        verb="belong to the group",
        method="Shares; no ratio is given, on purpose.",
        notes=("The populations stand side by side, and no headline ratio is made of them.",),
    ),
    counts=Population("populations beside searches"),
    rows=shares_by_population,
    looked_up=("benchmarks",),
    form="profile",
    base="whole",
    total="declared",
    asks=Ask("08-stop-search", yearly=False),
    serves=("CAS-10", "EIW-COM-O05", "EIW-COM-O08"),
)
