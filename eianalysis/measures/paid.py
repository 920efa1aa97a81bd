"""Who was paid on a snapshot date, beside the workforce of that day, and results of what they were paid."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.in_post import strangers
from eianalysis.measures.pay_sides import EMPLOYED
from eianalysis.measures.rates import BLANK, not_available, unfilled, unique
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words


@dataclass(frozen=True)
class Paid:
    """Everybody employed on the snapshot date with pay and characteristics, one row a person, and the day."""

    rows: pd.DataFrame
    day: pd.Timestamp

    @property
    def full(self) -> pd.DataFrame:
        """Who was on full pay, with an hourly rate."""
        return self.rows[self.rows["full_pay"].fillna(False).astype(bool) & (self.rows["hourly_pay"] > 0).fillna(False).astype(bool)]

    @property
    def when(self) -> dict:
        return {"window": f"on {day_in_words(self.day)}", "period": (pd.NaT, self.day)}


def paid_people(measure: str, pay: TypedTable, people: TypedTable, cycle: BoardCycle, *, keys=(), shape: str = "counts") -> Paid | Result:
    """Pay of the last snapshot date up to the end of the period beside the workforce of that day; or why there is none."""
    definition = definition_of(measure)
    absent = next((table for table in (pay, people) if table.absent), None)
    if absent is not None:
        return not_available(measure, definition, absent, keys=keys, shape=shape)
    if unfilled(pay, "hourly_pay"):
        return not_available(measure, definition, pay, keys=keys, shape=shape, columns=("hourly_pay",), reason=BLANK)
    days = pay.frame["as_at"][pay.frame["as_at"] <= pd.Timestamp(cycle.period_end)]
    here = people.frame[people.frame["as_at"] == days.max()].drop_duplicates("person_ref") if len(days) else people.frame[:0]
    if here.empty:
        return not_available(
            measure,
            definition,
            pay,
            keys=keys,
            shape=shape,
            columns=("as_at",),
            reason="no pay snapshot up to the end of the period has a workforce snapshot of the same day",
        )
    rows = pay.frame[pay.frame["as_at"] == days.max()]
    if strangers(rows["person_ref"], people):
        return not_available(
            measure,
            definition,
            pay,
            keys=keys,
            shape=shape,
            columns=("person_ref",),
            reason="fewer than half of the people in it are in the workforce table; are the references the same?",
        )
    own = [name for name in ("person_ref", "hourly_pay", "full_pay", "bonus_pay") if name in rows]
    joined = here[here["worker_type"].isin(EMPLOYED)].merge(rows[own], on="person_ref")
    if joined.empty:
        return not_available(measure, definition, pay, keys=keys, shape=shape, reason="nobody employed on the day is in it")
    return Paid(joined.reset_index(drop=True), days.max())


def support(amounts: pd.Series, others: pd.Series) -> dict:
    """What the gate judges a figure of two sides by."""
    return {"people": len(amounts), "reference_people": len(others), "spare": min(stats.spare_share(amounts), stats.spare_share(others))}


def amounts_result(measure: str, made: list[dict], keys: tuple[str, ...], found: Paid, cycle: BoardCycle, sources) -> Result:
    """A result of shape ``amounts`` on the day of the pay."""
    names = [*keys, "characteristic", "group", "reference", "people", "reference_people", "spare", "value", "low", "high"]
    counts = pd.DataFrame(made, columns=names).assign(window=found.when["window"], period_start=pd.NaT, period_end=found.day)
    return Result(
        measure=measure, shape="amounts", definition=definition_of(measure), counts=counts, keys=keys, sources=unique(sources), confidence=cycle.confidence
    )
