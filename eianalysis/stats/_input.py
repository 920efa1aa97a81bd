"""Reading what callers give: one place that checks, broadcasts and remembers the pandas index.

Nothing here changes the caller's data. Every refusal is a ``ValueError`` that begins with the name of the argument and
says how many values are wrong; it never repeats a count, because error messages are read by more people than tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

Keep = Callable[[np.ndarray], Any]  # gives a result the shape of what the caller passed in

LARGEST_COUNT = 2**53  # beyond this a float no longer tells neighbouring whole numbers apart


def numbers(*, whole: Iterable[str] = (), missing: Iterable[str] = (), **named: Any) -> tuple[list[np.ndarray], Keep]:
    """Return the named arguments as float arrays of one shape, and the function that wraps results like the input.

    All must be zero or more; those in ``whole`` must be whole numbers; those in ``missing`` may hold NaN.
    """
    arrays = {name: _as_float(name, value) for name, value in named.items()}
    for name, array in arrays.items():
        checked = array[~np.isnan(array)] if name in missing else array
        refuse(name, ~np.isfinite(checked), "missing or not finite")
        refuse(name, checked < 0, "negative")
        if name in whole:
            refuse(name, checked != np.floor(checked), "not a whole number")
            refuse(name, checked > LARGEST_COUNT, "too large to be a count")
    shape = _common_shape(arrays)
    keep = _keeper(named, shape)
    return [np.broadcast_to(array, shape) for array in arrays.values()], keep


def group_counts(cases: Any, base: Any) -> tuple[list[np.ndarray], Keep]:
    """Return cases and base of one group per entry, the cases being some of the base."""
    arrays, keep = numbers(whole=("cases", "base"), cases=cases, base=base)
    refuse("cases", arrays[0] > arrays[1], "more than base")
    return arrays, keep


def unit_counts(kind: str, cases: Any, base: Any) -> tuple[list[np.ndarray], Keep]:
    """Return cases and base of units: of a ``proportion`` the cases are some of the base, of a ``rate`` the base is an exposure."""
    arrays, keep = numbers(whole=("cases",), cases=cases, base=base)
    if kind == "proportion":
        refuse("cases", arrays[0] > arrays[1], "more than base")
    return arrays, keep


def two_groups(cases: Any, base: Any, reference_cases: Any, reference_base: Any) -> tuple[list[np.ndarray], Keep]:
    """Return the four counts of a comparison, the cases of each group being some of its base."""
    named = {"cases": cases, "base": base, "reference_cases": reference_cases, "reference_base": reference_base}
    arrays, keep = numbers(whole=named, **named)
    refuse("cases", arrays[0] > arrays[1], "more than base")
    refuse("reference_cases", arrays[2] > arrays[3], "more than reference_base")
    return arrays, keep


def confidence_tail(confidence: float) -> float:
    """Return the probability left in each tail, for example 0.025 at 95% confidence."""
    return (1 - between_0_and_1("confidence", confidence)) / 2


def between_0_and_1(name: str, value: float) -> float:
    """Return one number strictly between 0 and 1: 95 written for 0.95 must not pass."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: must be one number between 0 and 1") from None
    if not 0 < number < 1:
        raise ValueError(f"{name}: must lie between 0 and 1 (0.95 for 95%)")
    return number


def choice(name: str, value: str, options: tuple[str, ...]) -> str:
    """Return the option chosen; a misspelt one is refused with the list of those that exist."""
    if value not in options:
        raise ValueError(f"{name}: {value!r} is not one of {', '.join(map(repr, options))}")
    return value


def refuse(name: str, wrong: np.ndarray, why: str) -> None:
    """Raise, naming the argument and the place of its first wrong value."""
    if wrong.any():
        flat = np.ravel(wrong)
        many = f"{int(flat.sum())} of {flat.size} values" if flat.size > 1 else "the value"
        are = "are" if flat.sum() > 1 else "is"
        where = f" (first at position {int(np.argmax(flat))})" if flat.size > 1 else ""
        raise ValueError(f"{name}: {many} {are} {why}{where}")


def column(name: str, values: Any) -> np.ndarray:
    """Return a one-dimensional float array, finite throughout: one entry per person."""
    array = _as_float(name, values)
    if array.ndim != 1:
        raise ValueError(f"{name}: must be a list of values, one per person")
    refuse(name, ~np.isfinite(array), "missing or not finite")
    return array


def same_length(**columns: np.ndarray | None) -> None:
    """Raise unless all columns that are given have as many entries as the first."""
    (first, length), *others = [(name, len(values)) for name, values in columns.items() if values is not None]
    for name, other in others:
        if other != length:
            raise ValueError(f"{name}: has {other} entries, {first} has {length}")


def _as_float(name: str, value: Any) -> np.ndarray:
    try:
        if isinstance(value, pd.Series | pd.Index | pd.DataFrame | pd.api.extensions.ExtensionArray):
            value = _pandas_values(value)
        array = np.asarray(value)
        if array.dtype.kind in "biuf":
            return array.astype(float)
        if array.dtype.kind == "O":
            return np.asarray([np.nan if v is pd.NA or v is None else v for v in array.ravel()], float).reshape(array.shape)
    except (TypeError, ValueError):
        pass
    raise ValueError(f"{name}: must be numbers")


def _pandas_values(value: Any) -> np.ndarray:
    if isinstance(value, pd.DataFrame):
        return value.to_numpy(dtype=float, na_value=np.nan)
    if not pd.api.types.is_numeric_dtype(value.dtype) and value.dtype != object:
        raise TypeError
    return np.asarray(value.to_numpy(dtype=object if value.dtype == object else float, na_value=np.nan))


def _common_shape(arrays: dict[str, np.ndarray]) -> tuple[int, ...]:
    shape: tuple[int, ...] = ()
    for name, array in arrays.items():
        try:
            shape = np.broadcast_shapes(shape, array.shape)
        except ValueError:
            raise ValueError(f"{name}: shape {array.shape} does not fit the shape {shape} of the others") from None
    return shape


def _keeper(named: dict[str, Any], shape: tuple[int, ...]) -> Keep:
    """Find the index to keep. Rows are never aligned by label: two different indexes are refused."""
    index = None
    for name, value in named.items():
        if isinstance(value, pd.Series) and (len(value),) == shape:
            if index is not None and not index.equals(value.index):
                raise ValueError(f"{name}: its index differs from that of the arguments before it")
            index = value.index if index is None else index
    if index is None:
        return lambda result: result[()] if np.ndim(result) == 0 else result
    return lambda result: pd.Series(result, index=index)
