"""Every row that says anything of a person, on one line of time: joined, seen in a snapshot, left; and what contradicts what.

A blank says nothing: it never takes the place of what another row knows.
"""

from __future__ import annotations

import pandas as pd

from eianalysis.sources.spelling import one_spelling
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_LEAVERS, NOT_RECORDED, ROLL_UP, crossed_parts, is_group, roll_up

JOINED, SEEN, LEFT = 0, 1, 2  # in the order of one day
#: What a person has whatever the post: what one spell knows of it, another may take.
PERSONAL = ("sex", "disability", "religion", "sexual_orientation", "gender_reassignment", "marital")
#: What belongs to the post or the day: the latest value recorded for the spell.
OF_THE_POST = ("rank_band", "unit", "directorate", "age_band", "working_pattern")
#: Two people in one, or a slip: told where a person's rows differ in them.
FIXED = ("ethnicity_5", "ethnicity_2", "ethnicity", "sex")


def evidence(people: TypedTable, leavers: TypedTable, joiners: TypedTable, as_at: pd.Timestamp) -> tuple[pd.DataFrame, dict[str, int]]:
    """Every row in order of time, and what the rows contradict: (what, people).

    ``on`` is the day a row speaks of, ``said`` the start of service it gives, ``kind`` one of ``JOINED, SEEN, LEFT``;
    ``spell`` counts the departures before it, ``run`` the changes of worker type within a spell.
    """
    gone = leavers.frame[~leavers.frame["leaver_type"].isin(NOT_LEAVERS)]
    rows = [
        joiners.frame.assign(on=joiners.frame["start_date"], said=joiners.frame["start_date"], kind=JOINED),
        people.frame.assign(on=people.frame["as_at"], said=people.frame["service_start"], kind=SEEN),
        gone.assign(on=gone["leave_date"], said=gone["service_start"], kind=LEFT),
    ]
    columns = ["person_ref", "on", "said", "kind", "worker_type", "leaver_type", "leaver_family"]
    there = [column for column in columns if any(column in each for each in rows)]
    there += [column for column in carried(people) if column in people.frame]  # said of leavers alone, it would make a base of those who left
    told = pd.concat([each.reindex(columns=there) for each in rows], ignore_index=True)
    for column in ("unit", "directorate"):
        if column in told:
            told[column] = one_spelling(told[column])
    for column in ("worker_type", "leaver_type", "leaver_family"):
        told[column] = told[column] if column in told else None
    told = _in_order(told[told["on"] <= as_at])
    told, still_there = _without_the_gone(told)
    person = told["person_ref"]
    kind_of_worker = told.groupby(["person_ref", "spell"])["worker_type"].ffill()
    before = kind_of_worker.groupby([person, told["spell"]]).shift()
    changed = kind_of_worker.ne(before) & before.notna() & kind_of_worker.notna()
    told["run"] = changed.astype(int).groupby([person, told["spell"]]).cumsum()
    return told, {"left, and still in a later snapshot with the same start of service: counted as left": still_there, **_conflicts(told)}


def carried(people: TypedTable) -> list[str]:
    """The columns carried with a spell: what belongs to the post, to the person, and the pairs of both that were asked for."""
    both = [column for name, columns in people.groupings.items() if crossed_parts(name) for column in columns]
    return [*OF_THE_POST, *PERSONAL, *people.groupings.get("ethnicity", ()), *both]


def _in_order(told: pd.DataFrame) -> pd.DataFrame:
    """By person and day; within a day joined, seen, left, but whoever was there before leaves first and then begins again."""
    place = told["kind"].astype(float)
    left = told["kind"] == LEFT
    day = [told["person_ref"], told["on"]]
    leaves = left.groupby(day).transform("any")
    if leaves.any():
        first = told.groupby("person_ref")["on"].transform("min")
        since = told["said"].where(left).groupby(day).transform("min")
        there_before = (first < told["on"]) | (since < told["on"])
        begins = (told["kind"] == JOINED) | ((told["kind"] == SEEN) & (told["said"] >= told["on"]))
        place = place.mask(leaves & there_before & begins, LEFT + 0.5 + place / 10)
    told = told.assign(place=place).sort_values(["person_ref", "on", "place"], kind="stable", ignore_index=True)
    return _numbered(told.drop(columns="place"))


def _numbered(told: pd.DataFrame) -> pd.DataFrame:
    left = told["kind"].eq(LEFT).astype(int)
    return told.assign(spell=left.groupby(told["person_ref"]).cumsum() - left)


def _without_the_gone(told: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows without snapshots of people who had left by then and never came back, and how many people those are.

    Their start of service is from before they left and nothing says that they joined again: a list that lags behind.
    """
    gone_on = told["on"].where(told["kind"] == LEFT).groupby(told["person_ref"]).ffill()
    joined = told["kind"].eq(JOINED).groupby([told["person_ref"], told["spell"]]).transform("any")
    late = (told["kind"] == SEEN) & (told["spell"] > 0) & (told["said"] < gone_on) & ~joined
    return told[~late].reset_index(drop=True), int(told.loc[late, "person_ref"].nunique())


def _conflicts(told: pd.DataFrame) -> dict[str, int]:
    """People of whom two rows say different things that do not change; the finest ethnic grouping that is there is compared."""
    found, seen = {}, set()
    for column in FIXED:
        name = column.partition("_")[0]
        if column in told and name not in seen:
            seen.add(name)
            known = told[column].where(told[column] != NOT_RECORDED)
            differ = known.groupby(told["person_ref"]).nunique() > 1
            found[f"{name} differs between the records of a person: the latest known was used"] = int(differ.sum())
    return found


def latest_known(told: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    """One row a spell: the latest value of each column that says something; personal ones from other spells where need be."""
    known = told[columns].where(~told[columns].isin([NOT_RECORDED, ""]))
    last = pd.concat([told[key], known], axis=1).groupby(key, sort=False)[columns].last()
    post = [column for column in columns if column in (*OF_THE_POST, "worker_type", "leaver_type", "leaver_family")]
    mine = last.columns.difference(post, sort=False)
    people = last.index.get_level_values("person_ref")
    if len(mine) and people.has_duplicates:
        by_person = last[mine].groupby(people)
        last[mine] = by_person.ffill().fillna(by_person.bfill())
    for finer, coarser in ROLL_UP.items():  # one row knew the finer group, a later one another coarser one
        if finer in last and coarser in last:
            above = last[finer].map({name: roll_up(name, finer, coarser) for name in last[finer].dropna().unique() if is_group(finer, name)})
            last[finer] = last[finer].where(above.isna() | last[coarser].isna() | (above == last[coarser]))
    unknown = told[[*key, *columns]].groupby(key, sort=False)[columns].last()
    return last.fillna(unknown)
