"""Whether people in a scheme that develops people are promoted more often than comparable people who are not in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import During, Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.progression import rounds
from eianalysis.measures.rates import build, not_available, tally
from eianalysis.measures.windows import window
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import CAREER_BANDS, SCHEMES, band

A_YEAR = 365.25


#: What a scheme is set beside, and the measure that says it.
OUTCOMES = {"applied": "application_by_scheme", "promoted": "promotion_by_scheme"}


def promotion_by_scheme(
    promotions: TypedTable,
    development: TypedTable,
    people: TypedTable,
    *,
    cycle: BoardCycle,
    scheme: str = "mentoring",
    outcome: str = "promoted",
    measure: str | None = None,
    months: int = 72,
    worker_type: str | None = "officer",
) -> Result:
    """How often people in a scheme applied, or were promoted, beside eligible people who were not in it.

    Split by rank and length of service, so that ``adjust_for`` can compare people with comparable others: who is mentored
    is mostly at the point of a career where promotion comes anyway.

    Parameters
    ----------
    people : TypedTable
        The workforce, for the length of service when a round opened. Who is in no snapshot up to that day is set aside,
        and the page says how many rows that were.
    scheme : a code of ``development_participation``, as "mentoring", "coaching", "talent programme".
    outcome : "applied" (measure ``application_by_scheme``) or "promoted" (``promotion_by_scheme``)
    measure : the id of one of the two, which says the outcome where it is given

    Returns
    -------
    Result
        Keys ``rank_band``, ``service_band``; characteristic ``in_scheme``, with the groups "In mentoring" and "Not in
        mentoring", which is the reference. For ``adjust_for``: by itself its cells are small.

    Examples
    --------
    >>> import eianalysis as ei                                                                          # doctest: +SKIP
    >>> made = ei.promotion_by_scheme(promotions, schemes, people, cycle=board)                          # doctest: +SKIP
    >>> ei.adjust_for(made, ("rank_band", "service_band"), reference="Not in mentoring")                 # doctest: +SKIP
    """
    if outcome not in OUTCOMES:
        raise UsageError(f"promotion_by_scheme() has no outcome '{outcome}'; {did_you_mean(outcome, OUTCOMES)}")
    measure, keys = measure or OUTCOMES[outcome], ("rank_band", "service_band")
    outcome = next(each for each, name in OUTCOMES.items() if name == measure)
    definition = definition_of(measure)
    definition = replace(definition, title=definition.title.replace("Taking part in a scheme", SCHEMES[scheme]))
    absent = next((table for table in (promotions, development, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=keys)
    taking = development.frame
    taking = taking[(taking["scheme"] == scheme) & (taking["role"] == "participant")]
    if taking.empty:
        return not_available(
            measure, definition, development, columns=("scheme",), keys=keys, reason=f"nobody is recorded as taking part in the scheme '{scheme}'"
        )
    w = window(cycle, months)
    rows = rounds(promotions, worker_type).frame
    rows = rows[rows["opened"].between(w.start, w.end) & rows["eligible"].fillna(False).astype(bool)].reset_index(drop=True)
    seen = with_service(rows, people.frame)
    unknown = int(seen["service_band"].isna().sum())
    seen = seen[seen["service_band"].notna() & seen[outcome].notna()]
    inside = f"In {SCHEMES[scheme].lower()}"
    outside = f"Not {inside.lower()}"
    seen = seen.assign(in_scheme=_taking_part(seen, taking).map({True: inside, False: outside}))
    first, *others = promotions.sources
    if unknown:
        first = first.with_set_aside(("person in no workforce snapshot up to the day the round opened", unknown))
    yes = seen[seen[outcome].astype(bool)]

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return tally(yes, seen, columns.values(), keys)

    made = build(
        measure,
        definition,
        counts,
        ({"in_scheme": "in_scheme"},),
        keys=keys,
        window=w.name,
        period=(w.start, w.end),
        sources=(first, *others, *development.sources, *people.sources),
    )
    return replace(made, against={"in_scheme": outside})


def with_service(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``service_band``, by the last snapshot up to the day the round opened; blank for who is in none."""
    known = people[["person_ref", "as_at", "service_start"]].sort_values("as_at", kind="stable")
    found = pd.merge_asof(
        rows.assign(_place=range(len(rows))).sort_values("opened", kind="stable"),
        known,
        left_on="opened",
        right_on="as_at",
        by="person_ref",
        suffixes=("", "_seen"),
    ).sort_values("_place", kind="stable")
    years = (found["opened"] - found["service_start"]).dt.days / A_YEAR
    bands = pd.Series([band(value, CAREER_BANDS) for value in years], index=found.index, dtype=object)
    return found.assign(service_band=bands.where(found["as_at"].notna())).drop(columns="_place").reset_index(drop=True)


def _taking_part(rows: pd.DataFrame, taking: pd.DataFrame) -> pd.Series:
    """Whether each row's person was in the scheme on the day the round opened."""
    both = rows.reset_index(names="_row")[["_row", "person_ref", "opened"]].merge(
        taking[["person_ref", "started", *(["ended"] if "ended" in taking else [])]], on="person_ref"
    )
    ended = both["ended"] if "ended" in both else pd.Series(pd.NaT, index=both.index)
    inside = both[(both["started"] <= both["opened"]) & ~(ended < both["opened"])]
    return pd.Series(rows.index.isin(inside["_row"]), index=rows.index)


APPLICATION_BY_SCHEME = Measure(
    "application_by_scheme",
    Words(
        "Taking part in a scheme, and applying for promotion",
        "of those, {workers} who applied in the round",
        "{workers} eligible when a round opened",
        noun="eligible {workers}",
        verb="applied for promotion",
        outcome="good",
        base_unit="{workers} in a round",
        many_times=True,
        notes=(
            "A round is one promotion process for one rank. An officer eligible in several rounds counts in each, so "
            "over several years one person can be counted more than once.",
            "In the scheme means on the day the round opened. Who takes part is not decided by lot, so a difference "
            "cannot show what the scheme does, also among {workers} of the same rank and length of service.",
        ),
    ),
    counts=Population("promotions", During("opened"), ("eligible", "service known")),
    did="applied",
    rows=promotion_by_scheme,
    looked_up=("development_participation", "workforce_snapshot"),
    form="comparison",
    workers="officer",
    serves=("EIW-REC-O12", "EIW-REC-O11", "EDHR-OC3.01", "EDHR-OC3.02", "TRT-02"),
)


PROMOTION_BY_SCHEME = Measure(
    "promotion_by_scheme",
    Words(
        "Taking part in a scheme, and promotion",
        "of those, {workers} who were promoted in the round",
        "{workers} eligible when a round opened",
        noun="eligible {workers}",
        verb="were promoted",
        outcome="good",
        base_unit="{workers} in a round",
        many_times=True,
        notes=(
            "A round is one promotion process for one rank. An officer eligible in several rounds counts in each, so "
            "over several years one person can be counted more than once.",
            "In the scheme means on the day the round opened. Who takes part is not decided by lot, so a difference "
            "cannot show what the scheme does, also among {workers} of the same rank and length of service.",
        ),
    ),
    counts=Population("promotions", During("opened"), ("eligible", "service known")),
    did=("applied", "passed", "promoted"),
    rows=promotion_by_scheme,
    looked_up=("development_participation", "workforce_snapshot"),
    form="comparison",
    workers="officer",
    serves=("EIW-REC-O12", "EIW-REC-O11", "EDHR-OC3.01", "EDHR-OC3.02", "TRT-02"),
)
