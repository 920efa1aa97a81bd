"""The rules of service put to work: overlaps, same-day leavers, people who come back, change role, or are away.

Each takes the frame of spells and gives it back with what it decided; nobody is dropped without being counted.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from eianalysis.errors import DataFault, Fault
from eianalysis.service import ServiceRules

NEVER = pd.Timestamp("2262-01-01").as_unit("s")
MOVED = ("MV", "move")  # leaver type and family of a move between officer and staff, where the cycle calls it leaving


def left_before_they_came(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The spells without those of negative length, and how many those were."""
    wrong = frame["ended"].notna() & (frame["ended"] < frame["started"])
    return frame[~wrong], int(wrong.sum())


def join_overlaps(frame: pd.DataFrame, rules: ServiceRules) -> tuple[pd.DataFrame, int]:
    """Spells of one person that overlap made one, from the first start to the last known end; and how many were joined.

    Two records of one service that disagree about its first day would otherwise be somebody who left and somebody who
    never does. Spells that only touch are two.
    """
    often = frame["person_ref"].duplicated(keep=False)
    if not often.any():
        return frame, 0
    some = frame[often].sort_values(["person_ref", "started", "ended"], kind="stable")
    end = some["ended"].astype("datetime64[s]").fillna(NEVER)
    reach = end.groupby(some["person_ref"]).cummax().groupby(some["person_ref"]).shift()
    overlaps = (some["started"] < reach).fillna(False)
    if not overlaps.any():
        return frame, 0
    if rules.overlaps == "refuse":
        raise DataFault("the records together", "spells of service", [Fault(
            f"{int(overlaps.sum())} spells overlap another of the same person",
            "one person serves once at a time; or say overlaps = \"join\" under [service] of the cycle")],
            "Correct the start of service in the extracts.")
    number = (~overlaps).groupby(some["person_ref"]).cumsum()
    joined = []
    for _, rows in some.groupby([some["person_ref"], number], sort=False):
        last = rows.iloc[-1].copy()
        ended = rows[rows["ended"].notna()].sort_values("ended", kind="stable")
        if len(ended):
            for name in ("ended", "leaver_type", "leaver_family"):
                last[name] = ended.iloc[-1][name]
        last["started"] = rows["started"].min()
        joined.append(last)
    made = pd.DataFrame(joined).astype(frame.dtypes.to_dict())
    return pd.concat([frame[~often], made], ignore_index=True), int(overlaps.sum())


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


def known_on(snapshots: pd.DataFrame, gone: pd.DataFrame, came: pd.DataFrame) -> pd.DataFrame:
    """What role each person had on which day: ``person_ref, service_start, day, worker_type``."""
    names = ["person_ref", "service_start", "day", "worker_type"]
    parts = [came.assign(day=came["service_start"]), snapshots.rename(columns={"as_at": "day"}),
             gone.rename(columns={"leave_date": "day"})]
    known = pd.concat([part.reindex(columns=names) for part in parts], ignore_index=True)
    return known[known["worker_type"].notna()].sort_values("day", kind="stable")


def split_moves(frame: pd.DataFrame, known: pd.DataFrame, worker_type: str | None, rules: ServiceRules) -> pd.DataFrame:
    """The spells in one role: who came to it or left it for another is followed only while in it.

    ``moved_in``/``moved_on``: the first record in this role of someone who had another before; ``until``: the first
    record in the next role. The clock of service runs on through a move.
    """
    frame = frame.assign(until=pd.NaT, moved_in=False, moved_on=pd.NaT).astype(
        {"until": "datetime64[s]", "moved_on": "datetime64[s]"})
    if worker_type is None or "worker_type" not in frame:
        return frame
    roles = known.groupby("person_ref")["worker_type"].nunique()
    movers = set(roles[roles > 1].index)
    plain = frame[~frame["person_ref"].isin(movers) & (frame["worker_type"] == worker_type)]
    if not movers:
        return plain
    rows = []
    for _, spell in frame[frame["person_ref"].isin(movers)].iterrows():
        mine = known[(known["person_ref"] == spell["person_ref"]) & (known["day"] >= spell["started"])
                     & (known["day"] <= (spell["ended"] if pd.notna(spell["ended"]) else NEVER))]
        rows += _in_role(spell, mine, worker_type, rules)
    made = pd.DataFrame(rows, columns=frame.columns).astype(frame.dtypes.to_dict()) if rows else frame.iloc[:0]
    return pd.concat([plain, made], ignore_index=True)


def _in_role(spell: pd.Series, mine: pd.DataFrame, worker_type: str, rules: ServiceRules) -> list[pd.Series]:
    """The stretches of one spell in one role."""
    change = mine["worker_type"].ne(mine["worker_type"].shift()).cumsum()
    runs = [(rows["worker_type"].iloc[0], rows["day"].iloc[0]) for _, rows in mine.groupby(change)]
    made = []
    for place, (role, day) in enumerate(runs):
        if role != worker_type:
            continue
        part = spell.copy()
        part["worker_type"] = worker_type
        if place:
            part["moved_in"], part["moved_on"] = True, day
        if place + 1 < len(runs):
            part["leaver_type"], part["leaver_family"] = MOVED if rules.moves == "leave" else (None, None)
            part["ended"] = runs[place + 1][1] if rules.moves == "leave" else pd.NaT
            part["until"] = runs[place + 1][1]
        made.append(part)
    return made


def away_between(snapshots: pd.DataFrame, flags: Sequence[tuple[str, object]], as_at: pd.Timestamp) -> pd.DataFrame:
    """Who is not counted from when to when: from a snapshot that says so until the next that does not."""
    empty = pd.DataFrame({"person_ref": pd.Series(dtype=object), "gone_from": pd.Series(dtype="datetime64[s]"),
                          "back_on": pd.Series(dtype="datetime64[s]")})
    flags = [(column, value) for column, value in flags if column in snapshots]
    if not flags:
        return empty
    marked = pd.Series(False, index=snapshots.index)
    for column, value in flags:
        marked |= (snapshots[column] == value).fillna(False).astype(bool)
    days = sorted(snapshots["as_at"].unique())
    following = dict(zip(days, [*days[1:], as_at + pd.Timedelta(days=1)], strict=True))
    found = snapshots[marked]
    return pd.DataFrame({"person_ref": found["person_ref"], "gone_from": found["as_at"],
                         "back_on": found["as_at"].map(following)}).reset_index(drop=True)


def is_away(people: pd.Series, day, away: pd.DataFrame) -> pd.Series:
    """Whether each person is away on a day (one for all, or one each)."""
    if away.empty or people.empty:
        return pd.Series(False, index=people.index)
    asked = pd.DataFrame({"person_ref": people, "day": day}).reset_index(names="_row")
    found = asked.merge(away, on="person_ref")
    hit = found.loc[(found["day"] >= found["gone_from"]) & (found["day"] < found["back_on"]), "_row"]
    return pd.Series(people.index.isin(hit), index=people.index)


def without_absences(frame: pd.DataFrame, away: pd.DataFrame) -> pd.DataFrame:
    """Spells with ``entry`` and ``exit`` in days, cut where the person was away; leaving while away is no event."""
    for absence in away.itertuples():
        rows = frame.index[frame["person_ref"] == absence.person_ref]
        for row in rows:
            spell = frame.loc[row]
            start = (absence.gone_from - spell["started"]).days + spell["before"]
            end = (absence.back_on - spell["started"]).days + spell["before"]
            if end <= spell["entry"] or start >= spell["exit"]:
                continue
            later = spell.copy()
            frame.loc[row, ["exit", "event"]] = [min(spell["exit"], start), False]
            later["entry"] = end
            if end < spell["exit"]:
                frame = pd.concat([frame, later.to_frame().T.astype(frame.dtypes.to_dict())], ignore_index=True)
    return frame[frame["exit"] > frame["entry"]].reset_index(drop=True)
