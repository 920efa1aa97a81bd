"""Which divisions of the organisation lie inside which, read from the workforce table: its units in directorates, its roles in units.

Nothing declares it, and whoever knows the force knows it, so the gate has to. What people are (their sex, their religion) is no
division: that all of a few share it is known to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from eianalysis.declare import Nested
from eianalysis.measures.of_rows import once_of_rows
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import FREE_TEXT, protected

WORKFORCE = "workforce_snapshot"
MOST = 100  # words of a division: what has more (a job title, a reference) names people


def nested_divisions(tables: Iterable[TypedTable]) -> tuple[Nested, ...]:
    """Of the workforce table among these, whole, which words lie inside one word of another column."""
    table = next((each for each in tables if each.name == WORKFORCE and not each.absent), None)
    if table is None:
        return ()
    return _nested(table.rows if table.whole is None else table.whole)


@once_of_rows
def _nested(rows: pd.DataFrame) -> tuple[Nested, ...]:
    kinds = rows[[name for name in rows if _divides(rows, str(name))]].astype(object).drop_duplicates()
    found = []
    for name in kinds:
        for outer in kinds.columns.drop(name):
            pairs = kinds[[name, outer]].drop_duplicates()
            one = pairs[name].notna() & ~pairs[name].duplicated(keep=False) & pairs[outer].notna()
            found += [(str(name), word, str(outer), held) for word, held in pairs[one].itertuples(index=False)]
    return tuple(sorted(found))


def _divides(rows: pd.DataFrame, name: str) -> bool:
    words = pd.api.types.is_string_dtype(rows[name].dtype) and name not in FREE_TEXT and not name.endswith(("_ref", "_code")) and not protected(name)
    return words and 1 < rows[name].nunique() <= MOST
