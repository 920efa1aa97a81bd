"""Spells as a measure needs them: the windows the records reach, the columns to count by, the years observed.

What the spells set aside is carried with the sources, so that every page made of them can say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eianalysis.cycle import BoardCycle
from eianalysis.measures.rates import By, columns_for, not_available, unique
from eianalysis.measures.spell_rules import without_absences
from eianalysis.measures.spells import DAYS_A_YEAR, HALF_A_DAY, Spells, spells
from eianalysis.measures.windows import Window, window
from eianalysis.results import Definition, Missing, Result
from eianalysis.schema import TABLES
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

ONE_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, repr=False)
class ObservedService:
    """The spells, the tables they came from, and the windows they reach; or why there is nothing to count."""

    people: TypedTable
    service: Spells | None
    windows: tuple[Window, ...]
    nothing: Result | None = None

    def levels(self, by: By) -> tuple[dict[str, str], ...]:
        """The columns to count by, of those that the spells carry."""
        known = {name: columns for name, columns in self.people.groupings.items() if set(columns) <= set(self.service.frame.columns)}
        return columns_for(replace(self.people, frame=self.service.frame, groupings=known), by)

    @property
    def sources(self) -> tuple:
        """The sources; the leavers' says what the spells set aside."""
        return unique(self.service.sources)


def observed_service(
    people: TypedTable,
    leavers: TypedTable,
    joiners: TypedTable,
    *,
    cycle: BoardCycle,
    worker_type: str | None,
    measure: str,
    definition: Definition,
    months: int | Sequence[int] = (),
    kind: str = "proportion",
    keys: tuple[str, ...] = (),
    shape: str = "counts",
    needs: By = (),
) -> ObservedService:
    """The spells of a cycle by its rules, and the windows of so many months that the records reach.

    ``needs`` are columns to count by: one the schema knows and the extract lacks is not available, not an error. A window needs the headcount of the day before its first; where none is reached, ``nothing`` is a result that says so.
    """
    said = {"kind": kind, "keys": keys, "shape": shape}
    absent = next((table for table in (people, leavers) if table.absent), None)
    if absent is not None:
        return ObservedService(people, None, (), not_available(measure, definition, absent, **said))
    service = spells(people, leavers, joiners, as_at=cycle.data_cut_off, worker_type=worker_type, rules=cycle.service)
    service = replace(service, frame=in_the_words_of_pages(service.frame))
    if service.frame.empty:
        return ObservedService(people, service, (), not_available(measure, definition, people, reason="nobody in the records was at risk", **said))
    wanted = [needs] if isinstance(needs, str) else list(needs)
    lacking = tuple(name for name in wanted if name in TABLES["workforce_snapshot"] and name not in people.groupings and name not in service.frame)
    if lacking:
        return ObservedService(
            people, service, (), not_available(measure, definition, people, columns=lacking, reason="the extract has no such column", **said)
        )
    asked = [window(cycle, span) for span in ([months] if isinstance(months, int) else months)]
    reach = tuple(w for w in asked if w.start - ONE_DAY >= service.observed_from)
    if asked and not reach:
        reason = f"the records begin on {day_in_words(service.observed_from)}, after the day this window starts from ({day_in_words(asked[0].start - ONE_DAY)})"
        nothing = Result(
            measure=measure,
            definition=definition,
            counts=pd.DataFrame(),
            sources=unique(service.sources),
            missing=Missing(people.name, ("as_at",), definition.serves, reason),
            **said,
        )
        return ObservedService(people, service, (), nothing)
    return ObservedService(people, service, reach)


def in_the_words_of_pages(frame: pd.DataFrame) -> pd.DataFrame:
    """Working patterns in words, as a page shows them."""
    if "working_pattern" not in frame:
        return frame
    words = TABLES["workforce_snapshot"]["working_pattern"].codes
    return frame.assign(working_pattern=frame["working_pattern"].map(words).fillna("Not recorded"))


def stays(service: Spells, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The part of each spell that falls into a period: ``entry, exit`` in years of service, and ``event``.

    ``start`` and ``end`` are the first and the last day; who is in post at the end of the day before is observed from
    then, so that leaving on the first day counts. Who was away in between has two rows (see ``service``).
    """
    frame, before = service.frame, pd.Timestamp(start) - ONE_DAY
    last = frame["ended"].fillna(frame["until"]).fillna(service.as_at)
    since = frame["observed_from"].where(frame["observed_from"] > before, before)
    until = last.where(last < pd.Timestamp(end), pd.Timestamp(end))
    here = (since < until) | ((since == until) & (last == until) & frame["ended"].notna() & (since > before))
    here &= frame["started"].notna()  # without a start there is no length of service
    rows = frame[here]
    entry = (since - frame["started"]).dt.days[here] + rows["before"]
    exit_ = (until - frame["started"]).dt.days[here] + rows["before"]
    gone = service.left(start, end).index
    made = rows.assign(entry=entry.astype(float), exit=np.maximum(exit_, entry + HALF_A_DAY), event=rows.index.isin(gone))
    made = made if service.away.empty else without_absences(made, service.away)
    return made.assign(entry=made["entry"] / DAYS_A_YEAR, exit=made["exit"] / DAYS_A_YEAR)


def served(service: Spells, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """The part of each spell that falls into a period, with its ``years``; of those without a recorded start too."""
    frame = service.frame
    rows = stays(replace(service, frame=frame.assign(started=frame["started"].fillna(frame["observed_from"]))), start, end)
    return rows.assign(years=rows["exit"] - rows["entry"])


def within_band(rows: pd.DataFrame, low: float, high: float) -> pd.DataFrame:
    """The stays with ``years`` spent between two lengths of service, and ``gone``: left between them, (low, high]."""
    years = (np.minimum(rows["exit"], high) - np.maximum(rows["entry"], low)).clip(lower=0)
    return rows.assign(years=years, gone=rows["event"] & (rows["exit"] > low) & (rows["exit"] <= high))
