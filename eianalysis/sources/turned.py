"""A characteristic that is turned round from a month on, in a table whose people are in no other: 62% men, and then 38%.

Words exchanged in a code list look so, and nothing else does so at once: of two words the commoner one has in some months that follow
on each other about the share that the rarer one has in all others. It is told, not refused, for nobody can be asked.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.schema.columns import Table
from eianalysis.sources.repeated_rows import many, tally
from eianalysis.sources.between import known
from eianalysis.sources.exchanged import largest_run
from eianalysis.sources.typed import TypedTable, with_flags
from eianalysis.vocabulary import UNDECLARED_CODES, day_in_words

#: So many rows on each side; elsewhere the commoner word has at least this share.
ENOUGH, COMMONER = 30, 0.58
#: So much likelier is the exchange than none (log of the ratio), where months differ no more than by chance.
LIKELIER = 20
#: So much likelier than that the share drifts over the years.
AT_ONCE = 8
#: A share may be so many times its own error from what an exchange would give.
NEAR = 3
#: What is of longer ago is in no figure, and over many years shares drift.
LOOKED_AT = pd.DateOffset(years=6)
#: No shares are told: of few rows they would tell how few are called so.
TURNED = "{}: in the rows of {} to {}, '{}' is about as frequent as '{}' is elsewhere, and the other way round: were the two words exchanged there?"


def with_turned(table: TypedTable, day: str | None = None) -> TypedTable:
    """The table, told of characteristics whose two commonest words change places in some months; snapshots are held against each other."""
    declared = TABLES.get(table.name)
    if declared is None or table.absent or "as_at" in declared.key:
        return table
    day = day or declared.date_in(table.rows)
    if day is None or day not in table.rows or "force" in table.rows and table.rows["force"].nunique() > 1:  # each force has months of its own
        return table
    frame = _each_once(table.rows, declared)
    moment, told = frame[day].dt.tz_localize(None), []
    for word, columns in declared.characteristics.items():
        column = next((each for each in reversed(columns) if each in frame), None)
        if column is not None and column not in declared.key and declared[columns[0]].kind == "code":  # a band of ages is made of a number
            told += _turned(frame[column], moment, word, many(frame))
    return with_flags(table, told)


def _each_once(frame: pd.DataFrame, declared: Table) -> pd.DataFrame:
    """Of answers each respondent once."""
    return frame.drop_duplicates([name for name in declared.key if name != declared.item]) if declared.item else frame


def _turned(values: pd.Series, moment: pd.Series, word: str, weight: np.ndarray | None) -> list[tuple[str, int]]:
    """What is to be told of one column, and of how many rows."""
    weights = pd.Series(1 if weight is None else weight, index=values.index)
    said = known(values) & ~values.isin(UNDECLARED_CODES) & (moment > moment.max() - LOOKED_AT)
    common = list(weights[said].groupby(values[said].astype(str)).sum().sort_values(ascending=False, kind="stable").index[:2])
    rows = moment[said & values.isin(common)].sort_values(kind="stable")
    weights = weights[rows.index].to_numpy()
    if len(common) < 2:
        return []
    months, place = np.unique((rows.dt.year * 12 + rows.dt.month).to_numpy(), return_inverse=True)
    for commoner, rarer in (common, common[::-1]):
        yes = (values.loc[rows.index] == commoner).to_numpy()
        sizes, those = tally(place, len(months), weights), tally(place, len(months), weights * yes)
        begin, end = largest_run(sizes - 2 * those)
        inside = np.isin(place, range(begin, end))
        there, elsewhere = weights[inside].sum(), weights[~inside].sum()
        if there >= ENOUGH and elsewhere >= max(ENOUGH, there) and _exchanged(yes, inside, place, weights):
            return [(TURNED.format(word, day_in_words(rows[inside].min()), day_in_words(rows[inside].max()), commoner, rarer), int(there))]
    return []


def _exchanged(yes: np.ndarray, inside: np.ndarray, place: np.ndarray, weights: np.ndarray) -> bool:
    """Whether inside the share is what it is outside turned round, from one month to the next, and far from it by chance."""
    there, elsewhere = weights[inside].sum(), weights[~inside].sum()
    share, rest = weights[inside & yes].sum() / there, weights[~inside & yes].sum() / elsewhere
    if rest < COMMONER:  # where inside it is the commoner too, nothing is likelier
        return False
    bunched = max(_bunched(yes[those], place[those], weights[those]) for those in (inside, ~inside))  # by campaigns, or by drifting
    likelier = (1 - 2 * share) * there * np.log(rest / max(1 - rest, 1e-3)) / bunched
    error = np.sqrt(bunched * rest * (1 - rest) * (1 / there + 1 / elsewhere))
    at_once = _likely(yes, np.where(inside, share, rest), weights) - _likely(yes, _drift(yes, weights), weights)
    return bool(likelier >= LIKELIER and at_once >= AT_ONCE * bunched and abs(share - (1 - rest)) <= max(NEAR * error, 0.01))


def _likely(yes: np.ndarray, share: np.ndarray, weights: np.ndarray) -> float:
    share = np.clip(share, 1e-3, 1 - 1e-3)
    return float((weights * np.log(np.where(yes, share, 1 - share))).sum())


def _drift(yes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The share of each row where it drifts (a logistic curve over the rows in their order, by Newton's steps)."""
    x = np.c_[np.ones(len(yes)), _in_order(weights)]
    slope = np.zeros(2)
    for _ in range(12):
        share = 1 / (1 + np.exp(-np.clip(x @ slope, -12, 12)))
        weight = weights * np.maximum(share * (1 - share), 1e-6)
        slope = slope + np.linalg.solve(x.T @ (x * weight[:, None]) + 1e-6 * np.eye(2), x.T @ (weights * (yes - share)))
    return share


def _in_order(weights: np.ndarray) -> np.ndarray:
    """Where each row stands from the first (-1) to the last (1); one that stands for several in the middle of them."""
    ends = np.cumsum(weights)
    return 2 * (ends - (weights + 1) / 2) / max(ends[-1] - 1, 1) - 1


def _bunched(yes: np.ndarray, place: np.ndarray, weights: np.ndarray) -> float:
    """How many times more the months differ than chance would have it (Pearson's dispersion), 1 at least."""
    of = int(place.max()) + 1
    sizes, those = tally(place, of, weights), tally(place, of, weights * yes)
    sizes, those = sizes[sizes > 0], those[sizes > 0]
    share = those.sum() / sizes.sum()
    if len(sizes) < 2 or not 0 < share < 1:
        return 1.0
    return max(1.0, float(((those - sizes * share) ** 2 / (sizes * share * (1 - share))).sum() / (len(sizes) - 1)))
