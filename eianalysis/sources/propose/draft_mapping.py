"""From what was found in a file to a draft of its mapping: columns, what is made of others, values, rows, what is to decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from eianalysis.schema import TABLES
from eianalysis.schema.parse import clean, read_codes
from eianalysis.sources.propose import row_rules
from eianalysis.sources.propose.assign import Assignment, Placed, best_table, last_day
from eianalysis.sources.propose.mapping_draft import Draft, Part
from eianalysis.sources.propose.look import Look
from eianalysis.sources.propose.profile import FREQUENT, profiles
from eianalysis.sources.propose.column_roles import BORN, HOURS, LEFT
from eianalysis.sources.propose.values import names_in, words_for

#: Of a list of everybody with leaving days: no more year ends back than this are made into snapshots.
MOST_YEARS = 5
#: A share of rows that have a leaving day from which on a list of leavers is one; below it is a list of everybody.
LEAVERS_ONLY = 0.98
BY_RANK = "told by rank and grade"


def draft(found: Look, table: str | None = None) -> Draft:
    """A draft for one table found in a file; ``table`` names it, else the one that explains the columns best is taken."""
    made = best_table(profiles(found.frame), f"{found.file} {found.sheet}", table)
    aside = row_rules.set_aside(found.frame, made)
    found = replace(found, frame=found.frame[~row_rules.meant(found.frame, aside)])
    columns = profiles(found.frame)
    made = best_table(columns, f"{found.file} {found.sheet}", table)
    wide = table is None and _is_everybody(made)
    if wide or table is None and made.table == "workforce_snapshot" and LEFT in made.placed and made.placed[LEFT].profile.filled:
        made = best_table(columns, f"{found.file} {found.sheet}", "workforce_snapshot" if wide else "leavers")
    out = Draft(found, made, [], keys={"set_aside": aside})
    out.parts = _everybody(out, made) if wide else [_part(out, made.table, made)]
    if made.instead and not wide:
        out.decide.append(
            f"is it {made.table}? {' or '.join(made.instead)} would explain the same columns: if it is that, take its entry out of mapping.toml "
            f"and map the file again with --table {made.instead[0]}"
        )
    if BORN in made.placed:
        out.keys["born"] = made.placed[BORN].profile.heading
    for part in out.parts:
        _make(out, part, made)
    if out.parts[0].posts is not None:
        out.notes.append("people with several posts: one row a person, hours added up")
    _say_values(out, made)
    _say_missing(out, made)
    return out


def _why(placed: Placed) -> str:
    """Why a column is what it is taken for: what its heading and its values say."""
    name = "its heading" if placed.by_heading >= 0.95 else "a heading much like it" if placed.by_heading else "its values alone"
    column, profile = placed.role.column, placed.profile
    if not profile.texts:
        return f"{name}; it is empty"
    if placed.role.name == LEFT:
        return f"{name}; {'all' if profile.dated > 0.995 else f'{profile.dated:.0%}'} dates, empty of those in post"
    if column is None or column.kind == "text" and column.name != "person_ref":
        return name
    if column.name == "person_ref":
        return f"{name}; " + ("different in every row" if profile.different == 1 else "several rows a person")
    part = "all" if placed.by_values > 0.995 else f"{placed.by_values:.0%}"
    kind = {"date": "dates", "code": f"in {column.list_name}", "flag": "yes or no"}.get(column.kind, "numbers")
    return f"{name}; {part} {kind}"


def _part(out: Draft, table: str, made: Assignment) -> Part:
    """The columns of one table; what only helps to make others is left to the keys of the mapping."""
    part = Part(table)
    for name in TABLES[table].names:
        if name in made.placed:
            part.columns[name] = (made.placed[name].profile.heading, _why(made.placed[name]))
    return part


def _is_everybody(made: Assignment) -> bool:
    """Whether a file is a list of those in post and of those who left, in one."""
    left = made.placed.get(LEFT) or (made.placed.get("leave_date") if made.table == "leavers" else None)
    start = made.placed.get("service_start")
    share = left.profile.filled / left.profile.rows if left and left.profile.rows else 0
    return start is not None and left is not None and left.profile.filled >= FREQUENT and share < LEAVERS_ONLY


def _everybody(out: Draft, made: Assignment) -> list[Part]:
    """Snapshots, leavers and joiners of a list of everybody."""
    left, look_ = made.placed[LEFT], out.look
    snapshots = _part(out, "workforce_snapshot", made)
    snapshots.columns.pop("as_at", None)
    end = look_.day or max(day for column in (left.profile, made.placed["service_start"].profile) for day in column.days.values())
    first = min(left.profile.days.values())
    back = [year for year in range(MOST_YEARS + 1) if year == 0 or end - pd.DateOffset(years=year) >= first - pd.Timedelta(days=31)]
    days = sorted((end - pd.DateOffset(years=year)).date() for year in back)
    snapshots.keys = {"days": days, "left": left.profile.heading}
    if not (look_.day is not None and look_.day_is_said):
        out.decide.append(
            f"days: on which days is the force shown? {days[-1]} is "
            + ("in a title or name of the file, and may be the day it was printed" if look_.day is not None else "the last day in the file")
        )
    out.notes.append(f"a list of everybody: snapshots of {len(days)} days are made of it, and the leavers and joiners since {days[0]}")
    out.notes.append("rank, unit and the like in the earlier snapshots are those of the day of the list")
    leavers = _part(out, "leavers", made)
    leavers.columns["leave_date"] = (left.profile.heading, _why(left))
    leavers.only = [{"reason": "still in post", "column": left.profile.heading, "not_blank": True}]
    joiners = _part(out, "joiners", made)
    start = made.placed["service_start"]
    joiners.columns["start_date"] = (start.profile.heading, _why(start))
    joiners.only = [{"reason": f"joined before {days[0]}", "column": start.profile.heading, "after": days[0]}]
    wrong = row_rules.left_before_joining(look_.frame, made, left.profile.heading)
    out.keys["set_aside"] += wrong
    reason = _reason(made, leavers)
    return [snapshots, reason, joiners]


def _reason(made: Assignment, leavers: Part) -> Part:
    """The leavers of a list of everybody with the column of reasons, which no column of a snapshot is."""
    for column in (*made.unplaced, *(profile for profile, _ in made.never)):
        found = best_table([column], "", "leavers").placed.get("leaver_type")
        if found is not None and "leaver_type" not in leavers.columns:
            leavers.columns["leaver_type"] = (column.heading, _why(found))
    return leavers


def _make(out: Draft, part: Part, made: Assignment) -> None:
    """Hours and shares of full time, several posts, rows that are none, the day of a snapshot, the kind of worker."""
    if part.table == "workforce_snapshot":
        part.fte = _fte(out, part, made)
        if "as_at" not in part.columns and not part.keys.get("days"):
            _as_at(out, part)
    if "worker_type" not in part.columns:
        _kind(out, part, made)
    if part is out.parts[0]:
        if made.table == "leavers" and "leave_date" in made.placed:
            out.keys["set_aside"] += row_rules.left_before_joining(out.look.frame, made, made.placed["leave_date"].profile.heading)
        several, twice = row_rules.posts(out.look.frame, made)
        if twice:
            out.decide.append(f"{_few(twice)} stand there twice, the same in every column: take them out of the file")
        if several is not None and TABLES[part.table].key:
            for one in out.parts:
                one.posts = several


def _few(rows: int) -> str:
    return f"{rows} rows" if rows >= FREQUENT else f"fewer than {FREQUENT} rows"


def _as_at(out: Draft, part: Part) -> None:
    if out.look.day is None:
        out.decide.append("as_at: on which day was the force as this list shows it? Say it in [table.constants]")
        part.constants["as_at"] = None
        return
    part.constants["as_at"] = out.look.day.date()
    if not out.look.day_is_said:
        out.decide.append(f"as_at: {out.look.day.date()} stands in a title or name of the file; is it the day the list shows, or the day it was printed?")


def _fte(out: Draft, part: Part, made: Assignment) -> dict:
    """What full time is in the column of shares or hours, where it is not 1."""
    placed = made.placed.get("fte") or made.placed.get(HOURS)
    if placed is None:
        return {}
    numbers = {text: value for text, value in placed.profile.numbers.items() if value > 0}
    rows = {text: placed.profile.texts[text] for text in numbers}
    if not numbers or max(numbers.values()) <= 1.5 and placed.role.name == "fte" and not any("%" in text for text in rows):
        return {}
    part.columns.pop("fte", None)
    heading = placed.profile.heading
    if any("%" in text for text in rows) or max(numbers.values()) > 60:
        return {"column": heading, "full": 100}
    usual = _usual_hours(out.look.frame, heading, made, numbers)
    out.decide.append(f"fte: is a full week {', '.join(f'{hours:g} hours ({kind})' for kind, hours in usual.items())}? These are the most usual")
    full = next(iter(usual.values())) if len(set(usual.values())) == 1 else usual
    return {"column": heading, "full": full}


def _usual_hours(frame: pd.DataFrame, heading: str, made: Assignment, numbers: dict[str, float]) -> dict[str, float]:
    """The most usual hours of 30 or more a week, by kind of worker where there is a column of it and enough of them."""
    hours = frame[heading].map(clean).map(numbers)
    long = hours[hours >= 30]
    every = float(long.mode().iloc[0]) if len(long) else 37.0
    kind = made.placed.get("worker_type")
    if kind is None:
        return {"everybody": every}
    texts = frame[kind.profile.heading].map(clean)
    kinds = texts.map(read_codes([text for text in texts.unique() if text], TABLES["workforce_snapshot"]["worker_type"])[0])
    usual = {str(name): float(of.mode().iloc[0]) for name, of in long.groupby(kinds) if len(of) >= FREQUENT}
    return {**usual, "other": usual.get("staff", every)} if len(set(usual.values())) > 1 else {"everybody": every}


def _kind(out: Draft, part: Part, made: Assignment) -> None:
    """The kind of worker where no column says it: by the rank, or one for the whole file."""
    if "worker_type" not in TABLES[part.table] or not TABLES[part.table]["worker_type"].required:
        return
    rank = made.placed.get("rank_grade")
    if rank is not None:
        part.columns["worker_type"] = (rank.profile.heading, BY_RANK)
        return
    said = "worker_type: no column says who is an officer and who is staff; say one for the whole file in [table.constants]"
    out.decide += [said] if said not in out.decide else []
    part.constants["worker_type"] = None


def _say_values(out: Draft, made: Assignment) -> None:
    """What has to be said of the values of each code column, once for all tables made of the file."""
    names = names_in(out.look.frame, [profile.heading for profile, why in made.never if why == "a name"])
    by_heading = {profile.heading: profile for profile in profiles(out.look.frame)}
    for part in out.parts:
        for name, (heading, why) in part.columns.items():
            column = TABLES[part.table][name]
            if column.kind == "code" and name not in out.values:
                out.values[name] = words_for(column, by_heading[heading], out.look.frame, names, by_rank=why == BY_RANK)


def _say_missing(out: Draft, made: Assignment) -> None:
    """What is needed and was found nowhere, what contradicts its heading, what could not be placed."""
    there = {name for part in out.parts for name in (*part.columns, *part.constants)}
    if "person_ref" in made.missing:
        out.decide.append("person_ref: no column is a person's reference; if the rows are counts of people, they go through counts.toml (docs/counts.md)")
    for name in made.missing:
        if name != "person_ref" and name not in there and not (name == "as_at" and out.parts[0].keys.get("days")):
            out.decide.append(f"{name}: no column of the file is it, and the table needs it ({TABLES[made.table][name].means})")
    for part in out.parts[1:]:
        for column in TABLES[part.table].columns:
            if (
                column.required
                and column.name not in part.columns
                and column.name not in part.constants
                and not any(other in part.columns for other in column.instead)
            ):
                out.decide.append(f"{column.name}: {part.table} needs it, and no column of the file is it")
    for one in made.contradicting:
        out.decide.append(f"'{one.profile.heading}' is headed as {one.role.name}, and its values are not: it is not read")
    for name, said in out.values.items():
        if said.unknown:
            out.decide.append(
                f"{name}: {len(said.unknown)} {'value means' if len(said.unknown) == 1 else 'values mean'} nothing known; say what in [values.{name}]"
            )
        if said.unshown[0]:
            rows = ", ".join(map(str, said.unshown[1]))
            out.decide.append(
                f"{name}: {said.unshown[0]} {'value is' if said.unshown[0] == 1 else 'values are'} not known and not shown here, as "
                f"{'it' if said.unshown[0] == 1 else 'they'} could be about one person; see rows {rows} of the file"
            )


def latest_day(found: Look) -> date:
    """The last day of a file, to try a draft with where the day of a snapshot is still to be said."""
    found_day = last_day(profiles(found.frame))
    return date(2000, 1, 1) if found_day is None else found_day.date()
