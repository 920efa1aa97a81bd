"""The known effects: what is true of the synthetic force, so that an analysis can be marked right or wrong.

Every size is a ratio of hazards, rates or chances, all else equal; 1 means that there is no gap. Nothing here describes
real people or a real force: the sizes were chosen so that some are found in the records and others honestly are not.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from eianalysis.errors import UsageError, did_you_mean
from eianalysis.synthetic.career_effects import ON_CAREERS
from eianalysis.synthetic.known_effects import KNOWN

_ALL = (*KNOWN, *ON_CAREERS)
#: Name -> size.
EFFECTS: Mapping[str, float] = {effect.name: effect.size for effect in _ALL}
#: A force in which no group differs from another, for measuring false alarms.
NO_EFFECTS: Mapping[str, float] = {effect.name: 1.0 for effect in _ALL}


def sizes(effects: Mapping[str, float] | None) -> dict[str, float]:
    """The documented sizes, with those of ``effects`` in their place; a name that is not an effect is refused."""
    effects = dict(effects or {})
    for name, size in effects.items():
        if name not in EFFECTS:
            raise UsageError(f"'{name}' is not an effect of the synthetic force; {did_you_mean(name, EFFECTS)}")
        if not 0 <= float(size) <= 3:
            raise UsageError(f"effect {name} is {size}; a ratio from 0 to 3 can be simulated")
    return {**EFFECTS, **effects}


def truth() -> pd.DataFrame:
    """What is true of the synthetic force: one row a known effect, with its size (1: no gap).

    Columns ``name, size, what, group, reference, expect``.
    """
    return pd.DataFrame([vars(effect) for effect in _ALL])
