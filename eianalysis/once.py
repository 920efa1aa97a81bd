"""What the processes of one run share: each thing is made once, kept whole, and looked up by the others.

Steps that derive rates, comparisons and verdicts are looked up here; tables, counts and the plan keep what they made in the same way.
A page is counted, planned and rendered in different processes, and the summary leans on what every page shows: all of them run the
same steps on the same counts. What a step made is known by everything that it depends on (the step with what is bound to it, and the
whole table that it was given) and lies in the run's scratch folder, which is gone when the run ends.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import pandas as pd

#: The folder of what a run's steps made, set in the environment of what the run starts.
STEPS = "EIANALYSIS_STEPS"


def once(step: Callable[[pd.DataFrame], pd.DataFrame], table: pd.DataFrame) -> pd.DataFrame:
    """What the step makes of the table: as the run this is part of made it already, else made now and kept."""
    folder = os.environ.get(STEPS)
    name = _name(step, table) if folder else None
    if folder is None or name is None:
        return step(table)
    path = Path(folder) / name
    if path.is_file():
        return pickle.loads(path.read_bytes())
    made = step(table)
    keep(path, made)
    return made


def keep(path: Path, made: object) -> None:
    """Keep what one process of a run made where the others find it, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
    os.replace(partial, path)


class _Pickler(pickle.Pickler):
    """Writes what is of a module by its name, which stands for one thing in the whole run; what a notebook defines does not."""

    def reducer_override(self, thing: object):
        if isinstance(thing, type | FunctionType) and thing.__module__ == "__main__":
            raise pickle.PicklingError(f"{thing.__qualname__} is a notebook's own")
        return NotImplemented


def _name(step: Callable, table: pd.DataFrame) -> str | None:
    """A digest of the step and the table; None where the step holds what cannot be written down so (a notebook's own function)."""
    text = io.BytesIO()
    pickler = _Pickler(text, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # equal tables are written alike, whether or not equal words in them are one object
    try:
        pickler.dump((step, table))
    except (pickle.PicklingError, AttributeError, TypeError, ValueError, KeyError, RecursionError):  # the last three: nested too deep for that
        return None
    return hashlib.sha256(text.getbuffer()).hexdigest()
