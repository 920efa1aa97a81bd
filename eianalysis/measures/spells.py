"""Spells of service: when each person came, when they left, and since when they could have been seen to leave.

A person found in post on the first day of the records has already survived their service so far. Counting them as if
they had been watched from their first day flatters retention (METHODS §3), so each spell carries ``observed_from``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from eianalysis.measures.spell_rules import (
    away_between, carry_on, is_away, join_overlaps, known_on, left_before_they_came, same_day_leavers, split_moves,
    without_absences,
)
from eianalysis.service import ServiceRules
from eianalysis.sources.typed import TypedTable
from eianalysis.vocabulary import NOT_LEAVERS

DAYS_A_YEAR = 365.25
HALF_A_DAY = 0.5
#: What is carried with a spell: the latest value recorded for the person.
CARRIED = ("worker_type", "rank_band", "unit", "directorate", "sex", "age_band", "disability", "religion",
           "sexual_orientation", "gender_reassignment", "marital", "working_pattern")


@dataclass(frozen=True, repr=False)
class Spells:
    """One row a spell of service, with what was set aside and why.

    Columns: ``person_ref, started, observed_from, ended`` (NaT: not known to have left), ``until`` (NaT: followed to
    ``as_at``; else followed only to then, as after a move to another role), ``before`` (days served in earlier spells
    that count), ``leaver_type``, ``leaver_family``, and the characteristics as last recorded. ``away`` holds who is
    not counted from when to when.
    """

    frame: pd.DataFrame
    as_at: pd.Timestamp
    observed_from: pd.Timestamp
    groupings: dict
    sources: tuple
    set_aside: tuple[tuple[str, int], ...]
    rules: ServiceRules = ServiceRules()
    away: pd.DataFrame = field(default_factory=lambda: away_between(pd.DataFrame(), (), pd.NaT))

    def in_post(self, day) -> pd.DataFrame:
        """The spells of everyone in post at the end of a day: started on or before it, and not yet gone."""
        day = pd.Timestamp(day)
        frame = self.frame
        begun = (frame["started"] <= day) & (~frame["moved_in"] | (frame["observed_from"] <= day))
        there = frame["ended"].isna() | (frame["ended"] > day)
        followed = frame["until"].isna() | (frame["until"] > day)
        return frame[begun & there & followed & ~is_away(frame["person_ref"], day, self.away)]

    def left(self, start, end) -> pd.DataFrame:
        """The spells that ended from the first to the last day given."""
        ended = self.frame["ended"]
        here = self.frame[(ended >= pd.Timestamp(start)) & (ended <= pd.Timestamp(end))]
        return here[~is_away(here["person_ref"], here["ended"], self.away)]

    def __repr__(self) -> str:
        return f"<Spells: {len(self.frame)} spells to {self.as_at:%d %B %Y}>"


def spells(people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, as_at: date,
           worker_type: str | None = "officer", rules: ServiceRules = ServiceRules()) -> Spells:
    """Put snapshots, joiners and leavers together into spells of service, as known on ``as_at``.

    A spell starts at ``service_start`` (or the joiner's ``start_date``) and ends on the leaver's ``leave_date``. Where
    the records say since when they are complete (``observed_from`` of a mapping) that day holds; else the first
    snapshot does, and leavers before it are set aside, because those who stayed were not being counted then. A career
    break is not a departure. Rows after ``as_at`` are not yet known. ``rules`` (of the cycle) decide what can be decided
    either way; whatever is set aside or joined is counted in ``set_aside``.
    """
    as_at = pd.Timestamp(as_at)
    snapshots = people.frame[people.frame["as_at"] <= as_at].sort_values("as_at", kind="stable")
    began = people.observed_from or leavers.observed_from
    first = snapshots["as_at"].min() if len(snapshots) else pd.NaT
    observed_from = pd.Timestamp(began) if began is not None else first

    gone = leavers.frame[(leavers.frame["leave_date"] <= as_at) & ~leavers.frame["leaver_type"].isin(NOT_LEAVERS)]
    came = joiners.frame[joiners.frame["start_date"] <= as_at].rename(columns={"start_date": "service_start"})
    carried = [c for c in (*CARRIED, *_ethnic(people)) if c in people.frame or c in gone or c in came]
    columns = ["person_ref", "service_start", *carried]
    known = pd.concat([_only(came, columns), _only(snapshots, columns), _only(gone, columns)], ignore_index=True)
    known = known[known["service_start"].notna()]
    # one spell a person and start; later records overwrite earlier ones, a blank never overwrites a value
    spell = known.groupby(["person_ref", "service_start"], sort=False, observed=True)[carried].last().reset_index()
    gone = _with_start(gone, known)
    unplaced = int(gone["service_start"].isna().sum())
    exits = gone.loc[gone["service_start"].notna(), ["person_ref", "service_start", "leave_date", "leaver_type",
                                                     "leaver_family"]]
    frame = spell.merge(exits, on=["person_ref", "service_start"], how="left").rename(
        columns={"service_start": "started", "leave_date": "ended"})
    frame, backwards = left_before_they_came(frame)
    frame, joined = join_overlaps(frame, rules)
    frame, brief = same_day_leavers(frame, rules)
    frame = carry_on(frame, rules)
    frame = split_moves(frame, known_on(snapshots, gone, came), worker_type, rules)
    away = away_between(snapshots, _away_flags(rules), as_at)
    early = frame["ended"].notna() & (frame["ended"] < observed_from)
    frame = frame[~early].copy()
    first_seen = frame["started"].where(~frame["moved_in"], frame["moved_on"])
    frame["observed_from"] = first_seen.where(first_seen > observed_from, observed_from)
    gone_away = int(is_away(frame["person_ref"], frame["ended"], away).sum())
    counted = (("left before the first snapshot", int(early.sum())), ("left, with no known start of service", unplaced),
               ("left before they came", backwards), ("spells of one person that overlap, joined", joined),
               ("left on the day they came", brief), ("left while not counted as in post", gone_away))
    set_aside = tuple((why, rows) for why, rows in counted if rows)
    told = tuple(source.with_set_aside(*set_aside) if place == 0 else source
                 for place, source in enumerate(leavers.sources))
    return Spells(frame.reset_index(drop=True), as_at, observed_from, dict(people.groupings),
                  (*people.sources, *joiners.sources, *told), set_aside, rules, away)


def _away_flags(rules: ServiceRules) -> tuple[tuple[str, object], ...]:
    flags = (("career_break", True),) * (rules.career_breaks == "away")
    return (*flags, *((("secondment_status", "out"),) * (rules.secondments == "away")))


def _with_start(gone: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Leavers with the start of service their own row lacks: the person's latest known start before they left."""
    if gone["service_start"].notna().all():
        return gone
    starts = known[["person_ref", "service_start"]].drop_duplicates().rename(columns={"service_start": "_start"})
    found = gone.reset_index().merge(starts, on="person_ref", how="left")
    found = found[found["_start"] <= found["leave_date"]].groupby("index")["_start"].max()
    return gone.assign(service_start=gone["service_start"].fillna(found))


def _ethnic(people: TypedTable) -> tuple[str, ...]:
    return tuple(people.groupings.get("ethnicity", ()))


def _only(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return frame.reindex(columns=columns)


def service_years(frame: pd.DataFrame, as_at: pd.Timestamp, *, rules: ServiceRules = ServiceRules(),
                  away: pd.DataFrame | None = None) -> pd.DataFrame:
    """Length of service at first sight (``entry``) and at the end (``exit``) in years, and whether it ended by leaving.

    Half-open, (entry, exit]. Someone who leaves on the day they came, or is seen for the first time on their last day,
    has served half a day there: a length of nothing would not count them at all. Who is away is not at risk meanwhile.
    """
    event = frame["ended"].notna()
    if rules.transfers == "observed until":
        event &= frame["leaver_family"] != "transfer"
    until = frame["ended"].fillna(frame["until"]).fillna(as_at)
    entry = (frame["observed_from"] - frame["started"]).dt.days.astype(float) + frame["before"]
    exit_ = (until - frame["started"]).dt.days.astype(float) + frame["before"]
    exit_ = exit_.where(exit_ > entry, entry + HALF_A_DAY)
    made = frame.assign(entry=entry, exit=exit_, event=event)
    made = made if away is None or away.empty else without_absences(made, away)
    return made.assign(entry=made["entry"] / DAYS_A_YEAR, exit=made["exit"] / DAYS_A_YEAR)
