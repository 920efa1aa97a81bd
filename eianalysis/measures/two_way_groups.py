"""Two-way groups for where single ones are too few: women, ethnic minorities or Black people beside everybody else.

A handful who did not state their sex can be found by subtraction wherever women, men and the total all stand in a table;
beside "all others" there is nobody left to find. Lesbian, gay and bisexual people are put together beside heterosexual ones.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from eianalysis.errors import UsageError
from eianalysis.policy import RATE_BASE
from eianalysis.sources.repeated_rows import many, rows_in, total
from eianalysis.vocabulary import NOT_RECORDED, UNDECLARED, characteristic_label, crossed_parts
from eianalysis.vocabulary.derived import LGB, NOT_LGB, OTHERS

_LGB = {"Gay or lesbian": LGB, "Bisexual": LGB, "Other": LGB, NOT_LGB: NOT_LGB}
#: What can be asked for with ``by=`` beside the table's own groupings.
PAIRS = {name: (name,) for name in ("woman", "minority", "black", "lgb")}
#: Each of them -> the column it is made of, its group there, its group here; all others of the column are together.
BESIDE = {
    "woman": ("sex", "Female", "Women"),
    "minority": ("ethnicity_2", "Ethnic minorities", "Ethnic minorities"),
    "black": ("ethnicity_5", "Black", "Black"),
}


def made_of(name: str) -> str:
    """The column that a pair is made of; a column that is none is its own."""
    return "sexual_orientation" if name == "lgb" else BESIDE.get(name, (name,))[0]


#: Those of whom nothing is known are too many to count among all others from this share on: page 02 says of it "with care".
MOST_UNKNOWN = 0.2


class HardlyKnown(UsageError):
    """What a pair is made of is not known of so many that they cannot count among all others."""

    def __init__(self, pair: str):
        self.pair = pair
        self.column = made_of(pair)
        self.said = f"{characteristic_label(self.column).lower()} is not known of more than one in five, who would all count among all others"
        super().__init__(f"{self.said}: ask by '{self.column.partition('_')[0]}', which leaves them out")


def check_known(rows: pd.DataFrame, columns: Iterable[str]) -> None:
    """Refuse a pair among the columns where what it is made of is not known of more than one row in five, and of no mere handful."""
    for name in (part for column in columns for part in crossed_parts(column) or (column,)):
        if name in BESIDE and made_of(name) in rows:
            told = rows[made_of(name)]
            unknown = total(told.isna() | told.isin(UNDECLARED), many(rows))
            if unknown >= RATE_BASE and unknown > MOST_UNKNOWN * rows_in(rows):
                raise HardlyKnown(name)


def with_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a column for each pair; Not recorded throughout where what it is made of is missing."""
    made = {
        name: rows[column].eq(value).map({True: group, False: OTHERS}) if column in rows else NOT_RECORDED for name, (column, value, group) in BESIDE.items()
    }
    told = "sexual_orientation" in rows
    return rows.assign(**made, lgb=rows["sexual_orientation"].map(_LGB).fillna(rows["sexual_orientation"]) if told else NOT_RECORDED)
