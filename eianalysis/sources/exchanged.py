"""Two words of a characteristic exchanged in a part of a table: from a month on every woman is a man and every man a woman.

One wrong line in a code list, or ones and twos of another system, turns each finding by sex (or disability, or ethnic group) round,
and every row is sound by itself. Who can be met in another table shows it: of those called one of the two words nearly all are the
other there, both ways, which people who declare something anew never do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.between import known
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import day_in_words

#: In the part nearly all are called the other; one who is called alike weighs as much against it as so many others for it.
AGAINST = 9
#: So many people each way, and so many in all, who would differ by chance less often than this.
EACH_WAY, ENOUGH, CHANCE = 3, 10, 1e-9
#: Hardly anybody is called otherwise elsewhere; where more are, it is no exchange of words.
ELSEWHERE = 0.2
#: Who is not met elsewhere is taken to differ so often at the least.
USUAL = 0.05
WHERE = "'{}' and '{}' seem to be exchanged in one of the two: {:,} of {:,} people{} are the other of the two words in {}"
ADVICE = "are the words for {} the same in both, from the first row to the last? Export it again"


class Exchanged(NamedTuple):
    """Two words that stand for each other in a part of a table: how many people show it, of how many, and the days of the part."""

    one: str
    other: str
    many: int
    of: int
    days: str


def exchanged(mine: pd.Series, theirs: pd.Series, days: pd.Series | None = None) -> Exchanged | None:
    """The two words exchanged in a part of one of two columns about the same people, in the order of ``days`` or of the rows."""
    from scipy.stats import binom

    both = (known(mine) & known(theirs)).to_numpy()
    if both.sum() < ENOUGH:
        return None
    order = np.arange(len(mine)) if days is None else np.argsort(days.to_numpy(), kind="stable")
    order = order[both[order]]
    one, other = (each.astype(str).to_numpy()[order] for each in (mine, theirs))
    days = None if days is None else days.iloc[order]
    crossed = pd.crosstab(one, other)
    words = [word for word in crossed.index if word in crossed.columns]
    for place, a in enumerate(words):
        for b in words[place + 1 :]:
            if min(crossed.loc[a, b], crossed.loc[b, a]) < EACH_WAY:
                continue
            pair = np.isin(one, (a, b)) & np.isin(other, (a, b))
            wrong = one[pair] != other[pair]
            begin, end = largest_run(np.where(wrong, 1, -AGAINST))
            inside = wrong[begin:end]
            outside = np.r_[wrong[:begin], wrong[end:]]
            ways = [int((inside & (one[pair][begin:end] == word)).sum()) for word in (a, b)]
            rest = float(outside.mean()) if len(outside) else 0.0
            if min(ways) < EACH_WAY or sum(ways) < ENOUGH or rest > ELSEWHERE:
                continue
            if binom.sf(inside.sum() - 1, len(inside), max(rest, USUAL)) * len(wrong) < CHANCE:
                span = "" if days is None or not len(outside) else _span(days[pair].iloc[begin:end])
                return Exchanged(a, b, int(inside.sum()), len(inside), span)
    return None


def exchanged_fault(name: str, column: str, mine: pd.Series, theirs: pd.Series, days: pd.Series | None, where: str, cure: str = "") -> Fault | None:
    """What is refused of a characteristic whose words are exchanged, in the words of ``where`` its people are met; ``cure`` is further advice."""
    found = exchanged(mine, theirs, days)
    if found is None:
        return None
    said = WHERE.format(found.one, found.other, found.many, found.of, f" in {found.days}" if found.days else "", where)
    return Fault(said, ADVICE.format(name) + cure, column=column)


def met(tables: Mapping[str, TypedTable]) -> Iterator[DataFault]:
    """A fault for each table whose words are exchanged beside those of another that has the same references, such as of applications."""
    for name, table in tables.items():
        if table.absent or name not in TABLES:
            continue
        for other_name, reference, key in _references(name):
            other = tables.get(other_name)
            if other is None or other.absent or reference not in table.frame or key not in other.frame:
                continue
            yield from _of_two(table, other, reference, key)


def _references(name: str) -> Iterator[tuple[str, str, str]]:
    """Tables that a table's references lead to, itself where a row follows another: the table, the reference here, and the key there."""
    declared = TABLES[name]
    yield from ((name, column, key) for column, key in declared.follows)
    for column in declared.columns:
        for other in TABLES.values():  # people are no table's key alone: they are met as each table is read
            if other.name != name and other.key == (column.name,) and set(other.characteristics) & set(declared.characteristics):
                yield other.name, column.name, column.name


def _of_two(table: TypedTable, other: TypedTable, reference: str, key: str) -> Iterator[DataFault]:
    there = other.frame.dropna(subset=[key]).drop_duplicates(key).set_index(key)
    if there.empty:  # a file of headings alone
        return
    where = "the row before of the same people" if other is table else f"the {other.name} table"
    day = TABLES[table.name].day_in(table.frame)
    for name, columns in TABLES[table.name].characteristics.items():
        column = next((each for each in reversed(columns) if each in table.frame and each in there), None)
        if column is None:
            continue
        mine, theirs, days = table.frame[column], table.frame[reference].map(there[column]), table.frame[day] if day else None
        if other is table and days is not None:
            one_each_side = _over_the_day(mine, theirs, table.frame[reference].map(there[day]), days)
            mine, theirs, days = mine[one_each_side], theirs[one_each_side], None
        fault = exchanged_fault(name, columns[0], mine, theirs, days, where)
        if fault:
            yield DataFault(table.sources[0].file, f"the people of the {other.name} table", [fault], "Correct one of the two.")


def _over_the_day(mine: pd.Series, theirs: pd.Series, before: pd.Series, days: pd.Series) -> pd.Series:
    """The rows that follow one from before the day of which most that do so are called otherwise: where words of one table are exchanged
    from a day on, rows after it agree with each other as those before do."""
    both = known(mine) & known(theirs) & before.notna() & days.notna()
    steps = np.where(mine[both].astype(str) != theirs[both].astype(str), 1, -AGAINST)
    since = np.unique(days[both].to_numpy().astype("datetime64[M]")).astype("datetime64[ns]")  # months: days would be thousands
    over = (before[both].to_numpy()[:, None] < since) & (days[both].to_numpy()[:, None] >= since)
    if not len(since):
        return both
    most = since[int(np.argmax(steps @ over))]
    return both & (before < most) & (days >= most)


def largest_run(steps: np.ndarray) -> tuple[int, int]:
    """The run of rows whose steps come to the largest sum (Kadane's), as its first and the one after its last."""
    sums = np.r_[0, np.cumsum(steps)]
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    return int(np.argmin(sums[: end + 1])), end


def _span(days: pd.Series) -> str:
    first, last = day_in_words(days.min()), day_in_words(days.max())
    return f"the rows of {first}" if first == last else f"the rows of {first} to {last}"
