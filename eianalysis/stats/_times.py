"""Reading times, events and late entries: one row per person, from when they were seen until when."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from eianalysis.stats._input import column, refuse, same_length

SAME_TIME = float(np.sqrt(np.finfo(float).eps))  # closer than this is a rounding error, not an order of events, as in R


class Spells(NamedTuple):
    """Who was seen until when, how it ended (0 still in), and since when: None is since before time 0."""

    exit: np.ndarray
    ending: np.ndarray
    entry: np.ndarray | None

    def of(self, rows: np.ndarray) -> Spells:
        """Return the spells of some rows."""
        return Spells(self.exit[rows], self.ending[rows], None if self.entry is None else self.entry[rows])


def read_spells(exit: Any, event: Any, entry: Any) -> Spells:
    """Return checked spells whose event is 0 or 1."""
    ending = column("event", event)
    refuse("event", (ending != 0) & (ending != 1), "neither 0 nor 1")
    return _spells(exit, ending, entry, "event")


def read_causes(exit: Any, cause: Any, entry: Any) -> Spells:
    """Return checked spells whose cause is 0 (still in) or a whole number."""
    ending = column("cause", cause)
    refuse("cause", (ending < 0) | (ending != np.floor(ending)), "not 0 or a positive whole number")
    return _spells(exit, ending, entry, "cause")


def read_labels(name: str, labels: Any) -> tuple[np.ndarray, int]:
    """Return group labels as codes 0, 1, ... and how many there are."""
    known = pd.Series | pd.Index | pd.api.extensions.ExtensionArray | np.ndarray
    values = labels if isinstance(labels, known) else np.asarray(labels, dtype=object)  # or NaN would become "nan"
    if values.ndim != 1:
        raise ValueError(f"{name}: must be a list of labels, one per person")
    codes, found = pd.factorize(values)
    refuse(name, codes < 0, "missing")
    return codes, len(found)


def at_risk(spells: Spells, times: np.ndarray) -> np.ndarray:
    """Return how many were under observation at each time: entered before it, and not out before it."""
    gone = np.searchsorted(np.sort(spells.exit), times, side="left")
    if spells.entry is None:
        return len(spells.exit) - gone
    return np.searchsorted(np.sort(spells.entry), times, side="left") - gone


def counted(values: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Return how often each of the sorted ``times`` occurs among ``values``."""
    ordered = np.sort(values)
    return np.searchsorted(ordered, times, side="right") - np.searchsorted(ordered, times, side="left")


def _spells(exit: Any, ending: np.ndarray, entry: Any, name: str) -> Spells:
    leaving = column("exit", exit)
    start = None if entry is None else column("entry", entry)
    same_length(exit=leaving, **{name: ending}, entry=start)
    refuse("exit", leaving < 0, "negative")
    if start is not None:
        refuse("entry", start >= leaving, "not before exit")
    leaving, start = _merge_near_ties(leaving, start)
    if start is not None:
        refuse("entry", start >= leaving, "not before exit by more than a rounding error")
    return Spells(leaving, ending.astype(np.int64), start)


def _merge_near_ties(leaving: np.ndarray, start: np.ndarray | None) -> tuple[np.ndarray, np.ndarray | None]:
    """Give times that differ only by rounding (0.1 + 0.2 and 0.3) one value, the smallest of them, as R does."""
    times = np.unique(leaving if start is None else np.concatenate([leaving, start]))
    gaps = np.diff(times)
    near = (gaps <= SAME_TIME) | (gaps <= SAME_TIME * np.mean(np.abs(times))) if len(gaps) else gaps > 0
    if not near.any():
        return leaving, start
    first = times[np.concatenate([[True], ~near])]
    merged = [first[np.searchsorted(first, t, side="right") - 1] for t in (leaving, start) if t is not None]
    return merged[0], merged[1] if start is not None else None
