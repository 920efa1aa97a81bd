"""What is worked out of a whole table once while it is in memory: every question of a force reads the same one."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

T = TypeVar("T")
P = ParamSpec("P")


def once_of_rows(make: Callable[Concatenate[pd.DataFrame, P], T]) -> Callable[Concatenate[pd.DataFrame, P], T]:
    """``make`` of a table's rows, asked once of the same rows; what was made is let go with them."""
    known: dict[int, tuple[weakref.ref, T]] = {}

    @wraps(make)
    def made(rows: pd.DataFrame, *args: P.args, **kwargs: P.kwargs) -> T:
        key = id(rows)
        if key not in known:
            known[key] = weakref.ref(rows, lambda _: known.pop(key, None)), make(rows, *args, **kwargs)
        return known[key][1]

    return made
