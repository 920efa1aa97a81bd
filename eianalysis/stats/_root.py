"""Where a falling function crosses a value, for many functions at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def crossing(falling: Callable[[np.ndarray], np.ndarray], low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return where ``falling`` passes from above 0 to below it, between ``low`` and ``high``, entry by entry.

    Plain bisection: it cannot leave the bracket, needs no slope, and ends when the ends are neighbouring numbers (at
    most some sixty steps). A method with slopes would need fewer steps and could wander off at the edges of a table.
    """
    low, high = np.array(low, float), np.array(high, float)
    for _ in range(70):
        middle = 0.5 * (low + high)
        above = falling(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        if np.all(high - low <= 4e-15 * np.maximum(1.0, np.abs(middle))):
            break
    return 0.5 * (low + high)
