"""Two-way groups for where single ones are too few: women beside everybody else, lesbian, gay and bisexual beside straight.

A handful without a recorded sex can be found by subtraction wherever women, men and the total all stand in a table; beside
"all others" there is nobody left to find.
"""

from __future__ import annotations

import pandas as pd

from eianalysis.vocabulary import NOT_RECORDED

WOMEN, NOT_WOMEN = "Women", "All others"
LGB, NOT_LGB = "Lesbian, gay, bisexual or other", "Heterosexual or straight"
_LGB = {"Gay or lesbian": LGB, "Bisexual": LGB, "Other": LGB, NOT_LGB: NOT_LGB}
#: What can be asked for with ``by=`` beside the table's own groupings.
PAIRS = {"woman": ("woman",), "lgb": ("lgb",)}


def with_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the columns ``woman`` and ``lgb``; Not recorded throughout where what they are made of is missing."""
    made = {"woman": NOT_RECORDED, "lgb": NOT_RECORDED}
    if "sex" in rows:
        made["woman"] = rows["sex"].eq("Female").map({True: WOMEN, False: NOT_WOMEN})
    if "sexual_orientation" in rows:
        made["lgb"] = rows["sexual_orientation"].map(_LGB).fillna(rows["sexual_orientation"])
    return rows.assign(**made)
