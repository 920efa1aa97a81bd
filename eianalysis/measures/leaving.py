"""Leavers per 100 person-years: by group, early in service, and made comparable for length of service.

A person-year is one person in post for a year. It lets people who came or went within the period count for the time
they were there, which a headcount on one day does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, During, Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.counted import LEFT
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.rates import By, build, tally
from eianalysis.measures.spells import Spells
from eianalysis.measures.small_groups import merge_small
from eianalysis.measures.spell_windows import stays, observed_service, within_band
from eianalysis.measures.windows import Window
from eianalysis.policy import LIMITS
from eianalysis.results import ALL, Result
from eianalysis.sources.typed import TypedTable

#: Lengths of service within which the chance of leaving is taken as one: (from, to] in years.
BANDS = ((0, 1), (1, 2), (2, 5), (5, 10), (10, 20), (20, 25), (25, 30), (30, np.inf))
RATES = {  # measure: (families that count; None: all but transfers as the cycle says, standardised)
    "leaver_rate_person_years": (None, False),
    "voluntary_leaver_rate_person_years": (("voluntary",), False),
    "leaver_rate_standardised_for_service": (None, True),
    "voluntary_leaver_rate_standardised_for_service": (("voluntary",), True),
}


def leaver_rate(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: By,
    measure: str = "leaver_rate_person_years",
    months: int | Sequence[int] = (12, 36),
    worker_type: str = "officer",
) -> Result:
    """How many leave per 100 person-years, by group; or how many times as many as their length of service would lead to expect.

    Parameters
    ----------
    measure : ``leaver_rate_person_years``, ``voluntary_leaver_rate_person_years``, or either
        ``..._standardised_for_service``: there the base is the number of leavers expected if each group had left at the
        whole force's rate at each length of service (indirect standardisation), and a rate of 1 is as expected.
    months : windows in whole years; 12 and 36 give the last year and three years pooled, side by side.

    Returns
    -------
    Result of kind ``rate``, exact Poisson intervals.
    """
    if measure not in RATES:
        raise UsageError(f"'{measure}' is not a rate of leaving; {did_you_mean(measure, RATES)}")
    definition, (families, standardised) = definition_of(measure), RATES[measure]
    seen = observed_service(
        people, leavers, joiners, cycle=cycle, worker_type=worker_type, measure=measure, definition=definition, months=months, kind="rate", needs=by
    )
    if seen.nothing:
        return seen.nothing
    count = _expected if standardised else _plain
    parts = {w: banded(seen.service, w, families) for w in seen.windows}

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat([count(rows, columns).assign(window=w.name, period_start=w.start, period_end=w.end) for w, rows in parts.items()], ignore_index=True)

    return build(measure, definition, counts, seen.levels(by), kind="rate", sources=seen.sources)


def early_leaving(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    by: By = "unit",
    within: str | None = "directorate",
    years: float = 2,
    months: int | Sequence[int] = 36,
    worker_type: str = "officer",
    join_small: bool = False,
) -> Result:
    """Who leaves within their first two years, per 100 person-years served in them, by supervising command or unit.

    The unit or directorate is the last one recorded, so that a leaver counts where they left from. Transfers count:
    a recruit lost to another force is lost. ``within`` is the key column the units belong to: there ``All`` of a directorate
    is the directorate itself, so that the gate knows units and commands for parts and wholes (None: no such column).
    ``join_small`` puts groups with few such leavers together, so that the others can be shown.
    """
    measure = "early_leaving_rate"
    definition = definition_of(measure)
    seen = observed_service(
        people,
        leavers,
        joiners,
        cycle=cycle,
        worker_type=worker_type,
        measure=measure,
        definition=definition,
        months=months,
        kind="rate",
        keys=(within,) if within else (),
        needs=[*([by] if isinstance(by, str) else by), *([within] if within else [])],
    )
    if seen.nothing:
        return seen.nothing
    parts = {w: within_band(stays(seen.service, w.start, w.end), 0, years) for w in seen.windows}

    def counts(columns: Mapping[str, str]) -> pd.DataFrame:
        return pd.concat(
            [_within(joined(rows, columns), columns, within).assign(window=w.name, period_start=w.start, period_end=w.end) for w, rows in parts.items()],
            ignore_index=True,
        )

    def joined(rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
        return merge_small(rows, columns.values(), least=LIMITS.group_leavers, sizes=rows["gone"].astype(int), pair=True) if join_small else rows

    return build(measure, definition, counts, seen.levels(by), kind="rate", keys=(within,) if within else (), sources=seen.sources)


def banded(service: Spells, w: Window, families: tuple[str, ...] | None = None) -> pd.DataFrame:
    """The stays of a window cut by length of service: ``band``, ``years`` in it, ``gone`` from it."""
    rows = stays(service, w.start, w.end)
    if families is not None:
        rows = rows.assign(event=rows["event"] & rows["leaver_family"].isin(families))
    elif service.rules.transfers == "observed until":
        rows = rows.assign(event=rows["event"] & (rows["leaver_family"] != "transfer"))
    cut = [within_band(rows, low, high).assign(band=place) for place, (low, high) in enumerate(BANDS)]
    made = pd.concat(cut, ignore_index=True)
    return made[(made["years"] > 0) | made["gone"]]


def _plain(rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    return tally(rows[rows["gone"]], rows, columns.values(), size="years")


def _within(rows: pd.DataFrame, columns: Mapping[str, str], within: str | None) -> pd.DataFrame:
    """The counts of each part of ``within``, and of everybody, so that parts and wholes are known for what they are."""
    if within is None:
        return _plain(rows, columns)
    rows = rows.assign(**{within: rows[within].astype(object).fillna("Not recorded")})
    whole = _plain(rows, columns)
    whole = whole[whole["group"] == ALL].assign(**{within: ALL})
    parts = [
        tally(here[here["gone"]], here, columns.values(), [within], size="years") for _, here in rows.groupby(within, sort=True)
    ]  # one by one: a unit is a row of the directorates it belongs to
    return pd.concat([whole, *parts], ignore_index=True)


def _expected(rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Leavers beside those expected at the whole force's rate at each length of service."""
    whole = rows.groupby("band").agg(gone=("gone", "sum"), years=("years", "sum"))
    rate = (whole["gone"] / whole["years"]).where(whole["years"] > 0, 0.0)
    return tally(rows[rows["gone"]], rows.assign(expected=rows["years"] * rows["band"].map(rate)), columns.values(), size="expected")


LEAVER_RATE_PERSON_YEARS = Measure(
    "leaver_rate_person_years",
    Words(
        "Leaving, per 100 person-years",
        "{workers} who left within the period, in any way",
        "years that {workers} were in post during the period, added up",
        noun="{workers}",
        verb="left",
        outcome="harm",
        base_unit="person-years",
        notes=("Whether a transfer counts as leaving is set in the board cycle; unless it says otherwise, it does.",),
    ),
    counts=Population("service", During("in post"), "its start is on record", amount="person-years"),
    did=LEFT,
    rows=leaver_rate,
    kind="rate",
    form="panels",
    workers="officer",
    asks=Ask("06-retention", by=("directorate", "working_pattern"), yearly=False),
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01", "EIW-RET-O01", "GLA-06", "EDHR-OC5.01"),
)

VOLUNTARY_LEAVER_RATE_PERSON_YEARS = Measure(
    "voluntary_leaver_rate_person_years",
    Words(
        "Resigning, per 100 person-years",
        "{workers} who resigned of their own accord",
        "years that {workers} were in post during the period, added up",
        noun="{workers}",
        verb="resigned",
        outcome="harm",
        base_unit="person-years",
    ),
    counts=Population("service", During("in post"), "its start is on record", amount="person-years"),
    did=LEFT.that(("leaver_family", "voluntary")),
    rows=leaver_rate,
    kind="rate",
    form="comparison",
    workers="officer",
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01", "EIW-RET-O01", "GLA-06", "EDHR-OC5.01"),
)

LEAVER_RATE_STANDARDISED_FOR_SERVICE = Measure(
    "leaver_rate_standardised_for_service",
    Words(
        "Leaving, as a multiple of what length of service leads to expect",
        "{workers} who left within the period, in any way",
        "leavers expected if the group had left at the whole force's rate at each length of service",
        noun="{workers}",
        verb="left",
        outcome="harm",
        base_unit="leavers expected",
        method="Indirect standardisation over eight lengths of service, by the exact Poisson interval of the number who "
        "left. The expected number is taken as known.",
        notes=(
            "People near their pension leave because they can; this sets groups of different length of service side by side.",
            "100 per 100 means as many left as their length of service would lead one to expect.",
        ),
    ),
    counts=Population("service", During("in post"), amount="leavers expected by length of service"),
    did=LEFT,
    rows=leaver_rate,
    kind="rate",
    form="comparison",
    workers="officer",
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01"),
)

VOLUNTARY_LEAVER_RATE_STANDARDISED_FOR_SERVICE = Measure(
    "voluntary_leaver_rate_standardised_for_service",
    Words(
        "Resigning, as a multiple of what length of service leads to expect",
        "{workers} who resigned of their own accord",
        "resignations expected if the group had left at the whole force's rate at each length of service",
        noun="{workers}",
        verb="resigned",
        outcome="harm",
        base_unit="resignations expected",
        method="Indirect standardisation over eight lengths of service, by the exact Poisson interval of the number who "
        "left. The expected number is taken as known.",
        notes=(
            "People near their pension leave because they can; this sets groups of different length of service side by side.",
            "100 per 100 means as many left as their length of service would lead one to expect.",
        ),
    ),
    counts=Population("service", During("in post"), amount="resignations expected by length of service"),
    did=LEFT.that(("leaver_family", "voluntary")),
    rows=leaver_rate,
    kind="rate",
    form="comparison",
    workers="officer",
    asks=Ask("06-retention", by=("ethnicity", "sex"), compared=True, yearly=False),
    serves=("EIW-RET-O04", "TRT-10", "EDHR-OP3.01"),
)

EARLY_LEAVING_RATE = Measure(
    "early_leaving_rate",
    Words(
        "Leaving in the first two years of service",
        "{workers} who left within two years of starting, in any way",
        "years that {workers} were in post within their first two years of service, added up",
        noun="{workers}",
        verb="left in their first two years",
        outcome="harm",
        base_unit="person-years",
        notes=(
            "The unit is the last one recorded. Recruits are not sent to units by lot, so a high rate asks a question of a command; it does not answer it.",
        ),
    ),
    counts=Population("service", During("in post"), amount="person-years in the first two years"),
    did=LEFT.that("in the first two years of service"),
    rows=early_leaving,
    kind="rate",
    form="panels",
    workers="officer",
    asks=Ask("06-retention", yearly=False),
    serves=("GLA-04", "EIW-RET-O04"),
)
