"""The gate for means: people are planned as counts are, and a mean of few, or that one or two people make, is hidden with what tells it.

A mean and how many it is of give back a sum, and sums add up as the people do. So the people of each row are a cell of the
model that keeps counts in doubt, with the base of a rate (ten people) in the place of the five of a count: who cannot be told
apart in number cannot be told apart in sum. What is left of a shown row without the shown groups inside it is judged like a row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eianalysis import stats
from eianalysis.declare import Identity, Population
from eianalysis.disclosure.cells import Over, Row, rows_of
from eianalysis.disclosure.plan import make_plan
from eianalysis.disclosure.session import hidden_of
from eianalysis.disclosure.rounding import nearest
from eianalysis.errors import DisclosureError
from eianalysis.policy import RATE_BASE, SPARE, Policy
from eianalysis.results import ALL, GROUPING, LEADING, MEAN_FIGURES, PERSON, VALUE, Result
from eianalysis.vocabulary import UNDECLARED

FIGURES = ("mean", "mean_low", "mean_high")


@dataclass(frozen=True)
class Meant:
    """One alternative: its rows, who each is of (a row of ``of`` a row of the table), and which may not be told as they are."""

    result: Result
    table: pd.DataFrame
    of: np.ndarray
    unsafe: frozenset[int]
    fit: float


def columns(result: Result) -> list[str]:
    """The columns of a release of means."""
    return [*LEADING, *GROUPING, *(key for key in result.keys if key not in (*LEADING, *GROUPING)), *MEAN_FIGURES]


def meant(result: Result, policy: Policy) -> Meant:
    """A result made ready to be decided on."""
    table = result.unreleased.reset_index(drop=True)
    absent = [name for name in (*columns(result), "error") if name not in table and name != "status"]
    if absent or result.values is None:
        raise DisclosureError(f"{result.measure} has no {', '.join(absent) or 'numbers behind its means'}; nothing was released")
    of = np.array([_of(result.values, row, result.keys) for row in table.to_dict("records")]).reshape(len(table), len(result.values))
    people = result.values[PERSON].to_numpy()
    if any(len(np.unique(people[here])) != row for here, row in zip(of, table["people"], strict=True)):
        raise DisclosureError(f"{result.measure} is not of the people behind it; nothing was released")
    unsafe = frozenset(at for at, here in enumerate(of) if here.any() and not safe(result.values, here, policy))
    groups = [at for at, row in enumerate(table.itertuples()) if row.people and row.group not in (ALL, *UNDECLARED)]
    return Meant(result, table, of, unsafe, 1.0 - sum(at in unsafe for at in groups) / len(groups) if groups else 1.0)


def safe(values: pd.DataFrame, here: np.ndarray, policy: Policy) -> bool:
    """Whether the mean of these rows may be told.

    Of ten people or more; at least five of whom have another number than the commonest; and, measured from either end of the
    numbers there are, no one or two people make it.
    """
    if not policy.export:
        return True
    number = values[VALUE].to_numpy(float)
    person = np.unique(values[PERSON].to_numpy()[here], return_inverse=True)[1]
    mine = number[here]
    many = person.max(initial=-1) + 1
    if many < max(policy.rate_base, policy.all_or_none_base):
        return False
    most = pd.Series(mine).mode().iloc[0]
    if len(np.unique(person[mine != most])) < policy.threshold:
        return False
    return all(stats.spare_share(np.bincount(person, weights=beyond)) >= SPARE for beyond in (mine - number.min(), number.max() - mine))


def decide(found: Meant, policy: Policy) -> np.ndarray:
    """Which rows are hidden."""
    if not policy.export:
        return np.zeros(len(found.table), bool)
    few = max(policy.rate_base, policy.threshold)
    strict = replace(policy, threshold=few, sensitive_threshold=max(few, policy.sensitive_threshold))
    kept_back = {at for at in found.unsafe if found.table["people"][at] >= few}  # fewer are kept in doubt by their number
    while True:
        rows = _rows(found, kept_back, strict)
        gone = _gone(rows, make_plan([row for row in rows if row], strict)[0].hidden)
        more = _telling(found, gone, policy) - kept_back
        if not more:
            break
        kept_back |= more
    gone = _gone(rows, hidden_of([row for row in rows if row], found.result, strict))
    # A run's plan may decide otherwise than for this table alone: what that leaves open closes the table.
    return gone if not _telling(found, gone, policy) and all(gone[at] for at in kept_back | found.unsafe) else np.ones(len(gone), bool)


def _gone(rows: list[Row | None], hidden) -> np.ndarray:
    return np.array([row is not None and any(cell in hidden for cell in row.cells) for row in rows], bool)


def _rows(found: Meant, kept_back: set[int], policy: Policy) -> list[Row | None]:
    """Rows whose one cell is their people; of those kept back the plan keeps others from telling them."""
    result = found.result
    people = Population(f"people of {result.measure}", Over("its dates"))
    counts = found.table.assign(numerator=found.table["people"].astype(float), denominator=found.table["people"].astype(float))
    made = rows_of(counts, replace(result, identity=Identity(people, people), shared_base=False, chain=()), policy)
    return [
        row
        and replace(
            row,
            count=row.base,
            cases=row.of,
            proportion=False,
            threshold=max(row.threshold, policy.threshold),
            withheld=row.withheld or ((0,) if at in kept_back else ()),
        )
        for at, row in enumerate(made)
    ]


def _telling(found: Meant, gone: np.ndarray, policy: Policy) -> set[int]:
    """Shown rows (and hidden ones that shown groups add up to) whose rest, without the shown groups of a cut, may not be told."""
    known = [at for at in range(len(gone)) if not gone[at]]
    cuts = found.table.groupby([*_places(found.result), "characteristic"], sort=False, dropna=False).indices.values()
    telling = set()
    for at in range(len(gone)):
        here = found.of[at]
        rests = []
        for cut in cuts:
            inside = [other for other in cut if other in known and other != at and found.table["group"][other] != ALL and not (found.of[other] & ~here).any()]
            rests.append(here & ~found.of[inside].any(axis=0) if inside else here)
        told = not gone[at] or any(not rest.any() for rest in rests)
        if told and any(rest.any() and not safe(found.result.values, rest, policy) for rest in rests):
            telling.add(at)
    return telling


def _places(result: Result) -> list[str]:
    return ["window", *(key for key in result.keys if key not in (*LEADING, *GROUPING))]


def _of(values: pd.DataFrame, row: dict, keys) -> np.ndarray:
    here = np.ones(len(values), bool)
    for name in keys:
        if name in values:
            here &= values[name].eq(row[name]).to_numpy(bool)
    return here if row["group"] == ALL else here & values[row["characteristic"]].eq(row["group"]).to_numpy(bool)


def mask(found: Meant, gone: np.ndarray, policy: Policy) -> pd.DataFrame:
    """The table as it may be seen: hidden rows empty, means to the first digit of their standard error, ranges outwards."""
    table = found.table.copy()
    status = pd.Series("shown", index=table.index, dtype=object)
    status[(table["people"] >= RATE_BASE) & (table["people"] < policy.low_base)] = "low_base"
    status[table["people"] == 0] = "not_applicable"
    status[gone] = "hidden"
    if policy.export:
        step = 10.0 ** np.floor(np.log10(table["error"].where(table["error"] > 0)))
        for name, how in zip(FIGURES, (np.round, np.floor, np.ceil), strict=True):
            # The inner rounding keeps 0.3 / 0.1 = 2.9999999999999996 from becoming 2; the outer says 2.3 and not 2.3000000000000003.
            table[name] = (how((table[name] / step).round(6)) * step).round(12)
    for name in FIGURES:
        table[name] = table[name].mask(gone).astype("Float64")
    people = table["people"].astype(float)
    table["people"] = (nearest(people, policy) if policy.round_to > 1 else people).mask(gone).astype("Float64").astype("Int64")
    return table.assign(status=status)[columns(found.result)]
