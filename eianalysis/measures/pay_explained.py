"""What explains a gap in mean hourly pay: rank or grade, length of service, part time; and what they leave."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.cycle import BoardCycle
from eianalysis.declare import Ask, Each, InPost, Measure, Population, Split, Words
from eianalysis.measures.catalogue import definition_of
from eianalysis.measures.end_of_records import noted
from eianalysis.measures.paid import amounts_result, paid_people, support
from eianalysis.measures.pay_sides import CHARACTERISTICS, EMPLOYED, SEVERAL, WORKERS, kinds_of_worker, one_against_one, sides
from eianalysis.measures.rates import By, not_available
from eianalysis.policy import LIMITS
from eianalysis.results import Result
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_RECORDED, RANKS, STAFF_BANDS

WHOLE, TOGETHER, LEFT = "The gap in mean hourly pay", "Explained by these together", "Not explained by these"
RANK, SERVICE, HOURS = "Rank or grade", "Length of service", "Part time"
FACTORS = (RANK, SERVICE, HOURS)
LADDER = (*RANKS, *(grade for grades in STAFF_BANDS.values() for grade in grades), *STAFF_BANDS)
YEARS = {"under 2 years": 0, "2 to 4": 2, "5 to 9": 5, "10 to 19": 10, "20 or more": 20}
LADDERS = {RANK: LADDER, SERVICE: tuple(YEARS), HOURS: (False, True)}
NO_HOURS = "Part time is not among what explains the gap: nothing says who works part time. What it explains is in what is not explained."


def pay_explained(pay: TypedTable, people: TypedTable, *, cycle: BoardCycle, by: By = CHARACTERISTICS) -> Result:
    """The gap in mean hourly pay in parts: what each factor explains, all together, and what is left; keys ``workers`` and ``part``.

    Officers, and police staff with PCSOs, never together: their scales of pay have nothing in common. See ``stats.explain_gap``.
    """
    measure, keys = "pay_explained", ("workers", "part")
    found = paid_people(measure, pay, people, cycle, keys=keys, shape="amounts")
    if isinstance(found, Result):
        return found
    columns = one_against_one(measure, people, by, cycle)
    if not columns:
        return not_available(measure, definition_of(measure), people, keys=keys, shape="amounts", reason=SEVERAL)
    factors = [name for name in FACTORS if name != HOURS or _hours(found.full) is not None]
    made = []
    for workers, rows in kinds_of_worker(found.full, everybody=found.rows, whole=False):
        for characteristic, group, reference, one, two in sides(rows, people, columns, cycle):
            row = {
                "workers": workers,
                "characteristic": characteristic,
                "group": group,
                "reference": reference,
                **support(rows.loc[one, "hourly_pay"], rows.loc[two, "hourly_pay"]),
            }
            made += [{**row, **part} for part in _parts(rows[one], rows[two], factors, found.day, cycle.confidence)]
    result = amounts_result(measure, made, keys, found, cycle, (*pay.sources, *people.sources))
    return result if HOURS in factors else noted(result, NO_HOURS)


def _parts(group: pd.DataFrame, reference: pd.DataFrame, names: Sequence[str], day: pd.Timestamp, confidence: float) -> list[dict]:
    """The rows of one group, each a share of the reference's mean pay."""
    if group.empty or reference.empty:  # the rows stand all the same: see ``sides``
        return [{"part": name, "value": np.nan, "low": np.nan, "high": np.nan} for name in (WHOLE, *names, TOGETHER, LEFT)]
    ours, theirs = (side["hourly_pay"].astype(float) for side in (group, reference))
    said = {name: (_said(name, group, day), _said(name, reference, day)) for name in names}
    factors = {name: _merged(*said[name], LADDERS[name]) for name in names}
    few = {name for name in names if len({*said[name][0], *said[name][1]}) > 1 and len({*factors[name][0], *factors[name][1]}) == 1}
    few = few if min(len(group), len(reference)) >= LIMITS.pay_category else set()  # where all is hidden, nothing may say who is few
    told = {name: pair for name, pair in factors.items() if name not in few}
    if not told:
        gap = (theirs.mean() - ours.mean()) / theirs.mean()
        return [{"part": name, "value": gap if name == WHOLE else np.nan, "low": np.nan, "high": np.nan} for name in (WHOLE, *names)]
    found = stats.explain_gap(
        ours, {name: pair[0] for name, pair in told.items()}, theirs, {name: pair[1] for name, pair in told.items()}, confidence=confidence
    )
    nothing = (np.nan, np.nan, np.nan)  # nobody is left to compare by it: "explains 0" would be made up
    rows = [
        (WHOLE, found.gap, np.nan, np.nan),
        *((name, *(found.parts.loc[name] if name in told else nothing)) for name in names),
        (TOGETHER, found.explained, found.explained_low, found.explained_high),
        (LEFT, found.unexplained, found.unexplained_low, found.unexplained_high),
    ]
    mean = theirs.mean()
    return [{"part": name, "value": value / mean, "low": low / mean, "high": high / mean} for name, value, low, high in rows]


def _said(name: str, rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """The category of each person in one factor."""
    if name == RANK:
        return rows["rank_grade"].astype(object).fillna(NOT_RECORDED)
    if name == SERVICE:
        years = (day - rows["service_start"]).dt.days / 365.25
        placed = pd.cut(years, [*YEARS.values(), np.inf], right=False, labels=list(YEARS))
        return placed.astype(object).where(years.notna(), NOT_RECORDED)
    hours = _hours(rows)
    return pd.Series(False, index=rows.index, dtype=object) if hours is None else hours


def _hours(rows: pd.DataFrame) -> pd.Series | None:
    """Who works part time; None where nothing says it of anybody: "part time explains 0" would be made up."""
    if "working_pattern" in rows and rows["working_pattern"].notna().any():
        return rows["working_pattern"].eq("part").fillna(False).astype(object)
    if "fte" in rows and rows["fte"].notna().any():
        return (rows["fte"] < 1).fillna(False).astype(object)
    return None


def _merged(group: pd.Series, reference: pd.Series, ladder: Sequence) -> tuple[list[str], list[str]]:
    """Both with categories put together along the ladder until each has enough people of the reference."""
    name = put_together(in_order({*group, *reference}, ladder), reference.value_counts(), LIMITS.pay_category)
    return [name[each] for each in group], [name[each] for each in reference]


def in_order(there: Collection, ladder: Sequence) -> list:
    """The categories that are there, along the ladder, and then those it does not know."""
    return [*[step for step in ladder if step in there], *sorted({*there} - {*ladder}, key=str)]


def put_together(known: Sequence, size: pd.Series, fewest: float) -> dict[Hashable, str]:
    """A name for each category; neighbours that are too small by themselves have one name."""
    steps: list[list] = []
    for step in known:
        if steps and size.reindex(steps[-1]).fillna(0).sum() < fewest:
            steps[-1].append(step)
        else:
            steps.append([step])
    if len(steps) > 1 and size.reindex(steps[-1]).fillna(0).sum() < fewest:
        steps[-2:] = [steps[-2] + steps[-1]]
    return {step: f"step {place}" for place, several in enumerate(steps) for step in several}


PAY_EXPLAINED = Measure(
    "pay_explained",
    Words(
        "What explains the gap in mean hourly pay",
        "pay of the group",
        "pay of the reference",
        noun="people on full pay",
        verb="are paid less",
        method="Oaxaca-Blinder decomposition at the reference's pay of each rank or grade, length of service and hours; ranges by Jann "
        "(2008). All in per cent of the reference's mean hourly pay, which is taken as known.",
        notes=(
            "Explained: what the group would be paid less if each rank, length of service and pattern of hours were paid in it as in the reference.",
            "What is not explained is not unfair pay: it holds everything these do not measure, such as allowances, skills and posts.",
            "What is explained is not fair because of that: who reaches which rank, and who works part time, may itself come of unequal chances.",
            f"Ranks, grades and lengths of service with fewer than {LIMITS.pay_category} people of the reference are put together with the next. "
            "Where that leaves nothing to compare, the gap is divided by the others, and what that one explains is in what is left.",
        ),
    ),
    counts=Population("service", InPost("end"), (("worker_type", EMPLOYED), "on the payroll", "full pay")),
    rows=pay_explained,
    looked_up=("pay",),
    shape="amounts",
    form="gaps",
    keys={"workers": Split("worker_type", WORKERS), "part": Each()},
    asks={name: Ask("13-pay-gaps", by=(name,), yearly=False) for name in CHARACTERISTICS},
    serves=(),
)
