"""From one snapshot to the next: who is gone has left, who is new has joined, and who stayed is the same person.

A snapshot that was filtered, one split over two days, a month of leavers that is missing, a column sorted by itself: each
leaves every file sound in itself, and shows only where two tables speak of the same people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.schema import TABLES
from eianalysis.sources.recoded import FOUND, RECODED, changed_places
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_LEAVERS, NOT_RECORDED, day_in_words

#: Of so many people fewer than this share accounted for is no accident; below the second it is told with what to do.
ENOUGH, MOST, NEARLY = 10, 0.5, 0.9
#: A list that misses fewer people than this stops nothing: a post or a team that went to another body is as many.
MISSED = 20
#: Agreement beyond chance (Cohen's kappa, and the rank correlation of days) that a column has which goes with its people: 0 is
#: what shuffled columns have. Below the second it does not, unless NEARLY all agree: a small group that declared itself does that.
GOES_WITH, SHUFFLED = 0.5, 0.2
#: Groups of which not one who went is in the list of leavers: the list was filtered. A list may well be of some kinds of
#: worker only, and volunteers have a directorate of their own, so those are told only.
GROUPS = ("ethnicity_2", "sex")
TOLD = {"worker_type": "worker type", "directorate": "directorate"}
SAME = ("ethnicity_5", "sex")
#: Rows looked at together for cells that were moved in a part of a file; more starts of service than this share are no few who came back.
BLOCK, FEW = 60, 0.02
#: People move between units and do declare themselves, so these are told and stop nothing.
TOLD_IF_OTHERS = ("directorate", "unit", "disability", "religion", "sexual_orientation", "marital", "rank_band", "working_pattern")
STEADY = (*SAME, "worker_type")
#: More leavers than this who leave twice of one service are a list of something else: of posts, say.
TWICE = 0.05
#: So few who come or go in a year, of a hundred, that of all who should have nobody did: the second snapshot is the first again.
COMES_AND_GOES, EXPECTED = 0.05, 6
#: Of a year of birthdays between two snapshots fewer than this share moved an age on: it is the age of one day in both.
BIRTHDAYS, AGED = 20, 0.5
COPY = "is the second a copy of the first under another day? Export the snapshot of that day again, or take it out"
FROZEN = "is it the age on the day of the extract in both? Give the age on each day, or the birth date, of which it is made (born in mapping.toml)"
GONE = "was a snapshot filtered, or split over two days? Else put those missing into leavers (mapping.toml can set rows aside with [[table.only]])"
CAME = "did others come by transfer, or was a snapshot filtered, or split over two days? Else put those missing into joiners, or take the joiners' file away"
ONCE = "keep the row of the day on which they left the force; [[table.set_aside]] in mapping.toml sets the others aside"
CHANGED = "did many declare or change it between the two? Then nothing is wrong"
REDEFINED = "is it another start in one of them, as of continuous service? Then lengths of service before and after are not alike"
RENAMED = "have its words changed between the two? Then give both the same, in [values] of mapping.toml"
OTHER_START = "did they leave and join again? Else correct it: lengths of service are counted from it"
SHIFTED = "were cells of the column moved up or down in a part of it? Export the snapshot of that day again"
COLUMN = "was the column sorted or filled by itself in one of them? Export the snapshot of that day again"


def between(people: TypedTable, leavers: TypedTable | None, joiners: TypedTable | None, of: Callable[[int, int], str]) -> tuple[list[str], list[DataFault]]:
    """Lines to be told of how snapshots follow on each other, and faults where they cannot; ``of`` says '3 of 40' in words.

    Who went is judged between snapshots in whose time the list of leavers has anybody, and so with joiners: a list that
    begins later says nothing of before.
    """
    lines, faults = [], []
    days = sorted(people.frame["as_at"].dropna().unique())
    gone, came = _events(leavers, "leave_date"), _events(joiners, "start_date")
    went, new, frozen = [], [], []
    for first, second in zip(days, days[1:], strict=False):
        then, now = (people.frame[people.frame["as_at"] == day].drop_duplicates("person_ref").set_index("person_ref") for day in (first, second))
        both = f"the snapshots of {day_in_words(first)} and {day_in_words(second)}"
        apart = (second - first) / np.timedelta64(1, "D")
        if _the_same(then, now, apart):
            faults.append(
                _fault(people, Fault(f"{both} are of the same {len(then):,} people, alike in everything: nobody came, went or changed", COPY, column="as_at"))
            )
            continue
        frozen += [both] if _frozen(then, now, apart) else []
        for refused, fault in _not_the_same(then, now, both, of):
            faults += [_fault(people, fault)] if refused else []
            lines += [] if refused else [f"{people.name}: {fault.column}: {fault.found}: {fault.expected}"]
        left = _within(gone, "leave_date", first, second, leavers)
        if left is not None:
            went.append(_judged(then[~then.index.isin(now.index)], left, f"gone between {both}", of, people, faults))
        began = _within(came, "start_date", first, second, joiners)
        if began is not None:
            came_in = now[~now.index.isin(then.index)]
            new.append(came_in.assign(told=came_in.index.isin(list(began))))  # told only: who was transferred in is no recruit
    if frozen:
        more = f" (and so in {len(frozen) - 1} other pair{'s' if len(frozen) > 2 else ''})" if len(frozen) > 1 else ""
        lines.append(f"{people.name}: age: those in {frozen[-1]} have hardly grown older between the two{more}: {FROZEN}")
    for name, each, what, advice in (
        ("leavers", went, "gone from one snapshot to the next", GONE),
        ("joiners", new, "new from one snapshot to the next", CAME),
    ):
        everybody = pd.concat(each) if each else pd.DataFrame()
        if len(everybody):
            told = everybody["told"]
            few = any(len(part) >= ENOUGH and part.mean() < NEARLY for part in (told, *(rows["told"] for rows in each)))
            lines.append(f"{name}: {of(int(told.sum()), len(told))} who are {what} are in it" + (f": {advice}" if few else ""))
            if name == "leavers":
                faults += [_fault(leavers, fault) for fault in _whole_groups(_of_listed_kinds(everybody), of)]
                lines += [
                    f"leavers: {of(0, size)} of {words} {kind} who are {what} are in it: is the list of others only?"
                    for column, words in TOLD.items()
                    for kind, size in _missing(everybody, column)
                ]
    twice, left = _twice(leavers)
    if twice:
        said = f"{of(twice, left)} leave a second time of one service (same service_start)"
        lines.append(f"leavers: {said}: counted once among people, and in both rows where rows are counted; {ONCE}")
        faults += [_fault(leavers, Fault(said, ONCE))] if twice >= ENOUGH and twice > TWICE * left else []
    return lines, faults


def agreement(one: pd.Series, other: pd.Series) -> float:
    """Cohen's kappa of two columns of words about the same people: 1 where they agree, 0 where as often as by chance.

    Source: Cohen, J. (1960), A coefficient of agreement for nominal scales. Missing (nan) where nobody could disagree.
    """
    words = sorted({*one, *other})
    mine, theirs = (each.value_counts(normalize=True).reindex(words, fill_value=0.0) for each in (one, other))
    chance = float((mine * theirs).sum())
    return float("nan") if chance == 1 else (float((one.to_numpy() == other.to_numpy()).mean()) - chance) / (1 - chance)


def doubted(one: pd.Series, other: pd.Series) -> bool:
    """Whether two columns about the same people agree less than such columns do: to be told, and refused where ``strangers``."""
    return int((one.to_numpy() != other.to_numpy()).sum()) >= ENOUGH and agreement(one, other) < GOES_WITH


def strangers(one: pd.Series, other: pd.Series) -> bool:
    """Whether two columns about the same people agree so little that they are not about the same people."""
    alike = float((one.to_numpy() == other.to_numpy()).mean()) if len(one) else 1.0
    return doubted(one, other) and alike < NEARLY and agreement(one, other) < SHUFFLED


def block_of_others(one: pd.Series, other: pd.Series) -> int:
    """In how many rows that follow on each other two columns are not about the same people, where elsewhere they are; 0 where nowhere.

    Cells of a column that were moved by a row in a part of a file are those of the neighbours there.
    """
    found = np.zeros(len(one), dtype=bool)
    for start in range(0, len(one) - BLOCK + 1, BLOCK // 2):
        part = slice(start, start + BLOCK)
        if strangers(one.iloc[part], other.iloc[part]):
            found[part] = True
    return int(found.sum())


def shuffled(one: pd.Series, other: pd.Series) -> bool:
    """Whether days of the same people are in no order alike (Spearman's rank correlation), as where a column has one day only."""
    if one.nunique() < 2 or other.nunique() < 2:
        return True
    return float(one.rank().corr(other.rank())) < SHUFFLED


def known(values: pd.Series) -> pd.Series:
    """Where a value says something."""
    return values.notna() & ~values.isin([NOT_RECORDED, "", "U"])


def _not_the_same(then: pd.DataFrame, now: pd.DataFrame, both: str, of: Callable[[int, int], str]) -> Iterator[tuple[bool, Fault]]:
    """Columns that say other things of the people in both snapshots, and whether they are refused or told."""
    stayed = then.index.intersection(now.index)
    stayed = now.index[now.index.isin(stayed)]  # in the order of the second snapshot's rows
    then, now = then.loc[stayed], now.loc[stayed]
    for name in STEADY:
        if name not in then or name not in now:
            continue
        was, is_ = known(then[name]), known(now[name])
        lost = int((was & ~is_).sum())
        if was.sum() >= ENOUGH and lost > MOST * was.sum():
            yield (
                True,
                Fault(
                    f"of those in {both}, {of(lost, int(was.sum()))} of whom it is known in the first have it blank in the second",
                    "export the second again; or, if it is not recorded any more, take the column out of the first too",
                    column=name,
                ),
            )
            continue
        one, other = then.loc[was & is_, name], now.loc[was & is_, name]
        if strangers(one, other):
            yield True, Fault(f"{both} say no more alike of the same people than chance would", COLUMN, column=name)
        elif name in SAME and (rows := block_of_others(one, other)):
            yield (
                True,
                Fault(
                    f"{both} say otherwise of the same people in {rows:,} rows one after another of the second, of others hardly anywhere", SHIFTED, column=name
                ),
            )
        elif doubted(one, other):
            same = int((one == other).sum())
            yield False, Fault(f"of those in {both}, {of(same, len(one))} are the same in both", f"{CHANGED}; {COLUMN}", column=name)
    for columns in TABLES["workforce_snapshot"].characteristics.values():
        name = next((each for each in columns if each in then and each in now and not pd.api.types.is_numeric_dtype(then[each])), None)
        both_known = known(then[name]) & known(now[name]) if name else None
        if name and (found := changed_places(then.loc[both_known, name], now.loc[both_known, name])):
            words, moved, of_all = found
            yield True, Fault(FOUND.format(both, " and ".join(f"'{word}'" for word in words), moved, of_all), RECODED, column=name)
    for name in (name for name in TOLD_IF_OTHERS if name in then and name in now):
        both_known = known(then[name]) & known(now[name])
        if strangers(then.loc[both_known, name], now.loc[both_known, name]):
            yield False, Fault(f"{both} say no more alike of the same people than chance would", f"{RENAMED}; {COLUMN}", column=name)
    started = then["service_start"].notna() & now["service_start"].notna()
    same = int((then["service_start"] == now["service_start"])[started].sum())
    other = int(started.sum()) - same
    if other >= ENOUGH and FEW < other / started.sum() <= MOST:
        yield (
            False,
            Fault(f"of those in {both}, {of(other, int(started.sum()))} have another start of service in the second", OTHER_START, column="service_start"),
        )
    if started.sum() >= ENOUGH and same < MOST * started.sum():
        refused = shuffled(then.loc[started, "service_start"], now.loc[started, "service_start"])
        yield (
            refused,
            Fault(
                f"of those in {both}, {of(same, int(started.sum()))} have the same start of service in both",
                COLUMN if refused else f"{REDEFINED}; {COLUMN}",
                column="service_start",
            ),
        )


def _the_same(then: pd.DataFrame, now: pd.DataFrame, days: float) -> bool:
    """Whether a snapshot is an earlier one under another day: the same people in the same rows, where some must have come and gone."""
    if len(then) != len(now) or len(then) * 2 * COMES_AND_GOES * days / 365.25 < EXPECTED or not then.index.isin(now.index).all():
        return False
    columns = [name for name in then if name in now and name != "as_at"]
    one, other = then[columns].astype(object), now.loc[then.index, columns].astype(object)
    return bool(((one == other) | (one.isna() & other.isna())).all(axis=None))


def _frozen(then: pd.DataFrame, now: pd.DataFrame, days: float) -> bool:
    """Whether those who stayed have grown older by far less than the time between two snapshots."""
    if "age" not in then or "age" not in now:
        return False
    older = (now["age"].astype("Float64") - then["age"].astype("Float64").reindex(now.index)).dropna()
    expected = len(older) * days / 365.25
    return expected >= BIRTHDAYS and bool(older.sum() < AGED * expected)


def _twice(leavers: TypedTable | None) -> tuple[int, int]:
    """How many rows are a second leaving of a service that had ended, of how many leavings; who went on a career break came back."""
    if leavers is None or leavers.absent:
        return 0, 0
    gone = leavers.frame[~leavers.frame["leaver_type"].isin(NOT_LEAVERS) & leavers.frame["service_start"].notna()]
    return int(gone.duplicated(["person_ref", "service_start"]).sum()), len(gone)


def _events(table: TypedTable | None, day: str) -> pd.DataFrame | None:
    return None if table is None or table.absent or table.frame[day].isna().all() else table.frame[["person_ref", day]]


def _within(events: pd.DataFrame | None, day: str, first: np.datetime64, second: np.datetime64, table: TypedTable | None) -> set | None:
    """Whose event fell between two snapshots; None where the list does not reach over that time."""
    if events is None or table is None or (table.covers_to is not None and pd.Timestamp(table.covers_to) < second):
        return None
    if events[day].min() > pd.Timestamp(first) + pd.DateOffset(months=1):
        return None
    return set(events.loc[(events[day] >= first) & (events[day] <= second), "person_ref"])


def _judged(rows: pd.DataFrame, listed: set, what: str, of: Callable[[int, int], str], people: TypedTable, faults: list[DataFault]) -> pd.DataFrame:
    """The people who went with whether the list has them; a fault is added where it has so few that a snapshot must be wrong."""
    rows = rows.assign(told=rows.index.isin(list(listed)))
    judged = _of_listed_kinds(rows)
    missed = int((~judged["told"]).sum())
    if missed >= MISSED and missed > MOST * len(judged):
        faults.append(_fault(people, Fault(f"{of(len(judged) - missed, len(judged))} who are {what} are in leavers", GONE)))
    return rows


def _of_listed_kinds(rows: pd.DataFrame) -> pd.DataFrame:
    """Without the kinds of worker of which a list has nobody, where it has others: it is a list of those."""
    kinds = rows.loc[rows["told"], "worker_type"]
    return rows[rows["worker_type"].isin(kinds.unique())] if len(kinds) else rows


def _whole_groups(went: pd.DataFrame, of: Callable[[int, int], str]) -> Iterator[Fault]:
    for name in GROUPS:
        for group, size in _missing(went, name):
            yield Fault(
                f"{of(0, size)} of '{group}' who are gone from one snapshot to the next are in it, of others some are",
                "was the list filtered? Export it again with everybody who left",
                column=name,
            )


def _missing(went: pd.DataFrame, name: str) -> list[tuple[str, int]]:
    """Groups of which many are gone and not one is listed, though others are."""
    if name not in went or not went["told"].any():
        return []
    counts = went[known(went[name])].groupby(name)["told"].agg(["size", "sum"])
    return [(str(group), int(row["size"])) for group, row in counts.iterrows() if row["size"] >= ENOUGH and not row["sum"]]


def _fault(table: TypedTable, fault: Fault) -> DataFault:
    return DataFault(table.sources[0].file, "the people of the workforce table", [fault], "Correct one of the two.")
