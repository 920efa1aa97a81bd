"""The rules of service put to work: same-day leavers, people who come back, change role, or are away.

Each takes the frame of spells and gives it back with what it decided; nobody is dropped without being counted.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from eianalysis.service import ServiceRules

MOVED = ("MV", "move")  # leaver type and family of a move between officer and staff, where the cycle calls it leaving


def left_before_they_came(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The spells without those of negative length, and how many those were."""
    wrong = frame["ended"].notna() & (frame["ended"] < frame["started"])
    return frame[~wrong], int(wrong.sum())


def same_day_leavers(frame: pd.DataFrame, rules: ServiceRules) -> tuple[pd.DataFrame, int]:
    """Spells that end on the day they began: kept (they serve half a day), or set aside and counted."""
    if rules.same_day != "set aside":
        return frame, 0
    brief = frame["ended"].notna() & (frame["ended"] == frame["started"])
    return frame[~brief], int(brief.sum())


def carry_on(frame: pd.DataFrame, rules: ServiceRules) -> pd.DataFrame:
    """``before``: days of a person's earlier spells, where service carries on; else none."""
    if rules.rejoiners != "carry on" or not frame["person_ref"].duplicated().any():
        return frame.assign(before=0.0)
    ordered = frame.sort_values(["person_ref", "started"], kind="stable")
    days = (ordered["ended"] - ordered["started"]).dt.days.fillna(0).astype(float)
    who = ordered["person_ref"]
    before = days.groupby(who).cumsum() - days
    return frame.assign(before=before.reindex(frame.index))


def moves(frame: pd.DataFrame, rules: ServiceRules, worker_type: str | None) -> pd.DataFrame:
    """A move between officer and staff: only the end of what was observed in that role, or leaving it, as the cycle says.

    ``moved_on``: the first day seen in the next role. Leaving is on that day.
    """
    moved = frame["ended"].isna() & frame["moved_on"].notna()
    if rules.moves == "leave" and worker_type is not None and moved.any():
        kind, family = MOVED
        frame = frame.assign(
            ended=frame["ended"].mask(moved, frame["moved_on"]),
            leaver_type=frame["leaver_type"].astype(object).mask(moved, kind),
            leaver_family=frame["leaver_family"].astype(object).mask(moved, family),
        )
    return frame.drop(columns="moved_on")


def away_flags(rules: ServiceRules) -> tuple[tuple[str, object], ...]:
    """The columns of a snapshot, and their values, by which somebody is away."""
    flags = (("career_break", True),) * (rules.career_breaks == "away")
    return (*flags, *((("secondment_status", "out"),) * (rules.secondments == "away")))


def away_between(snapshots: pd.DataFrame, flags: Sequence[tuple[str, object]], as_at: pd.Timestamp) -> pd.DataFrame:
    """Who is not counted from when to when: from a snapshot that says so until the next that does not."""
    empty = pd.DataFrame({"person_ref": pd.Series(dtype=object), "gone_from": pd.Series(dtype="datetime64[s]"), "back_on": pd.Series(dtype="datetime64[s]")})
    flags = [(column, value) for column, value in flags if column in snapshots]
    if not flags:
        return empty
    marked = pd.Series(False, index=snapshots.index)
    for column, value in flags:
        marked |= (snapshots[column] == value).fillna(False).astype(bool)
    days = sorted(snapshots["as_at"].unique())
    following = dict(zip(days, [*days[1:], as_at + pd.Timedelta(days=1)], strict=True))
    found = snapshots[marked]
    return pd.DataFrame({"person_ref": found["person_ref"], "gone_from": found["as_at"], "back_on": found["as_at"].map(following)}).reset_index(drop=True)


def is_away(people: pd.Series, day, away: pd.DataFrame) -> pd.Series:
    """Whether each person is away on a day (one for all, or one each)."""
    if away.empty or people.empty:
        return pd.Series(False, index=people.index)
    asked = pd.DataFrame({"person_ref": people, "day": day}).reset_index(names="_row")
    found = asked.merge(away, on="person_ref")
    hit = found.loc[(found["day"] >= found["gone_from"]) & (found["day"] < found["back_on"]), "_row"]
    return pd.Series(people.index.isin(hit), index=people.index)


def without_absences(frame: pd.DataFrame, away: pd.DataFrame) -> pd.DataFrame:
    """Spells with ``entry`` and ``exit`` in days, cut where the person was away; leaving while away is no event.

    A spell may become two. Only the spells of people who were ever away are looked at one by one.
    """
    concerned = frame["person_ref"].isin(away["person_ref"])
    absences = dict(list(away.groupby("person_ref", sort=False)))
    parts = [_cut(spell, absences[spell["person_ref"]]) for _, spell in frame[concerned].iterrows()]
    cut = pd.DataFrame([part for each in parts for part in each], columns=frame.columns).astype(frame.dtypes.to_dict())
    whole = frame[~concerned]
    return (pd.concat([whole, cut], ignore_index=True) if len(cut) else whole).reset_index(drop=True)


def _cut(spell: pd.Series, absences: pd.DataFrame) -> list[pd.Series]:
    """The parts of a spell in which the person was there: none where they were away all along."""
    parts, entry = [], spell["entry"]
    for absence in absences.sort_values("gone_from").itertuples():
        start = (absence.gone_from - spell["started"]).days + spell["before"]
        end = (absence.back_on - spell["started"]).days + spell["before"]
        if end <= entry or start >= spell["exit"]:
            continue
        if start > entry:
            part = spell.copy()
            part[["entry", "exit", "event"]] = [entry, start, False]
            parts.append(part)
        entry = end
    if entry < spell["exit"]:
        last = spell.copy()
        last["entry"] = entry
        parts.append(last)
    return parts
