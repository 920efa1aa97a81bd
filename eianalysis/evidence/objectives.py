"""The equality objectives of the live programmes and how each stands, for everybody to read.

An objective is an item of the register of kind ``objective``: an aim, of which no day is asked. What is promised for it are the
items below it. How it stands is what was reported; nothing is worked out of its dates.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from eianalysis.evidence.exceptions import promises
from eianalysis.evidence.judging import DONE, judged, register_result
from eianalysis.results import Definition, Missing, Result
from eianalysis.schema.register import KINDS
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import CHARACTERISTICS, day_in_words
from eianalysis.wording.numbers import listed

OBJECTIVE = "objective"
NONE_BELOW, SILENT = "none", "not reported"
COLUMNS = ("item_id", "title_plain", "programme", "workstream_name", "about", "reported_status", "last_reported", "promised")


def objectives(register: TypedTable, *, as_at: date) -> Result:
    """Return the objectives of the live programmes, each with what was last reported of it and of what was promised for it.

    Returns
    -------
    Result of shape ``register``
        One row an objective, in the order of the register: ``title_plain``, ``programme``, ``workstream_name``, ``about`` (the protected
        characteristics), ``reported_status``, ``last_reported`` (the day, in words), ``promised`` ("2 of 5 done" of the items
        below it; "none" where it has none). Not available where no live programme has an objective.

    Examples
    --------
    >>> ei.release(ei.objectives(register, as_at=cycle.data_cut_off), cycle.policy)                  # doctest: +SKIP
    <Release objectives: register, 45 rows, profile public>
    """
    items = judged(register, as_at)
    aims = items[items["live"].astype(bool) & items["kind"].eq(OBJECTIVE)]
    below = promises(items)
    done = below["reported_status"].isin(DONE).groupby(below["parent_id"]).agg(["sum", "size"])
    said = [f"{int(done.loc[item, 'sum'])} of {int(done.loc[item, 'size'])} done" if item in done.index else NONE_BELOW for item in aims["item_id"]]
    table = aims.assign(
        about=pd.array([_about(words) for words in aims["characteristics"]], dtype="str"),
        last_reported=pd.array([SILENT if pd.isna(day) else day_in_words(day) for day in aims["updated_on"]], dtype="str"),
        promised=pd.array(said, dtype="str"),
    )
    result = register_result(
        "objectives",
        table.reindex(columns=list(COLUMNS)).reset_index(drop=True),
        register,
        Definition(
            title="Our equality objectives and how they stand",
            numerator="",
            denominator="",
            noun="objectives",
            method=f"Items of kind '{KINDS[OBJECTIVE].lower()}' of live programmes, as last reported up to {day_in_words(as_at)}.",
            notes=("An objective is an aim: it is reported on, and not late. What is promised for it are the items below it in the register.",),
        ),
    )
    if result.missing or len(aims):
        return result
    missing = Missing("recommendations/register.csv", ("kind",), reason="no live programme has an item of kind objective")
    return Result(result.measure, result.shape, result.definition, result.counts, keys=result.keys, sources=result.sources, missing=missing)


def _about(words: str) -> str:
    """The protected characteristics in words: 'race and sex', 'all'."""
    names = [name.strip() for name in str(words).split(";") if name.strip()]
    return listed([CHARACTERISTICS.get(name, name.replace("_", " ")).lower() for name in names])
