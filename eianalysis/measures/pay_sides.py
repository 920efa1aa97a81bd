"""Who is set against whom in pay: one group against its reference, and never groups inside groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.errors import UsageError
from eianalysis.measures.against import reference_for
from eianalysis.measures.rates import By, columns_for
from eianalysis.results import ALL
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import GROUPINGS, UNDECLARED, crossed_parts, order

OFFICERS, STAFF = "Police officers", "Police staff and PCSOs"
#: Who is an employee of the force by the regulations, officers among them; special constables and volunteers are none.
WORKERS = {OFFICERS: ("officer",), STAFF: ("staff", "pcso")}
EMPLOYED = tuple(kind for kinds in WORKERS.values() for kind in kinds)
CHARACTERISTICS = ("sex", "ethnicity_2", "disability")
#: The regulations speak of women and men; anybody else is in the figures of the other characteristics.
SEXES = ("Female", "Male")
REFERENCES = {"sex": "Male", "ethnicity": "White", "disability": "Not disabled"}
SEVERAL = "it has more groups than one beside the reference, and one person's pay could be worked out from several gaps"


def kinds_of_worker(rows: pd.DataFrame, *, everybody: pd.DataFrame | None = None, whole: bool = True) -> Iterator[tuple[str, pd.DataFrame]]:
    """Everybody, then officers and police staff apart: those kinds that ``everybody`` has anybody of, where it is given."""
    if whole:
        yield ALL, rows
    for name, kinds in WORKERS.items():
        if everybody is None or everybody["worker_type"].isin(kinds).any():
            yield name, rows[rows["worker_type"].isin(kinds)]


def one_against_one(measure: str, people: TypedTable, by: By, cycle: BoardCycle) -> list[str]:
    """The columns asked for, each of one group and its reference.

    The gap of ethnic minorities beside those of the groups they are made of gives the pay of the one person who is in none of
    those shown. ``UsageError`` of such groupings; left out is what a force's own codes make of one that is asked for by default.
    """
    found = columns_for(people, by)[0]
    several = {name: column for name, column in found.items() if _is_finer(column) or len(_beside(column, people, cycle)) > 1}
    wrong = [name for name in several if name not in CHARACTERISTICS]
    if wrong:
        raise UsageError(f"{measure} cannot be asked by {', '.join(wrong)}: {SEVERAL}; ask by: {', '.join(CHARACTERISTICS)}")
    return list(dict.fromkeys(column for name, column in found.items() if name not in several))


def _is_finer(column: str) -> bool:
    return crossed_parts(column) is not None or any(column in levels[:-1] for levels in GROUPINGS.values())


def _beside(column: str, people: TypedTable, cycle: BoardCycle) -> list[str]:
    """The groups of everybody in the workforce table, paid or not, beside the reference."""
    if column not in people.frame:
        return []
    reference = reference_for(column, {**REFERENCES, **cycle.reference})
    values = people.frame[column].astype(object).dropna().unique()
    return [group for group in order(column, values) if group not in (reference, ALL, *UNDECLARED) and (column != "sex" or group in SEXES)]


def sides(rows: pd.DataFrame, people: TypedTable, columns: Iterable[str], cycle: BoardCycle) -> Iterator[tuple[str, str, str, pd.Series, pd.Series]]:
    """Each group and the reference it is set against: characteristic, group, reference, and who is of either.

    The groups are those of the whole workforce: a row that stood only where somebody of it is paid would tell that they are.
    """
    for column in columns:
        reference = reference_for(column, {**REFERENCES, **cycle.reference})
        if column not in rows or reference is None:
            continue
        values = rows[column].astype(object)
        for group in _beside(column, people, cycle):
            yield column, group, reference, values == group, values == reference
