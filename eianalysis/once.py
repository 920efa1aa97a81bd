"""What the processes of one run share: each thing is made once, kept whole, and looked up by the others.

Steps that derive rates, comparisons and verdicts are looked up here, and so is what the gate made of a result; tables, counts and the
plan keep what they made in the same way. A page is counted, planned and rendered in different processes, and the summary leans on what
every page shows: all of them run the same steps on the same counts and release the same results. What was made is known by everything
that it depends on (a step with what is bound to it, and the whole table that it was given) and lies in the run's scratch folder, which is
gone when the run ends.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import TypeVar

import pandas as pd

T = TypeVar("T")

#: The folder of what a run's steps made, set in the environment of what the run starts.
STEPS = "EIANALYSIS_STEPS"


def once(step: Callable[[pd.DataFrame], pd.DataFrame], table: pd.DataFrame) -> pd.DataFrame:
    """What the step makes of the table: as the run this is part of made it already, else made now and kept."""
    return looked_up(lambda: (step, table), partial(step, table))


def looked_up(known_by: Callable[[], Sequence[object]], make: Callable[[], T]) -> T:
    """What is known by all that it depends on: as the run this is part of made it already, else made now and kept.

    ``known_by`` says what that is, and is asked in a run alone: to say it may cost something.
    """
    folder = os.environ.get(STEPS)
    name = _name(known_by()) if folder else None
    if folder is None or name is None:
        return make()
    path = Path(folder) / name
    if path.is_file():
        return pickle.loads(path.read_bytes())
    made = make()
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


def _name(known_by: Sequence[object]) -> str | None:
    """A digest of what a thing depends on; None where that holds what cannot be written down so (a notebook's own function)."""
    digest = hashlib.sha256()
    for each in known_by:
        text = io.BytesIO()
        pickler = _Pickler(text, protocol=pickle.HIGHEST_PROTOCOL)
        pickler.fast = True  # equal tables are written alike, whether or not equal words in them are one object
        try:
            pickler.dump(each)
        except (pickle.PicklingError, AttributeError, TypeError, ValueError, KeyError, RecursionError):  # the last three: nested too deep for that
            return None
        digest.update(hashlib.sha256(text.getbuffer()).digest())
    return digest.hexdigest()
