"""Whether a table of events lists everybody: of the people it should have, those are missing whom a filter leaves out.

"Current staff only", one directorate, the best paid thousand: every row is sound, and all of its people are in the workforce table. So the
other way about is asked: of those who were in post on the days of the rows many have left since, and the force has more than one
directorate, and both sexes. Where none of them is in the list and chance would have left them out less than once in a million, it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd
from scipy.stats import binom

from eianalysis.schema import TABLES
from eianalysis.sources.between import known
from eianalysis.sources.once_each import once_each
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_STATED

#: Of lists of fewer people nothing is said.
ENOUGH = 20
#: People missing by chance are told less often than this.
CHANCE = 1e-6
#: A few are rightly not paid, or in no list of the day; more than this share of a kind of worker is told.
NEARLY = 0.95
#: A smaller share of the force may well have nothing to do with what a list is of.
LEAST = 0.05
#: Somebody may have said since then what was unknown: so small a share of those expected is hardly any.
HARDLY = 0.25
#: Tables that are compared with the snapshots in another way.
OTHERWISE = ("workforce_snapshot", "leavers", "joiners")
#: What may be left out by a filter: the words of messages, the column, and which groups of it are none.
PARTS = (("directorate", "directorate"), ("sex", "sex"), ("ethnic group", "ethnicity_2"))
STAYED = (
    "{}: of {:,} people who were in post then, all are in the last snapshot, though {:.0%} of those in post then are gone by now: are only people "
    "listed who are still in post? List those who have left since too"
)
NONE = "{}: none of its {:,} people is of the {} '{}', as {:.0%} of the workforce table are who do the same kinds of work: a filter left on, or does it list {} only?"
UNPAID = "{}: {} who are in post as {} on {} are in it: is it a part of the list, such as the best paid or those with a bonus? Export it whole"
UNKNOWN = (
    "{}: of hardly any of its {:,} people is {} unknown, though of {:.0%} of the workforce who do the same kinds of work it is: were rows dropped that a join "
    "or a lookup found nothing for? Export every row"
)
ALONE = "that part of the force"


def listed(tables: Mapping[str, TypedTable], of: Callable[[int, int], str]) -> list[str]:
    """What is to be told of lists from which a filter seems to have left people out."""
    people = tables["workforce_snapshot"]
    days = np.sort(people.frame["as_at"].dropna().unique())
    last = people.frame.sort_values("as_at", kind="stable").groupby("person_ref").last()
    lines: list[str] = []
    for name, table in tables.items():
        if name in OTHERWISE or name not in TABLES or table.absent or "person_ref" not in table.frame or not len(days):
            continue
        declared = TABLES[name]
        if "as_at" in declared.key:
            lines += _of_the_day(table, people, of)
            continue
        day = declared.day_in(table.frame)
        if day and not declared.in_post:
            lines += _stayed(table, people, day, days)
        lines += [*_left_out(table, last), *_unknown_left_out(table, last), *once_each(table, people)]
    return lines


def _stayed(table: TypedTable, people: TypedTable, day: str, days: np.ndarray) -> Iterator[str]:
    """A list of which nobody has left, though of all who were in post on its days many have."""
    rows = table.frame.dropna(subset=[day, "person_ref"]).sort_values(day, kind="stable").drop_duplicates("person_ref")
    place = np.searchsorted(days, rows[day].to_numpy(), "left")  # the first snapshot on or after
    rows = rows.assign(as_at=days[np.minimum(place, len(days) - 1)])[place < len(days) - 1]
    now = set(people.frame.loc[people.frame["as_at"] == days[-1], "person_ref"])
    then = people.frame.assign(gone=~people.frame["person_ref"].isin(now))
    found = rows[["person_ref", "as_at"]].merge(then[["person_ref", "as_at", "worker_type", "gone"]], on=["person_ref", "as_at"])
    if len(found) < ENOUGH or found["gone"].any():
        return
    share = then.groupby(["as_at", "worker_type"])["gone"].mean()
    each = found.set_index(["as_at", "worker_type"]).index.map(share).to_numpy(dtype=float)
    if np.log1p(-np.minimum(each, 1 - 1e-9)).sum() < np.log(CHANCE):
        yield STAYED.format(table.name, len(found), each.mean())


def _left_out(table: TypedTable, last: pd.DataFrame) -> Iterator[str]:
    """A part of the force, one sex or one of the two ethnic groups of whom nobody is in the list; ``last`` is what is last said of each person."""
    there = last[last.index.isin(set(table.frame["person_ref"].dropna()))]
    if len(there) < ENOUGH:
        return
    alike = last[last["worker_type"].isin(there["worker_type"].unique())]
    for words, column in PARTS:
        if column not in last:
            continue
        own = table.frame.dropna(subset=["person_ref"]).drop_duplicates("person_ref") if column in table.frame else there  # as the list itself says it
        mine, all_of_them = own[column][known(own[column])], alike[column][known(alike[column])]
        shares = all_of_them.value_counts(normalize=True)
        said = mine.value_counts()
        for group, share in shares[shares >= LEAST].items():
            if group and not said.get(group, 0) and len(mine) >= ENOUGH and len(mine) * np.log1p(-min(share, 1 - 1e-9)) < np.log(CHANCE):
                yield NONE.format(table.name, len(mine), words, group, share, ALONE if column == "directorate" else "the others")


def _unknown_left_out(table: TypedTable, last: pd.DataFrame) -> Iterator[str]:
    """A list of hardly anybody whose ethnicity, or another characteristic, is unknown to the workforce table: a join that kept what it found alone."""
    there = last.index.isin(set(table.frame["person_ref"].dropna()))
    many = int(there.sum())
    if many < ENOUGH:
        return
    alike = last["worker_type"].isin(last.loc[there, "worker_type"].unique())
    for columns in TABLES["workforce_snapshot"].characteristics.values():
        column, there_are = columns[0], [each for each in columns if each in last]
        if column not in last or column not in TABLES[table.name]:
            continue
        # the code, or what it is rolled up to: "not stated" is said by a label. Who prefers not to say has a code that a join finds
        unknown = np.logical_or.reduce([~known(last[each]) | (last[each] == NOT_STATED) for each in there_are])
        share, found = unknown[alike].mean(), int(unknown[there].sum())
        if found < HARDLY * share * many and binom.cdf(found, many, share) < CHANCE:
            yield UNKNOWN.format(table.name, many, column, share)


def _of_the_day(table: TypedTable, people: TypedTable, of: Callable[[int, int], str]) -> Iterator[str]:
    """A list of everybody on a day that has not everybody of it, by the kinds of worker it has."""
    for day in np.sort(table.frame["as_at"].dropna().unique()):
        post = people.frame[people.frame["as_at"] == day]
        mine = set(table.frame.loc[table.frame["as_at"] == day, "person_ref"])
        found = post["person_ref"].isin(mine)
        for kind, rows in post.groupby("worker_type"):
            should, there = len(rows), int(found[rows.index].sum())
            if should >= ENOUGH and 0 < there < NEARLY * should:
                yield UNPAID.format(table.name, of(there, should), kind, f"{pd.Timestamp(day):%Y-%m-%d}")
