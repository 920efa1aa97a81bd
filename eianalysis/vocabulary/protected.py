"""Which protected characteristic of the Equality Act 2010 a column is of, whatever it is called in a table."""

from __future__ import annotations

import re

from eianalysis.vocabulary.crossed import crossed_parts

#: A word in a column's name -> the characteristic of the Act (``CHARACTERISTICS``).
_WORDS = {
    "ethnicity": "race",
    "minority": "race",
    "black": "race",
    "sex": "sex",
    "woman": "sex",
    "women": "sex",
    "age": "age",
    "disability": "disability",
    "religion": "religion_belief",
    "sexual_orientation": "sexual_orientation",
    "lgb": "sexual_orientation",
    "gender_reassignment": "gender_reassignment",
    "marital": "marriage_civil_partnership",
    "maternity": "pregnancy_maternity",
}


def protected(column: str) -> str:
    """The protected characteristic a column is of; "" where it is of none, or of two at once.

    >>> protected("ethnicity_2"), protected("complainant_age_band"), protected("unit"), protected("ethnicity_2_by_sex")
    ('race', 'age', '', '')
    """
    if crossed_parts(column):
        return ""
    found = {act for word, act in _WORDS.items() if re.search(rf"(^|_){word}(_|$)", str(column))}
    return found.pop() if len(found) == 1 else ""
