"""How many people have told the force what it asks about them: a measure in its own right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Beside, Each, InPost, Measure, Population, Words
from eianalysis.errors import UsageError, did_you_mean
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.in_post import in_post, snapshot_days
from eianalysis.measures.rates import build, columns_for, not_available, tally
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import UNDECLARED, day_in_words

#: What HR asks, by the column that holds it. Age is known of everybody and is left out.
DECLARED = {
    "ethnicity_2": "Ethnicity",
    "sex": "Sex",
    "disability": "Disability",
    "religion": "Religion or belief",
    "sexual_orientation": "Sexual orientation",
    "gender_reassignment": "Gender reassignment",
    "marital": "Marriage and civil partnership",
}


def declaration_rate(
    people: TypedTable,
    *,
    cycle: BoardCycle,
    characteristics: Sequence[str] = tuple(DECLARED),
    by: str | None = None,
    snapshots: int = 1,
    worker_type: str | tuple[str, ...] | None = None,
) -> Result:
    """Of everybody in post on the last snapshot, the share whose ethnicity, religion and so on is known.

    Parameters
    ----------
    characteristics : columns of the workforce table; those it lacks are left out and named in the notes.
    by : None for one row a characteristic (group); or a grouping, such as ``"worker_type"`` or ``"directorate"``, for the rate
        of each of its groups, with the characteristic as key column ``declared``.
    snapshots : how many of the last snapshots, the latest first. They are mostly the same people,
        so two are set side by side and no verdict is given.
    worker_type : one or several; None for everybody.

    Returns
    -------
    Result with the key column ``snapshot`` (the day). There is no interval of chance: everybody is counted.

    Examples
    --------
    >>> import eianalysis as ei                                                                     # doctest: +SKIP
    >>> ei.plot_rates(ei.release(ei.declaration_rate(ei.load_workforce(cycle), cycle=cycle), cycle.policy))  # doctest: +SKIP
    """
    measure = "declaration_rate"
    definition = definition_of(measure)
    keys = ("snapshot", "declared") if by else ("snapshot",)
    if people.absent:
        return not_available(measure, definition, people, keys=keys)
    unknown = [name for name in characteristics if name not in DECLARED]
    if unknown:
        raise UsageError(f"'{unknown[0]}' is not something people declare; {did_you_mean(unknown[0], DECLARED)}")
    days = snapshot_days(people, cycle, back=snapshots)
    there = [name for name in characteristics if name in people.frame]
    if not days or not there:
        return not_available(
            measure,
            definition,
            people,
            columns=() if days else ("as_at",),
            keys=keys,
            reason="no snapshot up to the end of the period" if not days else "it has none of the characteristics",
        )
    missing = [DECLARED[name].lower() for name in characteristics if name not in there]
    rows = {day: in_post(people, day, worker_type) for day in days}

    def counts(columns) -> pd.DataFrame:
        parts = [
            (_by_group(rows[day], there, columns) if by else _by_characteristic(rows[day], there)).assign(snapshot=day_in_words(day), period_end=day)
            for day in days
        ]
        return pd.concat(parts, ignore_index=True)

    levels = columns_for(people, by) if by else ({"declared": "declared"},)
    result = build(measure, _noting(definition, missing), counts, levels, keys=keys, sources=people.sources, shared_base=not by, window="snapshot")
    return result.then(without_range)


def without_range(frame: pd.DataFrame) -> pd.DataFrame:
    """A head count has no range of chance: the columns stay, empty."""
    return frame.assign(rate_low=float("nan"), rate_high=float("nan"))


def _noting(definition, missing):
    return definition if not missing else replace(definition, notes=(*definition.notes, f"Not held by this workforce table: {', '.join(missing)}."))


def _by_characteristic(rows: pd.DataFrame, there) -> pd.DataFrame:
    made = [(DECLARED[name], int((~_undeclared(rows[name])).sum()), len(rows)) for name in there]
    return pd.DataFrame(made, columns=["group", "numerator", "denominator"]).assign(characteristic="declared")


def _by_group(rows: pd.DataFrame, there, columns) -> pd.DataFrame:
    parts = [tally(rows[~_undeclared(rows[name])], rows, columns.values()).assign(declared=DECLARED[name]) for name in there]
    return pd.concat(parts, ignore_index=True)


def _undeclared(values: pd.Series) -> pd.Series:
    return values.isna() | values.isin(["", *UNDECLARED])


DECLARATION_RATE = Measure(
    "declaration_rate",
    Words(
        "Personal characteristics declared",
        "people whose characteristic is known",
        "people in post on the day of the snapshot",
        noun="people in post",
        verb="have declared it",
        outcome="good",
        base_unit="people in post",
        method="Shares of everybody in post. A head count of people in post: there is no range, because nobody was sampled.",
        notes=(
            "Not stated, prefer not to say and not recorded are all undeclared; the first two are a person's right.",
            "Two snapshots are mostly the same people, so a change between them is said and not judged.",
        ),
    ),
    counts=Population("service", InPost("end")),
    did="known",
    rows=declaration_rate,
    blanks=tuple(DECLARED),
    form="shares",
    keys={"snapshot": Beside(), "declared": Each()},
    asks={"": Ask("02-data-quality", yearly=False), "snapshots": Ask("02-data-quality", options={"snapshots": 5}, yearly=False)},
    serves=("EIW-LDC-O02", "EDHR-OP3.03", "EDHR-OD5.01"),
)
