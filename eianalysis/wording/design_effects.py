"""The design effects of released rows, from their shown ranges: whatever is worked out from their counts is of people, as the ranges are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from eianalysis.stats import effects_shown
from eianalysis.wording.numbers import absent

_SHOWN = ("numerator", "denominator", "rate_low", "rate_high")


def effects_of(rows: Iterable, kind: str, confidence: float) -> np.ndarray:
    """The design effect of each released row of one table (``stats.effects_shown``); NaN where no row shows a range."""
    numbers = [[np.nan if absent(row.get(name)) else float(row[name]) for name in _SHOWN] for row in rows]
    return effects_shown(kind, *np.array(numbers, float).reshape(-1, len(_SHOWN)).T, confidence=confidence)
