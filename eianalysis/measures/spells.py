"""Spells of service: when each person came, when they left, and since when they could have been seen to leave.

A person found in post on the first day of the records has already survived their service so far. Counting them as if
they had been observed from their first day flatters retention (docs/methods.md, "Who leaves"), so each spell carries ``observed_from``.

Every row that says anything of a person (joined, seen in a snapshot, left) is put on one line of time (``spell_evidence``). A
departure ends a spell; a change of worker type ends one too, without being a departure. What can be decided either way is
decided by the rules of the cycle (``service``), put to work on the spells in ``spell_rules``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from eianalysis.measures.spell_evidence import JOINED, LEFT, SEEN, evidence, latest_known
from eianalysis.measures.spell_filters import narrowed, unnarrowed
from eianalysis.measures.spell_rules import away_between, away_flags, carry_on, is_away, left_before_they_came, moves, same_day_leavers, without_absences
from eianalysis.service import ServiceRules
from eianalysis.sources.typed import ColumnAbsent, TypedTable, filters_of
from eianalysis.vocabulary import day_in_words

DAYS_A_YEAR = 365.25
HALF_A_DAY = 0.5
AWAY = "the cycle counts people who are away apart, and nothing says who they are"
_MADE: ContextVar[dict[tuple, tuple] | None] = ContextVar("made", default=None)


@dataclass(frozen=True, repr=False)
class Spells:
    """One row a spell of service, with what was set aside and why.

    Columns: ``person_ref, worker_type, started`` (NaT: not recorded), ``observed_from, ended`` (NaT: did not leave),
    ``until`` (last day seen of those whose spell ended without a departure), ``leaver_type, leaver_family``, ``moved_in``
    (came from another role), ``before`` (days of earlier spells that count), and the characteristics as last recorded.
    ``away`` holds who is not counted from when to when.
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
        """The spells of everyone in post at the end of a day: come into view by then, and not yet gone."""
        day, frame = pd.Timestamp(day), self.frame
        gone = (frame["ended"] <= day) | (frame["until"] < day)
        return frame[(frame["observed_from"] <= day) & ~gone & ~is_away(frame["person_ref"], day, self.away)]

    def left(self, start, end) -> pd.DataFrame:
        """The spells that ended from the first to the last day given."""
        ended = self.frame["ended"]
        here = self.frame[(ended >= pd.Timestamp(start)) & (ended <= pd.Timestamp(end))]
        return here[~is_away(here["person_ref"], here["ended"], self.away)]

    def __repr__(self) -> str:
        return f"<Spells: {len(self.frame)} spells to {day_in_words(self.as_at)}>"


@contextmanager
def put_together_once() -> Iterator[None]:
    """While many questions are asked of one force: the spells of its tables are the same for each. No table may be altered meanwhile."""
    made = _MADE.get()
    token = _MADE.set({} if made is None else made)
    try:
        yield
    finally:
        _MADE.reset(token)


def spells(
    people: TypedTable, leavers: TypedTable, joiners: TypedTable, *, as_at: date, worker_type: str | None = "officer", rules: ServiceRules = ServiceRules()
) -> Spells:
    """Put snapshots, joiners and leavers together into spells of service, as known on ``as_at``.

    A spell starts on the joiner's ``start_date`` (else the latest ``service_start`` recorded) and ends on the leaver's
    ``leave_date``. Where the records say since when they are complete (``observed_from`` of a mapping) that day holds;
    else the first snapshot does, and leavers before it are set aside, because those who stayed were not being counted
    then. Someone whose service began before, but who is first seen later, is observed from then. A career break is not a
    departure. Who is missing from the last snapshot without having left is counted until last seen. Rows after ``as_at``
    are not yet known. ``rules`` (of the cycle) decide what can be decided either way. What the records contradict, and
    what a rule takes out, is counted in ``set_aside``.
    """
    asked = (people, leavers, joiners, pd.Timestamp(as_at), worker_type, rules)
    made = _MADE.get()
    if made is None:
        return _spells(*asked)
    key = (*map(id, asked[:3]), *asked[3:])
    if key not in made:
        made[key] = (asked, _spells(*asked))  # the tables are held, so that no other can have their ids
    return made[key][1]


def _spells(people: TypedTable, leavers: TypedTable, joiners: TypedTable, as_at: pd.Timestamp, worker_type: str | None, rules: ServiceRules) -> Spells:
    filters = filters_of((people, leavers, joiners))
    people, leavers, joiners = (unnarrowed(table) for table in (people, leavers, joiners))
    for column, _ in away_flags(rules):
        if column not in people.frame:
            raise ColumnAbsent(f"{people.name} has no column {column}: {AWAY}", column, why=AWAY)
    told, contradicted = evidence(people, leavers, joiners, as_at)
    taken = people.frame["as_at"]
    first, last = taken[taken <= as_at].agg(["min", "max"])
    first = taken.min() if pd.isna(first) else first  # a cut-off before the records begin: nobody is observed yet
    declared = people.observed_from or leavers.observed_from
    start = first if declared is None else pd.Timestamp(declared)
    frame, counted = _assemble(told, start, first, last, complete=declared is not None)
    counted |= contradicted
    early = frame["ended"] < start
    counted["left before the records begin"] = int(early.sum())
    frame = frame[~early]
    frame, counted["left before they came"] = left_before_they_came(frame)
    frame = moves(carry_on(frame, rules), rules, worker_type)
    if worker_type is not None:
        frame = frame[frame["worker_type"].isna() | (frame["worker_type"] == worker_type)]
    frame, counted["left on the day they came"] = same_day_leavers(frame, rules)
    away = away_between(people.frame[people.frame["as_at"] <= as_at], away_flags(rules), as_at)
    counted["left while not counted as in post"] = int(is_away(frame["person_ref"], frame["ended"], away).sum())
    frame = narrowed(frame, filters)
    set_aside = tuple((why, rows) for why, rows in counted.items() if rows)
    sources = tuple(source.with_set_aside(*set_aside) if place == 0 else source for place, source in enumerate(leavers.sources))
    return Spells(frame.reset_index(drop=True), as_at, start, dict(people.groupings), (*people.sources, *joiners.sources, *sources), set_aside, rules, away)


def _assemble(told: pd.DataFrame, start, first, last, *, complete: bool) -> tuple[pd.DataFrame, dict[str, int]]:
    """One row a person, spell and worker type, and what the records contradict."""
    key = ["person_ref", "spell", "run"]
    fixed = [column for column in told if column not in (*key, "on", "said", "kind")]
    groups = told.groupby(key, sort=False)
    frame = latest_known(told, key, fixed)
    frame["first_on"], frame["last_on"] = groups["on"].min(), groups["on"].max()
    frame["joined"] = told[told["kind"] == JOINED].groupby(key)["on"].min()
    frame["seen_start"] = told[told["kind"] == SEEN].groupby(key)["said"].last()
    frame["left_start"] = told[told["kind"] == LEFT].groupby(key)["said"].last()
    frame["ended"] = told[told["kind"] == LEFT].groupby(key)["on"].max()
    frame["seen_on"] = told[told["kind"] == SEEN].groupby(key)["on"].max()
    frame = frame.reset_index()
    for column in ("joined", "seen_start", "left_start", "ended", "seen_on"):
        frame[column] = pd.to_datetime(frame[column])

    later = frame["run"] > 0  # a change of worker type: a new spell from the first day seen in it
    disagree = frame["joined"].notna() & frame["seen_start"].notna() & (frame["joined"] != frame["seen_start"]) & ~later
    frame["started"] = frame["joined"].fillna(frame["seen_start"]).fillna(frame["left_start"]).mask(later, frame["first_on"])
    following = frame.groupby(["person_ref", "spell"])["first_on"].shift(-1)
    frame["until"] = following - pd.Timedelta(days=1)

    again = (frame["spell"] > 0) & frame["seen_on"].isna() & frame["joined"].isna()  # a second departure of one spell
    lost = frame["ended"].isna() & frame["until"].isna() & (frame["last_on"] < last)
    frame["until"] = frame["until"].mask(lost, frame["last_on"])
    at_the_start = (frame["first_on"] <= first) | frame["seen_on"].isna() | complete
    observed = np.where(frame["started"].isna() | (frame["started"] < start), np.where(at_the_start, start, frame["first_on"]), frame["started"])
    frame["observed_from"] = pd.to_datetime(observed)
    frame["observed_from"] = frame["observed_from"].mask(later, frame["first_on"])
    never = frame["ended"].isna() & (frame["until"] < frame["observed_from"])
    counted = {
        "two departures of one spell of service: the first was counted": int(again.sum()),
        "start of service differs from the day of joining: the day of joining was used": int(disagree.sum()),
        "no start of service: counted in post, not by length of service": int((frame["started"].isna() & ~again).sum()),
        "not in the last snapshot and no departure: counted until last seen": int((lost & ~never).sum()),
        "last heard of before the records begin, and no departure: not counted": int(never.sum()),
    }
    dropped = ["spell", "run", "joined", "seen_start", "left_start", "seen_on", "first_on", "last_on"]
    frame = frame.assign(moved_in=later, moved_on=following)
    return frame[~again & ~never].drop(columns=dropped), counted


def service_years(frame: pd.DataFrame, as_at: pd.Timestamp, *, rules: ServiceRules = ServiceRules(), away: pd.DataFrame | None = None) -> pd.DataFrame:
    """Length of service at first sight (``entry``) and at the end (``exit``) in years, and whether it ended by leaving.

    Someone who leaves on the day they came, or is seen for the first time on their last day, has served half a day
    there: the interval is half-open, so a length of nothing would not count them at all. Who has no recorded start has no
    length of service and is left out. Who is away is not at risk meanwhile.
    """
    frame = frame[frame["started"].notna()]
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
