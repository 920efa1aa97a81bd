"""Columns to be ticked: which protected characteristic, or limb of the equality duty, a heading names."""

from __future__ import annotations

import re

from eianalysis import vocabulary as v

_ALSO = {
    "race": r"ethnic\w*|race",
    "sex": r"sex|gender|women|men",
    "age": r"age|older|younger",
    "disability": r"disab\w+|neurodivers\w+",
    "religion_belief": r"relig\w+|faith|belief",
    "sexual_orientation": r"sexual orientation|lgb\w*\+?|sexuality",
    "gender_reassignment": r"gender (?:re-?assignment|identity)|trans(?:gender)?",
    "pregnancy_maternity": r"pregnan\w+|maternity",
    "marriage_civil_partnership": r"marriage|marital.*|civil partnership",
    "all": r"all(?: characteristics)?",
}
_DUTIES = {"eliminate": r"eliminat\w+.*", "advance": r"advanc\w+.*", "foster": r"foster\w*.*"}
#: Longer names first: gender reassignment is not sex, sexual orientation neither.
_ORDER = (
    "gender_reassignment",
    "sexual_orientation",
    "marriage_civil_partnership",
    "pregnancy_maternity",
    "religion_belief",
    "race",
    "disability",
    "age",
    "sex",
    "all",
)
assert set(_ORDER) == {*v.CHARACTERISTICS, "all"}


def characteristic_of(heading: str) -> str:
    """The characteristic a heading names, '' where it names none.

    >>> [characteristic_of(text) for text in ("Race", "Religion/Belief", "Gender reassignment", "Owner")]
    ['race', 'religion_belief', 'gender_reassignment', '']
    """
    plain = heading.casefold().strip(" ?.:")
    return next((name for name in _ORDER if re.fullmatch(rf"(?:{_ALSO[name]})(?:\s*(?:/|&|and|or)\s*(?:{_ALSO[name]}))*", plain)), "")


def duty_of(heading: str) -> str:
    """The limb of the equality duty a heading names, '' where it names none."""
    plain = heading.casefold().strip()
    return next((name for name, pattern in _DUTIES.items() if re.fullmatch(pattern, plain)), "")
