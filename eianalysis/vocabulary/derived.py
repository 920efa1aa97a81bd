"""Characteristics that say another one more coarsely: which words of which attribute each of their groups holds.

Two tables by different characteristics may be about the same people: White by two groups and by five, women beside men and
beside all others. What is declared here is how they can be told to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from eianalysis.vocabulary.codes import SEX, SEXUAL_ORIENTATION, WORKER_TYPES
from eianalysis.vocabulary.ethnicity import EIGHTEEN_TO_FIVE, FIVE_TO_TWO

OTHERS = "All others"
LGB, NOT_LGB = "Lesbian, gay, bisexual or other", "Heterosexual or straight"
_FIVE = {five: tuple(label for label, to in EIGHTEEN_TO_FIVE.items() if to == five) for five in FIVE_TO_TWO}
_TWO = {two: tuple(label for label, five in EIGHTEEN_TO_FIVE.items() if FIVE_TO_TWO[five] == two) for two in dict.fromkeys(FIVE_TO_TWO.values())}
WOMEN = SEX["F"]

#: Characteristic -> (attribute, {group: its words}); a group without words holds all that the others do not.
DERIVED: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "ethnicity_18": ("ethnicity", {label: (label,) for label in EIGHTEEN_TO_FIVE}),
    "ethnicity_5": ("ethnicity", _FIVE),
    "ethnicity_2": ("ethnicity", _TWO),
    "minority": ("ethnicity", {"Ethnic minorities": _TWO["Ethnic minorities"], OTHERS: ()}),
    "black": ("ethnicity", {"Black": _FIVE["Black"], OTHERS: ()}),
    "worker_type": ("worker_type", {label: (code,) for code, label in WORKER_TYPES.items()}),
    "woman": ("sex", {"Women": (WOMEN,), OTHERS: ()}),
    "lgb": ("sexual_orientation", {LGB: tuple(SEXUAL_ORIENTATION[code] for code in ("GAY", "BI", "OTH")), NOT_LGB: (NOT_LGB,)}),
}


@cache
def groups_of(characteristic: str) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    """``(attribute, {group: words})``; a characteristic that is none of these is its own attribute, its groups its words."""
    return DERIVED.get(characteristic, (characteristic, {}))
